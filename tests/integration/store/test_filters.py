"""Filters agree with their Python reference on any JSON, and what they cannot take is refused."""

from itertools import count
from typing import Any

import pytest
from filter_reference import matches
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langgraph.store.base import PutOp

from gazel.errors import InvalidMemory
from gazel.memory.store import PgvectorStore

names = st.sampled_from(["a", "b", "이름", "x.y", "a.b", "0"])
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=4) | st.sampled_from(
    ["9", "10", "가", "ab"]
)
scalars = st.none() | st.booleans() | st.integers(-20, 20) | st.floats(-20, 20, width=16) | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)
objects = st.dictionaries(names, values, max_size=4)
ordered = st.sampled_from(["$gt", "$gte", "$lt", "$lte"])
operators = (
    st.tuples(st.sampled_from(["$eq", "$ne", "$contains"]), values)
    | st.tuples(ordered, st.integers(-20, 20) | st.floats(-20, 20, width=16) | texts)
    | st.tuples(st.sampled_from(["$in", "$nin"]), st.lists(values, max_size=3))
    | st.tuples(st.just("$exists"), st.booleans())
).map(lambda pair: dict([pair]))
conditions = operators | st.tuples(st.just("$not"), operators).map(lambda pair: dict([pair])) | values
fields = st.sampled_from(["a", "b", "이름", "x.y", "a.b", "a.0", "b.a", "a.b.0", "a.-1", "0"])
filters = st.recursive(
    st.dictionaries(fields, conditions, min_size=1, max_size=2),
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from([{"$and": parts}, {"$or": parts}, {"$not": parts[0]}])
    ),
    max_leaves=4,
)
fresh = count()


@given(st.lists(objects, min_size=1, max_size=6), filters)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_search_agrees_with_reference(
    shared_store: PgvectorStore, items: list[dict[str, Any]], condition: dict[str, Any]
) -> None:
    namespace = ("t", f"filters{next(fresh)}")
    shared_store.batch([PutOp(namespace, str(i), item, index=False) for i, item in enumerate(items)])
    found = {item.key for item in shared_store.search(namespace, filter=condition, limit=100)}
    assert found == {str(i) for i, item in enumerate(items) if matches(item, condition)}
    complement = {item.key for item in shared_store.search(namespace, filter={"$not": condition}, limit=100)}
    assert complement == {str(i) for i in range(len(items))} - found
    shared_store.delete_namespace(namespace)


def test_numbers_compare_by_value_and_dates_as_text(store: PgvectorStore) -> None:
    for key, amount, day in [("a", 9, "2026-01-09"), ("b", 10, "2026-01-10"), ("c", 100.5, "2025-12-31")]:
        store.put(("t", "c"), key, {"amount": amount, "day": day})
    assert {i.key for i in store.search(("t", "c"), filter={"amount": {"$gte": 10}})} == {"b", "c"}
    assert {i.key for i in store.search(("t", "c"), filter={"day": {"$gte": "2026-01-01", "$lt": "2026-01-10"}})} == {"a"}


def test_ten_thousand_elements(store: PgvectorStore) -> None:
    store.put(("t", "c"), "k", {"n": 9_999})
    assert len(store.search(("t", "c"), filter={"n": {"$in": list(range(10_000))}})) == 1
    assert len(store.search(("t", "c"), filter={"$or": [{"n": i} for i in range(10_000)]})) == 1
    with pytest.raises(InvalidMemory, match=r"\$in"):
        store.search(("t", "c"), filter={"$or": [{"n": i} for i in range(40_000)]})


@pytest.mark.parametrize(
    "bad",
    [
        {"n": {"$regex": "x"}},
        {"$nor": []},
        {"n": {"$gt": None}},
        {"n": {"$gt": [1]}},
        {"n": {"$gt": float("nan")}},
        {"n": {"$in": "abc"}},
        {"n": {"$exists": 1}},
        {"n": {"$not": 5}},
        {"$and": {"n": 1}},
        {"n": {"$gt": 1, "m": 2}},
        {"n\x00": 1},
        {"n": "\x00"},
        {"n": "\ud800"},
        {"n": object()},
    ],
)
def test_unusable_filters_are_refused(shared_store: PgvectorStore, bad: dict[str, Any]) -> None:
    with pytest.raises(InvalidMemory) as refusal:
        shared_store.search(("t", "c"), filter=bad)
    assert str(refusal.value)


def test_too_deep_a_filter_is_refused(shared_store: PgvectorStore) -> None:
    condition: dict[str, Any] = {"n": 1}
    for _ in range(200):
        condition = {"$not": condition}
    with pytest.raises(InvalidMemory):
        shared_store.search(("t", "c"), filter=condition)
