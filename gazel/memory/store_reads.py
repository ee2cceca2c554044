"""The SQL of get and search, and how their rows become LangGraph items."""

from collections.abc import Mapping, Sequence
from typing import Any

from langgraph.store.base import GetOp, Item, SearchItem, SearchOp

from gazel.errors import InvalidMemory
from gazel.memory.store_filters import compile_filter
from gazel.memory.store_index import StoreIndex
from gazel.memory.store_namespaces import Sql, address, all_of, labels, within
from gazel.memory.store_values import checked_text
from gazel.memory.store_vectors import QueryVector

ALIVE = Sql("s.expires_at IS NULL OR s.expires_at > now()")
LATEST_FIRST = "updated_at DESC, prefix, key"
BEST_FIRST = "score DESC NULLS LAST, updated_at DESC, prefix, key"
COLUMNS = "s.tenant, s.customer, s.prefix, s.key, s.value, s.created_at, s.updated_at"
REFRESH = """
    , refreshed AS (
        UPDATE store r SET expires_at = now() + r.ttl_minutes * interval '1 minute'
        FROM (
            SELECT s.tenant, s.customer, s.prefix, s.key FROM store s JOIN found f USING (tenant, customer, prefix, key)
            WHERE s.ttl_minutes IS NOT NULL AND {refreshable}
            ORDER BY s.tenant, s.customer, s.prefix, s.key FOR UPDATE OF s SKIP LOCKED
        ) due
        WHERE (r.tenant, r.customer, r.prefix, r.key) = (due.tenant, due.customer, due.prefix, due.key)
    )
"""
"""Readers never wait for a writer (SKIP LOCKED) and lock in one order, so two readers cannot deadlock."""


def get_statement(ops: Sequence[GetOp], alive: Sql) -> Sql:
    """All gets of a batch in one statement; `nth` is the position in `ops`."""
    addresses = [address(op.namespace) for op in ops]
    columns: list[list[Any]] = [list(column) for column in zip(*addresses, strict=True)]
    keys = [checked_text(op.key, "키") for op in ops]
    found = f"""
        WITH found AS (
            SELECT {COLUMNS}, w.nth, w.refresh
            FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::bool[])
                WITH ORDINALITY AS w (tenant, customer, prefix, key, refresh, nth)
            JOIN store s USING (tenant, customer, prefix, key)
            WHERE {alive.text}
        )
    """
    refresh = REFRESH.format(refreshable="f.refresh") if any(op.refresh_ttl for op in ops) else ""
    return Sql(f"{found}{refresh} SELECT * FROM found", [*columns, keys, [op.refresh_ttl for op in ops], *alive.params])


def search_statement(op: SearchOp, found: Sql, order: str) -> Sql:
    """One page of what `found` gives, in `order`, refreshing lifetimes when the operation asks for it."""
    if op.limit < 0 or op.offset < 0:
        raise InvalidMemory("limit과 offset은 0 이상이어야 합니다.", hint="쪽 번호를 확인하세요.")
    refresh = REFRESH.format(refreshable="TRUE") if op.refresh_ttl else ""
    return Sql(
        f"WITH found AS ({found.text} ORDER BY {order} LIMIT %s OFFSET %s) {refresh} SELECT * FROM found ORDER BY {order}",
        [*found.params, op.limit, op.offset],
    )


def latest(op: SearchOp, alive: Sql) -> Sql:
    """SQL of the items in scope that pass the filter, without a score."""
    where = all_of(within(op.namespace_prefix, "s"), compile_filter(op.filter), alive)
    return Sql(f"SELECT {COLUMNS}, NULL::float8 AS score FROM store s WHERE {where.text}", where.params)


def by_meaning(op: SearchOp, index: StoreIndex, vector: QueryVector, alive: Sql) -> Sql:
    """SQL of the items in scope that pass the filter and have a vector, each compared with `vector`: nothing is missed."""
    where = all_of(within(op.namespace_prefix, "s"), compile_filter(op.filter), alive)
    distance = nearest(index, vector)
    score = index.similarity("nullif(s.distance, 'NaN')")
    return Sql(
        f"""SELECT {COLUMNS}, {score} AS score
            FROM (SELECT {COLUMNS}, {distance.text} AS distance FROM store s WHERE {where.text} OFFSET 0) s
            WHERE s.distance IS NOT NULL""",
        [*distance.params, *where.params],
    )


def nearest(index: StoreIndex, vector: QueryVector) -> Sql:
    """Distance of the nearest vector of the item `s`; null when it has none, NaN where the distance is not defined."""
    return Sql(
        f"""(SELECT min(v.embedding {index.operator} (SELECT {index.query("%s")})) FROM store_vectors v
            WHERE (v.tenant, v.customer, v.prefix, v.key) = (s.tenant, s.customer, s.prefix, s.key))""",
        [vector],
    )


def item(row: Mapping[str, Any]) -> Item:
    """A row as LangGraph's Item."""
    return Item(
        namespace=labels(row["prefix"]),
        key=row["key"],
        value=row["value"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def search_item(row: Mapping[str, Any]) -> SearchItem:
    """A row as LangGraph's SearchItem."""
    return SearchItem(labels(row["prefix"]), row["key"], row["value"], row["created_at"], row["updated_at"], row["score"])
