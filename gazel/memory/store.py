"""LangGraph `BaseStore` on PostgreSQL and pgvector: memories, their vectors and their keywords."""

import asyncio
import copy
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import Any

from langgraph.store.base import BaseStore, Op, PutOp, Result, TTLConfig
from psycopg import Connection, Cursor, Pipeline
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

from gazel.memory.store_ann import SETTINGS
from gazel.memory.store_async import AsyncPgvectorStore
from gazel.memory.store_base import EXPIRED, StoreSettings, counted_delete, deletion, distinct_texts, typed_errors
from gazel.memory.store_batch import Read, sort_batch
from gazel.memory.store_index import PgIndexConfig
from gazel.memory.store_legs import ScoredItem, scored_item
from gazel.memory.store_namespaces import Namespace, Sql
from gazel.memory.store_schema import asks, setup_steps
from gazel.memory.store_ttl import TtlSweeper
from gazel.memory.store_vectors import QueryVector, from_binary, vectors_statement
from gazel.memory.store_writes import PreparedWrites, checked_writes

__all__ = ["AsyncPgvectorStore", "PgIndexConfig", "PgvectorStore", "PreparedWrites", "ScoredItem"]


class PgvectorStore(StoreSettings, BaseStore):
    """A LangGraph store whose namespaces begin with (tenant, customer); within one customer every search is exact.

    >>> with PgvectorStore.from_conn_string(url, index={"dims": 384, "embed": embed, "fields": ["text"]}) as store:  # doctest: +SKIP
    ...     store.setup()
    ...     store.put(("demo", "kim", "semantic"), "job", {"text": "교사로 일한다"})
    ...     store.search(("demo", "kim"), query="직업")
    """

    def __init__(
        self,
        conn: "Connection[Any] | ConnectionPool[Any]",
        *,
        pipe: Pipeline | None = None,
        index: PgIndexConfig | None = None,
        ttl: TTLConfig | None = None,
    ) -> None:
        super().__init__()
        self.conn = conn
        self.pipe = pipe
        self.lock = threading.RLock()
        self._configure(index, ttl)
        self._sweeper = TtlSweeper(self.sweep_ttl)

    @classmethod
    @contextmanager
    def from_conn_string(
        cls,
        conn_string: str,
        *,
        pipeline: bool = False,
        pool_config: Mapping[str, Any] | None = None,
        index: PgIndexConfig | None = None,
        ttl: TTLConfig | None = None,
    ) -> Iterator["PgvectorStore"]:
        """A store on a connection of its own, or on a pool when `pool_config` (psycopg_pool's arguments) is given."""
        with connected(conn_string, pipeline, pool_config) as (conn, pipe):
            store = cls(conn, pipe=pipe, index=index, ttl=ttl)
            try:
                yield store
            finally:
                store.stop_ttl_sweeper()

    def setup(self) -> None:
        """Create or check the tables; may run again and in many processes. Raises EmbedderMismatch or MigrationError."""
        steps = setup_steps(self.MIGRATIONS, self.index)
        with self._cursor() as cursor, atomic(cursor.connection):
            row: Mapping[str, Any] = {}
            statement = next(steps)
            while statement is not None:
                cursor.execute(statement.text.encode(), statement.params, prepare=False)
                row = (cursor.fetchone() if asks(statement) else None) or {}
                try:
                    statement = steps.send(row)
                except StopIteration:
                    return

    def batch(self, ops: Iterable[Op]) -> list[Result]:
        """Results in the order of `ops`; reads see the state before the batch, all its writes are one transaction.

        Raises InvalidMemory, InvalidNamespaceError, EmbedderMismatch or DatabaseUnavailable, and then nothing is written.
        """
        batch = sort_batch(ops, self.index)
        vectors = self._query_vectors(batch.queries(self.index))
        self._embed(batch.writes)
        results: list[Result] = [None] * batch.size
        reads = batch.reads(self.index, vectors, self._omit_expired)
        with self._connection() as connection:
            self._read(connection, reads, results)
            self._write(connection, batch.writes)
        return results

    async def abatch(self, ops: Iterable[Op]) -> list[Result]:
        """`batch` in a worker thread."""
        return await asyncio.to_thread(self.batch, list(ops))

    def prepare(self, ops: Sequence[PutOp]) -> PreparedWrites:
        """Check, tokenize and embed puts and deletes without a connection; raises InvalidMemory or EmbedderMismatch."""
        writes = checked_writes(ops, self.index)
        self._embed(writes)
        return writes

    def write(self, connection: "Connection[Any]", writes: PreparedWrites) -> None:
        """Write what `prepare` returned in the caller's transaction; an idle autocommit connection gets one for it."""
        with typed_errors():
            self._write(connection, writes)

    def using(self, connection: "Connection[Any]") -> "PgvectorStore":
        """This store on the caller's connection: reads see and writes join the caller's transaction."""
        bound = copy.copy(self)
        bound.conn, bound.pipe, bound.lock = connection, None, threading.RLock()
        bound._sweeper = TtlSweeper(bound.sweep_ttl)
        return bound

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
        """Both legs over every memory in or below `namespaces` in one SQL round trip, exact.

        The union of the `limit` best of each leg, best dense similarity first; `now` decides what has expired (the
        database's clock when None). Without text and vector: the latest. Raises InvalidMemory.
        """
        vector = self._given_vector(query, query_vector)
        if vector is None and query.strip():
            vector = self._query_vectors([query])[query]
        statement, terms = self._legs(namespaces, query, vector, filter, limit, now)
        with self._cursor() as cursor:
            rows = cursor.execute(statement.text.encode(), statement.params).fetchall()
        return [scored_item(row, terms) for row in rows]

    def vectors(self, namespace: Namespace, keys: Sequence[str], field: str) -> dict[str, Any]:
        """The stored vectors of one `field` of the memories under `keys`, as float32 arrays; those that have none are left out."""
        statement = vectors_statement(namespace, keys, field)
        with self._cursor() as cursor:
            rows = cursor.execute(statement.text.encode(), statement.params).fetchall()
        return {row["key"]: from_binary(row["embedding"]) for row in rows}

    def delete_namespace(self, prefix: Namespace) -> int:
        """Delete every memory in or below `prefix` with its vectors; returns how many. An empty prefix is refused."""
        return self._delete(deletion(prefix))

    def sweep_ttl(self) -> int:
        """Delete expired memories; returns how many."""
        return self._delete(EXPIRED)

    def start_ttl_sweeper(self, sweep_interval_minutes: float | None = None) -> "Future[None]":
        """Sweep in the background every so many minutes; does nothing without a TTL configuration."""
        if not self.ttl_config:
            idle: Future[None] = Future()
            idle.set_result(None)
            return idle
        return self._sweeper.start(self._sweep_minutes(sweep_interval_minutes))

    def stop_ttl_sweeper(self, timeout: float | None = None) -> bool:
        """Stop sweeping; whether the thread ended within `timeout` seconds."""
        return self._sweeper.stop(timeout)

    def _query_vectors(self, queries: Sequence[str]) -> dict[str, QueryVector]:
        embeddings = self._need_index().embeddings if queries else None
        return self._by_query(queries, [embeddings.embed_query(query) for query in queries]) if embeddings else {}

    def _embed(self, writes: PreparedWrites) -> None:
        """Fill in the vectors; each distinct text is embedded once."""
        if writes.texts:
            texts = distinct_texts(writes)
            writes.fill_vectors(self._by_text(texts, self._need_index().embeddings.embed_documents(texts)))

    def _read(self, connection: "Connection[Any]", reads: Sequence[Read], results: list[Result]) -> None:
        if not reads:
            return
        wide = any(read.wide for read in reads)
        with atomic(connection) if wide else nullcontext(), connection.cursor(binary=True, row_factory=dict_row) as cursor:
            for setting in SETTINGS if wide else ():
                cursor.execute(setting.encode())
            for read in reads:
                cursor.execute(read.statement.text.encode(), read.statement.params)
                read.fill(cursor.fetchall(), results)

    def _write(self, connection: "Connection[Any]", writes: PreparedWrites) -> None:
        statements = writes.statements(self.index)
        if not statements:
            return
        together = connection.pipeline() if len(statements) > 1 else nullcontext()
        with together, atomic(connection), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement.text.encode(), statement.params)

    def _delete(self, where: Sql) -> int:
        with self._cursor() as cursor, atomic(cursor.connection):
            statement = counted_delete(where)
            row = cursor.execute(statement.text.encode(), statement.params).fetchone()
        return int(row["n"]) if row else 0

    @contextmanager
    def _connection(self) -> Iterator["Connection[Any]"]:
        """A connection of the pool, or the single one, which serves one thread at a time."""
        with typed_errors():
            if isinstance(self.conn, ConnectionPool):
                with self.conn.connection() as connection:
                    yield connection
            else:
                with self.lock:
                    try:
                        yield self.conn
                    finally:
                        if self.pipe is not None:  # until it is synced, a pipeline is one transaction that others cannot see
                            self.pipe.sync()

    @contextmanager
    def _cursor(self) -> Iterator[Cursor[DictRow]]:
        with self._connection() as connection, connection.cursor(binary=True, row_factory=dict_row) as cursor:
            yield cursor


def atomic(connection: "Connection[Any]") -> AbstractContextManager[object]:
    """A transaction on an idle autocommit connection; else nothing, as the caller's transaction is open or opens by itself."""
    ours = connection.autocommit and connection.info.transaction_status != TransactionStatus.INTRANS
    return connection.transaction() if ours else nullcontext()


@contextmanager
def connected(
    conn_string: str, pipeline: bool, pool_config: Mapping[str, Any] | None
) -> Iterator[tuple["Connection[DictRow] | ConnectionPool[Connection[DictRow]]", Pipeline | None]]:
    """A pool, or a single connection, in pipeline mode when asked; a pool overrides `pipeline`."""
    options: dict[str, Any] = {"autocommit": True, "prepare_threshold": 5, "row_factory": dict_row}
    if pool_config is not None:
        config = {"min_size": 1, **pool_config}
        options |= config.pop("kwargs", None) or {}
        with ConnectionPool(conn_string, kwargs=options, open=False, **config) as pool:
            yield pool, None
        return
    with Connection.connect(conn_string, **options) as connection:
        if pipeline:
            with connection.pipeline() as pipe:
                yield connection, pipe
        else:
            yield connection, None
