"""`gazel reembed`: every stored memory embedded anew with the model that is set now, in one transaction."""

from collections.abc import Iterator
from typing import Any

from langgraph.store.base import PutOp

from gazel.db.database import Connection, Database
from gazel.memory.assembly import store_of
from gazel.memory.kinds import INDEXED
from gazel.memory.store import PgvectorStore
from gazel.memory.store_namespaces import labels
from gazel.settings import Settings

BATCH = 64


def reembed(database: Database, settings: Settings) -> int:
    """Replace all vectors and record the model; how many memories. The old vectors stay until the new ones are all there."""
    store = store_of(database, settings)
    done = 0
    with database.connection() as connection:
        connection.execute("drop table if exists store_vectors")
        connection.execute("update store_settings set dims = null, vector_type = null, model = null")
        store.using(connection).setup()
        for rows in _batches(connection):
            _insert(connection, store, rows)
            done += len(rows)
    return done


def _batches(connection: Connection) -> Iterator[list[dict[str, Any]]]:
    with connection.cursor(name="reembed") as cursor:
        cursor.execute("select prefix, key, value from store")
        while rows := cursor.fetchmany(BATCH):
            yield rows


def _insert(connection: Connection, store: PgvectorStore, rows: list[dict[str, Any]]) -> None:
    """The vectors of the indexed fields of these memories; their values, times and keywords stay as they are."""
    prepared = store.prepare([_put(row) for row in rows])
    assert store.index is not None
    with connection.cursor() as cursor:
        cursor.executemany(
            f"""insert into store_vectors (tenant, customer, prefix, key, field_name, embedding)
                values (%s, %s, %s, %s, %s, {store.index.cast("%s")})""".encode(),
            [(*address, name, vector) for (address, name, _), vector in zip(prepared.texts, prepared.vectors, strict=True)],
        )


def _put(row: dict[str, Any]) -> PutOp:
    namespace = labels(row["prefix"])
    fields = {kind: names for kind, names in INDEXED.items() if len(namespace) == 3 and namespace[2] == kind}
    return PutOp(namespace, row["key"], row["value"], next(iter(fields.values()), None))
