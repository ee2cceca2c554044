"""The speed measurements run, find everything, and leave nothing behind."""

import psycopg

from gazel.memory.bench import bench_store
from gazel.memory.bench_writers import bench_writers
from gazel.settings import settings


def test_a_small_comparison(empty_url: str) -> None:
    report = bench_store(400, 4, empty_url, questions=10)
    assert report["rows"] == 400
    assert report["gazel_both_legs"]["recall_at_10"] == report["gazel_search"]["recall_at_10"] == 1.0
    assert report["postgres_store"]["recall_at_10"] <= 1.0
    assert set(report["speedup_p50"]) == {"postgres_store", "postgres_store_hnsw", "postgres_store_hnsw_iterative"}
    with psycopg.connect(empty_url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bench_%'").fetchone() == (0,)


def test_a_few_writers(database_url: str) -> None:
    report = bench_writers(database_url, settings(), writers=3, turns=12)
    assert list(report) == ["conversations", "all_new_text"]
    for measured in report.values():
        assert measured["writers"] == 3
        assert measured["turns_per_second"] > 0
        assert 0 < measured["p50_ms"] <= measured["p95_ms"]
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'bench_%'").fetchone() == (0,)
