"""What might answer a question: this customer's memories with their legs fused, and his facts with what replaced them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from langgraph.store.base import Item

from gazel.events import MemoryKind
from gazel.memory.clock import in_seoul, moment_of
from gazel.memory.kinds import kind_of, text_of
from gazel.memory.store import ScoredItem
from gazel.memory.types import Hit
from gazel.retrieval.fusion import Fused, Legs, Recipe, age_in_days, fuse

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A memory with its legs fused; `coverage` is the share of the question's words that it holds."""

    item: ScoredItem
    kind: MemoryKind
    at: datetime
    coverage: float
    fused: Fused
    later_than: date | None = None
    """The day of an earlier word about the same matter, before which this one was put."""

    @property
    def row(self) -> Row:
        """The stored value."""
        return self.item.value

    @property
    def day(self) -> date:
        """The day in Seoul on which it was said."""
        return in_seoul(self.at).date()

    @property
    def episodes(self) -> frozenset[str]:
        """The episodes that it rests on, or itself."""
        if self.kind == "episodic":
            return frozenset({self.item.key})
        return frozenset(proof["episode"] for proof in self.row["evidence"] if proof["episode"])

    @property
    def own(self) -> bool:
        """Whether it tells of the customer's own life."""
        return self.kind == "semantic" or (self.kind == "episodic" and self.row["personal"] >= 0.5)

    def hit(self, why: str) -> Hit:
        """The candidate as found, with every leg's raw value, z-score and weighted part."""
        item = self.item
        legs = {
            "dense": round(item.dense or 0.0, 4),
            "dense_z": round(item.dense_z, 3),
            "bm25": round(item.bm25, 3),
            "bm25_z": round(item.bm25_z, 3),
            "coverage": round(self.coverage, 3),
            **{f"part_{name}": round(part, 3) for name, part in self.fused.parts.items()},
            "importance": float(self.row["importance"]),
        }
        return Hit(
            kind=self.kind, key=item.key, text=text_of(self.kind, self.row), why=why, score=round(self.fused.score, 4),
            at=self.at, legs=legs, row=self.row,
        )  # fmt: skip


def candidate(item: ScoredItem, words: Sequence[str], recipe: Recipe, now: datetime) -> Candidate:
    """A found item with its legs fused; `words` are the question's content words."""
    kind, at = kind_of(item.namespace), moment_of(item.value["timestamp"])
    coverage = len(set(item.matched) & set(words)) / len(set(words)) if words else 0.0
    legs = Legs(
        dense=item.dense,
        dense_z=item.dense_z,
        bm25_z=item.bm25_z,
        coverage=coverage,
        personal=float(item.value["personal"]) if kind == "episodic" else 1.0,
        age_days=age_in_days(at, now),
        importance=float(item.value["importance"]),
    )
    return Candidate(item, kind, at, coverage, fuse(legs, recipe))


def unscored(item: Item) -> ScoredItem:
    """An item that was found by what it is, not by a query."""
    scored = ScoredItem(item.namespace, item.key, item.value, item.created_at, item.updated_at, None)
    scored.dense, scored.bm25, scored.dense_z, scored.bm25_z, scored.matched = None, 0.0, 0.0, 0.0, ()
    return scored


def successors(key: str, facts: Mapping[str, Row]) -> list[str]:
    """The facts that came in place of a fact, one after another, the one that holds first."""
    chain = [key]
    while (successor := facts[chain[-1]]["superseded_by"]) in facts and successor not in chain:
        chain.append(successor)
    return chain[:0:-1]


def replaced_claims(facts: Mapping[str, Row]) -> dict[tuple[str, str], list[str]]:
    """(episode, slot) → the facts that came in place of what was claimed there, the one that holds first."""
    return {
        (proof["episode"], row["slot"]): successors(key, facts)
        for key, row in facts.items()
        if row["closed_by"] in ("change", "correction") and row["superseded_by"] in facts
        for proof in row["evidence"]
    }
