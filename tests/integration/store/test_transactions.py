"""Writes join the caller's transaction, are all or nothing, and no connection waits for the embedder."""

import threading

import psycopg
import pytest
from langgraph.store.base import PutOp
from letter_embeddings import LetterEmbeddings, index_of
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from gazel.errors import DatabaseUnavailable, InvalidMemory
from gazel.memory.store import PgvectorStore

KIM = ("demo", "kim", "semantic")


@pytest.mark.parametrize("autocommit", [True, False])
def test_prepared_writes_come_and_go_with_the_transaction(store: PgvectorStore, empty_url: str, autocommit: bool) -> None:
    writes = store.prepare([PutOp(KIM, "a", {"text": "aa"}), PutOp(KIM, "b", {"text": "bb"})])
    with psycopg.connect(empty_url, autocommit=autocommit) as connection:
        with connection.transaction():
            store.write(connection, writes)
            bound = store.using(connection)
            assert {item.key for item in bound.search(KIM, query="aa")} == {"a", "b"}
            assert store.search(KIM) == []
            raise psycopg.Rollback
        assert store.search(KIM) == []
        with connection.transaction():
            store.write(connection, writes)
            store.using(connection).delete(KIM, "b")
    assert [item.key for item in store.search(KIM, query="aa")] == ["a"]


def test_an_implicit_transaction_is_the_callers_too(store: PgvectorStore, empty_url: str) -> None:
    with psycopg.connect(empty_url) as connection:
        store.write(connection, store.prepare([PutOp(KIM, "a", {"text": "aa"})]))
        connection.rollback()
        assert store.get(KIM, "a") is None
        store.using(connection).put(KIM, "a", {"text": "aa"})
        connection.commit()
    assert store.get(KIM, "a") is not None


def test_an_idle_autocommit_connection_gets_a_transaction(store: PgvectorStore, empty_url: str) -> None:
    writes = store.prepare([PutOp(KIM, "a", {"text": "aa"})])
    writes.vectors = ["[1]"]  # refused by the server in the last statement
    with psycopg.connect(empty_url, autocommit=True) as connection, pytest.raises(InvalidMemory):
        store.write(connection, writes)
    assert store.get(KIM, "a") is None


class WatchfulEmbeddings(LetterEmbeddings):
    """Notes how many connections are free while it works."""

    pool: ConnectionPool  # type: ignore[type-arg]

    def __init__(self) -> None:
        super().__init__()
        self.free: list[int] = []

    def embed_query(self, text: str) -> list[float]:
        self.free.append(self.pool.get_stats()["pool_available"])
        return super().embed_query(text)


def test_no_connection_is_held_while_embedding(empty_url: str) -> None:
    embed = WatchfulEmbeddings()
    options = {"autocommit": True, "row_factory": dict_row}
    with ConnectionPool(empty_url, min_size=1, max_size=1, kwargs=options) as embed.pool:
        embed.pool.wait()
        store = PgvectorStore(embed.pool, index=index_of(embed=embed))
        store.setup()
        store.put(KIM, "k", {"text": "abc"})
        store.search(KIM, query="abc")
        store.search_legs([KIM], "abc")
        store.prepare([PutOp(KIM, "k", {"text": "abcd"})])
    assert embed.free == [1, 1, 1, 1]


def test_batches_of_the_same_keys_do_not_deadlock(empty_url: str) -> None:
    with PgvectorStore.from_conn_string(empty_url, index=index_of(), pool_config={"max_size": 4}) as store:
        store.setup()
        keys = [f"k{i}" for i in range(30)]
        errors: list[BaseException] = []

        def write(order: list[str]) -> None:
            try:
                for _ in range(10):
                    store.batch([PutOp(KIM, key, {"text": key}, ttl=5) for key in order])
                    store.search(KIM, query="k", limit=30)
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=write, args=(order,)) for order in (keys, keys[::-1], keys[10:] + keys[:10])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert len(store.search(KIM, query="k", limit=100)) == 30


def test_each_distinct_text_is_embedded_once(empty_url: str) -> None:
    seen: list[str] = []

    def embed(texts: list[str]) -> list[list[float]]:
        seen.extend(texts)
        return LetterEmbeddings().embed_documents(texts)

    with PgvectorStore.from_conn_string(empty_url, index=index_of(embed=embed)) as store:
        store.setup()
        store.batch([PutOp(KIM, key, {"text": "same"}) for key in "abc"])
    assert seen == ["same"]


def test_a_lost_server_is_said_so() -> None:
    pool: ConnectionPool = ConnectionPool(
        "host=127.0.0.1 port=1 connect_timeout=1", min_size=0, max_size=1, timeout=0.2, open=True
    )  # type: ignore[type-arg]
    with pool, pytest.raises(DatabaseUnavailable):
        PgvectorStore(pool).get(KIM, "k")
