"""The small counters of one customer: revision (for optimistic writing), working writes, exposures per category, consents."""

from collections.abc import Sequence
from datetime import datetime

from gazel.db.database import Connection
from gazel.memory.types import Scope


def revision(connection: Connection, scope: Scope) -> int:
    """How often this customer's memory was written; 0 at first."""
    row = connection.execute(
        "select revision from memory_state where tenant = %s and customer = %s", [scope.tenant, scope.customer]
    ).fetchone()
    return int(row["revision"]) if row else 0


def claim(connection: Connection, scope: Scope, expected: int) -> bool:
    """Take the right to write what was planned at revision `expected`; False when another writer was faster.

    The row stays locked until the transaction ends, so one customer's writes follow one another.
    """
    row = connection.execute(
        """insert into memory_state (tenant, customer, revision) values (%s, %s, 1)
           on conflict (tenant, customer) do update set revision = memory_state.revision + 1
           where memory_state.revision = %s returning revision""",
        [scope.tenant, scope.customer, expected],
    ).fetchone()
    return row is not None and row["revision"] == expected + 1


def lock(connection: Connection, scope: Scope) -> None:
    """Hold this customer's writes until the transaction ends."""
    connection.execute(
        """insert into memory_state (tenant, customer, revision) values (%s, %s, 1)
           on conflict (tenant, customer) do update set revision = memory_state.revision + 1""",
        [scope.tenant, scope.customer],
    )


def count_write(connection: Connection, scope: Scope) -> int:
    """Count a working write; how many since the last consolidation."""
    row = connection.execute(
        """update memory_state set writes_since_consolidation = writes_since_consolidation + 1
           where tenant = %s and customer = %s returning writes_since_consolidation as n""",
        [scope.tenant, scope.customer],
    ).fetchone()
    return int(row["n"]) if row else 0


def consolidated(connection: Connection, scope: Scope, at: datetime) -> None:
    """Start counting working writes anew."""
    connection.execute(
        "update memory_state set writes_since_consolidation = 0, consolidated_at = %s where tenant = %s and customer = %s",
        [at, scope.tenant, scope.customer],
    )


def exposures(connection: Connection, scope: Scope) -> dict[str, int]:
    """How often each category came up before."""
    rows = connection.execute(
        "select category, exposures from memory_exposures where tenant = %s and customer = %s", [scope.tenant, scope.customer]
    )
    return {row["category"]: row["exposures"] for row in rows}


def expose(connection: Connection, scope: Scope, categories: Sequence[str], at: datetime) -> None:
    """Count one more exposure of each category."""
    connection.execute(
        """insert into memory_exposures (tenant, customer, category, exposures, last_at)
           select %s, %s, category, 1, %s from unnest(%s::text[]) as category
           on conflict (tenant, customer, category) do update
           set exposures = memory_exposures.exposures + 1, last_at = greatest(memory_exposures.last_at, excluded.last_at)""",
        [scope.tenant, scope.customer, at, list(categories)],
    )


def replace_exposures(connection: Connection, scope: Scope, counts: dict[str, int], at: datetime) -> None:
    """Set the counts to what the remaining episodes give."""
    connection.execute("delete from memory_exposures where tenant = %s and customer = %s", [scope.tenant, scope.customer])
    for category, count in counts.items():
        connection.execute(
            "insert into memory_exposures (tenant, customer, category, exposures, last_at) values (%s, %s, %s, %s, %s)",
            [scope.tenant, scope.customer, category, count, at],
        )


def consents(connection: Connection, scope: Scope) -> dict[str, bool]:
    """The customer's latest word on each purpose."""
    rows = connection.execute(
        """select distinct on (purpose) purpose, granted from memory_consents
           where tenant = %s and customer = %s order by purpose, seq desc""",
        [scope.tenant, scope.customer],
    )
    return {row["purpose"]: row["granted"] for row in rows}


def record_consent(connection: Connection, scope: Scope, purpose: str, granted: bool, actor: str) -> None:
    """Append the customer's word on a purpose."""
    connection.execute(
        "insert into memory_consents (tenant, customer, purpose, granted, actor) values (%s, %s, %s, %s, %s)",
        [scope.tenant, scope.customer, purpose, granted, actor],
    )
