"""Days, weeks, months, seasons and years as (first day, last day); weeks begin on Monday."""

import calendar
from datetime import date, timedelta

Span = tuple[date, date]


def day(moment: date) -> Span:
    """One day."""
    return moment, moment


def day_of(year_number: int, month_number: int, day_number: int) -> Span | None:
    """A written-out day, None where the calendar has no such day."""
    try:
        return day(date(year_number, month_number, day_number))
    except ValueError:
        return None


def week(moment: date) -> Span:
    """Monday to Sunday around a day."""
    monday = moment - timedelta(days=moment.weekday())
    return monday, monday + timedelta(days=6)


def month(moment: date, offset: int) -> Span:
    """The month `offset` months away from a day's month."""
    index = moment.year * 12 + moment.month - 1 + offset
    year_number, month_number = divmod(index, 12)
    first = date(year_number, month_number + 1, 1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def last_month_named(month_number: int, as_of: date) -> Span | None:
    """The latest month of that number that had begun by `as_of`."""
    if not 1 <= month_number <= 12:
        return None
    return month(date(as_of.year - (month_number > as_of.month), month_number, 1), 0)


def season(year_number: int, first_month: int) -> Span:
    """Three months from `first_month` (winter runs from December into the next February)."""
    first = date(year_number, first_month, 1)
    return first, month(first, 2)[1]


def year(year_number: int) -> Span:
    """A calendar year."""
    return date(year_number, 1, 1), date(year_number, 12, 31)


def years_back(moment: date, count: int) -> date:
    """The same day `count` years earlier (29 February becomes the 28th)."""
    try:
        return moment.replace(year=moment.year - count)
    except ValueError:
        return moment.replace(year=moment.year - count, day=28)
