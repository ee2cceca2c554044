"""The small counters of one customer: revision (for optimistic writing), working writes, exposures per category, consents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gazel.db.database import Connection
from gazel.memory.types import Scope


@dataclass(frozen=True, slots=True)
class Standing:
    """The counters of a customer at one moment, and what a run has already written."""

    revision: int
    exposures: dict[str, int]
    consents: dict[str, bool]
    already: list[dict[str, Any]]


def standing(connection: Connection, scope: Scope, run_id: str) -> Standing:
    """Everything that planning a write needs beside the memories, in one statement.

    Read it before the memories: what is read after its `revision` can only be newer, and then `claim` refuses.
    """
    owner = [scope.tenant, scope.customer]
    row = connection.execute(
        """select
               coalesce((select revision from memory_state where tenant = %s and customer = %s), 0) as revision,
               (select jsonb_object_agg(category, exposures) from memory_exposures where tenant = %s and customer = %s) as exposures,
               (select jsonb_object_agg(purpose, granted) from (
                    select distinct on (purpose) purpose, granted from memory_consents
                    where tenant = %s and customer = %s order by purpose, seq desc) latest) as consents,
               (select jsonb_agg(jsonb_build_object('kind', kind, 'key', key, 'action', action, 'value', value)
                                 order by at, kind, key, version)
                    from memory_versions where tenant = %s and customer = %s and cause = %s and cause <> '') as already""",
        [*owner * 4, run_id],
    ).fetchone()
    assert row is not None
    return Standing(row["revision"], row["exposures"] or {}, row["consents"] or {}, row["already"] or [])


def revision(connection: Connection, scope: Scope) -> int:
    """How often this customer's memory was written; 0 at first. Read it before the memories, as in `standing`."""
    row = connection.execute(
        "select revision from memory_state where tenant = %s and customer = %s", [scope.tenant, scope.customer]
    ).fetchone()
    return int(row["revision"]) if row else 0


def claim(connection: Connection, scope: Scope, expected: int, *, working: bool = False) -> int | None:
    """Take the right to write what was planned at revision `expected`; None when another writer was faster.

    Else how many `working` writes there were since the last consolidation, this one included. The row stays locked
    until the transaction ends, so one customer's writes follow one another.
    """
    row = connection.execute(
        """insert into memory_state (tenant, customer, revision, writes_since_consolidation) values (%s, %s, 1, %s)
           on conflict (tenant, customer) do update set revision = memory_state.revision + 1,
               writes_since_consolidation = memory_state.writes_since_consolidation + excluded.writes_since_consolidation
           where memory_state.revision = %s returning revision, writes_since_consolidation as writes""",
        [scope.tenant, scope.customer, int(working), expected],
    ).fetchone()
    return int(row["writes"]) if row is not None and row["revision"] == expected + 1 else None


def lock(connection: Connection, scope: Scope) -> None:
    """Hold this customer's writes until the transaction ends."""
    connection.execute(
        """insert into memory_state (tenant, customer, revision) values (%s, %s, 1)
           on conflict (tenant, customer) do update set revision = memory_state.revision + 1""",
        [scope.tenant, scope.customer],
    )


def consolidated(connection: Connection, scope: Scope, at: datetime) -> None:
    """Start counting working writes anew."""
    connection.execute(
        "update memory_state set writes_since_consolidation = 0, consolidated_at = %s where tenant = %s and customer = %s",
        [at, scope.tenant, scope.customer],
    )


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
