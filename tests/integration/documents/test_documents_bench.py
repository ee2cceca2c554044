"""The bench reads what it made, and memory does not grow with the pages."""

from gazel.documents.bench import bench_ingest
from gazel.documents.library import Library


def test_a_long_policy_is_measured_and_erased(library: Library) -> None:
    report = bench_ingest(library, 12)
    assert report["again_unchanged"] is True
    assert report["clauses"] == 12 * 3 * (1 + 3 + 2) + 1 + 1
    assert library.documents("kim") == []
