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
WIDTHS = (8, 16, 32, 64)
"""Query terms a statement weighs, padded with nulls: one column a term is faster than arrays, and few widths keep prepared."""
DF = "count(*) FILTER (WHERE tf{i} > 0)"
IDF = f"ln(1 + (count(*) - {DF} + 0.5::float8) / ({DF} + 0.5::float8)) AS idf{{i}}"


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

    def __init__(
        self,
        namespace: tuple[str, ...],
        key: str,
        value: dict[str, Any],
        created_at: datetime,
        updated_at: datetime,
        score: float | None = None,
        *,
        bm25: float = 0.0,
        dense_z: float = 0.0,
        bm25_z: float = 0.0,
        matched: tuple[str, ...] = (),
    ) -> None:
        super().__init__(namespace, key, value, created_at, updated_at, score)
        self.dense, self.dense_z, self.bm25, self.bm25_z, self.matched = score, dense_z, bm25, bm25_z, matched

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
    """The `limit` best of each leg (at most 64 `terms` count); term statistics and z-scores are over all living memories in scope that pass `filter`.

    Joins nothing but single rows: how many memories a customer has is what the planner cannot guess.
    """
    alive = Sql("s.expires_at IS NULL OR s.expires_at > coalesce(%s::timestamptz, now())", [now])
    where = all_of(within_any(namespaces, "s"), compile_filter(filter), alive)
    distance = nearest(index, vector) if vector is not None else Sql("NULL::float8")
    ids = [term_id(term) for term in terms]
    width = next(width for width in WIDTHS if width >= len(ids))
    sql = f"""
        WITH scope AS MATERIALIZED (
            SELECT {COLUMNS}, cardinality(s.terms)::float8 AS length, {distance.text} AS distance,
                {each("cardinality(array_positions(s.terms, %s::int)) AS tf{i}", width)}
            FROM store s WHERE {where.text}
        ), corpus AS MATERIALIZED (
            SELECT greatest(avg(length), 1) AS mean_length, {each(IDF, width)} FROM scope
        ), scored AS MATERIALIZED (
            SELECT s.*, {index.similarity("nullif(s.distance, 'NaN')")} AS dense,
                {BM25_K1 + 1} * ({each("idf{i} * tf{i} / (tf{i} + norm)", width, " + ")}) AS bm25
            FROM (
                SELECT scope.*, corpus.*, {BM25_K1} * ({1 - BM25_B} + {BM25_B} * length / mean_length) AS norm
                FROM scope CROSS JOIN corpus OFFSET 0
            ) s
        ), ranked AS (
            SELECT s.*,
                coalesce((dense - avg(dense) OVER w) / nullif(stddev_pop(dense) OVER w, 0), 0) AS dense_z,
                coalesce((bm25 - avg(bm25) OVER w) / nullif(stddev_pop(bm25) OVER w, 0), 0) AS bm25_z,
                row_number() OVER (ORDER BY dense DESC NULLS LAST, updated_at DESC, prefix, key) AS dense_rank,
                row_number() OVER (ORDER BY bm25 DESC, updated_at DESC, prefix, key) AS lexical_rank
            FROM scored s WINDOW w AS ()
        )
        SELECT prefix, key, value, created_at, updated_at, dense, bm25, dense_z, bm25_z, ARRAY[{each("tf{i}", width)}] AS tf
        FROM ranked WHERE dense_rank <= %s OR (bm25 > 0 AND lexical_rank <= %s)
        ORDER BY dense_rank
    """
    padded = ids + [None] * (width - len(ids))
    return Sql(sql, [*distance.params, *padded, *where.params, limit, limit])


def query_terms(terms: Sequence[str]) -> list[str]:
    """The distinct terms of a query, as many as the statement can weigh."""
    return list(dict.fromkeys(terms))[: WIDTHS[-1]]


def each(template: str, width: int, between: str = ", ") -> str:
    """The template once for each query term."""
    return between.join(template.format(i=i) for i in range(width))


def scored_item(row: Mapping[str, Any], terms: Sequence[str]) -> ScoredItem:
    """A row of `legs_statement` as ScoredItem."""
    return ScoredItem(
        labels(row["prefix"]),
        row["key"],
        row["value"],
        row["created_at"],
        row["updated_at"],
        row["dense"],
        bm25=row["bm25"],
        dense_z=row["dense_z"],
        bm25_z=row["bm25_z"],
        matched=tuple(term for term, tf in zip(terms, row["tf"], strict=False) if tf),
    )
