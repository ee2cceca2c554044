"""Time expressions, relative to a given day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazel.retrieval.when import parse_when

AS_OF = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("지난주에 뭐 물어봤죠", (2026, 11, 9), (2026, 11, 15)),
        ("지난주 화요일에 물어본 거", (2026, 11, 10), (2026, 11, 10)),
        ("이번 주에 얘기한 거", (2026, 11, 16), (2026, 11, 22)),
        ("지난달에 결혼했어요", (2026, 10, 1), (2026, 10, 31)),
        ("지난달 초에", (2026, 10, 1), (2026, 10, 10)),
        ("작년 봄에 말했던", (2025, 3, 1), (2025, 5, 31)),
        ("지난 겨울에", (2025, 12, 1), (2026, 2, 28)),
        ("한여름에 받은 진단", (2026, 7, 1), (2026, 8, 31)),
        ("초여름에 있었던 일", (2026, 6, 1), (2026, 6, 30)),
        ("3월에 물어본 거", (2026, 3, 1), (2026, 3, 31)),
        ("12월에", (2025, 12, 1), (2025, 12, 31)),
        ("작년 3월 초", (2025, 3, 1), (2025, 3, 10)),
        ("2025년 3월", (2025, 3, 1), (2025, 3, 31)),
        ("2025.10.2에", (2025, 10, 2), (2025, 10, 2)),
        ("어제", (2026, 11, 20), (2026, 11, 20)),
        ("그저께 물어본", (2026, 11, 19), (2026, 11, 19)),
        ("사흘 전", (2026, 11, 18), (2026, 11, 18)),
        ("두 달 전에", (2026, 9, 1), (2026, 9, 30)),
        ("3년 전 수술", (2023, 1, 1), (2023, 12, 31)),
        ("작년에", (2025, 1, 1), (2025, 12, 31)),
        ("올해 상반기", (2026, 1, 1), (2026, 6, 30)),
        ("작년 2분기", (2025, 4, 1), (2025, 6, 30)),
        ("최근 3개월 동안", (2026, 8, 23), (2026, 11, 21)),
        ("two weeks ago", (2026, 11, 2), (2026, 11, 8)),
        ("what did I ask last month", (2026, 10, 1), (2026, 10, 31)),
        ("in March", (2026, 3, 1), (2026, 3, 31)),
        ("last spring", (2026, 3, 1), (2026, 5, 31)),
    ],
)
def test_a_time_expression_is_a_range_of_days(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    when = parse_when(text, AS_OF)
    assert when is not None
    assert (when.start, when.end) == (date(*start), date(*end))


@pytest.mark.parametrize(
    "text",
    [
        "한 달에 4만원",
        "1년 이내 50% 감액",
        "90일 면책",
        "35세 여자",
        "월 6만원까지",
        "이전에 유사암에 대해",
        "3년 넘게 지났는데",
        "100세 만기",
        "13월에",
        "",
    ],
)
def test_a_duration_or_a_sum_is_no_time(text: str) -> None:
    assert parse_when(text, AS_OF) is None


@given(text=st.text(max_size=60), as_of=st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_any_text_gives_a_range_in_order_or_nothing(text: str, as_of: date) -> None:
    when = parse_when(text, as_of)
    assert when is None or when.start <= when.end


@given(
    as_of=st.dates(date(2000, 1, 1), date(2090, 12, 31)),
    word=st.sampled_from(["어제", "지난주", "지난달", "작년", "사흘 전", "작년 봄"]),
)
def test_what_is_past_ends_before_today(as_of: date, word: str) -> None:
    when = parse_when(f"{word}에 물어본 거", as_of)
    assert when is not None
    assert when.end < as_of
