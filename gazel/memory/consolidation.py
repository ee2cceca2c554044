"""Consolidation: merge near-duplicates, fold repeated handling, decay what is unused, expire; one transaction, idempotent."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from langgraph.store.base import PutOp

from gazel.db.database import Connection, Database
from gazel.errors import MemoryEngineError
from gazel.events import MemoryKind
from gazel.memory import customer_state, ledger
from gazel.memory.decay import faded, settled
from gazel.memory.duplicates import merged, near_pairs
from gazel.memory.folding import folded
from gazel.memory.kinds import INDEXED, namespace
from gazel.memory.slots import Change, Row
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope

ATTEMPTS = 5
EVERYTHING = 100_000


@dataclass(frozen=True, slots=True)
class ConsolidationReport:
    """How many memories each step touched, and their keys."""

    merged: int = 0
    folded: int = 0
    decayed: int = 0
    expired: int = 0
    keys: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.merged or self.folded or self.decayed or self.expired)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one customer's memory held at a revision."""

    revision: int
    facts: dict[str, Row]
    episodes: list[tuple[str, Row]]
    procedures: dict[str, Row]
    pairs: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Consolidating:
    """Plans against one revision and commits at that revision, or starts over; the old stays until the new is stored."""

    database: Database
    store: PgvectorStore
    decay_half_life_days: float

    def consolidate(self, scope: Scope, now: datetime) -> ConsolidationReport:
        """Consolidate one customer's memories; raises MemoryEngineError when others kept writing."""
        for _ in range(ATTEMPTS):
            with self.database.connection() as connection:
                snapshot = self._snapshot(connection, scope)
            rows, report = self._plan(snapshot, now)
            if self._commit(scope, snapshot.revision, rows, report, now):
                return report
        raise MemoryEngineError(
            "통합하는 동안 기억이 계속 바뀌어 마치지 못했습니다.", hint="저장된 기억은 그대로이며, 곧 다시 시도합니다."
        )

    def _snapshot(self, connection: Connection, scope: Scope) -> Snapshot:
        revision, bound = customer_state.revision(connection, scope), self.store.using(connection)
        facts = bound.search(namespace(scope, "semantic"), filter={"superseded_at": None}, limit=EVERYTHING)
        episodes = bound.search(namespace(scope, "episodic"), limit=EVERYTHING)
        procedures = bound.search(namespace(scope, "procedural"), limit=EVERYTHING)
        return Snapshot(
            revision,
            {item.key: item.value for item in facts},
            [(item.key, item.value) for item in episodes],
            {item.key: item.value for item in procedures},
            near_pairs(connection, scope),
        )

    def _plan(self, snapshot: Snapshot, now: datetime) -> tuple[dict[tuple[MemoryKind, str], Row], ConsolidationReport]:
        """The rows to store, and what they are for."""
        facts = dict(snapshot.facts)
        joined = merged(facts, snapshot.pairs, now)
        _apply(facts, joined)
        gone = faded(facts, now, self.decay_half_life_days)
        done = settled(facts, now)
        procedures = folded(snapshot.episodes, snapshot.procedures, now)
        rows: dict[tuple[MemoryKind, str], Row] = {("semantic", c.key): c.row for c in [*joined, *gone, *done]}
        rows.update({("procedural", key): row for key, row in procedures.items()})
        merges = sum(change.action == "close" for change in joined)
        return rows, ConsolidationReport(merges, len(procedures), len(gone), len(done), sorted(key for _, key in rows))

    def _commit(
        self, scope: Scope, revision: int, rows: dict[tuple[MemoryKind, str], Row], report: ConsolidationReport, now: datetime
    ) -> bool:
        writes = self.store.prepare([PutOp(namespace(scope, kind), key, row, INDEXED[kind]) for (kind, key), row in rows.items()])
        with self.database.connection() as connection:
            if customer_state.claim(connection, scope, revision) is None:
                return False
            customer_state.consolidated(connection, scope, now)
            if not rows:
                return True
            self.store.write(connection, writes)
            versions = [ledger.Version(kind, key, row, "consolidate", "consolidation") for (kind, key), row in rows.items()]
            ledger.append(connection, scope, versions, now)
            counts = {name: value for name, value in report.as_dict().items() if name != "keys"}
            ledger.audit(connection, scope, "consolidation", "consolidate", detail=str(counts))
        return True


def _apply(facts: dict[str, Row], changes: list[Change]) -> None:
    """Bring `facts` to the state after `changes`."""
    for change in changes:
        if change.row["superseded_at"] is None:
            facts[change.key] = change.row
        else:
            facts.pop(change.key, None)
