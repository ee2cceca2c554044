"""HierarchicalMemoryManager: the one door to a customer's episodic, semantic and procedural memory."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from gazel.events import MemoryKind
from gazel.memory.types import Recall, Scope, Turn, Written

if TYPE_CHECKING:
    from gazel.memory.drafts import Draft

Moment = date | datetime


class HierarchicalMemoryManager:
    """Remembers turns, recalls memories and keeps them honest, one customer at a time; every call is one transaction."""

    def __init__(self, database: Any, store: Any, embedder: Any) -> None:
        raise NotImplementedError

    def remember(self, scope: Scope, turn: Turn, *, drafts: Sequence["Draft"] = ()) -> list[Written]:
        """Commit the turn as an episode, and the facts and the procedure it gave; the same `run_id` twice is written once.

        `row["withheld"]` of the episode lists facts that were not formed for want of consent.
        """
        raise NotImplementedError

    def recall(
        self,
        scope: Scope,
        query: str,
        *,
        as_of: Moment,
        kinds: Sequence[MemoryKind] | None = None,
        limit: int = 8,
        recipe: str = "chat_memory",
        token_budget: int | None = None,
    ) -> Recall:
        """The memories of this customer that help with `query`, best first, or an abstention when nothing stands out."""
        raise NotImplementedError

    def facts(self, scope: Scope, *, as_of: Moment | None = None, slots: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """The semantic rows that hold on `as_of` (today when None), newest first; each has `key` beside the stored fields."""
        raise NotImplementedError

    def timeline(
        self, scope: Scope, *, kind: MemoryKind | None = None, as_of: Moment | None = None, limit: int = 50, offset: int = 0
    ) -> list[dict[str, Any]]:
        """Memories newest first: {"kind", "key", "text", "at", "importance", "row"}."""
        raise NotImplementedError

    def count(self, scope: Scope) -> dict[MemoryKind, int]:
        """How many memories of each kind this customer has."""
        raise NotImplementedError

    def edit(self, scope: Scope, kind: MemoryKind, key: str, text: str, *, by: str) -> Written:
        """Replace what a memory says; the old text stays in its history."""
        raise NotImplementedError

    def delete(self, scope: Scope, kind: MemoryKind, key: str, *, by: str) -> bool:
        """Take a memory out of recall; `undo` brings it back, `forget` is the one that erases."""
        raise NotImplementedError

    def undo(self, scope: Scope, kind: MemoryKind, key: str, *, by: str) -> bool:
        """Step a memory back one version; False when there is none."""
        raise NotImplementedError

    def redo(self, scope: Scope, kind: MemoryKind, key: str, *, by: str) -> bool:
        """Step a memory forward again after `undo`; False when there is nothing to redo."""
        raise NotImplementedError

    def history(self, scope: Scope, kind: MemoryKind, key: str) -> list[dict[str, Any]]:
        """Versions oldest first: {"version", "action", "by", "at", "row", "current"}."""
        raise NotImplementedError

    def forget(self, scope: Scope, about: Literal["all", "health"] | str, *, by: str = "customer") -> list[str]:
        """Erase for good everything, all health facts, or all about a topic (vectors, terms, versions); the erased keys."""
        raise NotImplementedError

    def consolidate(self, scope: Scope, *, now: datetime | None = None) -> Any:
        """Merge, strengthen, fold, decay and expire this customer's memories in one transaction; twice changes nothing more."""
        raise NotImplementedError

    def seed_procedures(self, tenant: str, procedures: Sequence[dict[str, Any]]) -> int:
        """Put the shipped procedures ({"title", "trigger", "steps", "source"}) into the tenant's shared memory; how many changed."""
        raise NotImplementedError

    def map2d(self, scope: Scope) -> list[dict[str, Any]]:
        """Each memory as a point of the plane: {"kind", "key", "text", "x", "y"}, x and y in [-1, 1] (PCA of the vectors)."""
        raise NotImplementedError

    def consent(self, scope: Scope, purpose: str, granted: bool, *, by: str = "customer") -> None:
        """Record that the customer gave or withdrew consent for `purpose` ('health', 'marketing', …)."""
        raise NotImplementedError

    def has_consent(self, scope: Scope, purpose: str) -> bool:
        """Whether the latest word of the customer on `purpose` is yes."""
        raise NotImplementedError
