"""A namespace holds exactly its own memories, whatever its names look like."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langgraph.store.base import InvalidNamespaceError, PutOp, SearchOp

from gazel.errors import InvalidMemory
from gazel.memory.store import PgvectorStore

odd = st.sampled_from(
    ["a", "A", "a%", "a_", "_", "%", "\\", "a/b", "/", "김 민수", "*", "a\n", "'", '"', "{x}", "a|b", " ", "é", "é"]
)
labels = odd | st.text(st.characters(exclude_characters=".\x00", exclude_categories=["Cs"]), min_size=1, max_size=5)
namespaces = st.lists(labels, min_size=1, max_size=4).map(tuple)
fresh = count()


@given(st.lists(namespaces, min_size=1, max_size=8, unique=True), namespaces)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_prefixes_match_whole_names_only(
    shared_store: PgvectorStore, spaces: list[tuple[str, ...]], asked: tuple[str, ...]
) -> None:
    tenant = f"t{next(fresh)}"
    spaces = [(tenant, *space) for space in spaces]
    shared_store.batch([PutOp(space, "k", {"text": "x"}) for space in spaces])
    for prefix in [(tenant, *asked), *spaces, *{space[:2] for space in spaces}]:
        below = {space for space in spaces if space[: len(prefix)] == prefix}
        assert {item.namespace for item in shared_store.search(prefix, limit=100)} == below
        assert {item.namespace for item in shared_store.search(prefix, query="x", limit=100)} == below
        assert {item.namespace for item in shared_store.search_legs([prefix], "x")} == below
        if "*" not in prefix:
            assert set(shared_store.list_namespaces(prefix=prefix)) == below
        suffix = prefix[1:] or (tenant,)
        if "*" not in suffix:
            assert set(shared_store.list_namespaces(prefix=(tenant,), suffix=suffix)) == {
                space for space in spaces if space[-len(suffix) :] == suffix
            }
    assert shared_store.list_namespaces(prefix=(tenant,), max_depth=2) == sorted({space[:2] for space in spaces}, key=joined)
    first = spaces[0]
    assert shared_store.delete_namespace(first) == sum(space[: len(first)] == first for space in spaces)
    assert {item.namespace for item in shared_store.search((tenant,), limit=100)} == {
        s for s in spaces if s[: len(first)] != first
    }


def joined(namespace: tuple[str, ...]) -> bytes:
    return ".".join(namespace).encode()


def test_wildcards_stand_for_one_name(store: PgvectorStore) -> None:
    for space in [("t", "kim", "semantic"), ("t", "lee", "semantic"), ("t", "lee", "semantic", "deep"), ("u", "lee", "episodic")]:
        store.put(space, "k", {})
    assert set(store.list_namespaces(prefix=("t", "*", "semantic"))) == {
        ("t", "kim", "semantic"),
        ("t", "lee", "semantic"),
        ("t", "lee", "semantic", "deep"),
    }
    assert store.list_namespaces(prefix=("*", "lee"), suffix=("*", "episodic")) == [("u", "lee", "episodic")]
    assert store.list_namespaces(limit=2, offset=1) == [("t", "lee", "semantic"), ("t", "lee", "semantic", "deep")]


@pytest.mark.parametrize("namespace", [("a.b",), ("a", ""), ("a", 1), ("a\x00",)])
def test_names_that_cannot_be_told_apart_are_refused(store: PgvectorStore, namespace: tuple[str, ...]) -> None:
    store.put(("a", "b"), "k", {"n": 1})
    for call in (
        lambda: store.batch([PutOp(("ok",), "k", {}), PutOp(namespace, "k", {})]),
        lambda: store.batch([SearchOp(namespace)]),
        lambda: store.search_legs([namespace], "x"),
        lambda: store.delete_namespace(namespace),
    ):
        with pytest.raises(InvalidNamespaceError):
            call()
    assert [item.namespace for item in store.search(())] == [("a", "b")]


def test_deleting_everything_must_be_meant(store: PgvectorStore) -> None:
    with pytest.raises(InvalidMemory):
        store.delete_namespace(())
