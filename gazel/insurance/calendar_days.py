"""Calendar arithmetic of contracts: anniversaries, period ends and reduction boundaries."""

import re
from calendar import monthrange
from datetime import date, timedelta

UNTIL = re.compile(r"(\d{1,4}(?=d)|\d{1,2}(?=y))([dy])")
"""Up to 9999 days or 99 years."""


def anniversary(day: date, years: int) -> date:
    """The contract anniversary (계약해당일); 29 February becomes 1 March in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def period_end(day: date, *, months: int = 0, years: int = 0) -> date:
    """The last day of a period that starts the day after `day`; without such a day, the month's last (민법 §160)."""
    index = day.year * 12 + day.month - 1 + months + 12 * years
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def boundary(contract: date, until: str) -> date:
    """The first day after the span `until` ('90d', '180d', '1y', '2y') from the contract date, that day counted in."""
    count, unit = UNTIL.fullmatch(until).groups()  # type: ignore[union-attr]  # validated by ReductionStep
    return contract + timedelta(days=int(count)) if unit == "d" else anniversary(contract, int(count))


def is_leap_day(day: date) -> bool:
    """Whether `day` is 29 February."""
    return (day.month, day.day) == (2, 29)
