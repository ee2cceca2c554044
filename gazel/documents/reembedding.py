"""`gazel reembed` for documents: every clause embedded anew with the model that is set now, in one transaction."""

from collections.abc import Iterator
from typing import Any

from gazel.db.database import Connection, Database
from gazel.documents.clauses import Clause
from gazel.memory.store_vectors import literal
from gazel.retrieval.embedding import Embedder

BATCH = 64


def reembed(database: Database, embedder: Embedder) -> int:
    """Replace the vectors of all tenants' clauses and record the model; how many. A failure leaves the old vectors."""
    done = 0
    with database.connection() as connection:
        for rows in _batches(connection):
            _replace(connection, embedder, rows)
            done += len(rows)
        connection.execute("update documents set model = %s", [embedder.model_id])
    return done


def _batches(connection: Connection) -> Iterator[list[dict[str, Any]]]:
    """The clauses that have text of their own, and where each is kept."""
    with connection.cursor(name="reembed_clauses") as cursor:
        cursor.execute(
            "select tenant, customer, document, seq, parent, kind, booklet, article, title, lead, text from document_clauses where text <> ''"
        )
        while rows := cursor.fetchmany(BATCH):
            yield rows


def _replace(connection: Connection, embedder: Embedder, rows: list[dict[str, Any]]) -> None:
    keys = [(row.pop("tenant"), row.pop("customer"), row.pop("document"), row["seq"]) for row in rows]
    vectors = embedder.embed_passages([Clause(**row).context for row in rows])
    with connection.cursor() as cursor:
        cursor.executemany(
            "update document_clauses set embedding = %s where (tenant, customer, document, seq) = (%s, %s, %s, %s)",
            [(literal(vector), *key) for key, vector in zip(keys, vectors, strict=True)],
        )
