"""Days without a month, days ahead or over, and dates that no calendar has."""

from datetime import date

import pytest

from gazel.reasoning.understanding.dates import find_dates
from gazel.reasoning.understanding.impossible import find_impossible
from gazel.reasoning.understanding.lone_days import beside, lone_day, with_lone_days
from tests.fix_adviser import TODAY, Adviser


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("11월 5일에 청약하고 증권은 9일에 받았어요", [date(2026, 11, 5), date(2026, 11, 9)]),
        ("10월 28일 청약했고 증권은 3일날 왔어요", [date(2026, 10, 28), date(2026, 11, 3)]),
        ("11월 2일 확진이면? 3일이면?", [date(2026, 11, 2), date(2026, 11, 3)]),
        ("11월 2일에 수술하고 5일 입원", [date(2026, 11, 2)]),
    ],
)
def test_a_day_without_a_month_lies_after_the_date_before_it(text: str, days: list[date]) -> None:
    found = with_lone_days(text, find_dates(text, TODAY))
    assert [mention.exact for mention in found] == days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3일에 나온 거면요?", 3),
        ("그럼 14일이면?", 14),
        ("10일 날 나왔으면?", 10),
        ("24일 접수면?", 24),
        ("조직검사 결과보고가 14일이에요", 14),
        ("3일 안에 접수하면?", None),
        ("입원은 14일이에요", None),
        ("5일에 입원하면?", None),
        ("11월 3일이면?", None),
    ],
)
def test_a_follow_up_may_name_only_a_day(text: str, day: int | None) -> None:
    assert lone_day(text, find_dates(text, TODAY)) == day


def test_a_lone_day_just_over_the_end_of_the_month_is_of_the_next() -> None:
    assert beside(date(2026, 11, 30), 1) == date(2026, 12, 1)
    assert beside(date(2026, 11, 12), 3) == date(2026, 11, 3)
    assert beside(date(2026, 11, 12), 31) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/24 접수건 3영업일이면 며칠", date(2026, 12, 24)),
        ("12월 30일에 접수하면", date(2026, 12, 30)),
        ("12월 20일에 가입했는데", date(2025, 12, 20)),
        ("12월 24일 계약", date(2025, 12, 24)),
        ("2월 29일에 가입했어요", date(2024, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_ahead_only_where_it_can_be(text: str, day: date) -> None:
    assert [mention.exact for mention in find_dates(text, TODAY)] == [day]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-29 확정이면", "2026년 2월은 28일까지입니다"),
        ("13월 5일에 청약", "13월은 달력에 없습니다"),
        ("작년 2월 29일에 가입", "2025년 2월은 28일까지입니다"),
        ("2025년 4월 31일 가입", "2025년 4월은 30일까지입니다"),
        ("서류 11/31에 냈는데", "11월은 30일까지입니다"),
        ("26년 2월 30일", "2026년 2월은 28일까지입니다"),
    ],
)
def test_an_impossible_date_is_found_with_its_reason(text: str, reason: str) -> None:
    found = find_impossible(text, TODAY)
    assert found is not None
    assert found.reason == reason


@pytest.mark.parametrize(
    "text", ["2024-02-29 가입", "2월 29일에 가입", "가입 14월 됐어요", "보험료 20월납", "급여 30/100", "혈압 130/80"]
)
def test_other_numbers_are_no_impossible_dates(text: str) -> None:
    assert find_impossible(text, TODAY) is None


@pytest.mark.parametrize("answer", ["2026년 2월 28일이요", "28일이에요"])
def test_an_impossible_date_is_asked_for_again_and_then_worked_out(answer: str) -> None:
    adviser = Adviser()
    asked = adviser.ask("유사암 500 작년 5월 3일 가입, 2026-02-29 갑상선암 확정이면 얼마?")
    assert asked.behaviour == "needs_input"
    assert not asked.tools
    assert "2026-02-29는 없는 날짜" in asked.prose
    assert "알려 주세요" in asked.prose
    assert "2,500,000원" in adviser.ask(answer).prose
