"""Dates, lengths of time and the parts they play."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazel.reasoning.understanding.date_roles import assign_roles
from gazel.reasoning.understanding.dates import find_dates, shift
from gazel.reasoning.understanding.elapsed import find_elapsed, find_move
from gazel.reasoning.understanding.text import dense, tidy

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2001, 1, 1), date(2035, 12, 31))


@given(
    DAYS,
    st.sampled_from(
        ["{y}-{m:02}-{d:02}", "{y}.{m}.{d}", "{y}년 {m}월 {d}일", "{y}/{m:02}/{d:02}", "{y}{m:02}{d:02}", "{y}. {m}. {d}"]
    ),
)
def test_a_written_date_is_read_in_every_form(day: date, form: str) -> None:
    text = f"계약일 {form.format(y=day.year, m=day.month, d=day.day)} 갑상선암"
    assert [mention.exact for mention in find_dates(text, TODAY)] == [day]


@given(DAYS)
def test_two_digit_years_are_of_this_century(day: date) -> None:
    assert find_dates(f"{day.year % 100:02}.{day.month}.{day.day} 확진", TODAY)[0].exact == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("작년 3월에 가입", "2025-03-01", "2025-03-31"), ("지난달에 결혼", "2026-10-01", "2026-10-31"), ("3일 전에 냈어요", "2026-11-18", "2026-11-18"),
        ("어제 접수", "2026-11-20", "2026-11-20"), ("지난주 금요일", "2026-11-13", "2026-11-13"), ("한 달 전", "2026-10-21", "2026-10-21"),
        ("2년 전 수술", "2024-11-21", "2024-11-21"), ("11/20에 접수", "2026-11-20", "2026-11-20"), ("2025년 2월 가입", "2025-02-01", "2025-02-28"),
        ("재작년에 진단", "2024-01-01", "2024-12-31"), ("올해 9월 진단", "2026-09-01", "2026-09-30"),
    ],
)  # fmt: skip
def test_partial_and_relative_dates_count_from_the_day_of_asking(text: str, first: str, last: str) -> None:
    (mention,) = find_dates(text, TODAY)
    assert (mention.first.isoformat(), mention.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["4세대 실손", "2.0cm 유두암", "3-2-5 간편심사", "1,000만원", "99.5%", "C77.0", "2025-13-40", "100세만기"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("P1 계약(2025-10-02, 유사암600) 갑상선암 2026-10-01 확정", {"contract": "2025-10-02", "report": "2026-10-01"}),
        ("25.10.2 계약 26.10.1 확진", {"contract": "2025-10-02", "report": "2026-10-01"}),
        ("조직검사 결과는 12월 30일, 진단서는 1월 3일. 계약일 2025-10-02", {"report": "2025-12-30", "certificate": "2026-01-03", "contract": "2025-10-02"}),
        ("2026-11-01 청약, 증권은 2026-11-10에 받음", {"applied": "2026-11-01", "policy_received": "2026-11-10"}),
        ("증권은 11월 28일에 받았고 청약은 11월 1일", {"policy_received": "2026-11-28", "applied": "2026-11-01"}),
        ("1988-10-02생 2014-04-13 계약", {"birth": "1988-10-02", "contract": "2014-04-13"}),
        ("2025-10-02 계약이고 2026-03-30에 로봇수술", {"contract": "2025-10-02", "surgery": "2026-03-30"}),
        ("10월 2일이면?", {"event": "2026-10-02"}),
    ],
)  # fmt: skip
def test_each_date_gets_the_part_its_neighbour_names(text: str, roles: dict[str, str]) -> None:
    found = assign_roles(text, find_dates(text, TODAY))
    assert {role: mention.exact.isoformat() for role, mention in found.items() if mention.exact} == roles


@pytest.mark.parametrize(
    ("text", "months", "days", "under"),
    [
        ("가입하고 두달만에 갑상선암", 2, 0, False), ("계약 18일째", 0, 18, False), ("가입한지 1년 안됐는데", 12, 0, True),
        ("계약하고 1년 2개월 지나서", 14, 0, False), ("1년반 지나서 계약", 18, 0, False), ("가입 200일째 위암", 0, 200, False),
        ("가입하고 열흘만에", 0, 10, False), ("갱신하고 석 달 후", 3, 0, False),
    ],
)  # fmt: skip
def test_the_time_since_the_contract_is_read(text: str, months: int, days: int, under: bool) -> None:
    found = find_elapsed(text)
    assert found is not None
    assert (found.months, found.days, found.under) == (months, days, under)


@pytest.mark.parametrize(
    "text", ["접수한지 10일 지났는데 가입은 작년", "서류 낸지 일주일 됐는데", "5일 입원", "2025년 10월 2일에 들었고"]
)
def test_other_clocks_are_not_the_time_since_the_contract(text: str) -> None:
    assert find_elapsed(text, find_dates(text, TODAY)) is None


@given(DAYS, st.integers(1, 300))
def test_days_are_counted_out_from_the_contract_as_the_first(contract: date, days: int) -> None:
    found = find_elapsed(f"계약 {days}일째 진단")
    assert found is not None
    assert found.after(contract) == contract + timedelta(days=days - 1)


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("그럼 다음날이면?", 0, 1),
        ("하루 전이면?", 0, -1),
        ("한달 뒤면", 1, 0),
        ("3일 후면", 0, 3),
        ("1년 뒤에는요?", 12, 0),
        ("하루만 더 늦게 나왔으면", 0, 1),
        ("석달 빨랐으면?", -3, 0),
        ("하룻만 늦었음?", 0, 1),
    ],
)
def test_a_follow_up_moves_the_date(text: str, months: int, days: int) -> None:
    found = find_move(text)
    assert found is not None
    assert (found.months, found.days) == (months, days)


@given(DAYS, st.integers(-120, 120))
def test_months_move_to_the_same_day_or_the_months_last(day: date, months: int) -> None:
    moved = shift(day, months, "개월")
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    plain = tidy(text)
    assert tidy(plain) == plain
    assert " " not in dense(text)
    found = find_dates(plain, TODAY)
    assert all(mention.first <= mention.last and plain[mention.start : mention.end].strip() == mention.text for mention in found)
    find_elapsed(plain, found)
    find_move(plain)
