"""Looking at what is remembered, without a question: facts of a day, the timeline, counts and the plane."""

from collections.abc import Sequence
from typing import Any

from psycopg.rows import dict_row

from gazel.db.database import Connection
from gazel.events import MemoryKind
from gazel.memory.clock import Moment, until
from gazel.memory.kinds import KINDS, kind_of, namespace, text_of
from gazel.memory.slots import holds
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope

Row = dict[str, Any]
MAX_FACTS = 10_000


def facts(
    store: PgvectorStore, scope: Scope, *, true_on: Moment, known_at: Moment, slots: Sequence[str] | None = None
) -> list[Row]:
    """The facts that were true on `true_on` by what was known at `known_at`, newest first."""
    known = until(known_at)
    where: Row = {"recorded_at": {"$lte": known}} | ({"slot": {"$in": list(slots)}} if slots is not None else {})
    items = store.search(namespace(scope, "semantic"), filter=where, limit=MAX_FACTS)
    rows = [{"key": item.key, **item.value} for item in items if holds(item.value, true_on=until(true_on), known_at=known)]
    return sorted(rows, key=lambda row: (row["timestamp"], row["key"]), reverse=True)


def timeline(
    connection: Connection, scope: Scope, kind: MemoryKind | None, as_of: Moment | None, limit: int, offset: int
) -> list[Row]:
    """Memories newest first, superseded facts included (their rows say by what)."""
    prefixes = [".".join(namespace(scope, each)) for each in ([kind] if kind else KINDS)]
    known = until(as_of) if as_of is not None else None
    rows = connection.execute(
        """select prefix, key, value from store
           where tenant = %s and customer = %s and prefix = any(%s) and (%s::text is null or value ->> 'recorded_at' <= %s)
             and (expires_at is null or expires_at > now())
           order by value ->> 'timestamp' desc, prefix, key limit %s offset %s""",
        [scope.tenant, scope.customer, prefixes, known, known, limit, offset],
    ).fetchall()
    return [_entry(row) for row in rows]


def count(connection: Connection, scope: Scope) -> dict[MemoryKind, int]:
    """How many memories of each kind; superseded facts are not counted."""
    rows = connection.execute(
        """select prefix, count(*) as n from store where tenant = %s and customer = %s
           and value ->> 'superseded_at' is null and (expires_at is null or expires_at > now()) group by prefix""",
        [scope.tenant, scope.customer],
    ).fetchall()
    counts = {row["prefix"]: int(row["n"]) for row in rows}
    return {kind: counts.get(".".join(namespace(scope, kind)), 0) for kind in KINDS}


def map2d(connection: Connection, scope: Scope) -> list[Row]:
    """Every memory as a point of the plane that its vectors vary most in; x and y in [-1, 1]."""
    import numpy as np

    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(
            """select s.prefix, s.key, s.value, avg(v.embedding)::text as vector
               from store s join store_vectors v using (tenant, customer, prefix, key)
               where s.tenant = %s and s.customer = %s group by s.prefix, s.key, s.value order by s.prefix, s.key""",
            [scope.tenant, scope.customer],
        ).fetchall()
    if not rows:
        return []
    vectors = np.array([[float(x) for x in row["vector"][1:-1].split(",")] for row in rows])
    centred = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    plane = np.zeros((len(rows), 2))
    projected = centred @ axes[:2].T
    plane[:, : projected.shape[1]] = projected
    spread = np.abs(plane).max(axis=0)
    plane /= np.where(spread > 1e-9, spread, 1)
    return [{**_entry(row), "x": round(float(x), 4), "y": round(float(y), 4)} for row, (x, y) in zip(rows, plane, strict=True)]


def _entry(row: Row) -> Row:
    kind = kind_of(tuple(row["prefix"].split(".")))
    value = row["value"]
    return {
        "kind": kind,
        "key": row["key"],
        "text": text_of(kind, value),
        "at": value["timestamp"],
        "importance": value["importance"],
        "row": value,
    }
