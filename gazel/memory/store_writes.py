"""Puts and deletes: checked and embedded first, then written as a handful of statements in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langgraph.store.base import PutOp

from gazel.memory.store_index import StoreIndex
from gazel.memory.store_namespaces import Sql, address
from gazel.memory.store_values import checked_key, json_text

Address = tuple[str, str, str, str]
"""(tenant, customer, prefix, key): the primary key."""


@dataclass(slots=True)
class PreparedWrites:
    """Checked values with their texts, terms and vectors; `statements` writes them on any connection."""

    deletes: list[Address] = field(default_factory=list)
    items: list[tuple[Address, str, float | None, list[int]]] = field(default_factory=list)
    texts: list[tuple[Address, str, str]] = field(default_factory=list)
    """(address, field, text) of everything that needs a vector: every indexed field but those of `words_only`."""
    vectors: list[str] = field(default_factory=list)

    def fill_vectors(self, literals: Mapping[str, str]) -> None:
        """Give each text its vector literal."""
        self.vectors = [literals[text] for _, _, text in self.texts]

    def statements(self, index: StoreIndex | None) -> list[Sql]:
        """Deletes, then the upserts together with their new vectors and the removal of their old ones."""
        statements = []
        if self.deletes:
            statements.append(_delete(self.deletes))
        if self.items and index is not None:
            statements.append(_with_vectors(_upsert(self.items), self.texts, self.vectors, index))
        elif self.items:
            statements.append(_upsert(self.items))
        return statements


def checked_writes(ops: Iterable[PutOp], index: StoreIndex | None) -> PreparedWrites:
    """The writes of a batch without their vectors; of several puts to one key the last counts. Raises InvalidMemory."""
    last: dict[Address, PutOp] = {}
    for op in ops:
        tenant, customer, prefix = address(op.namespace)
        last[tenant, customer, prefix, checked_key(prefix, op.key)] = op
    writes = PreparedWrites()
    for where in sorted(last):  # one order for all writers, so that two batches cannot deadlock
        op = last[where]
        if op.value is None:
            writes.deletes.append(where)
            continue
        value = json_text(op.value)
        found = index.texts(op) if index is not None else []
        terms = index.terms([text for _, text in found]) if index is not None else []
        writes.items.append((where, value, op.ttl, terms))
        writes.texts += [(where, name, text) for name, text in found if index is None or name not in index.words_only]
    return writes


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _delete(addresses: Sequence[Address]) -> Sql:
    return Sql(
        """DELETE FROM store s USING unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS d (tenant, customer, prefix, key)
           WHERE (s.tenant, s.customer, s.prefix, s.key) = (d.tenant, d.customer, d.prefix, d.key)""",
        _columns(addresses),
    )


def _upsert(items: Sequence[tuple[Address, str, float | None, list[int]]]) -> Sql:
    return Sql(
        """INSERT INTO store AS s (tenant, customer, prefix, key, value, terms, ttl_minutes, expires_at, created_at, updated_at)
           SELECT tenant, customer, prefix, key, value::jsonb, terms::int[], ttl, at + ttl * interval '1 minute', at, at
           FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::float8[], %s::text[])
               AS n (tenant, customer, prefix, key, value, ttl, terms), (SELECT clock_timestamp() AS at) clock
           ON CONFLICT (tenant, customer, prefix, key) DO UPDATE SET value = excluded.value, terms = excluded.terms,
               ttl_minutes = excluded.ttl_minutes, expires_at = excluded.expires_at, updated_at = excluded.updated_at""",
        [
            *_columns([row[0] for row in items]),
            [value for _, value, _, _ in items],
            [ttl for _, _, ttl, _ in items],
            ["{" + ",".join(map(str, terms)) + "}" for _, _, _, terms in items],
        ],
    )


def _with_vectors(upsert: Sql, texts: Sequence[tuple[Address, str, str]], vectors: Sequence[str], index: StoreIndex) -> Sql:
    """The upsert, and in the same statement the memories' vectors: those of these texts and no others."""
    addresses: list[list[Any]] = _columns([row[0] for row in texts]) if texts else [[], [], [], []]
    return Sql(
        f"""WITH stored AS ({upsert.text} RETURNING s.tenant, s.customer, s.prefix, s.key), new AS (
                SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
                    AS n (tenant, customer, prefix, key, field_name, vector)
            ), gone AS (
                DELETE FROM store_vectors v USING stored s
                WHERE (v.tenant, v.customer, v.prefix, v.key) = (s.tenant, s.customer, s.prefix, s.key) AND NOT EXISTS (
                    SELECT FROM new n WHERE (n.tenant, n.customer, n.prefix, n.key, n.field_name)
                        = (v.tenant, v.customer, v.prefix, v.key, v.field_name))
            )
            INSERT INTO store_vectors AS v (tenant, customer, prefix, key, field_name, embedding)
            SELECT tenant, customer, prefix, key, field_name, {index.cast("vector")} FROM new
            ON CONFLICT (tenant, customer, prefix, key, field_name) DO UPDATE SET embedding = excluded.embedding""",
        [*upsert.params, *addresses, [name for _, name, _ in texts], list(vectors)],
    )
