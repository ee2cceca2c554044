"""What may enter as a question, and what is said of what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazel.errors import QuestionRejected
from gazel.workflow.question import cleaned


@pytest.mark.parametrize("text", ["", "   \n\t", "😀😀", "\x00\x01", "…!?", "\u200b\u202e"])
def test_nothing_readable_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(QuestionRejected, match="읽을 수 있는 글자"):
        cleaned(text, 4000)


def test_too_long_says_how_long() -> None:
    with pytest.raises(QuestionRejected, match="100,000자"):
        cleaned("가" * 100_000, 4000)


def test_control_characters_go_and_words_stay() -> None:
    assert cleaned("갑상선\x00암\u202e 보장\r", 4000) == "갑상선암 보장"


@given(st.text(max_size=300))
def test_what_enters_can_be_stored(text: str) -> None:
    try:
        question = cleaned(text, 4000)
    except QuestionRejected:
        return
    assert "\x00" not in question
    assert question.encode()
    assert cleaned(question, 4000) == question
