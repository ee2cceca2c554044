"""Search by meaning across customers: approximate through the vector index, exact where that is small or finds too little."""

from langgraph.store.base import SearchOp

from gazel.memory.store_filters import compile_filter
from gazel.memory.store_index import StoreIndex
from gazel.memory.store_namespaces import Sql, all_of, within
from gazel.memory.store_reads import COLUMNS, nearest
from gazel.memory.store_vectors import QueryVector

EXACT_BELOW = 20_000
"""Vectors of a table that are simply all compared."""
SETTINGS = (
    "SET LOCAL hnsw.iterative_scan = strict_order",
    "SET LOCAL ivfflat.iterative_scan = relaxed_order",
    "SET LOCAL jit = off",
)
"""The index goes on until the filter has let enough through; compiling would take longer than the search."""


def crosses_customers(op: SearchOp, index: StoreIndex | None) -> bool:
    """Whether a search is for a whole tenant or all tenants, and an index exists for it."""
    return index is not None and index.kind != "flat" and len(op.namespace_prefix) < 2


def across_customers(op: SearchOp, index: StoreIndex, vector: QueryVector, alive: Sql) -> Sql:
    """SQL of the found items (COLUMNS and score) before they are ordered and cut; needs SETTINGS in its transaction.

    `near` reads the index in order of distance. When fewer items than the page needs came out of it (a small table, a
    filter that few pass, deep pages), the second branch compares every vector in scope instead, so that no page is short.
    """
    where = all_of(within(op.namespace_prefix, "s"), compile_filter(op.filter), alive)
    wanted = op.limit + op.offset
    distance = f"v.embedding {index.operator} (SELECT {index.query('%s')})"
    exact = nearest(index, vector)
    score = index.similarity("nullif(s.distance, 'NaN')")
    sql = f"""
        SELECT {COLUMNS}, {score} AS score FROM (
            WITH near AS MATERIALIZED (
                SELECT v.tenant, v.customer, v.prefix, v.key, {distance} AS distance
                FROM store_vectors v JOIN store s USING (tenant, customer, prefix, key)
                WHERE {within(op.namespace_prefix, "v").text} AND {where.text}
                    AND (SELECT reltuples >= %s FROM pg_class WHERE oid = 'store_vectors'::regclass)
                ORDER BY {distance} LIMIT %s
            ), nearest AS MATERIALIZED (
                SELECT tenant, customer, prefix, key, min(distance) AS distance FROM near
                GROUP BY tenant, customer, prefix, key ORDER BY 5 LIMIT %s
            ), enough AS MATERIALIZED (
                SELECT count(*) >= %s AS yes FROM nearest
            )
            SELECT {COLUMNS}, n.distance
            FROM nearest n JOIN store s USING (tenant, customer, prefix, key) WHERE (SELECT yes FROM enough)
            UNION ALL
            SELECT {COLUMNS}, {exact.text} FROM store s
            WHERE {where.text} AND NOT (SELECT yes FROM enough)
        ) s WHERE s.distance IS NOT NULL"""
    per_item = 2 * len(index.fields)
    near = [vector, *within(op.namespace_prefix, "v").params, *where.params, EXACT_BELOW, vector, wanted * per_item]
    return Sql(sql, [*near, wanted, wanted, *exact.params, *where.params])
