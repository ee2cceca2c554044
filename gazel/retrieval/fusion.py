"""Fusion of the legs of retrieval by z-score, with weights in named recipes; every fused score can be taken apart again."""

import tomllib
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from gazel.errors import SettingsError

FILE = "memory/recipes.toml"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Weights of the legs and the z-score that keywords count at most, the half-life of recency in days, from what a hit counts as relevant."""

    name: str
    dense: float
    bm25: float
    most_bm25_z: float
    personal: float
    recency: float
    importance: float
    half_life_days: float
    per_word: float
    floor: float
    answer_floor: float
    min_dense_z: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """The raw legs of one candidate: cosine (None without a vector), both z-scores, share of the question's words, age, …"""

    dense: float | None
    dense_z: float
    bm25_z: float
    coverage: float = 0.0
    personal: float = 0.0
    age_days: float = 0.0
    importance: float = 0.0


@dataclass(frozen=True, slots=True)
class Fused:
    """The score, the weighted part of each leg in it, how strongly words and meaning speak for it, and whether it stands out."""

    score: float
    parts: dict[str, float]
    strength: float
    relevant: bool


def fuse(legs: Legs, recipe: Recipe) -> Fused:
    """The weighted sum of a candidate's legs; it never falls when a leg rises, and relevance depends on words and meaning only."""
    parts = {
        "dense": recipe.dense * legs.dense_z,
        "bm25": recipe.bm25 * min(legs.bm25_z, recipe.most_bm25_z),
        "personal": recipe.personal * legs.personal,
        "recency": recipe.recency * recency(legs.age_days, recipe.half_life_days),
        "importance": recipe.importance * legs.importance,
    }
    likeness = (legs.dense or 0.0) + recipe.per_word * legs.coverage
    stands_out = legs.dense_z >= recipe.min_dense_z or legs.coverage >= 0.5
    return Fused(sum(parts.values()), parts, likeness, likeness >= recipe.floor and stands_out)


def recency(age_days: float, half_life_days: float) -> float:
    """1 for now, 0.5 after one half-life; the future counts as now."""
    return float(0.5 ** (max(age_days, 0.0) / half_life_days))


def age_in_days(then: datetime, now: datetime) -> float:
    """How many days ago, never negative."""
    return max((now - then).total_seconds() / 86_400, 0.0)


def load_recipes(data: Path) -> dict[str, Recipe]:
    """The recipes of `data/memory/recipes.toml` by name; raises SettingsError naming what is wrong."""
    file = data / FILE
    names = [field.name for field in fields(Recipe) if field.name != "name"]
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        return {recipe: Recipe(recipe, *(float(row[name]) for name in names)) for recipe, row in raw.items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise SettingsError(f"검색 배합 {file}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요.") from error
