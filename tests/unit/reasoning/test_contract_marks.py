"""Days that a follow-up names by a step of the contract ('딱 1년 되는 날', '1년 하루 전', '91일째') instead of a date."""

from datetime import date

import pytest
from fix_adviser import TODAY
from hypothesis import given
from hypothesis import strategies as st

from gazel.reasoning.understanding.contract_marks import find_mark, find_since
from gazel.reasoning.understanding.dates import find_dates

CONTRACT = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("딱 1년 되는날 나왔다치면?", date(2027, 3, 10)),
        ("일년 꽉 채운 날이면", date(2027, 3, 10)),
        ("계약해당일에 나왔으면?", date(2027, 3, 10)),
        ("해당일 당일이면요", date(2027, 3, 10)),
        ("1주년이면?", date(2027, 3, 10)),
        ("돌 지나서 나오면", date(2027, 3, 10)),
        ("정확히 1년째 되는 날", date(2027, 3, 10)),
        ("1년 지나고 나왔으면?", date(2027, 3, 10)),
        ("2년 지나서면", date(2028, 3, 10)),
        ("1년 하루 전이면", date(2027, 3, 9)),
        ("1년 되기 하루 전이면?", date(2027, 3, 9)),
        ("1년에서 하루 모자라면", date(2027, 3, 9)),
        ("1년에 하루 못 미치면", date(2027, 3, 9)),
        ("1년 되기 전날", date(2027, 3, 9)),
        ("계약해당일 전날이면?", date(2027, 3, 9)),
        ("1년 되기 3일 전에 나왔으면", date(2027, 3, 7)),
        ("1년 안 됐으면?", date(2027, 3, 9)),
        ("1년하고 하루 지나서면", date(2027, 3, 11)),
        ("1년 되는 날 다음날이면", date(2027, 3, 11)),
        ("90일째 되는 날이면", date(2026, 6, 7)),
        ("구십일째면", date(2026, 6, 7)),
        ("91일째면요?", date(2026, 6, 8)),
        ("90일 지나서 나왔으면", date(2026, 6, 8)),
        ("180일째 나왔다면", date(2026, 9, 5)),
        ("180일째 되는 날의 다음날이면", date(2026, 9, 6)),
        ("두 달 됐어요", date(2026, 5, 10)),
        ("1년반 지나서면?", date(2027, 9, 10)),
        ("보장개시일 당일이면?", date(2026, 6, 8)),
        ("보장개시일 전날이면?", date(2026, 6, 7)),
        ("면책기간 끝난 다음날이면?", date(2026, 6, 8)),
    ],
)
def test_a_step_of_the_contract_names_a_day(text: str, day: date) -> None:
    found = find_mark(text)
    assert found is not None
    assert found.after(CONTRACT) == day


@pytest.mark.parametrize(
    "text",
    [
        "그 다음날이면",
        "하루만 늦었으면",
        "한 달 뒤면?",
        "두 달 지나서면",
        "3일 지나서",
        "1년 뒤에는요?",
        "1년 3개월 뒤면",
        "11월 2일이면?",
        "2026년 11월 2일 다음날이면",
        "입원 5일이면",
        "보장개시일은 언제예요?",
        "유사암 800만(1년50% 감액)",
    ],
)
def test_a_move_or_a_date_is_no_step_of_the_contract(text: str) -> None:
    assert find_mark(text) is None


def test_a_leap_day_has_its_anniversary_on_the_first_of_march() -> None:
    found = find_mark("딱 1년 되는 날이면")
    assert found is not None
    assert found.after(date(2024, 2, 29)) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("계약하고 1년 되기 하루 전에 갑상선암 확정", 12, -1),
        ("계약 1년 되기 이틀 전 진단", 12, -2),
        ("가입 11개월 갑상선암", 11, 0),
    ],
)
def test_days_beside_a_step_belong_to_the_time_since_the_contract(text: str, months: int, days: int) -> None:
    found = find_since(text, find_dates(text, TODAY))
    assert found is not None
    assert (found.months, found.days) == (months, days)


@given(st.text(alphabet="1 9년월일째되는날하루전다음지나서계약해당돌이면?", max_size=30))
def test_any_text_can_be_searched_for_a_step(text: str) -> None:
    found = find_mark(text)
    assert found is None or (found.text in text and (found.months or found.days))
