"""The versions of every memory (who changed what, when, why), undo and redo over them, and the audit trail without content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from gazel.db.database import Connection
from gazel.events import MemoryKind
from gazel.memory.types import Scope

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """A state of one memory; `value` None means that it was taken out."""

    kind: MemoryKind
    key: str
    value: Row | None
    action: str
    actor: str
    cause: str = ""


def append(connection: Connection, scope: Scope, versions: Sequence[Version], at: datetime) -> None:
    """Add a version to each memory; versions that were undone before can no longer be redone."""
    if not versions:
        return
    kinds, keys = [v.kind for v in versions], [v.key for v in versions]
    connection.execute(
        """with new as (
               select * from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::jsonb[])
                   as n (kind, key, action, actor, cause, value)
           ), abandoned as (
               update memory_versions v set status = 'abandoned' from new n
               where v.tenant = %s and v.customer = %s and v.kind = n.kind and v.key = n.key and v.status = 'undone'
           )
           insert into memory_versions (tenant, customer, kind, key, version, action, actor, cause, at, value)
           select %s, %s, n.kind, n.key,
                  1 + coalesce((select max(version) from memory_versions v where v.tenant = %s and v.customer = %s
                                and v.kind = n.kind and v.key = n.key), 0),
                  n.action, n.actor, n.cause, %s, n.value from new n""",
        [
            kinds, keys, [v.action for v in versions], [v.actor for v in versions], [v.cause for v in versions],
            [Jsonb(v.value) if v.value is not None else None for v in versions],
            *[scope.tenant, scope.customer] * 3, at,
        ],
    )  # fmt: skip


def history(connection: Connection, scope: Scope, kind: MemoryKind, key: str) -> list[Row]:
    """Versions oldest first; exactly the latest live one is `current`."""
    rows = connection.execute(
        """select version, action, actor as by, at, value as row, status from memory_versions
           where tenant = %s and customer = %s and kind = %s and key = %s order by version""",
        [scope.tenant, scope.customer, kind, key],
    ).fetchall()
    head = max((row["version"] for row in rows if row["status"] == "live"), default=None)
    return [{**row, "current": row["version"] == head} for row in rows]


def step(connection: Connection, scope: Scope, kind: MemoryKind, key: str, *, back: bool) -> Row | None:
    """Move one version back (undo) or forward (redo); the version that is current then, or None when there is none to go to."""
    versions = history(connection, scope, kind, key)
    live = [row for row in versions if row["status"] == "live"]
    undone = [row for row in versions if row["status"] == "undone"]
    if (back and len(live) < 2) or (not back and not undone):
        return None
    moved, status = (live[-1], "undone") if back else (undone[0], "live")
    connection.execute(
        """update memory_versions set status = %s
           where tenant = %s and customer = %s and kind = %s and key = %s and version = %s""",
        [status, scope.tenant, scope.customer, kind, key, moved["version"]],
    )
    return live[-2] if back else moved


def caused_by(connection: Connection, scope: Scope, cause: str) -> list[Row]:
    """The versions that one run wrote, in order."""
    return connection.execute(
        """select kind, key, action, value from memory_versions
           where tenant = %s and customer = %s and cause = %s order by at, kind, key, version""",
        [scope.tenant, scope.customer, cause],
    ).fetchall()


def erase(connection: Connection, scope: Scope, addresses: Sequence[tuple[MemoryKind, str]]) -> None:
    """Delete every version of these memories."""
    connection.execute(
        """delete from memory_versions v using unnest(%s::text[], %s::text[]) as n (kind, key)
           where v.tenant = %s and v.customer = %s and v.kind = n.kind and v.key = n.key""",
        [[kind for kind, _ in addresses], [key for _, key in addresses], scope.tenant, scope.customer],
    )


def audit(
    connection: Connection, scope: Scope, actor: str, action: str, *, kind: str = "", key: str = "", detail: str = ""
) -> None:
    """Note who did what to which memory, without what it said."""
    connection.execute(
        "insert into memory_audit (tenant, customer, actor, action, kind, key, detail) values (%s, %s, %s, %s, %s, %s, %s)",
        [scope.tenant, scope.customer, actor, action, kind, key, detail],
    )
