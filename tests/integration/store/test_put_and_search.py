"""What is stored is found, what was overwritten or taken out of the index is not, and every page of a search is whole."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langgraph.store.base import GetOp, ListNamespacesOp, PutOp, SearchOp
from letter_embeddings import LetterEmbeddings, index_of

from gazel.memory.store import PgvectorStore

KIM = ("demo", "kim", "semantic")


def keys(items: list[Any]) -> list[str]:
    return [item.key for item in items]


def vectors_of(store: PgvectorStore) -> list[tuple[str, str]]:
    with store._cursor() as cursor:
        rows = cursor.execute("SELECT key, field_name FROM store_vectors ORDER BY key, field_name").fetchall()
    return [(row["key"], row["field_name"]) for row in rows]


def test_overwriting_forgets_the_old_text(store: PgvectorStore) -> None:
    store.put(KIM, "k", {"text": "zzzz", "more": "yyyy"}, index=["text", "more"])
    store.put(KIM, "k", {"text": "aaaa"}, index=["text"])
    assert vectors_of(store) == [("k", "text")]
    (hit,) = store.search_legs([KIM], "zzzz yyyy")
    assert hit.bm25 == 0.0
    assert hit.dense is not None
    assert hit.dense < 0.5


def test_taken_out_of_the_index_it_matches_nothing(store: PgvectorStore) -> None:
    store.put(KIM, "k", {"text": "zzzz"})
    store.put(KIM, "k", {"text": "zzzz"}, index=False)
    assert store.search(KIM, query="zzzz") == []
    (hit,) = store.search_legs([KIM], "zzzz")
    assert (hit.dense, hit.bm25, hit.matched) == (None, 0.0, ())
    assert keys(store.search(KIM)) == ["k"]


def test_deleting_leaves_no_vector(store: PgvectorStore) -> None:
    store.put(KIM, "k", {"text": "zzzz"})
    store.delete(KIM, "k")
    assert vectors_of(store) == []
    assert store.search(KIM, query="zzzz") == []


def test_list_elements_are_indexed_one_by_one(store: PgvectorStore) -> None:
    store.put(KIM, "k", {"a": [{"b": "xx"}, {"b": "yy"}], "c": "zz"}, index=["a[*].b"])
    assert vectors_of(store) == [("k", "a[*].b.0"), ("k", "a[*].b.1")]
    store.put(KIM, "k", {"a": [{"b": "xx"}]}, index=["a[*].b"])
    assert vectors_of(store) == [("k", "a[*].b")]
    assert keys(store.search(KIM, query="xx")) == ["k"]


@given(texts=st.lists(st.text("abcdefgh ", min_size=1, max_size=6), min_size=1, max_size=25), size=st.integers(1, 9))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_of_a_query_are_the_whole_ranking(shared_store: PgvectorStore, texts: list[str], size: int) -> None:
    shared_store.delete_namespace(("demo", "pages"))
    namespace = ("demo", "pages", "semantic")
    shared_store.batch([PutOp(namespace, f"{i:02}", {"text": t, "n": i}, index=["text", "n"]) for i, t in enumerate(texts)])
    whole = keys(shared_store.search(namespace, query="abc", limit=100))
    assert sorted(whole) == sorted(f"{i:02}" for i in range(len(texts)))
    pages = [
        key
        for at in range(0, len(texts), size)
        for key in keys(shared_store.search(namespace, query="abc", limit=size, offset=at))
    ]
    assert pages == whole
    embed = LetterEmbeddings().embed_query
    wanted = np.array(embed("abc"))
    truth = [max(float(np.dot(wanted, embed(text))), float(np.dot(wanted, embed(str(i))))) for i, text in enumerate(texts)]
    scores = [item.score for item in shared_store.search(namespace, query="abc", limit=100)]
    assert scores == pytest.approx(sorted(truth, reverse=True), abs=1e-5)


@pytest.mark.parametrize("vector_type", ["vector", "halfvec"])
@pytest.mark.parametrize("distance", ["cosine", "l2", "inner_product"])
@pytest.mark.parametrize("kind", ["hnsw", "ivfflat", "flat"])
def test_every_type_distance_and_index(empty_url: str, vector_type: str, distance: str, kind: str) -> None:
    index = index_of(distance_type=distance, ann_index_config={"kind": kind, "vector_type": vector_type})
    with PgvectorStore.from_conn_string(empty_url, index=index) as store:
        store.setup()
        store.setup()
        store.batch([PutOp(("t", "c"), text, {"text": text}) for text in ("aaaa", "aabb", "bbbb")])
        for namespace in (("t", "c"), ("t",), ()):
            found = store.search(namespace, query="aaab")
            assert {item.key for item in found} == {"aaaa", "aabb", "bbbb"}
            assert found[0].key in {"aaaa", "aabb"}
            embed = LetterEmbeddings().embed_query
            a, b = np.array(embed(found[0].key)), np.array(embed("aaab"))
            expected = -float(np.linalg.norm(a - b)) if distance == "l2" else float(a @ b)
            assert found[0].score == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("distance", ["hamming", "jaccard"])
def test_bit_vectors(empty_url: str, distance: str) -> None:
    index = index_of(distance_type=distance, ann_index_config={"kind": "hnsw", "vector_type": "bit"})
    with PgvectorStore.from_conn_string(empty_url, index=index) as store:
        store.setup()
        store.put(("t", "c"), "k", {"text": "abc"})
        assert keys(store.search(("t", "c"), query="abc")) == ["k"]
        assert len(store.search_legs([("t", "c")], "abc")) == 1


def test_a_vector_without_direction_has_no_score(empty_url: str) -> None:
    def embed(texts: list[str]) -> list[list[float]]:
        return [[0.0, 0.0] if not text.strip() else [1.0, 0.0] for text in texts]

    with PgvectorStore.from_conn_string(empty_url, index={"dims": 2, "embed": embed, "fields": ["text"]}) as store:
        store.setup()
        store.put(KIM, "empty", {"text": " "})
        store.put(KIM, "full", {"text": "abc"})
        assert [(item.key, item.score) for item in store.search(KIM, query="x")] == [("full", 1.0), ("empty", None)]
        assert [(item.key, item.dense) for item in store.search_legs([KIM], "x")] == [("full", 1.0), ("empty", None)]


def test_a_batch_reads_the_state_before_it_and_its_last_put_counts(store: PgvectorStore) -> None:
    store.put(KIM, "old", {"text": "before"})
    got, none, found, put, listed, missing = store.batch(
        [
            GetOp(KIM, "old"),
            PutOp(KIM, "new", {"text": "first"}),
            SearchOp(KIM),
            PutOp(KIM, "new", {"text": "last"}),
            ListNamespacesOp(),
            GetOp(KIM, "new"),
        ]
    )
    assert got is not None
    assert (none, put, missing) == (None, None, None)
    assert keys(found) == ["old"]  # type: ignore[arg-type]
    assert listed == [KIM]
    assert store.get(KIM, "new").value == {"text": "last"}  # type: ignore[union-attr]


def test_the_same_get_twice_and_in_two_namespaces(store: PgvectorStore) -> None:
    store.put(KIM, "k", {"n": 1})
    store.put(("demo", "lee", "semantic"), "k", {"n": 2})
    results = store.batch([GetOp(KIM, "k"), GetOp(("demo", "lee", "semantic"), "k"), GetOp(KIM, "k"), GetOp(KIM, "x")])
    assert [item and item.value["n"] for item in results] == [1, 2, 1, None]  # type: ignore[union-attr]


def test_one_store_for_many_threads(store: PgvectorStore) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda i: store.put(KIM, str(i % 5), {"text": f"w{i}"}), range(60)))
        assert all(threads.map(lambda i: store.get(KIM, str(i % 5)), range(60)))
    assert len(store.search(KIM, query="w", limit=100)) == 5


def test_it_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys, gazel.memory.store; print([m for m in ('torch', 'pandas', 'onnxruntime', 'kiwipiepy') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[3]
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True).stdout.strip() == "[]"
    )


def test_a_field_named_twice_is_indexed_once(store: PgvectorStore) -> None:
    for text in ("first", "second"):
        store.put(("demo", "kim"), "k", {"text": text}, index=["text", "text"])
    assert [item.value["text"] for item in store.search(("demo", "kim"), query="second")] == ["second"]
