"""LangGraph's PostgreSQL checkpointer with an owner in every row, whole-thread copies and retention."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import nullcontext
from typing import Any, cast

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata, CheckpointTuple
from langgraph.checkpoint.postgres import PostgresSaver
from langgraph.checkpoint.serde.base import SerializerProtocol
from psycopg import Connection, Pipeline
from psycopg_pool import ConnectionPool

from gazel.memory import checkpointer_sql as sql
from gazel.memory.checkpointer_async import AsyncPgCheckpointer, OwnedRows
from gazel.memory.store_namespaces import Sql
from gazel.memory.store_schema import asks

__all__ = ["AsyncPgCheckpointer", "PgCheckpointer"]


class PgCheckpointer(OwnedRows, PostgresSaver):
    """PostgresSaver with copy_thread, delete_for_runs and retention; its async methods run in a worker thread."""

    def __init__(
        self, conn: "Connection[Any] | ConnectionPool[Any]", pipe: Pipeline | None = None, serde: SerializerProtocol | None = None
    ) -> None:
        super().__init__(conn, pipe, serde)
        if isinstance(conn, ConnectionPool):
            self.lock = cast(threading.Lock, nullcontext())  # each call has a connection of its own, so none need wait

    def setup(self) -> None:
        """Create or complete the tables, also LangGraph's own from before; may run again and in many processes."""
        steps = sql.setup_steps(self.MIGRATIONS)
        with self._cursor() as cursor, cursor.connection.transaction():
            statement = next(steps)
            while statement is not None:
                cursor.execute(statement.text.encode(), statement.params or None, prepare=False)
                try:
                    statement = steps.send((cursor.fetchone() if asks(statement) else None) or {})
                except StopIteration:
                    break
        if self.pipe:
            self.pipe.sync()

    def copy_thread(self, source_thread_id: str, target_thread_id: str) -> None:
        """Copy every checkpoint, write and value of a thread to another."""
        with self._cursor(pipeline=True) as cursor, cursor.connection.transaction():
            for statement in sql.copy_statements(source_thread_id, target_thread_id):
                cursor.execute(statement.text.encode(), statement.params)

    def delete_for_runs(self, run_ids: Sequence[str]) -> None:
        """Delete the checkpoints and writes of runs; raises NotImplementedError for threads of a DeltaChannel."""
        runs = [str(run) for run in run_ids]
        sql.refuse_summed(self._summed_threads(sql.THREADS_OF_RUNS, [runs]))
        self._count(sql.delete_checkpoints(sql.OF_RUNS, [runs]))

    def prune_older_than(self, days: float) -> int:
        """Delete what was saved more than `days` ago except each namespace's latest in threads still in use; how many."""
        age = sql.checked_days(days)
        summed = self._summed_threads(sql.THREADS_WITH_OLD, [age])
        return self._count(sql.delete_checkpoints(sql.OLD, [age, age, summed, age]))

    def delete_owner(self, tenant: str, customer: str) -> int:
        """Delete every thread of a customer; how many checkpoints went."""
        return self._count(sql.delete_owner(tenant, customer))

    def _summed_threads(self, threads: str, params: list[Any]) -> list[str]:
        """Those of the threads whose state is the sum of all their checkpoints (DeltaChannel)."""
        with self._cursor(pipeline=True) as cursor:
            ids = [row["thread_id"] for row in cursor.execute(threads.encode(), params).fetchall()]
            rows = cursor.execute(sql.DELTA_THREADS_SQL.encode(), [ids, ids]).fetchall()
        return [row["thread_id"] for row in rows]

    def _count(self, statement: Sql) -> int:
        with self._cursor(pipeline=True) as cursor:
            row = cursor.execute(statement.text.encode(), statement.params).fetchone()
        return int(row["n"]) if row else 0

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        return await asyncio.to_thread(self.get_tuple, config)

    async def alist(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[CheckpointTuple]:
        def whole() -> list[CheckpointTuple]:
            return [*self.list(config, filter=filter, before=before, limit=limit)]

        for found in await asyncio.to_thread(whole):
            yield found

    async def aput(
        self, config: RunnableConfig, checkpoint: Checkpoint, metadata: CheckpointMetadata, new_versions: ChannelVersions
    ) -> RunnableConfig:
        return await asyncio.to_thread(self.put, config, checkpoint, metadata, new_versions)

    async def aput_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        await asyncio.to_thread(self.put_writes, config, writes, task_id, task_path)

    async def adelete_thread(self, thread_id: str) -> None:
        await asyncio.to_thread(self.delete_thread, thread_id)

    async def acopy_thread(self, source_thread_id: str, target_thread_id: str) -> None:
        await asyncio.to_thread(self.copy_thread, source_thread_id, target_thread_id)

    async def adelete_for_runs(self, run_ids: Sequence[str]) -> None:
        await asyncio.to_thread(self.delete_for_runs, run_ids)

    async def aprune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        await asyncio.to_thread(lambda: self.prune(thread_ids, strategy=strategy))
