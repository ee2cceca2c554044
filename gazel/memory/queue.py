"""The durable job queue (procrastinate) on the same PostgreSQL: jobs are deferred in the transaction that needs them."""

import json

from gazel.db.database import Connection, Database
from gazel.db.migrate import LOCK
from gazel.memory.types import Scope

QUEUE = "memory"
CONSOLIDATE = "gazel.memory.consolidate"
TIDY = "gazel.memory.tidy"
DEFER_ONCE = """
    create or replace function gazel_defer_once(queue text, task text, lock text, arguments jsonb) returns void
    language plpgsql as $$
    begin
        perform procrastinate_defer_jobs_v1(array[row(queue, task, 0, lock, lock, arguments, null)::procrastinate_job_to_defer_v1]);
    exception when unique_violation then
        null;  -- debounced: the waiting job will see this write too
    end $$
"""


def prepare_queue(database: Database) -> None:
    """Create the queue's tables where they are missing."""
    from procrastinate.schema import SchemaManager

    with database.connection() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        row = connection.execute("select to_regclass('procrastinate_jobs') is null as missing").fetchone()
        if row and row["missing"]:
            connection.execute(SchemaManager.get_schema().encode())
        connection.execute(DEFER_ONCE)


def defer_consolidation(connection: Connection, scope: Scope) -> None:
    """Queue a consolidation of this customer unless one waits already; part of the caller's transaction."""
    arguments = json.dumps({"tenant": scope.tenant, "customer": scope.customer})
    connection.execute("select gazel_defer_once(%s, %s, %s, %s::jsonb)", [QUEUE, CONSOLIDATE, lock_of(scope), arguments])


def lock_of(scope: Scope) -> str:
    """The name under which one job of a customer waits and one runs at a time."""
    return f"consolidate:{scope.tenant}:{scope.customer}"


def waiting(connection: Connection, scope: Scope) -> int:
    """How many consolidations of this customer wait or run."""
    row = connection.execute(
        """select count(*) as n from procrastinate_jobs
           where queueing_lock = %s and status in ('todo', 'doing')""",
        [lock_of(scope)],
    ).fetchone()
    return int(row["n"]) if row else 0
