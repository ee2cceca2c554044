"""The speed comparison runs, finds everything, and leaves nothing behind."""

import psycopg

from gazel.memory.bench import bench_store


def test_a_small_comparison(empty_url: str) -> None:
    report = bench_store(400, 4, empty_url, questions=10)
    assert report["rows"] == 400
    assert report["gazel_both_legs"]["recall_at_10"] == report["gazel_search"]["recall_at_10"] == 1.0
    assert report["postgres_store"]["recall_at_10"] <= 1.0
    assert set(report["speedup_p50"]) == {"postgres_store", "postgres_store_hnsw", "postgres_store_hnsw_iterative"}
    with psycopg.connect(empty_url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bench_%'").fetchone() == (0,)
