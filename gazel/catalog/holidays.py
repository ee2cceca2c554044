"""Korean public holidays, substitute holidays and Lunar New Year included, from the `holidays` package."""

from datetime import date, timedelta
from functools import cache


@cache
def holidays_of_year(year: int) -> frozenset[date]:
    """The public holidays of a year in South Korea, substitute and election days as far as the package knows them."""
    import holidays

    return frozenset(holidays.country_holidays("KR", years=year))


def weekday_holidays(first: date, last: date) -> tuple[date, ...]:
    """The public holidays from `first` to `last` (both included) that fall on Monday to Friday, in order."""
    days = (day for year in range(first.year, last.year + 1) for day in holidays_of_year(year))
    return tuple(sorted(day for day in days if first <= day <= last and day.weekday() < 5))


def closed_days(received: date, business_days: int) -> tuple[date, ...]:
    """The weekday holidays that can matter for a deadline of `business_days` after `received`."""
    return weekday_holidays(received, received + timedelta(days=2 * business_days + 21))
