"""Every row of the sourced matrix is one coverage with the same words and figures."""

import csv
from collections.abc import Iterator

import pytest

from gazel.catalog.catalog import Catalog
from gazel.settings import ROOT

MATRIX = ROOT / "data" / "insurance" / "sources" / "thyroid_matrix.csv"
SAME = {
    "trigger_summary": "trigger",
    "pay_basis": "pay_basis",
    "waiting": "waiting",
    "reduction": "reduction",
    "limit": "limit",
}


def matrix() -> Iterator[dict[str, str]]:
    with MATRIX.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize("source", list(matrix()), ids=lambda row: f"{row['insurer']}-{row['coverage']}")
def test_matrix_row_is_one_coverage(catalog: Catalog, source: dict[str, str]) -> None:
    found = [row for row in catalog.all_coverages() if (row.insurer, row.name) == (source["insurer"], source["coverage"])]
    assert len(found) == 1
    row, prov = found[0], found[0].prov[0]
    for column, field in SAME.items():
        assert getattr(row, field) == source[column]
    assert row.plan_example_krw == int(source["plan_example_krw"])
    assert (prov.page, prov.grade, prov.source_class) == (source["page"], source["grade"], "plan_example")
    assert source["as_of"].startswith(prov.as_of)
    assert source["product"] in prov.doc
    assert catalog.products[row.product].name == source["product"]


@pytest.mark.parametrize("source", list(matrix()), ids=lambda row: f"{row['insurer']}-{row['coverage']}")
def test_payout_rule_says_what_the_words_say(catalog: Catalog, source: dict[str, str]) -> None:
    row = next(r for r in catalog.all_coverages() if (r.insurer, r.name) == (source["insurer"], source["coverage"]))
    assert row.payout is not None
    percent = 20 if "20%" in source["pay_basis"].replace("기타피부암 20%", "") else 100
    assert row.payout.ratio_pct == percent
    assert (row.payout.waiting_days is None) == ("보장개시일" in source["waiting"])
    assert (row.payout.waiting_days == 0) == ("없음" in source["waiting"] and not source["waiting"].startswith("90일"))
    assert all(f"{step.pct:g}%" in source["reduction"] for step in row.payout.steps)
    assert len(row.payout.steps) == source["reduction"].count("%")
    if source["limit"].endswith("일"):
        assert f"{row.payout.limit_days}일" == source["limit"]


def test_the_matrix_has_34_rows_of_eight_insurers(catalog: Catalog) -> None:
    rows = list(matrix())
    assert len(rows) == 34
    assert {row["insurer"] for row in rows} == {row.id for row in catalog.insurers_in_data()}


@pytest.mark.parametrize(
    ("insurer", "steps", "scope"),
    [
        ("삼성화재", [], "all"),
        ("DB손해보험", [], "all"),
        ("현대해상", [50], "small_cancer"),
        ("KB손해보험", [50], "small_cancer"),
        ("메리츠화재", [50], "small_cancer"),
        ("롯데손해보험", [50], "small_cancer"),
        ("한화손해보험", [50], "all"),
        ("흥국화재", [50], "all"),
    ],
)
def test_general_cancer_reduction_differs_by_insurer(catalog: Catalog, insurer: str, steps: list[float], scope: str) -> None:
    (row,) = catalog.coverages(insurers=[insurer], families=["암진단비"])
    assert row.payout is not None
    assert ([step.pct for step in row.payout.steps], row.payout.scope) == (steps, scope)
    assert row.payout.waiting_days == 90
    assert row.plan_example_krw == 30_000_000
