"""Every figure of a Korean sentence is read, whatever its form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazel.reasoning.model.grounding.figures import read_figures


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1,500만 원", "won", 15_000_000),
        ("1억 2천만 원", "won", 120_000_000),
        ("3천5백만원", "won", 35_000_000),
        ("삼백만원을", "won", 3_000_000),
        ("6,000,000원", "won", 6_000_000),
        ("1만5천원", "won", 15_000),
        ("십사만 원", "won", 140_000),
        ("3천만", "won", 30_000_000),
        ("가입금액의 절반", "percent", 50),
        ("오십 퍼센트", "percent", 50),
        ("20 %", "percent", 20),
        ("33.3%", "percent", Decimal("33.3")),
        ("3개월", "month", 3),
        ("석 달이 아닌 세 달", "month", 3),
        ("한 번만", "event", 1),
        ("최초 1회", "event", 1),
        ("두 가지", "item", 2),
        ("2.0cm", "mm", 20),
        ("20mm", "mm", 20),
        ("3영업일", "business_day", 3),
        ("2508.12", "bare", Decimal("2508.12")),
        ("2025. 10. 2.", "date", "2025-10-02"),
        ("2025년 10월 2일", "date", "2025-10-02"),
        ("12월 31일", "date", "12-31"),
        ("C73.9", "code", "C73.9"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, kind: str, value: object) -> None:
    figures = read_figures(text)
    assert [(f.kind, f.value) for f in figures] == [(kind, Decimal(value) if isinstance(value, int) else value)]


@pytest.mark.parametrize(
    "text", ["다만 원발암은", "이 회사는", "일반암으로", "만일의 경우", "사유를 적습니다", "오늘 안내합니다"]
)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert read_figures(text) == ()


@given(st.text(alphabet="0123456789만천백억원%년일개월회cm,. 은이의가입금액감액", max_size=40))
def test_no_digit_is_passed_over(text: str) -> None:
    covered = {place for figure in read_figures(text) for place in range(figure.start, figure.end)}
    assert all(place in covered for place, char in enumerate(text) if char.isdigit())
