"""Meaning and keywords of every memory in scope, scored in one statement, so that recall can fuse the two legs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from langgraph.store.base import SearchItem

from gazel.memory.store_filters import compile_filter
from gazel.memory.store_index import StoreIndex
from gazel.memory.store_namespaces import Namespace, Sql, all_of, labels, within_any
from gazel.memory.store_reads import COLUMNS
from gazel.memory.store_terms import term_id

BM25_K1 = 1.2
BM25_B = 0.75


class ScoredItem(SearchItem):
    """A found memory with each leg's raw score and its z-score over all memories in scope; `score` is the dense one."""

    __slots__ = ("bm25", "bm25_z", "dense", "dense_z", "matched")

    dense: float | None
    """Similarity of the item's nearest vector (cosine: 1 - distance); None without an item vector or a query vector."""
    bm25: float
    """BM25 of the query's terms with the frequencies of the memories in scope; 0.0 when no term occurs."""
    dense_z: float
    bm25_z: float
    """(score - mean) / standard deviation over all memories in scope; 0.0 when all are equal."""
    matched: tuple[str, ...]
    """The query's terms that occur in the item, in query order."""

    def explain(self) -> dict[str, Any]:
        """The legs as plain values, for a person who asks why this was found."""
        return {name: getattr(self, name) for name in self.__slots__}

    def dict(self) -> dict[str, Any]:
        """The item as plain JSON values with its explanation."""
        return {**super().dict(), **self.explain()}


def legs_statement(
    namespaces: Sequence[Namespace],
    terms: Sequence[str],
    vector: str | None,
    *,
    index: StoreIndex,
    filter: Mapping[str, Any] | None,
    limit: int,
    now: datetime | None,
) -> Sql:
    """The `limit` best of each leg; term statistics and z-scores are over all living memories in scope that pass `filter`."""
    alive = Sql("s.expires_at IS NULL OR s.expires_at > coalesce(%s::timestamptz, now())", [now])
    where = all_of(within_any(namespaces, "s"), compile_filter(filter), alive)
    dense, dense_params = _dense(index, vector, within_any(namespaces, "v"))
    sql = f"""
        WITH scope AS MATERIALIZED (
            SELECT row_number() OVER () AS id, {COLUMNS}, s.terms, cardinality(s.terms)::float8 AS length
            FROM store s WHERE {where.text}
        ), dense AS (
            {dense}
        ), corpus AS (
            SELECT count(*)::float8 AS n, greatest(avg(length), 1) AS mean_length FROM scope
        ), occurrence AS (
            SELECT s.id, s.length, q.term, cardinality(array_positions(s.terms, q.term))::float8 AS tf
            FROM scope s CROSS JOIN unnest(%s::int[]) AS q (term) WHERE s.terms @> ARRAY[q.term]
        ), rarity AS (
            SELECT o.term, ln(1 + (c.n - count(*) + 0.5) / (count(*) + 0.5)) AS idf
            FROM occurrence o CROSS JOIN corpus c GROUP BY o.term, c.n
        ), lexical AS (
            SELECT o.id, array_agg(o.term) AS matched,
                sum(r.idf * o.tf * {BM25_K1 + 1} / (o.tf + {BM25_K1} * ({1 - BM25_B} + {BM25_B} * o.length / c.mean_length))) AS bm25
            FROM occurrence o JOIN rarity r USING (term) CROSS JOIN corpus c GROUP BY o.id
        ), scored AS (
            SELECT s.*, d.dense, coalesce(l.bm25, 0) AS bm25, l.matched,
                coalesce((d.dense - avg(d.dense) OVER w) / nullif(stddev_pop(d.dense) OVER w, 0), 0) AS dense_z,
                coalesce((coalesce(l.bm25, 0) - avg(coalesce(l.bm25, 0)) OVER w) / nullif(stddev_pop(coalesce(l.bm25, 0)) OVER w, 0), 0) AS bm25_z,
                row_number() OVER (ORDER BY d.dense DESC NULLS LAST, s.updated_at DESC, s.prefix, s.key) AS dense_rank,
                row_number() OVER (ORDER BY l.bm25 DESC NULLS LAST, s.updated_at DESC, s.prefix, s.key) AS lexical_rank
            FROM scope s LEFT JOIN dense d USING (id) LEFT JOIN lexical l USING (id)
            WINDOW w AS ()
        )
        SELECT prefix, key, value, created_at, updated_at, dense, bm25, dense_z, bm25_z, matched
        FROM scored WHERE dense_rank <= %s OR (matched IS NOT NULL AND lexical_rank <= %s)
        ORDER BY dense_rank
    """
    ids = list(dict.fromkeys(term_id(term) for term in terms))
    return Sql(sql, [*where.params, *dense_params, ids, limit, limit])


def _dense(index: StoreIndex, vector: str | None, where: Sql) -> tuple[str, list[Any]]:
    if vector is None:
        return "SELECT NULL::bigint AS id, NULL::float8 AS dense WHERE FALSE", []
    nearest = f"nullif(min(v.embedding {index.operator} {index.cast('%s')}), 'NaN')"
    return (
        f"""SELECT s.id, {index.similarity(nearest)} AS dense
            FROM scope s JOIN store_vectors v USING (tenant, customer, prefix, key) WHERE {where.text} GROUP BY s.id""",
        [vector, *where.params],
    )


def scored_item(row: Mapping[str, Any], terms: Sequence[str]) -> ScoredItem:
    """A row of `legs_statement` as ScoredItem."""
    found = ScoredItem(labels(row["prefix"]), row["key"], row["value"], row["created_at"], row["updated_at"], row["dense"])
    matched = set(row["matched"] or ())
    found.dense, found.bm25 = row["dense"], row["bm25"]
    found.dense_z, found.bm25_z = row["dense_z"], row["bm25_z"]
    found.matched = tuple(dict.fromkeys(term for term in terms if term_id(term) in matched))
    return found
