"""Searching a whole tenant goes through the vector index, and still every page is full."""

import random
from collections.abc import Iterator

import pytest
from langgraph.store.base import PutOp, SearchOp
from letter_embeddings import index_of

from gazel.memory import store_ann
from gazel.memory.store import PgvectorStore
from gazel.memory.store_namespaces import TRUE
from gazel.memory.store_reads import BEST_FIRST, by_meaning, search_statement
from gazel.memory.store_vectors import QueryVector

CUSTOMERS, EACH = 60, 40


@pytest.fixture(scope="module")
def crowd(shared_url: str) -> Iterator[PgvectorStore]:
    """2,400 memories of one tenant and 40 of another."""
    index = index_of(ann_index_config={"kind": "hnsw", "vector_type": "halfvec"})
    with PgvectorStore.from_conn_string(shared_url, index=index) as store:
        store.setup()
        letters = random.Random(5)
        puts = [
            PutOp(
                ("big" if c else "small", f"c{c}"),
                f"k{i}",
                {"text": "".join(letters.choices("abcdefghijklmnop", k=12)), "n": i, "c": c},
            )
            for c in range(CUSTOMERS)
            for i in range(EACH)
        ]
        store.batch(puts)
        with store._cursor() as cursor:
            cursor.execute("ANALYZE store")
            cursor.execute("ANALYZE store_vectors")
        yield store


@pytest.fixture
def small_counts_as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_ann, "EXACT_BELOW", 1000)


def exact(store: PgvectorStore, op: SearchOp) -> list[tuple[tuple[str, ...], str]]:
    """What comparing every vector finds."""
    assert store.index is not None
    vector = QueryVector.of(store.index.embeddings.embed_query(op.query or ""))
    statement = search_statement(op, by_meaning(op, store.index, vector, TRUE), BEST_FIRST)
    with store._cursor() as cursor:
        rows = cursor.execute(statement.text.encode(), statement.params).fetchall()
    return [(tuple(row["prefix"].split(".")), row["key"]) for row in rows]


@pytest.mark.usefixtures("small_counts_as_large")
@pytest.mark.parametrize("namespace", [("big",), ()])
@pytest.mark.parametrize(
    ("filter", "limit", "offset"),
    [(None, 10, 0), (None, 10, 50), ({"n": {"$lt": 20}}, 25, 0), ({"n": 7, "c": {"$lte": 5}}, 10, 0), (None, 300, 2300)],
)
def test_pages_are_full_and_near(
    crowd: PgvectorStore, namespace: tuple[str, ...], filter: dict[str, object] | None, limit: int, offset: int
) -> None:
    op = SearchOp(namespace, filter, limit, offset, "abcdabcd", refresh_ttl=False)
    (found,) = crowd.batch([op])
    wanted = exact(crowd, op)
    assert len(found) == len(wanted)  # type: ignore[arg-type]
    got = {(item.namespace, item.key) for item in found}  # type: ignore[union-attr]
    assert len(got) == len(wanted)
    assert len(got & set(wanted)) >= 0.8 * len(wanted)


@pytest.mark.usefixtures("small_counts_as_large")
def test_the_index_is_used(crowd: PgvectorStore) -> None:
    op = SearchOp(("big",), None, 10, 0, "abcdabcd", refresh_ttl=False)
    assert crowd.index is not None
    statement = store_ann.across_customers(op, crowd.index, QueryVector.of(crowd.index.embeddings.embed_query("abcdabcd")), TRUE)
    with crowd._cursor() as cursor:
        plan = [row["QUERY PLAN"] for row in cursor.execute(f"EXPLAIN (ANALYZE) {statement.text}".encode(), statement.params)]
    assert any("store_vectors_hnsw_cosine_idx" in line for line in plan)
    assert any("Scan" in line and " on store s" in line and "never executed" in line for line in plan)


def test_another_tenants_are_not_found(crowd: PgvectorStore) -> None:
    found = crowd.search(("small",), query="abcd", limit=100)
    assert {item.namespace for item in found} == {("small", "c0")}
    assert len(found) == EACH
