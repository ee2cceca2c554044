"""The engine's clock: days are Seoul's, and nothing is remembered as told in the future."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from gazel.memory.clock import day_in_seoul, moment_on, stamp, today, until


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_what_is_told_on_a_day_is_known_on_that_day_and_never_later_than_now(day: date) -> None:
    told = moment_on(day)
    assert day_in_seoul(told) == min(day, today())
    assert stamp(told) <= until(day)
    assert told <= datetime.now(UTC)
