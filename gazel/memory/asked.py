"""A question in work: what it needs, and what might answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gazel.events import MemoryKind
from gazel.memory.candidates import Candidate
from gazel.memory.needs import Need
from gazel.memory.slot_router import Route
from gazel.memory.slots import holds
from gazel.memory.types import Scope

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in work: what it needs, its content words, what was known then, what each slot's facts gain."""

    scope: Scope
    need: Need
    words: list[str]
    now: str
    kinds: Sequence[MemoryKind]
    limit: int
    route: Route
    facts: dict[str, Row]
    candidates: list[Candidate]

    @property
    def lookup(self) -> bool:
        """Whether the answer lies in the past of this customer, however it is worded."""
        return self.need.told or self.need.own or (self.route.looks_back and not self.need.taste)

    def in_time(self, found: Candidate) -> bool:
        """Whether it was said in the time asked for (any, where none was)."""
        return self.need.when is None or self.need.when.contains(found.day)

    def current(self, row: Row) -> bool:
        """Whether a fact held at the moment of asking."""
        return holds(row, true_on=self.now, known_at=self.now)

    def once_held(self, row: Row) -> bool:
        """Whether a fact was replaced by a newer one or ended (corrections and merges never held)."""
        return row["closed_by"] in ("change", "decay", "expiry") and not self.current(row)
