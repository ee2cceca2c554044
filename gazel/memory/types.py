"""The values that enter and leave the memory engine."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from gazel.events import MemoryKind

SHARED_CUSTOMER = "*"
"""Customer id of what belongs to the whole tenant (shipped procedures), never to a person."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose memory: one customer of one tenant."""

    tenant: str
    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question with its answer, as said (identifiers masked), and how it was handled."""

    run_id: str
    thread_id: str
    question: str
    answer: str
    at: datetime
    intents: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    insurers: tuple[str, ...] = ()
    behaviour: str = "answer"
    procedure: dict[str, Any] | None = None
    """The ordered steps that were explained in this turn: {"title", "trigger", "steps": [{"title", "detail"}], "source"}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A memory that was committed; `arithmetic` spells out `importance` (0–1)."""

    kind: MemoryKind
    key: str
    text: str
    importance: float
    arithmetic: str
    row: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A memory that was found, why, and each leg's part in `score`."""

    kind: MemoryKind
    key: str
    text: str
    why: str
    score: float
    at: datetime
    legs: dict[str, float] = field(default_factory=dict)
    row: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The hit as plain JSON values."""
        return {**asdict(self), "at": self.at.isoformat()}


@dataclass(frozen=True, slots=True)
class Recall:
    """The hits, best first; `abstained` when nothing relevant stood out."""

    hits: tuple[Hit, ...] = ()
    abstained: bool = False
