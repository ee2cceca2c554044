"""A long text is searched by its sentences too."""

from hypothesis import given
from hypothesis import strategies as st

from gazel.retrieval.statements import LONG, MOST, SHORTEST, statements_of

LETTER = "안녕하세요, 지난번에 상담받았던 사람입니다. 이번에 둘째가 태어나서 보험을 다시 보려고 해요! 요즘 회사 일이 바빠서 전화는 어렵고 문자가 편합니다.\n보험료는 한 달에 십만원 안쪽이면 좋겠어요."


def test_a_long_text_in_sentences() -> None:
    assert statements_of(LETTER) == [
        "안녕하세요, 지난번에 상담받았던 사람입니다.", "이번에 둘째가 태어나서 보험을 다시 보려고 해요!",
        "요즘 회사 일이 바빠서 전화는 어렵고 문자가 편합니다.", "보험료는 한 달에 십만원 안쪽이면 좋겠어요.",
    ]  # fmt: skip


def test_a_short_text_is_told_by_one_vector() -> None:
    assert statements_of("둘째가 태어났어요. 축하해 주세요!") == []


@given(st.text(max_size=3000))
def test_statements_are_parts_of_the_text_and_not_too_many(text: str) -> None:
    found = statements_of(text)
    assert all(part in text and len(part) >= SHORTEST for part in found)
    assert len(found) <= MOST
    assert not found or len(text) >= LONG
