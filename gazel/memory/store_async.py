"""The async twin of PgvectorStore: the same statements over psycopg's async connections."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from datetime import datetime
from typing import Any, Literal

from langgraph.checkpoint.postgres import _ainternal
from langgraph.store.base import NOT_PROVIDED, GetOp, Item, NotProvided, Op, PutOp, Result, SearchItem, SearchOp, TTLConfig
from langgraph.store.base.batch import AsyncBatchedBaseStore
from psycopg import AsyncConnection, AsyncCursor, AsyncPipeline
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from gazel.memory.store_ann import SETTINGS
from gazel.memory.store_base import EXPIRED, StoreSettings, counted_delete, deletion, distinct_texts, typed_errors
from gazel.memory.store_batch import Read, check, sort_batch
from gazel.memory.store_index import PgIndexConfig
from gazel.memory.store_legs import ScoredItem, scored_item
from gazel.memory.store_namespaces import Namespace, Sql
from gazel.memory.store_schema import asks, setup_steps
from gazel.memory.store_vectors import QueryVector
from gazel.memory.store_writes import PreparedWrites, checked_writes

log = logging.getLogger(__name__)
AnyConnection = AsyncConnection[Any]


class AsyncPgvectorStore(StoreSettings, AsyncBatchedBaseStore):
    """PgvectorStore for asyncio; operations asked for in one tick of the loop go to the server as one batch."""

    def __init__(
        self,
        conn: "AnyConnection | AsyncConnectionPool[Any]",
        *,
        pipe: AsyncPipeline | None = None,
        index: PgIndexConfig | None = None,
        ttl: TTLConfig | None = None,
    ) -> None:
        super().__init__()
        self.conn = conn
        self.pipe = pipe
        self.lock = asyncio.Lock()
        self._configure(index, ttl)
        self._sweeper: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    @classmethod
    @asynccontextmanager
    async def from_conn_string(
        cls,
        conn_string: str,
        *,
        pipeline: bool = False,
        pool_config: Mapping[str, Any] | None = None,
        index: PgIndexConfig | None = None,
        ttl: TTLConfig | None = None,
    ) -> AsyncIterator["AsyncPgvectorStore"]:
        """A store on a connection of its own, or on a pool when `pool_config` (psycopg_pool's arguments) is given."""
        async with connected(conn_string, pipeline, pool_config) as (conn, pipe):
            store = cls(conn, pipe=pipe, index=index, ttl=ttl)
            try:
                yield store
            finally:
                await store.stop_ttl_sweeper()

    async def __aenter__(self) -> "AsyncPgvectorStore":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop_ttl_sweeper()

    async def setup(self) -> None:
        """Create or check the tables; may run again and in many processes. Raises EmbedderMismatch or MigrationError."""
        steps = setup_steps(self.MIGRATIONS, self.index)
        async with self._cursor() as cursor, atomic(cursor.connection):
            statement = next(steps)
            while statement is not None:
                await cursor.execute(statement.text.encode(), statement.params, prepare=False)
                row = (await cursor.fetchone() if asks(statement) else None) or {}
                try:
                    statement = steps.send(row)
                except StopIteration:
                    return

    async def aget(self, namespace: tuple[str, ...], key: str, *, refresh_ttl: bool | None = None) -> Item | None:
        """One value; checked before it is queued, so that it cannot fail other callers of the same tick."""
        check(GetOp(namespace, str(key)))
        return await super().aget(namespace, key, refresh_ttl=refresh_ttl)

    async def aput(
        self,
        namespace: tuple[str, ...],
        key: str,
        value: Mapping[str, Any],
        index: Literal[False] | list[str] | None = None,
        *,
        ttl: float | NotProvided | None = NOT_PROVIDED,
    ) -> None:
        """Store a value; checked before it is queued, so that it cannot fail other callers of the same tick."""
        check(PutOp(namespace, str(key), None if value is None else dict(value)))
        await super().aput(namespace, key, value, index, ttl=ttl)

    async def asearch(
        self,
        namespace_prefix: tuple[str, ...],
        /,
        *,
        query: str | None = None,
        filter: dict[str, Any] | None = None,
        limit: int = 10,
        offset: int = 0,
        refresh_ttl: bool | None = None,
    ) -> list[SearchItem]:
        """Search; checked before it is queued, so that it cannot fail other callers of the same tick."""
        check(SearchOp(namespace_prefix, filter, limit, offset, query))
        return await super().asearch(
            namespace_prefix, query=query, filter=filter, limit=limit, offset=offset, refresh_ttl=refresh_ttl
        )

    async def abatch(self, ops: Iterable[Op]) -> list[Result]:
        """Results in the order of `ops`; reads see the state before the batch, all its writes are one transaction.

        Raises InvalidMemory, InvalidNamespaceError, EmbedderMismatch or DatabaseUnavailable, and then nothing is written.
        """
        batch = sort_batch(ops, self.index)
        vectors = await self._query_vectors(batch.queries(self.index))
        await self._embed(batch.writes)
        results: list[Result] = [None] * batch.size
        reads = batch.reads(self.index, vectors, self._omit_expired)
        async with self._connection() as connection:
            await self._read(connection, reads, results)
            await self._write(connection, batch.writes)
        return results

    async def prepare(self, ops: Sequence[PutOp]) -> PreparedWrites:
        """Check, tokenize and embed puts and deletes without a connection; raises InvalidMemory or EmbedderMismatch."""
        writes = checked_writes(ops, self.index)
        await self._embed(writes)
        return writes

    async def write(self, connection: AnyConnection, writes: PreparedWrites) -> None:
        """Write what `prepare` returned in the caller's transaction; an idle autocommit connection gets one for it."""
        with typed_errors():
            await self._write(connection, writes)

    def using(self, connection: AnyConnection) -> "AsyncPgvectorStore":
        """This store on the caller's connection: reads see and writes join the caller's transaction."""
        return AsyncPgvectorStore(connection, index=self.index_config, ttl=self.ttl_config)

    async def search_legs(
        self,
        namespaces: Sequence[Namespace],
        query: str,
        *,
        filter: Mapping[str, Any] | None = None,
        limit: int = 200,
        now: datetime | None = None,
        query_vector: Sequence[float] | None = None,
    ) -> list[ScoredItem]:
        """Both legs over every memory in or below `namespaces` in one SQL round trip, exact (see PgvectorStore)."""
        vector = self._given_vector(query, query_vector)
        if vector is None and query.strip():
            vector = (await self._query_vectors([query]))[query]
        statement, terms = self._legs(namespaces, query, vector, filter, limit, now)
        async with self._cursor() as cursor:
            await cursor.execute(statement.text.encode(), statement.params)
            return [scored_item(row, terms) for row in await cursor.fetchall()]

    async def delete_namespace(self, prefix: Namespace) -> int:
        """Delete every memory in or below `prefix` with its vectors; returns how many. An empty prefix is refused."""
        return await self._delete(deletion(prefix))

    async def sweep_ttl(self) -> int:
        """Delete expired memories; returns how many."""
        return await self._delete(EXPIRED)

    async def start_ttl_sweeper(self, sweep_interval_minutes: float | None = None) -> "asyncio.Task[None]":
        """Sweep in the background every so many minutes; does nothing without a TTL configuration."""
        if not self.ttl_config:
            return asyncio.create_task(asyncio.sleep(0))
        if self._sweeper is None or self._sweeper.done():
            self._stop.clear()
            seconds = self._sweep_minutes(sweep_interval_minutes) * 60
            self._sweeper = asyncio.create_task(self._sweep_until_stopped(seconds), name="ttl_sweeper")
        return self._sweeper

    async def stop_ttl_sweeper(self, timeout: float | None = None) -> bool:
        """Stop sweeping; whether the task ended within `timeout` seconds."""
        task = self._sweeper
        if task is None or task.done():
            return True
        self._stop.set()
        done, _ = await asyncio.wait([task], timeout=timeout)
        return bool(done)

    async def _sweep_until_stopped(self, seconds: float) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), seconds)
                return
            try:
                log.debug("swept %d expired memories", await self.sweep_ttl())
            except Exception:
                log.exception("sweeping expired memories failed; next try in %.0f s", seconds)

    async def _query_vectors(self, queries: Sequence[str]) -> dict[str, QueryVector]:
        embeddings = self._need_index().embeddings if queries else None
        return self._by_query(queries, [await embeddings.aembed_query(query) for query in queries]) if embeddings else {}

    async def _embed(self, writes: PreparedWrites) -> None:
        """Fill in the vectors; each distinct text is embedded once."""
        if writes.texts:
            texts = distinct_texts(writes)
            writes.fill_vectors(self._by_text(texts, await self._need_index().embeddings.aembed_documents(texts)))

    async def _read(self, connection: AnyConnection, reads: Sequence[Read], results: list[Result]) -> None:
        if not reads:
            return
        wide = any(read.wide for read in reads)
        async with atomic(connection) if wide else nullcontext(), connection.cursor(binary=True, row_factory=dict_row) as cursor:
            for setting in SETTINGS if wide else ():
                await cursor.execute(setting.encode())
            for read in reads:
                await cursor.execute(read.statement.text.encode(), read.statement.params)
                read.fill(await cursor.fetchall(), results)

    async def _write(self, connection: AnyConnection, writes: PreparedWrites) -> None:
        statements = writes.statements(self.index)
        if not statements:
            return
        together = connection.pipeline() if len(statements) > 1 else nullcontext()
        async with together, atomic(connection), connection.cursor() as cursor:
            for statement in statements:
                await cursor.execute(statement.text.encode(), statement.params)

    async def _delete(self, where: Sql) -> int:
        statement = counted_delete(where)
        async with self._cursor() as cursor, atomic(cursor.connection):
            await cursor.execute(statement.text.encode(), statement.params)
            row = await cursor.fetchone()
        return int(row["n"]) if row else 0

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AnyConnection]:
        """A connection of the pool, or the single one, which serves one task at a time."""
        single = nullcontext() if isinstance(self.conn, AsyncConnectionPool) else self.lock
        with typed_errors():
            async with single, _ainternal.get_connection(self.conn) as connection:
                try:
                    yield connection
                finally:
                    if self.pipe is not None:  # until it is synced, a pipeline is one transaction that others cannot see
                        await self.pipe.sync()

    @asynccontextmanager
    async def _cursor(self) -> AsyncIterator[AsyncCursor[DictRow]]:
        async with self._connection() as connection, connection.cursor(binary=True, row_factory=dict_row) as cursor:
            yield cursor


def atomic(connection: AnyConnection) -> AbstractAsyncContextManager[object]:
    """A transaction on an idle autocommit connection; else nothing, as the caller's transaction is open or opens by itself."""
    ours = connection.autocommit and connection.info.transaction_status != TransactionStatus.INTRANS
    return connection.transaction() if ours else nullcontext()


@asynccontextmanager
async def connected(
    conn_string: str, pipeline: bool, pool_config: Mapping[str, Any] | None
) -> AsyncIterator[tuple["AsyncConnection[DictRow] | AsyncConnectionPool[AsyncConnection[DictRow]]", AsyncPipeline | None]]:
    """A pool, or a single connection, in pipeline mode when asked; a pool overrides `pipeline`."""
    options: dict[str, Any] = {"autocommit": True, "prepare_threshold": 5, "row_factory": dict_row}
    if pool_config is not None:
        config = {"min_size": 1, **pool_config}
        options |= config.pop("kwargs", None) or {}
        async with AsyncConnectionPool(conn_string, kwargs=options, open=False, **config) as pool:
            yield pool, None
        return
    async with await AsyncConnection.connect(conn_string, **options) as connection:
        if pipeline:
            async with connection.pipeline() as pipe:
                yield connection, pipe
        else:
            yield connection, None
