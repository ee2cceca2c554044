"""How important a memory is: category weight × exposure frequency, from a table that a person can read and change."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazel.errors import SettingsError

FILE = "memory/importance.toml"
OTHER = "일반"


@dataclass(frozen=True, slots=True)
class Category:
    """One row of the table; `weight` for a question about it, `stated` for what the customer says of himself (0–1)."""

    name: str
    keywords: tuple[str, ...]
    weight: float
    stated: float
    domain: str
    related_concepts: tuple[str, ...]
    interest: str


@dataclass(frozen=True, slots=True)
class Score:
    """An importance from 0 to 1, the category it came from, and the arithmetic in words."""

    value: float
    category: str
    arithmetic: str
    passed: bool


@dataclass(frozen=True, slots=True)
class ImportanceTable:
    """The categories, how much each earlier exposure adds, and the threshold of promotion."""

    categories: Mapping[str, Category]
    step: float
    other: float
    threshold: float

    def categories_of(self, text: str) -> list[str]:
        """The categories whose keywords occur in `text` (blanks and case ignored), in the table's order."""
        squeezed = re.sub(r"\s+", "", text).lower()
        return [name for name, category in self.categories.items() if any(word in squeezed for word in category.keywords)]

    def topical(self, categories: list[str], exposures: Mapping[str, int]) -> Score:
        """The score of a turn that asks about `categories`, given how often each came up before."""
        if not categories:
            return self._scored(OTHER, self.other, 0, "")
        scores = [self._scored(name, self.categories[name].weight, exposures.get(name, 0), "") for name in categories]
        return max(scores, key=lambda score: score.value)

    def stated(self, category: str, exposures: Mapping[str, int], confidence: float) -> Score:
        """The score of a fact that the customer stated himself."""
        weight = self.categories[category].stated
        return self._scored(category, weight, exposures.get(category, 0), f"본인 진술, 신뢰도 {confidence:.2f}")

    def _scored(self, category: str, weight: float, exposures: int, note: str) -> Score:
        value = min(1.0, round(weight * (1 + self.step * exposures), 2))
        passed = value >= self.threshold
        sign = "≥" if passed else "<"
        factor = f" × (1 + {self.step:.2f}·노출 {exposures}회)"
        text = f"{category} {weight:.2f}{factor} = {value:.2f} {sign} {self.threshold:.2f}"
        return Score(value, category, f"{text} ({note})" if note else text, passed)


def load_importance(data: Path, threshold: float) -> ImportanceTable:
    """The table in `data/memory/importance.toml`; raises SettingsError naming the category that is wrong."""
    file = data / FILE
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        categories = {name: _category(file, name, row) for name, row in raw["category"].items()}
        return ImportanceTable(categories, float(raw["step"]), float(raw["other"]), threshold)
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SettingsError(f"중요도 표 {file}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요.") from error


def _category(file: Path, name: str, row: dict[str, Any]) -> Category:
    weight, stated = float(row["weight"]), float(row["stated"])
    if not (0 <= weight <= 1 and 0 <= stated <= 1):
        raise SettingsError(f"{file}의 '{name}': weight와 stated는 0과 1 사이여야 합니다.", hint="값을 고치세요.")
    keywords = tuple(word.lower().replace(" ", "") for word in row["keywords"])
    return Category(name, keywords, weight, stated, row["domain"], tuple(row["related_concepts"]), row["interest"])
