"""The tenant's shared procedural memory: how matters are handled for everybody, put in from the shipped procedures."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from langgraph.store.base import PutOp

from gazel.errors import InvalidMemory
from gazel.memory.importance import ImportanceTable
from gazel.memory.kinds import INDEXED, namespace, shared
from gazel.memory.rows import procedure_key, procedure_row
from gazel.memory.store import PgvectorStore

Row = dict[str, Any]
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Shipped procedures were always known: an 'as of' of any day finds them."""


def seed_procedures(store: PgvectorStore, importance: ImportanceTable, tenant: str, procedures: Sequence[Row]) -> int:
    """Store what is new or differs; how many were written. Raises InvalidMemory for a procedure without title or steps."""
    space = namespace(shared(tenant), "procedural")
    ops = []
    for procedure in procedures:
        if not procedure.get("title") or not procedure.get("steps"):
            raise InvalidMemory(f"절차에 제목이나 단계가 없습니다({procedure.get('title')!r}).", hint="title과 steps를 채우세요.")
        key = procedure_key(procedure["title"])
        known = store.get(space, key)
        score = importance.topical(importance.categories_of(procedure["title"] + procedure.get("trigger", "")), {})
        row = procedure_row(procedure, score, at=BEGINNING, episode=None, known=known.value if known else None)
        if known is None or known.value != row:
            ops.append(PutOp(space, key, row, INDEXED["procedural"]))
    if ops:
        store.batch(ops)
    return len(ops)
