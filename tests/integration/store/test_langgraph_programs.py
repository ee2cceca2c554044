"""LangGraph and LangMem programs use the store as they use LangGraph's own."""

import runpy
from pathlib import Path
from typing import Any, TypedDict

import pytest
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime
from letter_embeddings import index_of

from gazel.memory.checkpointer import PgCheckpointer
from gazel.memory.store import AsyncPgvectorStore, PgvectorStore

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "langmem_tools.py"


def test_the_langmem_example(empty_url: str) -> None:
    converse = runpy.run_path(str(EXAMPLE))["converse"]
    with PgvectorStore.from_conn_string(empty_url, index=index_of(fields=["content"])) as store:
        store.setup()
        said = converse(store)
        (kept,) = store.search(("demo", "kim", "semantic"))
        assert kept.value["content"] == "보험료가 오르지 않는 비갱신형을 선호한다"
        assert kept.key in said[2]
        assert kept.value["content"] in said[-2]
        assert store.search(("demo", "lee")) == []


class State(TypedDict):
    text: str


def remember(state: State, runtime: Runtime[Any]) -> State:
    assert runtime.store is not None
    runtime.store.put(("demo", "kim", "semantic"), "last", {"text": state["text"]})
    return {"text": runtime.store.search(("demo", "kim"), query=state["text"])[0].value["text"]}


async def aremember(state: State, runtime: Runtime[Any]) -> State:
    assert runtime.store is not None
    await runtime.store.aput(("demo", "kim", "semantic"), "last", {"text": state["text"]})
    return {"text": (await runtime.store.asearch(("demo", "kim"), query=state["text"]))[0].value["text"]}


def graph_of(node: Any) -> Any:
    graph = StateGraph(State)
    graph.add_node("remember", node)
    graph.add_edge(START, "remember")
    graph.add_edge("remember", END)
    return graph


def test_compile_with_store_and_checkpointer(empty_url: str) -> None:
    with (
        PgvectorStore.from_conn_string(empty_url, index=index_of()) as store,
        PgCheckpointer.from_conn_string(empty_url) as saver,
    ):
        store.setup()
        saver.setup()
        graph = graph_of(remember).compile(store=store, checkpointer=saver)
        config = {"configurable": {"thread_id": "demo/kim/1"}}
        assert graph.invoke({"text": "abc"}, config) == {"text": "abc"}
        assert graph.get_state(config).values == {"text": "abc"}


@pytest.mark.parametrize("pipeline", [False, True])
async def test_compile_with_the_async_store(empty_url: str, pipeline: bool) -> None:
    async with AsyncPgvectorStore.from_conn_string(empty_url, index=index_of(), pipeline=pipeline) as store:
        await store.setup()
        graph = graph_of(aremember).compile(store=store)
        assert await graph.ainvoke({"text": "abc"}) == {"text": "abc"}
