"""Edits by people: change, take out, undo, redo; every state stays in the ledger until it is forgotten."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from langgraph.store.base import PutOp

from gazel.db.database import Connection, Database
from gazel.errors import InvalidMemory
from gazel.events import MemoryKind
from gazel.memory import customer_state, ledger
from gazel.memory.kinds import INDEXED, namespace
from gazel.memory.remembering import written
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope, Written

Row = dict[str, Any]
TEXT_FIELD: dict[MemoryKind, str] = {"semantic": "facts", "procedural": "title"}


@dataclass(frozen=True, slots=True)
class Editing:
    """Each call is one transaction that holds the customer's lock."""

    database: Database
    store: PgvectorStore

    def edit(self, scope: Scope, kind: MemoryKind, key: str, text: str, by: str) -> Written:
        """Replace what a fact or procedure says; an episode is verbatim and cannot be edited. Raises InvalidMemory."""
        if kind not in TEXT_FIELD:
            raise InvalidMemory("대화 원문은 고칠 수 없습니다.", hint="사실(S)을 고치거나, 원문을 지우려면 삭제를 쓰세요.")
        if not text.strip():
            raise InvalidMemory("빈 내용으로는 고칠 수 없습니다.", hint="내용을 적거나 삭제를 쓰세요.")
        with self.database.connection() as connection:
            customer_state.lock(connection, scope)
            found = self.store.using(connection).get(namespace(scope, kind), key)
            if found is None:
                raise InvalidMemory("그런 기억이 없습니다.", hint="이미 지워졌는지 확인하세요.")
            row = {**found.value, TEXT_FIELD[kind]: text.strip(), "edited_by": by}
            self._store(connection, scope, row, ledger.Version(kind, key, row, "edit", by))
        return written(kind, key, row)

    def delete(self, scope: Scope, kind: MemoryKind, key: str, by: str) -> bool:
        """Take a memory out of the store (its vectors and keywords too); the ledger can bring it back."""
        with self.database.connection() as connection:
            customer_state.lock(connection, scope)
            if self.store.using(connection).get(namespace(scope, kind), key) is None:
                return False
            self._store(connection, scope, None, ledger.Version(kind, key, None, "delete", by))
        return True

    def step(self, scope: Scope, kind: MemoryKind, key: str, by: str, *, back: bool) -> bool:
        """Undo (`back`) or redo the latest change; whether there was one."""
        with self.database.connection() as connection:
            customer_state.lock(connection, scope)
            version = ledger.step(connection, scope, kind, key, back=back)
            if version is None:
                return False
            self._put(connection, scope, kind, key, version["row"])
            ledger.audit(connection, scope, by, "undo" if back else "redo", kind=kind, key=key)
        return True

    def _store(self, connection: Connection, scope: Scope, row: Row | None, version: ledger.Version) -> None:
        self._put(connection, scope, version.kind, version.key, row)
        ledger.append(connection, scope, [version], datetime.now(UTC))
        ledger.audit(connection, scope, version.actor, version.action, kind=version.kind, key=version.key)

    def _put(self, connection: Connection, scope: Scope, kind: MemoryKind, key: str, row: Row | None) -> None:
        self.store.write(connection, self.store.prepare([PutOp(namespace(scope, kind), key, row, INDEXED[kind])]))
