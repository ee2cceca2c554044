"""Consent to health facts: given, it forms the facts that were withheld; withdrawn, it erases those that were formed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from langgraph.store.base import PutOp, SearchItem

from gazel.db.database import Connection, Database
from gazel.memory import customer_state, ledger
from gazel.memory.clock import moment_of
from gazel.memory.kinds import INDEXED, namespace
from gazel.memory.remembering import Remembering
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope, Turn

Row = dict[str, Any]
HEALTH = "health"
EVERYTHING = 100_000


@dataclass(frozen=True, slots=True)
class Consenting:
    """Each word of the customer on a purpose is kept; the latest counts."""

    database: Database
    store: PgvectorStore
    remembering: Remembering

    def consent(self, scope: Scope, purpose: str, granted: bool, by: str) -> None:
        """Record the customer's word and act on it."""
        with self.database.connection() as connection:
            customer_state.lock(connection, scope)  # a turn that is being planned with the old word starts over
            customer_state.record_consent(connection, scope, purpose, granted, by)
            ledger.audit(connection, scope, by, "consent", detail=f"{purpose}: {'granted' if granted else 'withdrawn'}")
            if purpose == HEALTH and not granted:
                self._erase(connection, scope)
        if purpose == HEALTH and granted:
            self._form_withheld(scope)

    def _form_withheld(self, scope: Scope) -> None:
        """The facts that past turns told and that waited for consent, oldest turn first; what stands already stays."""
        waiting = self.store.search(namespace(scope, "episodic"), filter={"sensitive": True}, limit=EVERYTHING)
        for episode in sorted(waiting, key=lambda item: str(item.value["timestamp"])):
            self.remembering.form_withheld(scope, _turn(episode.value), episode.key, episode.value)

    def _erase(self, connection: Connection, scope: Scope) -> None:
        """Take out every health fact with its versions; what was said stays, marked as sensitive."""
        bound = self.store.using(connection)
        facts: list[SearchItem] = bound.search(namespace(scope, "semantic"), filter={"sensitive": True}, limit=EVERYTHING)
        self.store.write(
            connection,
            self.store.prepare([PutOp(item.namespace, item.key, None, INDEXED["semantic"]) for item in facts]),
        )
        ledger.erase(connection, scope, [("semantic", item.key) for item in facts])


def _turn(row: Row) -> Turn:
    at: datetime = moment_of(row["timestamp"])
    return Turn(run_id=row["run_id"], thread_id=row["thread_id"], question=row["question"], answer=row["answer"], at=at)
