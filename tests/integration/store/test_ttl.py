"""Memories that expire: when they go, when reading keeps them, and who sweeps."""

import time

import pytest
from langgraph.store.base import PutOp
from letter_embeddings import index_of

from gazel.memory.store import PgvectorStore

KIM = ("demo", "kim", "working")


def expire(store: PgvectorStore, key: str) -> None:
    with store._cursor() as cursor:
        cursor.execute("UPDATE store SET expires_at = now() - interval '1 second' WHERE key = %s", [key])


def expiry(store: PgvectorStore, key: str) -> float | None:
    with store._cursor() as cursor:
        row = cursor.execute("SELECT extract(epoch FROM expires_at - now()) AS left FROM store WHERE key = %s", [key]).fetchone()
    assert row is not None
    return None if row["left"] is None else float(row["left"])


def test_reading_refreshes_only_when_asked(store: PgvectorStore) -> None:
    store.put(KIM, "k", {"text": "x"}, ttl=60)
    store.put(KIM, "for ever", {"text": "y"})
    for read in (
        lambda refresh: store.get(KIM, "k", refresh_ttl=refresh),
        lambda refresh: store.search(KIM, refresh_ttl=refresh),
    ):
        with store._cursor() as cursor:
            cursor.execute("UPDATE store SET expires_at = now() + interval '1 minute' WHERE key = 'k'")
        read(False)
        assert expiry(store, "k") == pytest.approx(60, abs=5)
        read(True)
        assert expiry(store, "k") == pytest.approx(3600, abs=5)
    assert expiry(store, "for ever") is None
    store.put(KIM, "k", {"text": "x"})
    assert expiry(store, "k") is None


def test_a_default_lifetime(empty_url: str) -> None:
    with PgvectorStore.from_conn_string(empty_url, ttl={"default_ttl": 2, "refresh_on_read": False}) as store:
        store.setup()
        store.put(KIM, "k", {})
        store.put(KIM, "kept", {}, ttl=None)
        store.batch([PutOp(KIM, "raw", {})])
        assert expiry(store, "k") == pytest.approx(120, abs=5)
        assert expiry(store, "kept") is None
        assert expiry(store, "raw") is None


@pytest.mark.parametrize("omit", [True, False])
def test_expired_but_unswept(empty_url: str, omit: bool) -> None:
    with PgvectorStore.from_conn_string(empty_url, index=index_of(), ttl={"omit_expired": omit}) as store:
        store.setup()
        store.put(KIM, "gone", {"text": "abc"}, ttl=5)
        expire(store, "gone")
        seen = 0 if omit else 1
        assert len(store.search(KIM, query="abc", refresh_ttl=False)) == seen
        assert len(store.search(KIM, refresh_ttl=False)) == seen
        assert len(store.list_namespaces()) == seen
        assert (store.get(KIM, "gone", refresh_ttl=False) is None) == omit
        assert store.search_legs([KIM], "abc") == []
        if omit:
            store.get(KIM, "gone", refresh_ttl=True)
            assert expiry(store, "gone") < 0  # type: ignore[operator]
        assert store.sweep_ttl() == 1
        assert store.sweep_ttl() == 0


def test_the_sweeper_starts_stops_and_starts_again(empty_url: str) -> None:
    with PgvectorStore.from_conn_string(empty_url, ttl={"sweep_interval_minutes": 1}) as store:
        store.setup()
        for key in ("first", "second"):
            store.put(KIM, key, {}, ttl=5)
            expire(store, key)
            running = store.start_ttl_sweeper(0.0005)
            assert store.start_ttl_sweeper() is running
            deadline = time.monotonic() + 10
            while store.get(KIM, key, refresh_ttl=False) is not None:
                assert time.monotonic() < deadline
            assert store.stop_ttl_sweeper(5)
            assert running.done()
        cancelled = store.start_ttl_sweeper()
        cancelled.cancel()
        assert store.stop_ttl_sweeper(5)
    assert PgvectorStore(store.conn).start_ttl_sweeper().done()
