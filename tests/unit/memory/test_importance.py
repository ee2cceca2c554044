"""Importance: category weight × exposure frequency, and the arithmetic in words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazel.errors import SettingsError
from gazel.memory.importance import load_importance
from gazel.settings import settings

TABLE = load_importance(settings().data, 0.6)
names = st.sampled_from(sorted(TABLE.categories))


@pytest.mark.parametrize(
    ("exposures", "value", "text"),
    [
        (0, 0.40, "유사암 0.40 × (1 + 0.25·노출 0회) = 0.40 < 0.60"),
        (1, 0.50, "유사암 0.40 × (1 + 0.25·노출 1회) = 0.50 < 0.60"),
        (2, 0.60, "유사암 0.40 × (1 + 0.25·노출 2회) = 0.60 ≥ 0.60"),
        (20, 1.00, "유사암 0.40 × (1 + 0.25·노출 20회) = 1.00 ≥ 0.60"),
    ],
)
def test_each_exposure_adds_a_quarter_of_the_weight(exposures: int, value: float, text: str) -> None:
    score = TABLE.topical(["유사암"], {"유사암": exposures})
    assert (score.value, score.arithmetic) == (value, text)


def test_a_statement_of_the_customer_passes_at_once() -> None:
    assert all(TABLE.stated(name, {}, 0.9).passed for name in TABLE.categories)


def test_no_single_question_passes() -> None:
    assert not any(TABLE.topical([name], {}).passed for name in TABLE.categories)


def test_the_strongest_category_counts_and_a_turn_without_one_gets_the_least() -> None:
    assert TABLE.topical(["비교", "유사암"], {"비교": 1}).category == "유사암"
    assert TABLE.topical([], {}).arithmetic == "일반 0.20 × (1 + 0.25·노출 0회) = 0.20 < 0.60"


@given(name=names, few=st.integers(0, 30), more=st.integers(0, 30))
def test_more_exposures_never_lower_the_importance(name: str, few: int, more: int) -> None:
    assert 0 <= TABLE.topical([name], {name: few}).value <= TABLE.topical([name], {name: few + more}).value <= 1


@pytest.mark.parametrize(
    ("text", "category"),
    [("유사암 진단비요", "유사암"), ("갑 상 선 암", "갑상선암"), ("실비 청구", "실손"), ("How do I claim?", "청구")],
)
def test_keywords_are_found_without_regard_to_blanks_and_case(text: str, category: str) -> None:
    assert category in TABLE.categories_of(text)


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "step = 0.2\nother = 0.1\n[category.a]\nkeywords = []\n",
        "step = [",
        'step = 1\nother = 0\n[category.a]\nkeywords = ["a"]\nweight = 2\nstated = 1\ndomain = "d"\nrelated_concepts = []\ninterest = "i"\n',
    ],
)
def test_a_broken_table_is_refused_with_its_name(tmp_path: Path, broken: str) -> None:
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / "importance.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"importance\.toml"):
        load_importance(tmp_path, 0.6)
