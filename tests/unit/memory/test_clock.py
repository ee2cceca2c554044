"""The engine's clock: days are Seoul's, and nothing is remembered as told in the future."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from gazel.memory.clock import day_in_seoul, in_seoul, moment_on, stamp, today, until


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_what_is_told_on_a_day_is_known_on_that_day_and_never_later_than_now(day: date) -> None:
    told = moment_on(day)
    assert day_in_seoul(told) == min(day, today())
    assert stamp(told) <= until(day)
    assert told <= datetime.now(UTC)


def test_what_was_stored_before_nine_in_the_morning_is_shown_on_its_day_in_seoul() -> None:
    stored = "2026-11-20T23:30:00.000000+00:00"
    assert (
        f"{in_seoul(stored):%Y-%m-%d %H:%M}" == f"{in_seoul(datetime.fromisoformat(stored)):%Y-%m-%d %H:%M}" == "2026-11-21 08:30"
    )
