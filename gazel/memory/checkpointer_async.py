"""The async twin of PgCheckpointer."""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any, cast

from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from langgraph.checkpoint.postgres.base import BasePostgresSaver
from langgraph.checkpoint.serde.base import SerializerProtocol
from psycopg import AsyncConnection, AsyncPipeline
from psycopg_pool import AsyncConnectionPool

from gazel.memory import checkpointer_sql as sql
from gazel.memory.store_namespaces import Sql
from gazel.memory.store_schema import asks


class OwnedRows(BasePostgresSaver):
    """The statements of both savers: a thread id 'tenant/customer/thread' puts its owner into the primary keys."""

    MIGRATIONS = sql.MIGRATIONS
    UPSERT_CHECKPOINT_BLOBS_SQL = sql.UPSERT_CHECKPOINT_BLOBS_SQL
    UPSERT_CHECKPOINTS_SQL = sql.UPSERT_CHECKPOINTS_SQL
    UPSERT_CHECKPOINT_WRITES_SQL = sql.UPSERT_CHECKPOINT_WRITES_SQL
    INSERT_CHECKPOINT_WRITES_SQL = sql.INSERT_CHECKPOINT_WRITES_SQL


class AsyncPgCheckpointer(OwnedRows, AsyncPostgresSaver):
    """AsyncPostgresSaver with copy_thread, delete_for_runs and retention."""

    def __init__(
        self,
        conn: "AsyncConnection[Any] | AsyncConnectionPool[Any]",
        pipe: AsyncPipeline | None = None,
        serde: SerializerProtocol | None = None,
    ) -> None:
        super().__init__(conn, pipe, serde)
        if isinstance(conn, AsyncConnectionPool):
            self.lock = cast(asyncio.Lock, nullcontext())  # each call has a connection of its own, so none need wait

    async def setup(self) -> None:
        """Create or complete the tables, also LangGraph's own from before; may run again and in many processes."""
        steps = sql.setup_steps(self.MIGRATIONS)
        async with self._cursor() as cursor, cursor.connection.transaction():
            statement = next(steps)
            while statement is not None:
                await cursor.execute(statement.text.encode(), statement.params or None, prepare=False)
                try:
                    statement = steps.send((await cursor.fetchone() if asks(statement) else None) or {})
                except StopIteration:
                    break
        if self.pipe:
            await self.pipe.sync()

    async def acopy_thread(self, source_thread_id: str, target_thread_id: str) -> None:
        """Copy every checkpoint, write and value of a thread to another."""
        async with self._cursor(pipeline=True) as cursor, cursor.connection.transaction():
            for statement in sql.copy_statements(source_thread_id, target_thread_id):
                await cursor.execute(statement.text.encode(), statement.params)

    async def adelete_for_runs(self, run_ids: Sequence[str]) -> None:
        """Delete the checkpoints and writes of runs; raises NotImplementedError for threads of a DeltaChannel."""
        runs = [str(run) for run in run_ids]
        sql.refuse_summed(await self._summed_threads(sql.THREADS_OF_RUNS, [runs]))
        await self._count(sql.delete_checkpoints(sql.OF_RUNS, [runs]))

    async def aprune_older_than(self, days: float) -> int:
        """Delete what was saved more than `days` ago except each namespace's latest in threads still in use; how many."""
        age = sql.checked_days(days)
        summed = await self._summed_threads(sql.THREADS_WITH_OLD, [age])
        return await self._count(sql.delete_checkpoints(sql.OLD, [age, age, summed, age]))

    async def adelete_owner(self, tenant: str, customer: str) -> int:
        """Delete every thread of a customer; how many checkpoints went."""
        return await self._count(sql.delete_owner(tenant, customer))

    async def _summed_threads(self, threads: str, params: list[Any]) -> list[str]:
        async with self._cursor(pipeline=True) as cursor:
            await cursor.execute(threads.encode(), params)
            ids = [row["thread_id"] for row in await cursor.fetchall()]
            await cursor.execute(sql.DELTA_THREADS_SQL.encode(), [ids, ids])
            return [row["thread_id"] for row in await cursor.fetchall()]

    async def _count(self, statement: Sql) -> int:
        async with self._cursor(pipeline=True) as cursor:
            await cursor.execute(statement.text.encode(), statement.params)
            row = await cursor.fetchone()
        return int(row["n"]) if row else 0
