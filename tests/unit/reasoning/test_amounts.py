"""Amounts of money, percentages and counts of days."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazel.reasoning.compose.words import josa, man, won
from gazel.reasoning.understanding.amounts import find_amounts, find_day_counts, find_percents


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("3천만원 나오는거죠", [(30_000_000, "")]), ("유사암600", [(6_000_000, "sum_minor")]), ("갑상선암으로 600 받았는데", [(6_000_000, "paid")]),
        ("외래 비급여 20만원", [(200_000, "noncovered")]), ("급여 300 비급여 500", [(3_000_000, "covered"), (5_000_000, "noncovered")]),
        ("1억5천만원", [(150_000_000, "")]), ("연소득 3천6백, 월 4만원 넘으면 부담", [(36_000_000, "income"), (40_000, "budget")]),
        ("KB 암진단비(유사암제외) 2천만", [(20_000_000, "sum_general")]),
        ("암 진단비(유사암 제외) 5천만원이랑 유사암 900만원", [(50_000_000, "sum_general"), (9_000_000, "sum_minor")]),
        ("일반암 3,000만 유사암 1,000만", [(30_000_000, "sum_general"), (10_000_000, "sum_minor")]),
        ("암 진단비 3천만원이랑 유사암 진단비 900만원", [(30_000_000, "sum_general"), (9_000_000, "sum_minor")]),
        ("가입금액이 1000만원이면?", [(10_000_000, "sum_insured")]), ("140,000원", [(140_000, "")]), ("1만5천원", [(15_000, "")]),
        ("일당 2만원 5일 입원", [(20_000, "daily")]), ("600만원짜리", [(6_000_000, "sum_insured")]), ("천만원", [(10_000_000, "")]),
        ("월급 250", [(2_500_000, "income")]), ("보험금 1000만원", [(10_000_000, "principal")]),
    ],
)  # fmt: skip
def test_amounts_are_read_with_their_part(text: str, amounts: list[tuple[int, str]]) -> None:
    assert [(amount.won, amount.role) for amount in find_amounts(text)] == amounts


@pytest.mark.parametrize("text", ["4세대 실손", "2025-10-02", "두달만에", "180일 한도", "1종", "만나이 30세", "천천히 알려줘"])
def test_other_numbers_are_no_money(text: str) -> None:
    assert find_amounts(text) == ()


@given(st.integers(1, 9_999_999))
def test_won_with_separators_is_exact(amount: int) -> None:
    assert [found.won for found in find_amounts(f"병원비 {amount:,}원 나왔어요")] == [amount]


@given(st.integers(1, 99_999))
def test_a_sum_in_man_reads_back_as_it_is_written(amount: int) -> None:
    assert [found.won for found in find_amounts(f"가입금액 {man(amount * 10_000)}")] == [amount * 10_000]


@pytest.mark.parametrize(
    ("text", "percents"),
    [("20%지?", [20]), ("20프로", [20]), ("이십퍼센트", [20]), ("절반만", [50]), ("25% 50%", [25, 50]), ("프로그램", [])],
)
def test_percentages_are_read(text: str, percents: list[int]) -> None:
    assert list(find_percents(text)) == [Decimal(percent) for percent in percents]


def test_day_counts_leave_dates_alone() -> None:
    assert find_day_counts("입원 5일, 한도 180일") == (5, 180)


@pytest.mark.parametrize(
    ("word", "pair", "joined"),
    [
        ("삼성화재", "은/는", "삼성화재는"),
        ("현대해상", "은/는", "현대해상은"),
        ("'약관'", "을/를", "'약관'을"),
        ("서울", "으로/로", "서울로"),
        ("100%", "이/가", "100%가"),
    ],
)
def test_particles_fit_the_last_sound(word: str, pair: str, joined: str) -> None:
    assert josa(word, pair) == joined


def test_sums_are_named_both_ways() -> None:
    assert won(3_000_000) == "3,000,000원(300만원)"
    assert won(65_753) == "65,753원"
