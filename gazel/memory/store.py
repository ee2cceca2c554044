"""LangGraph `BaseStore` on PostgreSQL and pgvector: memories, their vectors and their keywords."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from langgraph.store.base import BaseStore, Op, PutOp, Result, SearchItem
from psycopg import Connection
from psycopg.rows import DictRow
from psycopg_pool import ConnectionPool

Namespace = tuple[str, ...]


class ScoredItem(SearchItem):
    """A found memory with each leg's raw score and its z-score over all memories in scope."""

    dense: float | None
    """Similarity of the nearest vector of the item (cosine: 1 - distance); None when the item has no vector or no query vector."""
    bm25: float
    """BM25 of the query's terms over the memories in scope; 0.0 when no term matches."""
    dense_z: float
    bm25_z: float
    matched: tuple[str, ...]
    """The query's terms that occur in the item."""


class PreparedWrites:
    """Checked values with their vectors and terms, ready to be written on any connection."""


class PgvectorStore(BaseStore):
    """A LangGraph store; namespace[0] is the tenant, namespace[1] the customer.

    `index` = {"dims", "embed", "fields", "model", "analyzer", "distance_type", "ann_index_config": {"kind", "vector_type"}}
    """

    def __init__(self, conn: Connection[Any] | ConnectionPool[Any], *, index: Any = None, ttl: Any = None) -> None:
        raise NotImplementedError

    def batch(self, ops: Any) -> list[Result]:
        """Reads see the state before the batch; all puts of the batch are one transaction."""
        raise NotImplementedError

    async def abatch(self, ops: Any) -> list[Result]:
        raise NotImplementedError

    def setup(self) -> None:
        """Create or check the tables (idempotent, safe for concurrent processes); raises EmbedderMismatch."""
        raise NotImplementedError

    def using(self, connection: Connection[Any]) -> "PgvectorStore":
        """The same store on the caller's connection: reads and writes are part of the caller's transaction."""
        raise NotImplementedError

    def prepare(self, ops: Sequence[PutOp]) -> PreparedWrites:
        """Check, embed and tokenize puts and deletes without holding a connection; raises InvalidMemory."""
        raise NotImplementedError

    def write(self, connection: Connection[Any], writes: PreparedWrites) -> None:
        """Write what `prepare` returned on the caller's connection; the caller commits."""
        raise NotImplementedError

    def search_legs(
        self,
        namespaces: Sequence[Namespace],
        query: str,
        *,
        filter: Mapping[str, Any] | None = None,
        limit: int = 200,
        now: datetime | None = None,
        query_vector: Sequence[float] | None = None,
    ) -> list[ScoredItem]:
        """Both legs over every memory under `namespaces` in one SQL round trip, exact.

        Returns the union of the `limit` best of each leg, best dense similarity first; z-scores are over all in scope.
        """
        raise NotImplementedError

    def delete_namespace(self, prefix: Namespace) -> int:
        """Delete every memory under `prefix` with its vectors; returns how many."""
        raise NotImplementedError
