"""The checkpointer: LangGraph's conformance in full, owners in the keys, retention."""

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, TypedDict
from uuid import uuid4

import psycopg
import pytest
from langgraph.checkpoint.base import empty_checkpoint
from langgraph.checkpoint.conformance import validate
from langgraph.checkpoint.conformance.capabilities import ALL_CAPABILITIES
from langgraph.checkpoint.conformance.initializer import checkpointer_test
from langgraph.checkpoint.postgres import PostgresSaver
from langgraph.graph import END, START, StateGraph
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool, ConnectionPool

from gazel.errors import InvalidMemory
from gazel.memory.checkpointer import AsyncPgCheckpointer, PgCheckpointer

TABLES = ("checkpoints", "checkpoint_blobs", "checkpoint_writes")


@pytest.fixture
def saver(empty_url: str) -> Iterator[PgCheckpointer]:
    with PgCheckpointer.from_conn_string(empty_url) as fresh:
        fresh.setup()
        yield fresh  # type: ignore[misc]


def thread(thread_id: str) -> Any:
    return {"configurable": {"thread_id": thread_id, "checkpoint_ns": ""}}


def counts(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]  # type: ignore[index]


class State(TypedDict):
    said: Annotated[list[str], lambda old, new: old + new]


def conversation(saver: PgCheckpointer) -> Any:
    graph = StateGraph(State)
    graph.add_node("answer", lambda state: {"said": [f"answer {len(state['said'])}"]})
    graph.add_edge(START, "answer")
    graph.add_edge("answer", END)
    return graph.compile(checkpointer=saver)


def age(url: str, days: int, where: str = "TRUE") -> None:
    with psycopg.connect(url) as connection:
        connection.execute(f"UPDATE checkpoints SET saved_at = saved_at - interval '{days} days' WHERE {where}")


@pytest.mark.parametrize("kind", ["sync", "async", "sync pool", "async pool"])
async def test_conformance(empty_url: str, kind: str) -> None:
    options = {"autocommit": True, "row_factory": dict_row}

    @checkpointer_test(name=kind)
    async def fresh() -> AsyncIterator[Any]:
        if kind == "sync":
            with PgCheckpointer.from_conn_string(empty_url) as saver:
                saver.setup()
                yield saver
        elif kind == "async":
            async with AsyncPgCheckpointer.from_conn_string(empty_url) as saver:
                await saver.setup()
                yield saver
        elif kind == "sync pool":
            with ConnectionPool(empty_url, max_size=4, kwargs=options) as pool:
                saver = PgCheckpointer(pool)
                saver.setup()
                yield saver
        else:
            async with AsyncConnectionPool(empty_url, max_size=4, kwargs=options) as pool:
                saver = AsyncPgCheckpointer(pool)
                await saver.setup()
                yield saver

    report = await validate(fresh)
    assert {name: (result.passed, result.failures) for name, result in report.results.items()} == {
        capability.value: (True, []) for capability in ALL_CAPABILITIES
    }


def test_owner_of_a_thread_is_in_every_row(saver: PgCheckpointer, empty_url: str) -> None:
    graph = conversation(saver)
    for thread_id in ("demo/kim/1", "demo/kim/a/b", "demo/lee/1", "plain", "two/parts"):
        graph.invoke({"said": ["hello"]}, thread(thread_id))
    with psycopg.connect(empty_url) as connection:
        for table in TABLES:
            owners = connection.execute(f"SELECT DISTINCT thread_id, tenant, customer FROM {table}").fetchall()
            assert sorted(owners) == [
                ("demo/kim/1", "demo", "kim"),
                ("demo/kim/a/b", "demo", "kim"),
                ("demo/lee/1", "demo", "lee"),
                ("plain", "", ""),
                ("two/parts", "", ""),
            ]
            key = connection.execute(
                "SELECT array_agg(a.attname::text) FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
                " WHERE i.indrelid = %s::regclass AND i.indisprimary",
                [table],
            ).fetchone()
            assert {"tenant", "customer"} <= set(key[0])  # type: ignore[index]
    assert saver.delete_owner("demo", "kim") > 0
    assert saver.get_tuple(thread("demo/kim/1")) is None
    assert graph.get_state(thread("demo/lee/1")).values == {"said": ["hello", "answer 1"]}


def test_a_copied_thread_goes_on_by_itself(saver: PgCheckpointer) -> None:
    graph = conversation(saver)
    graph.invoke({"said": ["one"]}, thread("demo/kim/1"))
    saver.copy_thread("demo/kim/1", "demo/lee/9")
    graph.invoke({"said": ["two"]}, thread("demo/lee/9"))
    assert graph.get_state(thread("demo/lee/9")).values["said"] == ["one", "answer 1", "two", "answer 3"]
    assert graph.get_state(thread("demo/kim/1")).values["said"] == ["one", "answer 1"]
    assert saver.delete_owner("demo", "kim") > 0
    assert graph.get_state(thread("demo/lee/9")).values["said"][0] == "one"


def test_deleting_a_run_keeps_the_values_others_use(saver: PgCheckpointer, empty_url: str) -> None:
    graph = conversation(saver)
    runs = [str(uuid4()) for _ in range(3)]
    for run in runs:
        graph.invoke({"said": [run]}, {**thread("t"), "metadata": {"run_id": run}})
    before = graph.get_state(thread("t")).values
    saver.delete_for_runs(runs[:2])
    assert {found.metadata["run_id"] for found in saver.list(thread("t"))} == {runs[2]}  # type: ignore[typeddict-item]
    assert graph.get_state(thread("t")).values == before
    saver.delete_for_runs(runs)
    assert counts(empty_url) == [0, 0, 0]


def test_old_checkpoints_go_and_conversations_go_on(saver: PgCheckpointer, empty_url: str) -> None:
    graph = conversation(saver)
    for thread_id in ("idle", "busy", "young"):
        graph.invoke({"said": ["first"]}, thread(thread_id))
    age(empty_url, 100, "thread_id <> 'young'")
    graph.invoke({"said": ["second"]}, thread("busy"))
    young = len(list(saver.list(thread("young"))))
    recent = len(list(saver.list(thread("busy")))) - 3
    assert saver.prune_older_than(90) == 3 + 3
    assert saver.get_tuple(thread("idle")) is None
    assert len(list(saver.list(thread("busy")))) == recent
    assert len(list(saver.list(thread("young")))) == young
    assert graph.get_state(thread("busy")).values["said"] == ["first", "answer 1", "second", "answer 3"]
    assert graph.invoke({"said": ["third"]}, thread("busy"))["said"][-1] == "answer 5"
    assert saver.prune_older_than(90) == 0
    age(empty_url, 100)
    saver.prune_older_than(90)
    assert counts(empty_url) == [0, 0, 0]


def test_the_latest_of_a_quiet_thread_stays_until_it_is_old(saver: PgCheckpointer, empty_url: str) -> None:
    graph = conversation(saver)
    graph.invoke({"said": ["first"]}, thread("t"))
    age(empty_url, 100, "checkpoint_id < (SELECT max(checkpoint_id) FROM checkpoints)")
    assert saver.prune_older_than(90) == 2
    latest = saver.get_tuple(thread("t"))
    assert latest is not None
    assert latest.parent_config is None
    assert graph.get_state(thread("t")).values["said"] == ["first", "answer 1"]


def test_finished_subgraph_calls_go(saver: PgCheckpointer, empty_url: str) -> None:
    for namespace in ("", "child:1", "lasting"):
        config = {"configurable": {"thread_id": "t", "checkpoint_ns": namespace}}
        saver.put(config, empty_checkpoint(), {"source": "loop", "step": 0}, {})  # type: ignore[arg-type]
    age(empty_url, 100)
    saver.put(thread("t"), empty_checkpoint(), {"source": "loop", "step": 1}, {})
    assert saver.prune_older_than(90) == 2
    with psycopg.connect(empty_url) as connection:
        left = connection.execute("SELECT checkpoint_ns FROM checkpoints ORDER BY 1").fetchall()
    assert left == [("",), ("lasting",)]


@pytest.mark.parametrize("days", [-1, -0.5])
def test_a_retention_in_the_future_is_refused(saver: PgCheckpointer, days: float) -> None:
    with pytest.raises(InvalidMemory):
        saver.prune_older_than(days)


def test_langgraphs_own_tables_are_taken_over(empty_url: str) -> None:
    with PostgresSaver.from_conn_string(empty_url) as theirs:
        theirs.setup()
        conversation(theirs).invoke({"said": ["before"]}, thread("demo/kim/1"))  # type: ignore[arg-type]
    with PgCheckpointer.from_conn_string(empty_url) as ours:
        ours.setup()
        ours.setup()
        ours = PgCheckpointer(ours.conn)
        assert conversation(ours).invoke({"said": ["after"]}, thread("demo/kim/1"))["said"] == [
            "before",
            "answer 1",
            "after",
            "answer 3",
        ]
        assert ours.delete_owner("demo", "kim") > 0
    assert counts(empty_url) == [0, 0, 0]


async def test_the_async_twin_copies_prunes_and_deletes(empty_url: str) -> None:
    async with AsyncPgCheckpointer.from_conn_string(empty_url, pipeline=True) as saver:
        await saver.setup()
        assert isinstance(saver, AsyncPgCheckpointer)
        await saver.aput(thread("demo/kim/1"), empty_checkpoint(), {"source": "loop", "step": 0}, {})
        await saver.acopy_thread("demo/kim/1", "demo/lee/1")
        assert await saver.aget_tuple(thread("demo/lee/1")) is not None
        assert await saver.adelete_owner("demo", "kim") == 1
        age(empty_url, 100)
        assert await saver.aprune_older_than(90) == 1
        assert await saver.aget_tuple(thread("demo/lee/1")) is None
