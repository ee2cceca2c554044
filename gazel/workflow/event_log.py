"""The append-only events of every run, in PostgreSQL."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from gazel.db.database import Database
from gazel.events import Event, event_from_dict
from gazel.memory.types import Scope


class EventLog:
    """Appends and reads events; a run's `seq` counts from 0 without a gap."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, scope: Scope, events: Sequence[Event]) -> None:
        """Store stamped events in one transaction that need not reach the disk at once; a run erased meanwhile keeps none."""
        rows = [[scope.tenant, scope.customer, event.run_id, event.seq, Jsonb(_storable(event.as_dict()))] for event in events]
        erased = suppress(psycopg.errors.ForeignKeyViolation)
        with erased, self._database.connection() as connection, connection.cursor() as cursor:
            cursor.execute("set local synchronous_commit = off")
            cursor.executemany("insert into run_events (tenant, customer, run_id, seq, body) values (%s, %s, %s, %s, %s)", rows)

    def redact(self, scope: Scope, run_id: str) -> None:
        """Take what was recalled out of a run that erased it; the order and kind of its events stay."""
        with self._database.connection() as connection:
            connection.execute(
                """update run_events set body = body
                       || case when body ? 'hits' then '{"hits": []}'::jsonb else '{}' end
                       || case when body ? 'output' then '{"output": {}}'::jsonb else '{}' end
                       || case when body ? 'input' then '{"input": {}}'::jsonb else '{}' end
                   where tenant = %s and customer = %s and run_id = %s""",
                [scope.tenant, scope.customer, run_id],
            )

    def read(self, run_id: str, start: int = 0) -> list[Event]:
        """The events of a run from `start` on, in order; empty where there are none."""
        with self._database.connection() as connection:
            rows = connection.execute(
                "select e.body from runs r join run_events e using (tenant, customer, run_id)"
                " where r.run_id = %s and e.seq >= %s order by e.seq",
                [run_id, start],
            ).fetchall()
        return [event_from_dict(row["body"]) for row in rows]


def _storable(value: Any) -> Any:
    """JSON without NUL characters, which PostgreSQL cannot hold."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return value
