"""Fusion: every leg counts in its direction, nothing else decides, recipes are read or refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazel.errors import SettingsError
from gazel.retrieval.fusion import Legs, fuse, load_recipes, recency
from gazel.settings import settings

RECIPES = load_recipes(settings().data)
z = st.floats(-5, 5)
share = st.floats(0, 1)
legs = st.builds(
    Legs,
    dense=st.floats(-1, 1),
    dense_z=z,
    bm25_z=z,
    coverage=share,
    personal=share,
    age_days=st.floats(0, 4000),
    importance=share,
)


@given(legs=legs, name=st.sampled_from(sorted(RECIPES)))
def test_the_score_is_the_sum_of_its_parts(legs: Legs, name: str) -> None:
    fused = fuse(legs, RECIPES[name])
    assert fused.score == pytest.approx(sum(fused.parts.values()))


@given(
    legs=legs,
    more=st.floats(0, 3),
    name=st.sampled_from(sorted(RECIPES)),
    leg=st.sampled_from(["dense_z", "bm25_z", "personal", "importance"]),
)
def test_a_higher_leg_never_lowers_the_score(legs: Legs, more: float, name: str, leg: str) -> None:
    higher = replace(legs, **{leg: getattr(legs, leg) + more})
    assert fuse(higher, RECIPES[name]).score >= fuse(legs, RECIPES[name]).score


@given(legs=legs, older=st.floats(0, 4000))
def test_older_never_scores_higher(legs: Legs, older: float) -> None:
    recipe = RECIPES["chat_memory"]
    assert fuse(replace(legs, age_days=legs.age_days + older), recipe).score <= fuse(legs, recipe).score


@given(legs=legs, age=st.floats(0, 4000), importance=share)
def test_age_and_importance_make_nothing_relevant(legs: Legs, age: float, importance: float) -> None:
    recipe = RECIPES["chat_memory"]
    assert fuse(replace(legs, age_days=age, importance=importance), recipe).relevant == fuse(legs, recipe).relevant


def test_recency_halves_in_a_half_life() -> None:
    assert [recency(0, 30), recency(30, 30), recency(60, 30), recency(-5, 30)] == [1, 0.5, 0.25, 1]


def test_the_named_recipes_are_there() -> None:
    assert set(RECIPES) == {"chat_memory", "alike", "clause", "procedure", "session"}


def test_a_recipe_without_a_weight_is_refused(tmp_path: Path) -> None:
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / "recipes.toml").write_text("[chat_memory]\ndense = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"recipes\.toml"):
        load_recipes(tmp_path)
