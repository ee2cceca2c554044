"""The SQL by which LangGraph's checkpoint tables also know tenant and customer, and old checkpoints can go."""

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from langgraph.checkpoint.postgres.base import MIGRATIONS as UPSTREAM_MIGRATIONS
from langgraph.checkpoint.postgres.base import PRUNE_DELTA_THREADS_SQL

from gazel.db.migrate import LOCK
from gazel.errors import InvalidMemory
from gazel.memory.store_namespaces import Sql

MIGRATIONS = [statement.replace(" CONCURRENTLY", "") for statement in UPSTREAM_MIGRATIONS]
"""LangGraph's own, in one transaction under a lock: CONCURRENTLY would deadlock with a second process that waits for it."""

KEYS = {
    "checkpoints": "thread_id, checkpoint_ns, checkpoint_id",
    "checkpoint_blobs": "thread_id, checkpoint_ns, channel, version",
    "checkpoint_writes": "thread_id, checkpoint_ns, checkpoint_id, task_id, idx",
}
TENANT = "CASE WHEN {0} LIKE '%%/%%/%%' THEN split_part({0}, '/', 1) ELSE '' END"
CUSTOMER = "CASE WHEN {0} LIKE '%%/%%/%%' THEN split_part({0}, '/', 2) ELSE '' END"
"""A thread id 'tenant/customer/thread' tells its owner; any other id belongs to nobody ('')."""


def owner(thread: str) -> str:
    """SQL of the two owner columns of a thread id expression."""
    return f"{TENANT.format(thread)}, {CUSTOMER.format(thread)}"


def _add_owner(table: str) -> str:
    """Give a table of LangGraph's its owner columns, once; the thread id stays first in the key, as every query asks by it."""
    tenant, customer = (part.format("thread_id").replace("%%", "%") for part in (TENANT, CUSTOMER))
    extra = ", ADD COLUMN saved_at timestamptz NOT NULL DEFAULT now()" if table == "checkpoints" else ""
    indexes = "CREATE INDEX checkpoints_run_idx ON checkpoints ((metadata ->> 'run_id'));" if table == "checkpoints" else ""
    return f"""
        DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attname = 'tenant') THEN
            ALTER TABLE {table} ADD COLUMN tenant text NOT NULL DEFAULT '', ADD COLUMN customer text NOT NULL DEFAULT ''{extra};
            UPDATE {table} SET tenant = {tenant}, customer = {customer} WHERE thread_id LIKE '%/%/%';
            ALTER TABLE {table} ALTER COLUMN tenant DROP DEFAULT, ALTER COLUMN customer DROP DEFAULT,
                DROP CONSTRAINT {table}_pkey, ADD PRIMARY KEY ({KEYS[table]}, tenant, customer);
            CREATE INDEX {table}_owner_idx ON {table} (tenant, customer);
            {indexes}
        END IF;
        DROP INDEX IF EXISTS {table}_thread_id_idx;
        END $$
    """


def setup_steps(migrations: list[str]) -> Generator[Sql, Mapping[str, Any], None]:
    """The statements of `setup()`; the answer to a SELECT is sent back in."""
    yield Sql("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    yield Sql(migrations[0])
    done = yield Sql("SELECT coalesce(max(v), -1) AS v FROM checkpoint_migrations")
    for version, statement in enumerate(migrations):
        if version > done["v"]:
            yield Sql(statement)
            yield Sql("INSERT INTO checkpoint_migrations (v) VALUES (%s)", [version])
    for table in KEYS:
        yield Sql(_add_owner(table))


def _insert(table: str, columns: str, casts: str, on_conflict: str) -> str:
    """An INSERT that takes LangGraph's parameters, the thread id first, and derives the owner from it."""
    names = ", ".join(f"v{i}" for i in range(len(columns.split(", "))))
    return f"""
        INSERT INTO {table} ({columns}, tenant, customer)
        SELECT {names}, {owner("v0")} FROM (VALUES ({casts})) AS new ({names})
        ON CONFLICT ({KEYS[table]}, tenant, customer) {on_conflict}
    """


UPSERT_CHECKPOINTS_SQL = _insert(
    "checkpoints",
    "thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id, checkpoint, metadata",
    "%s::text, %s::text, %s::text, %s::text, %s::jsonb, %s::jsonb",
    "DO UPDATE SET checkpoint = excluded.checkpoint, metadata = excluded.metadata, saved_at = now()",
)
UPSERT_CHECKPOINT_BLOBS_SQL = _insert(
    "checkpoint_blobs",
    "thread_id, checkpoint_ns, channel, version, type, blob",
    "%s::text, %s::text, %s::text, %s::text, %s::text, %s::bytea",
    "DO NOTHING",
)
_WRITES = "thread_id, checkpoint_ns, checkpoint_id, task_id, task_path, idx, channel, type, blob"
_WRITE_CASTS = "%s::text, %s::text, %s::text, %s::text, %s::text, %s::int, %s::text, %s::text, %s::bytea"
UPSERT_CHECKPOINT_WRITES_SQL = _insert(
    "checkpoint_writes",
    _WRITES,
    _WRITE_CASTS,
    "DO UPDATE SET channel = excluded.channel, type = excluded.type, blob = excluded.blob",
)
INSERT_CHECKPOINT_WRITES_SQL = _insert("checkpoint_writes", _WRITES, _WRITE_CASTS, "DO NOTHING")


def copy_statements(source: str, target: str) -> list[Sql]:
    """Copy every checkpoint, blob and write of a thread to another, whose own stay where both have one."""
    columns = {
        "checkpoints": "checkpoint_ns, checkpoint_id, parent_checkpoint_id, type, checkpoint, metadata",
        "checkpoint_blobs": "checkpoint_ns, channel, version, type, blob",
        "checkpoint_writes": "checkpoint_ns, checkpoint_id, task_id, task_path, idx, channel, type, blob",
    }
    return [
        Sql(
            f"""INSERT INTO {table} (thread_id, tenant, customer, {names})
                SELECT new.thread, {owner("new.thread")}, {names} FROM {table}, (SELECT %s::text AS thread) AS new
                WHERE thread_id = %s ON CONFLICT DO NOTHING""",
            [target, source],
        )
        for table, names in columns.items()
    ]


DELTA_THREADS_SQL = PRUNE_DELTA_THREADS_SQL


def checked_days(days: float) -> float:
    """`days` itself; raises InvalidMemory when negative."""
    if days < 0:
        raise InvalidMemory(f"보존 기간은 0일 이상이어야 합니다({days}).")
    return float(days)


def refuse_summed(threads: Sequence[str]) -> None:
    """Raise NotImplementedError, as LangGraph's own prune does, when a thread's state is the sum of its checkpoints."""
    if threads:
        raise NotImplementedError(f"DeltaChannel을 쓰는 대화의 실행은 따로 지울 수 없습니다: {', '.join(sorted(threads))}")


OF_RUNS = "c.metadata ->> 'run_id' = ANY(%s)"
THREADS_OF_RUNS = "SELECT DISTINCT c.thread_id FROM checkpoints c WHERE c.metadata ->> 'run_id' = ANY(%s)"
THREADS_WITH_OLD = "SELECT DISTINCT c.thread_id FROM checkpoints c WHERE c.saved_at < now() - %s * interval '1 day'"
OLD = """
    c.saved_at < now() - %s * interval '1 day' AND (
        NOT EXISTS (SELECT FROM checkpoints y WHERE y.thread_id = c.thread_id AND y.saved_at >= now() - %s * interval '1 day')
        OR c.thread_id <> ALL(%s) AND (
            EXISTS (SELECT FROM checkpoints y WHERE y.thread_id = c.thread_id AND y.checkpoint_ns = c.checkpoint_ns
                AND y.checkpoint_id > c.checkpoint_id)
            OR strpos(c.checkpoint_ns, ':') > 0 AND NOT EXISTS (SELECT FROM checkpoints y WHERE y.thread_id = c.thread_id
                AND y.checkpoint_ns = c.checkpoint_ns AND y.saved_at >= now() - %s * interval '1 day')
        )
    )
"""
"""An idle thread goes whole. Of a thread in use the old checkpoints before each namespace's latest go, and finished
subgraph calls (their namespace has a ':'); not of the threads given, whose state is the sum of their checkpoints."""


def delete_owner(tenant: str, customer: str) -> Sql:
    """Delete every thread of a customer; answers how many checkpoints went."""
    of_owner = "tenant = %s AND customer = %s"
    return Sql(
        f"""WITH gone AS (DELETE FROM checkpoints WHERE {of_owner} RETURNING 1),
                gone_blobs AS (DELETE FROM checkpoint_blobs WHERE {of_owner}),
                gone_writes AS (DELETE FROM checkpoint_writes WHERE {of_owner})
            SELECT count(*) AS n FROM gone""",
        [tenant, customer] * 3,
    )


def delete_checkpoints(condition: str, params: list[Any]) -> Sql:
    """Delete the checkpoints c for which `condition` holds, their writes, and blobs that no other checkpoint uses."""
    return Sql(
        f"""
        WITH doomed AS MATERIALIZED (
            SELECT c.thread_id, c.checkpoint_ns, c.checkpoint_id FROM checkpoints c WHERE {condition}
        ), gone AS (
            DELETE FROM checkpoints c USING doomed d
            WHERE (c.thread_id, c.checkpoint_ns, c.checkpoint_id) = (d.thread_id, d.checkpoint_ns, d.checkpoint_id)
            RETURNING c.thread_id, c.checkpoint_ns, c.checkpoint -> 'channel_versions' AS versions
        ), gone_writes AS (
            DELETE FROM checkpoint_writes w USING doomed d
            WHERE (w.thread_id, w.checkpoint_ns, w.checkpoint_id) = (d.thread_id, d.checkpoint_ns, d.checkpoint_id)
        ), orphaned AS (
            UPDATE checkpoints c SET parent_checkpoint_id = NULL FROM doomed d
            WHERE (c.thread_id, c.checkpoint_ns, c.parent_checkpoint_id) = (d.thread_id, d.checkpoint_ns, d.checkpoint_id)
                AND (c.thread_id, c.checkpoint_ns, c.checkpoint_id) NOT IN (SELECT * FROM doomed)
        ), freed AS (
            SELECT DISTINCT g.thread_id, g.checkpoint_ns, v.key AS channel, v.value AS version
            FROM gone g CROSS JOIN LATERAL jsonb_each_text(g.versions) AS v
        ), gone_blobs AS (
            DELETE FROM checkpoint_blobs b USING freed f
            WHERE (b.thread_id, b.checkpoint_ns, b.channel, b.version) = (f.thread_id, f.checkpoint_ns, f.channel, f.version)
                AND NOT EXISTS (
                    SELECT FROM checkpoints c WHERE c.thread_id = b.thread_id AND c.checkpoint_ns = b.checkpoint_ns
                        AND c.checkpoint -> 'channel_versions' ->> b.channel = b.version
                        AND (c.thread_id, c.checkpoint_ns, c.checkpoint_id) NOT IN (SELECT * FROM doomed)
                )
        )
        SELECT count(*) AS n FROM gone
        """,
        params,
    )
