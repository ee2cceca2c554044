"""What a question is about: its words tell the kinds of fact, its likeness to sample questions whether it looks back."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from gazel.errors import SettingsError
from gazel.memory.drafts import Slot
from gazel.memory.samples import GENERAL, Samples, load_samples
from gazel.retrieval.embedding import Embedder

CUES = "memory/slot_cues.toml"
BY_WORD = 3.0
"""How much a fact's score gains when its slot is named (fitted on the dev customers of the memory benchmark)."""


@dataclass(frozen=True, slots=True)
class Route:
    """What facts of each slot gain in score, and whether the question is liker to those that look back than to general ones."""

    gains: dict[Slot, float]
    looks_back: bool


@dataclass(frozen=True, slots=True)
class SlotRouter:
    """Routes a question by the words in it and by the nearest sample questions."""

    cues: Mapping[Slot, re.Pattern[str]]
    samples: Samples

    def named(self, question: str) -> tuple[Slot, ...]:
        """The slots whose words occur in the question."""
        return tuple(slot for slot, cue in self.cues.items() if cue.search(question))

    def route(self, named: tuple[Slot, ...], vector: list[float]) -> Route:
        """Where a question with these named slots and this query vector leads."""
        import numpy as np

        query = np.array(vector)
        likeness = {group: float((matrix @ query).max()) for group, matrix in self.samples.vectors.items()}
        general = likeness.pop(GENERAL)
        return Route(dict.fromkeys(named, BY_WORD), looks_back=max(likeness.values()) > general)

    def warm(self) -> None:
        """Load the sample questions now, for a background thread at start."""
        assert self.samples.vectors


def load_router(data: Path, embedder: Embedder) -> SlotRouter:
    """The router of `data/memory/slot_cues.toml` and the sample questions; raises SettingsError."""
    try:
        cues = tomllib.loads((data / CUES).read_text(encoding="utf-8"))
        patterns = {cast(Slot, slot): re.compile("|".join(words), re.IGNORECASE) for slot, words in cues.items()}
    except (OSError, tomllib.TOMLDecodeError, re.error, TypeError) as error:
        raise SettingsError(
            f"회상 단서 {data / CUES}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요."
        ) from error
    return SlotRouter(patterns, load_samples(data, embedder))
