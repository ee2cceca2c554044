"""Meaning and keywords of every memory in scope, scored in one statement, so that recall can fuse the two legs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from langgraph.store.base import SearchItem

from gazel.memory.store_filters import compile_filter
from gazel.memory.store_index import StoreIndex
from gazel.memory.store_namespaces import Namespace, Sql, all_of, labels, within_any
from gazel.memory.store_reads import COLUMNS, nearest
from gazel.memory.store_terms import term_id
from gazel.memory.store_vectors import QueryVector

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
    vector: QueryVector | None,
    *,
    index: StoreIndex,
    filter: Mapping[str, Any] | None,
    limit: int,
    now: datetime | None,
) -> Sql:
    """The `limit` best of each leg; term statistics and z-scores are over all living memories in scope that pass `filter`.

    Joins nothing but single rows: how many memories a customer has is what the planner cannot guess.
    """
    alive = Sql("s.expires_at IS NULL OR s.expires_at > coalesce(%s::timestamptz, now())", [now])
    where = all_of(within_any(namespaces, "s"), compile_filter(filter), alive)
    distance = nearest(index, vector) if vector is not None else Sql("NULL::float8")
    sql = f"""
        WITH scope AS MATERIALIZED (
            SELECT {COLUMNS}, cardinality(s.terms)::float8 AS length, {distance.text} AS distance,
                ARRAY(SELECT cardinality(array_positions(s.terms, q.term)) FROM unnest(%s::int[]) AS q (term))::float8[] AS tf
            FROM store s WHERE {where.text}
        ), corpus AS MATERIALIZED (
            SELECT count(*)::float8 AS n, greatest(avg(length), 1) AS mean_length FROM scope
        ), rarity AS MATERIALIZED (
            SELECT array_agg(ln(1 + (n - df + 0.5) / (df + 0.5)) ORDER BY nth) AS idf
            FROM (
                SELECT t.nth, count(*) FILTER (WHERE t.tf > 0) AS df
                FROM scope CROSS JOIN LATERAL unnest(scope.tf) WITH ORDINALITY AS t (tf, nth) GROUP BY t.nth
            ) counted CROSS JOIN corpus
        ), scored AS MATERIALIZED (
            SELECT s.*, {index.similarity("nullif(s.distance, 'NaN')")} AS dense, coalesce((
                    SELECT sum(t.idf * t.tf * {BM25_K1 + 1} / (t.tf + {BM25_K1} * ({1 - BM25_B} + {BM25_B} * s.length / c.mean_length)))
                    FROM unnest(s.tf, (SELECT idf FROM rarity)) AS t (tf, idf) WHERE t.tf > 0
                ), 0) AS bm25
            FROM scope s CROSS JOIN corpus c
        ), ranked AS (
            SELECT s.*,
                coalesce((dense - avg(dense) OVER w) / nullif(stddev_pop(dense) OVER w, 0), 0) AS dense_z,
                coalesce((bm25 - avg(bm25) OVER w) / nullif(stddev_pop(bm25) OVER w, 0), 0) AS bm25_z,
                row_number() OVER (ORDER BY dense DESC NULLS LAST, updated_at DESC, prefix, key) AS dense_rank,
                row_number() OVER (ORDER BY bm25 DESC, updated_at DESC, prefix, key) AS lexical_rank
            FROM scored s WINDOW w AS ()
        )
        SELECT prefix, key, value, created_at, updated_at, dense, bm25, dense_z, bm25_z, tf
        FROM ranked WHERE dense_rank <= %s OR (bm25 > 0 AND lexical_rank <= %s)
        ORDER BY dense_rank
    """
    return Sql(sql, [*distance.params, [term_id(term) for term in terms], *where.params, limit, limit])


def scored_item(row: Mapping[str, Any], terms: Sequence[str]) -> ScoredItem:
    """A row of `legs_statement` as ScoredItem."""
    found = ScoredItem(labels(row["prefix"]), row["key"], row["value"], row["created_at"], row["updated_at"], row["dense"])
    found.dense, found.bm25 = row["dense"], row["bm25"]
    found.dense_z, found.bm25_z = row["dense_z"], row["bm25_z"]
    found.matched = tuple(term for term, tf in zip(terms, row["tf"], strict=True) if tf)
    return found
