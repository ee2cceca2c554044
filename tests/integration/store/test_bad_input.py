"""What the store cannot hold is refused with a typed error that says what to do, and the store stays as it was."""

from typing import Any

import pytest
from langgraph.store.base import PutOp
from letter_embeddings import DIMS, LetterEmbeddings, index_of

from gazel.errors import EmbedderMismatch, InvalidMemory
from gazel.memory.store import PgvectorStore

KIM = ("demo", "kim", "semantic")


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"v": value}
    return value


@pytest.mark.parametrize(
    "value",
    [
        {"text": "a\x00b"},
        {"a\x00": 1},
        {"text": "\ud83d"},
        {"text": float("nan")},
        {"text": float("inf")},
        {"text": {1, 2}},
        {"text": b"bytes"},
        nested(100_000),
        {"text": "가" * 17_000_000},
    ],
    ids=["nul", "nul in a key", "surrogate", "nan", "inf", "set", "bytes", "deep", "huge"],
)
def test_values(store: PgvectorStore, value: dict[str, Any]) -> None:
    store.put(KIM, "before", {"text": "kept"})
    with pytest.raises(InvalidMemory) as refusal:
        store.batch([PutOp(KIM, "before", {"text": "changed"}), PutOp(KIM, "new", value), PutOp(KIM, "before", None)])
    assert len(str(refusal.value)) < 400
    assert [(item.key, item.value) for item in store.search(KIM)] == [("before", {"text": "kept"})]


def test_a_backslash_is_no_nul(store: PgvectorStore) -> None:
    value = {"text": "\\u0000 \\\\u0000", "파일": "C:\\user"}
    store.put(KIM, "k", value)
    assert store.get(KIM, "k").value == value  # type: ignore[union-attr]


@pytest.mark.parametrize("key", ["a\x00", "\udc00", "k" * 3000])
def test_keys(store: PgvectorStore, key: Any) -> None:
    with pytest.raises(InvalidMemory):
        store.put(KIM, key, {"text": "x"})
    assert store.search(KIM) == []


def test_a_megabyte_goes_in_and_comes_out(store: PgvectorStore) -> None:
    value = {"text": "청구 서류 " * 60_000, "tail": nested(200)}
    store.put(KIM, "k", value)
    assert store.get(KIM, "k").value == value  # type: ignore[union-attr]
    assert store.search(KIM, query="서류")[0].key == "k"
    assert store.search_legs([KIM], "서류")[0].matched == ("서류",)


def test_a_query_that_is_no_text(store: PgvectorStore) -> None:
    store.put(KIM, "k", {"text": "x"})
    for query in ("a\x00", "\ud800"):
        with pytest.raises(InvalidMemory):
            store.search(KIM, query=query)
        with pytest.raises(InvalidMemory):
            store.search_legs([KIM], query)


@pytest.mark.parametrize("vector", [[1.0], [float("nan")] * DIMS, [float("inf")] * DIMS, [1e300] * DIMS, []])
def test_query_vectors(store: PgvectorStore, vector: list[float]) -> None:
    with pytest.raises(InvalidMemory):
        store.search_legs([KIM], "x", query_vector=vector)


@pytest.mark.parametrize(("limit", "offset"), [(-1, 0), (1, -1)])
def test_page_numbers(store: PgvectorStore, limit: int, offset: int) -> None:
    with pytest.raises(InvalidMemory):
        store.search(KIM, limit=limit, offset=offset)
    with pytest.raises(InvalidMemory):
        store.list_namespaces(limit=limit, offset=offset)


class Failing(LetterEmbeddings):
    """Raises on one text of a batch."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if any("boom" in text for text in texts):
            raise RuntimeError("the embedder broke")
        return super().embed_documents(texts)


class Shorter(LetterEmbeddings):
    """Gives fewer numbers than configured."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [vector[:-1] for vector in super().embed_documents(texts)]


@pytest.mark.parametrize(("embedder", "error"), [(Failing, RuntimeError), (Shorter, EmbedderMismatch)])
def test_an_embedder_that_fails_in_a_batch(empty_url: str, embedder: type[LetterEmbeddings], error: type[Exception]) -> None:
    with PgvectorStore.from_conn_string(empty_url, index=index_of()) as store:
        store.setup()
        store.put(KIM, "k", {"text": "kept"})
        failing = PgvectorStore(store.conn, index=index_of(embed=embedder()))
        with pytest.raises(error):
            failing.batch([PutOp(KIM, "k", {"text": "new"}), PutOp(KIM, "l", {"text": "boom"}), PutOp(KIM, "k2", None)])
        assert [(item.key, item.value["text"]) for item in store.search(KIM, query="kept")] == [("k", "kept")]


@pytest.mark.parametrize(
    "config",
    [
        {"dims": 0},
        {"dims": "many"},
        {"distance_type": "manhattan"},
        {"ann_index_config": {"kind": "magic"}},
        {"ann_index_config": {"vector_type": "text"}},
        {"ann_index_config": {"kind": "hnsw", "m": "DROP TABLE store"}},
        {"fields": {"text": 1}},
        {"dims": 3000},
    ],
)
def test_index_settings(config: dict[str, Any]) -> None:
    with pytest.raises(InvalidMemory):
        PgvectorStore(None, index=index_of(**config))  # type: ignore[arg-type]


def test_field_paths_and_missing_index(store: PgvectorStore) -> None:
    with pytest.raises(InvalidMemory):
        store.put(KIM, "k", {"x" * 600: "text"}, index=["x" * 600])
    with pytest.raises(InvalidMemory):
        PgvectorStore(store.conn).search_legs([KIM], "x")
