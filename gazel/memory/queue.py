"""The durable job queue (procrastinate) on the same PostgreSQL: jobs are deferred in the transaction that needs them."""

import json

import psycopg

from gazel.db.database import Connection, Database
from gazel.db.migrate import LOCK
from gazel.memory.types import Scope

QUEUE = "memory"
CONSOLIDATE = "gazel.memory.consolidate"


def prepare_queue(database: Database) -> None:
    """Create the queue's tables where they are missing."""
    from procrastinate.schema import SchemaManager

    with database.connection() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        row = connection.execute("select to_regclass('procrastinate_jobs') is null as missing").fetchone()
        if row and row["missing"]:
            connection.execute(SchemaManager.get_schema().encode())


def defer_consolidation(connection: Connection, scope: Scope) -> bool:
    """Queue a consolidation of this customer unless one waits already; part of the caller's transaction."""
    lock = f"consolidate:{scope.tenant}:{scope.customer}"
    try:
        with connection.transaction():
            connection.execute(
                """select procrastinate_defer_jobs_v1(array[
                       row(%s, %s, 0, %s, %s, %s::jsonb, null)::procrastinate_job_to_defer_v1])""",
                [QUEUE, CONSOLIDATE, lock, lock, json.dumps({"tenant": scope.tenant, "customer": scope.customer})],
            )
    except psycopg.errors.UniqueViolation:
        return False  # debounced: the waiting job will see this write too
    return True


def waiting(connection: Connection, scope: Scope) -> int:
    """How many consolidations of this customer wait or run."""
    row = connection.execute(
        """select count(*) as n from procrastinate_jobs
           where queueing_lock = %s and status in ('todo', 'doing')""",
        [f"consolidate:{scope.tenant}:{scope.customer}"],
    ).fetchone()
    return int(row["n"]) if row else 0
