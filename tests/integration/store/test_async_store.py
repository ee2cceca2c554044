"""The async twin does what the sync store does."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
from langgraph.store.base import GetOp, Item, PutOp
from letter_embeddings import index_of

from gazel.errors import InvalidMemory
from gazel.memory.store import AsyncPgvectorStore

KIM = ("demo", "kim", "semantic")


@pytest.fixture(params=["single", "pipeline", "pool"])
async def astore(request: pytest.FixtureRequest, empty_url: str) -> AsyncIterator[AsyncPgvectorStore]:
    pool = {"min_size": 1, "max_size": 3} if request.param == "pool" else None
    async with AsyncPgvectorStore.from_conn_string(
        empty_url, pipeline=request.param == "pipeline", pool_config=pool, index=index_of(), ttl={"refresh_on_read": True}
    ) as store:
        await store.setup()
        await store.setup()
        yield store


async def test_everyday_use(astore: AsyncPgvectorStore) -> None:
    await astore.aput(KIM, "a", {"text": "aaaa", "n": 9})
    await astore.aput(KIM, "b", {"text": "bbbb", "n": 10})
    assert (await astore.aget(KIM, "a")).value["n"] == 9  # type: ignore[union-attr]
    found = await astore.asearch(("demo", "kim"), query="aaab", filter={"n": {"$gte": 9}}, limit=1, offset=1)
    assert [item.key for item in found] == ["b"]
    assert await astore.alist_namespaces(prefix=("demo",)) == [KIM]
    legs = await astore.search_legs([KIM], "bbbb")
    assert legs[0].matched == ("bbbb",)
    await astore.adelete(KIM, "a")
    await astore.aput(KIM, "c", {"text": "c"})
    await astore.aput(KIM, "c", None)  # type: ignore[arg-type]  # LangGraph's put of nothing deletes
    assert await astore.delete_namespace(("demo",)) == 1
    assert await astore.sweep_ttl() == 0


async def test_one_bad_call_of_a_tick_fails_alone(astore: AsyncPgvectorStore) -> None:
    await astore.aput(KIM, "k", {"text": "x"})
    good, *bad = await asyncio.gather(
        astore.aget(KIM, "k"),
        astore.aput(KIM, "bad", {"text": "\x00"}),
        astore.aput(KIM, "k" * 3000, {}),
        astore.asearch(KIM, filter={"n": {"$what": 1}}),
        astore.asearch(KIM, query="\ud800"),
        astore.asearch(KIM, limit=-1),
        astore.aget(KIM, "\x00"),
        return_exceptions=True,
    )
    assert isinstance(good, Item)
    assert [type(error) for error in bad] == [InvalidMemory] * 6


async def test_writes_join_the_callers_transaction(astore: AsyncPgvectorStore, empty_url: str) -> None:
    writes = await astore.prepare([PutOp(KIM, "a", {"text": "aa"})])
    async with await psycopg.AsyncConnection.connect(empty_url) as connection:
        await astore.write(connection, writes)
        assert await astore.using(connection).aget(KIM, "a") is not None
        await connection.rollback()
        assert await astore.aget(KIM, "a") is None
        await astore.write(connection, writes)
    assert await astore.aget(KIM, "a") is not None


async def test_the_sweeper(astore: AsyncPgvectorStore) -> None:
    await astore.aput(KIM, "k", {"text": "x"}, ttl=0.0001)
    task = await astore.start_ttl_sweeper(0.0005)  # type: ignore[arg-type]
    assert await astore.start_ttl_sweeper() is task
    async with asyncio.timeout(10):
        while await astore.aget(KIM, "k", refresh_ttl=False) is not None:
            await asyncio.sleep(0)
    assert await astore.stop_ttl_sweeper(5)
    assert task.done()


async def test_a_batch_is_all_or_nothing(astore: AsyncPgvectorStore) -> None:
    with pytest.raises(InvalidMemory):
        await astore.abatch([PutOp(KIM, "a", {"text": "x"}), PutOp(KIM, "b", {"text": float("nan")})])
    assert await astore.abatch([GetOp(KIM, "a")]) == [None]
