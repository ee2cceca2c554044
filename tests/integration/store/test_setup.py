"""Setting up: again, at once from many processes, after a change of the embedder, beside LangGraph's own table."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from langgraph.store.postgres import PostgresStore
from letter_embeddings import LetterEmbeddings, index_of

from gazel.errors import EmbedderMismatch, InvalidMemory, MigrationError
from gazel.memory.store import PgvectorStore


def set_up(url: str, **more: object) -> None:
    with PgvectorStore.from_conn_string(url, index=index_of(**more)) as store:
        store.setup()


def test_many_at_once(empty_url: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: set_up(empty_url), range(6)))
    with psycopg.connect(empty_url) as connection:
        assert connection.execute("SELECT count(*) FROM store_settings").fetchone() == (1,)


def test_another_embedder_is_noticed_before_the_first_write(empty_url: str) -> None:
    set_up(empty_url)  # an unnamed model
    set_up(empty_url, model="ko-e5-small")
    set_up(empty_url)
    for change in (
        {"model": "other"},
        {"dims": 8, "embed": LetterEmbeddings(8)},
        {"ann_index_config": {"vector_type": "halfvec"}},
    ):
        with pytest.raises(EmbedderMismatch) as refusal:
            set_up(empty_url, **change)
        assert next(iter(change)).replace("ann_index_config", "vector_type") in str(refusal.value)
    set_up(empty_url, model="ko-e5-small", distance_type="l2")


def test_tables_grow_an_index_later(empty_url: str) -> None:
    with PgvectorStore.from_conn_string(empty_url) as plain:
        plain.setup()
        plain.put(("t", "c"), "k", {"text": "x"})
        assert [item.score for item in plain.search(("t", "c"), query="x")] == [None]
    set_up(empty_url)
    with PgvectorStore.from_conn_string(empty_url, index=index_of()) as store:
        assert store.search(("t", "c"), query="x") == []
        store.put(("t", "c"), "k", {"text": "x"})
        assert len(store.search(("t", "c"), query="x")) == 1


def test_langgraphs_own_table_is_left_alone(empty_url: str) -> None:
    with PostgresStore.from_conn_string(empty_url) as theirs:
        theirs.setup()
        theirs.put(("t", "c"), "k", {"n": 1})
        with pytest.raises(MigrationError, match="PostgresStore"):
            set_up(empty_url)
        assert theirs.get(("t", "c"), "k").value == {"n": 1}


@pytest.mark.parametrize("mode", ["single", "pipeline", "pool"])
def test_every_way_to_connect(empty_url: str, mode: str) -> None:
    pool = {"min_size": 1, "max_size": 2} if mode == "pool" else None
    with PgvectorStore.from_conn_string(empty_url, pipeline=mode == "pipeline", pool_config=pool, index=index_of()) as store:
        store.setup()
        store.setup()
        store.put(("t", "c"), "k", {"text": "x"}, ttl=5)
        with psycopg.connect(empty_url) as other:
            assert other.execute("SELECT count(*) FROM store").fetchone() == (1,)
        assert store.search(("t", "c"), query="x")[0].score == pytest.approx(1, abs=1e-3)
        assert len(store.search_legs([("t", "c")], "x")) == 1
        with pytest.raises(InvalidMemory), store._cursor() as cursor:
            cursor.execute("SELECT 1 / 0").fetchone()
        assert store.delete_namespace(("t",)) == 1
        assert store.sweep_ttl() == 0


def test_using_it_unprepared_or_wrongly_configured_says_so(empty_url: str) -> None:
    with PgvectorStore.from_conn_string(empty_url, index=index_of()) as store:
        with pytest.raises(MigrationError, match="setup"):
            store.get(("t",), "k")
        store.setup()
        wrong = PgvectorStore(store.conn, index=index_of(dims=8, embed=LetterEmbeddings(8)))
        with pytest.raises(InvalidMemory):
            wrong.put(("t",), "k", {"text": "x"})
        assert store.get(("t",), "k") is None
