"""What a question is about: its words tell the kinds of fact, the learned judge whether it looks back."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from gazel.errors import SettingsError
from gazel.memory.drafts import Slot
from gazel.memory.life_model import LifeModel

CUES = "memory/slot_cues.toml"
BY_WORD = 3.0
"""How much a fact's score gains when its slot is named (fitted on the dev customers of the memory benchmark)."""
LOOKS_BACK = 0.3


@dataclass(frozen=True, slots=True)
class Route:
    """What facts of each slot gain in score, and whether the question asks for what was told before."""

    gains: dict[Slot, float]
    looks_back: bool


@dataclass(frozen=True, slots=True)
class SlotRouter:
    """Routes a question by the words in it and by the learned judge."""

    cues: Mapping[Slot, re.Pattern[str]]
    life: LifeModel

    def named(self, question: str) -> tuple[Slot, ...]:
        """The slots whose words occur in the question."""
        return tuple(slot for slot, cue in self.cues.items() if cue.search(question))

    def route(self, question: str, named: tuple[Slot, ...]) -> Route:
        """Where a question with these named slots leads."""
        return Route(dict.fromkeys(named, BY_WORD), looks_back=self.life.asks_back(question) >= LOOKS_BACK)


def load_router(data: Path, life: LifeModel) -> SlotRouter:
    """The router of `data/memory/slot_cues.toml`; raises SettingsError."""
    try:
        cues = tomllib.loads((data / CUES).read_text(encoding="utf-8"))
        patterns = {cast(Slot, slot): re.compile("|".join(words), re.IGNORECASE) for slot, words in cues.items()}
    except (OSError, tomllib.TOMLDecodeError, re.error, TypeError) as error:
        raise SettingsError(
            f"회상 단서 {data / CUES}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요."
        ) from error
    return SlotRouter(patterns, life)
