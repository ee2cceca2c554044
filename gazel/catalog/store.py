"""The catalogue in PostgreSQL: one table of rows, brought to what the files say."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import psycopg.rows
from psycopg.types.json import Jsonb

from gazel.catalog.catalog import Catalog

UPSERT = """
    insert into catalog_rows (kind, id, body, prov, content_hash) values (%s, %s, %s, %s, %s)
    on conflict (kind, id) do update
    set body = excluded.body, prov = excluded.prov, content_hash = excluded.content_hash, loaded_at = now()
"""


@dataclass(frozen=True, slots=True)
class Synced:
    """How many rows were written (new or changed), deleted (no longer in the files) and left as they were."""

    written: int
    deleted: int
    unchanged: int


def sync(connection: psycopg.Connection[Any], catalog: Catalog) -> Synced:
    """Bring catalog_rows to `catalog` inside the caller's transaction; rows that did not change are not touched."""
    with connection.cursor(row_factory=psycopg.rows.tuple_row) as cursor:
        cursor.execute("lock table catalog_rows in share row exclusive mode")
        cursor.execute("select kind, id, content_hash from catalog_rows")
        stored = {(kind, row_id): content for kind, row_id, content in cursor.fetchall()}
        rows = {(kind, row_id): (body, prov, content) for kind, row_id, body, prov, content in _rows(catalog)}
        changed = [key for key, (_, _, content) in rows.items() if stored.get(key) != content]
        vanished = [key for key in stored if key not in rows]
        cursor.executemany(UPSERT, [(*key, Jsonb(rows[key][0]), Jsonb(rows[key][1]), rows[key][2]) for key in changed])
        cursor.executemany("delete from catalog_rows where kind = %s and id = %s", vanished)
    return Synced(len(changed), len(vanished), len(rows) - len(changed))


def _rows(catalog: Catalog) -> Iterator[tuple[str, str, dict[str, Any], list[dict[str, Any]], str]]:
    """(kind, id, body, prov, content hash) of every row."""
    for kind, table in catalog.tables().items():
        for row in table.values():
            body, prov = row.body(), [item.model_dump(mode="json") for item in row.prov]
            content = json.dumps([body, prov], ensure_ascii=False, sort_keys=True)
            yield kind, row.id, body, prov, hashlib.sha256(content.encode()).hexdigest()
