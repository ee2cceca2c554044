"""The Korean holiday calendar that deadlines use."""

from datetime import date

from gazel.catalog.holidays import closed_days, weekday_holidays
from gazel.insurance.deadlines import business_day_deadline


def test_lunar_new_year_and_its_substitute_are_closed() -> None:
    assert weekday_holidays(date(2027, 2, 5), date(2027, 2, 12)) == (date(2027, 2, 8), date(2027, 2, 9))


def test_substitute_holiday_of_independence_day() -> None:
    assert date(2026, 3, 2) in weekday_holidays(date(2026, 3, 1), date(2026, 3, 3))


def test_a_deadline_jumps_over_lunar_new_year() -> None:
    received = date(2026, 2, 13)
    assert business_day_deadline(received=received, business_days=3, holidays=closed_days(received, 3)).result["due"] == date(
        2026, 2, 23
    )
