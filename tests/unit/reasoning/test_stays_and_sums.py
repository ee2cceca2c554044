"""Stays in words, ways of applying that are set aside, births by two digits, and sums supposed one after the other."""

from datetime import date

import pytest

from gazel.reasoning.understanding.alternative_sums import alternative_sums
from gazel.reasoning.understanding.amounts import find_amounts
from gazel.reasoning.understanding.date_roles import assign_roles
from gazel.reasoning.understanding.dates import find_dates
from gazel.reasoning.understanding.lone_days import lone_day
from gazel.reasoning.understanding.person import find_person
from gazel.reasoning.understanding.stays import find_stay

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("그럼 입원을 일주일 했으면 합계가 얼마에요", 7),
        ("보름 입원했으면요", 15),
        ("입원 열흘이면 총 얼마?", 10),
        ("사흘만 입원했으면요?", 3),
        ("2주 입원이면?", 14),
        ("삼성 입원일당 2만원 3박4일 입원 얼마", 4),
        ("5일간 입원하면", 5),
        ("그럼 일주일이면요?", 7),
        ("7일이면요?", None),
        ("일주일 뒤에 확정됐으면요?", None),
        ("열흘 전에 접수했어요", None),
        ("가입 200일째 입원 5일", 5),
        ("입원일당이 하루 2만원이고 6일 입원", 6),
    ],
)
def test_a_stay_is_read_in_digits_and_words(text: str, days: int | None) -> None:
    assert find_stay(text) == days


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("전화말고 대면으로 청약한거면요?", "face"),
        ("전화가 아니라 설계사 만나서 했으면요?", "face"),
        ("대면 말고 전화로 한 거면?", "phone"),
        ("온라인 말고 전화로요", "phone"),
        ("전화로 안 하고 지점에서 했어요", "face"),
        ("비대면으로 했어요", None),
    ],
)
def test_a_way_of_applying_that_is_set_aside_is_none(text: str, channel: str | None) -> None:
    assert find_person(text).get("channel") == channel


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("90년 5월21일생", date(1990, 5, 21)),
        ("85-03-10생", date(1985, 3, 10)),
        ("30년 3월 2일생", date(1930, 3, 2)),
        ("30년 3월 2일 만기", date(2030, 3, 2)),
        ("24년 3월 2일 가입", date(2024, 3, 2)),
    ],
)
def test_two_digits_of_a_year_ahead_are_of_the_century_before(text: str, day: date) -> None:
    assert find_dates(text, TODAY)[0].exact == day


def test_a_birth_may_be_told_by_its_day_alone() -> None:
    assert lone_day("그럼 하루 늦은 22일생이면요?", ()) == 22


@pytest.mark.parametrize(
    "words", ["고객이 안거는 올해 6월1일", "알게 된 건 2026년 6월 1일", "안 지는 2026년 6월 1일이에요", "인지일 2026-06-01"]
)
def test_the_day_of_knowing_is_told_from_that_of_the_contract(words: str) -> None:
    text = f"2021-12-20 체결건, {words}"
    roles = assign_roles(text, find_dates(text, TODAY))
    assert roles["known"].exact == date(2026, 6, 1)
    assert roles["concluded"].exact == date(2021, 12, 20)


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("유사암 500이면? 1000이면?", (5_000_000, 10_000_000)),
        ("500만이면 얼마고 1000만이면 얼마예요", (5_000_000, 10_000_000)),
        ("가입금액 500이랑 1000일 때 각각", (5_000_000, 10_000_000)),
        ("입원일당이 3만원이면? 5만원이면?", (30_000, 50_000)),
        ("일반암 3000에 유사암 500이면", ()),
        ("예산 5만원이면? 10만원이면?", ()),
        ("2026이면? 2027이면?", ()),
        ("100일이면? 200일이면?", ()),
    ],
)
def test_sums_supposed_instead_of_each_other_are_found(text: str, sums: tuple[int, ...]) -> None:
    assert alternative_sums(text, find_amounts(text)) == sums
