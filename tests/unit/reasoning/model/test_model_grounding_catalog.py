"""The grounding check on the real catalogue: what a row says passes, what another insurer's row says does not."""

from functools import cache
from itertools import permutations

import pytest

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import load_catalog
from gazel.catalog.rows import Coverage
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.grounding.check import Grounding
from gazel.reasoning.model.grounding.names import ExactNames
from gazel.settings import settings
from gazel.workflow.tools.coverage_table import coverage_table
from gazel.workflow.tools.coverage_words import point


@cache
def catalog() -> Catalog:
    return load_catalog(settings().data / "insurance")


@cache
def names() -> ExactNames:
    return ExactNames.from_catalog(catalog())


def figured(family: str) -> list[Coverage]:
    return [row for row in catalog().coverages(families=[family]) if row.payout and row.plan_example_krw]


def grounding_of(rows: list[Coverage]) -> Grounding:
    evidence = Evidence(
        tool="compare_coverage",
        summary="",
        points=tuple(point(row, "갑상선암") for row in rows),
        tables=(coverage_table("갑상선암 보장 비교", rows, with_insurer=True),),
    )
    return Grounding([evidence], names())


@pytest.mark.parametrize("family", ["유사암진단비", "유사암수술비", "항암방사선약물", "다빈치로봇", "암입원일당"])
def test_a_rows_own_figures_pass_and_another_insurers_do_not(family: str) -> None:
    rows = figured(family)
    grounding = grounding_of(rows)
    for row in rows:
        sentence = f"{row.insurer}의 {row.name} 설계 예시 금액은 {row.plan_example_krw:,}원입니다."
        verdict = grounding.judge(sentence)
        assert verdict.grounded, (sentence, verdict.reason)
    for own, other in permutations(rows, 2):
        mine = {row.plan_example_krw for row in rows if row.insurer == own.insurer}
        if other.plan_example_krw not in mine:
            assert not grounding.judge(
                f"{own.insurer}의 {own.name} 설계 예시 금액은 {other.plan_example_krw:,}원입니다."
            ).grounded
            assert not grounding.judge(f"{own.insurer}의 {family}는 {other.plan_example_krw:,}원이 지급됩니다.").grounded


@pytest.mark.parametrize("family", ["유사암진단비", "유사암수술비", "항암방사선약물", "다빈치로봇", "암입원일당"])
def test_every_point_passes_sentence_by_sentence_and_after_another_insurers_point_it_does_not_change_hands(family: str) -> None:
    rows = figured(family)
    grounding = grounding_of(rows)
    for unit in grounding.units:
        if unit.prose:
            verdict = grounding.judge(unit.text, unit.about)
            assert verdict.grounded, (unit.text, verdict.reason)


def test_a_wait_is_not_given_to_an_insurer_without_one() -> None:
    rows = figured("다빈치로봇") + figured("유사암진단비")
    grounding = grounding_of(rows)
    waiting = {row.insurer for row in figured("유사암진단비") if row.payout and row.payout.waiting_days}
    for row in figured("유사암진단비"):
        if row.waiting == "없음" and row.insurer not in waiting:
            assert not grounding.judge(f"{row.insurer}의 유사암진단비는 면책기간이 90일입니다.").grounded
            assert grounding.judge(f"{row.insurer}의 {row.name}는 면책기간이 없습니다.").grounded, row.name
