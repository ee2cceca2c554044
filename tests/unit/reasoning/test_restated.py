"""Follow-ups that tell a value of the calculation anew, and those that only look like one."""

import pytest
from fix_adviser import Adviser, shipped_catalog

from gazel.reasoning.understanding.amounts import find_amounts
from gazel.reasoning.understanding.text import tidy
from gazel.workflow.tools.known_contract import told_contract

CASE = "KB 암진단비(유사암제외) 3천만, 2026-01-10 계약, 위암 C16.9 결과보고 2026-07-29면 얼마?"


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("아 결과 나온 날이 8월 5일이에요", {"report_date": "2026-08-05"}),
        ("계약일은 2025-05-10이었네요", {"contract_date": "2025-05-10"}),
        ("가입금액 천만원이었네요", {"sums": {"sum_insured": 10_000_000}}),
        ("유방암 C50.9였으면?", {"disease": "유방암", "code": "C50.9"}),
        ("C61이면", {"disease": "일반암", "code": "C61"}),
        ("아니 KB가 아니라 흥국이에요", {"insurers": ["흥국화재"]}),
    ],
)
def test_a_value_told_anew_changes_the_calculation(words: str, changed: dict[str, object]) -> None:
    adviser = Adviser()
    before = adviser.ask(CASE).plan.calls[0].args
    call = adviser.ask(words).plan.calls[0]
    assert call.tool == "payout_calc"
    assert {name: call.args[name] for name in changed} == changed
    assert all(call.args[name] == before[name] for name in {"contract_date", "report_date", "insurers"} - changed.keys())


@pytest.mark.parametrize(
    "words",
    ["유방암은 왜 소액암이에요?", "유방암도 보장되나요?", "저 33살이에요", "진단확정일이 뭐예요?", "엄마가 작년에 유방암 진단받았어요", "보험료는 5만원이에요"],
)  # fmt: skip
def test_another_matter_is_none(words: str) -> None:
    adviser = Adviser()
    adviser.ask(CASE)
    assert "payout_calc" not in adviser.ask(words).tools


def test_a_benefit_without_minor_cancers_has_a_general_sum() -> None:
    assert [amount.role for amount in find_amounts("암진단비(유사암 제외) 3천만")] == ["sum_general"]
    assert [amount.role for amount in find_amounts("유사암 600만원")] == ["sum_minor"]


@pytest.mark.parametrize("typed", ["4새대 실손", "4 세데 실손", "사새대 실비"])
def test_the_generation_typed_by_ear(typed: str) -> None:
    assert "세대" in tidy(typed)


def test_words_that_only_look_like_a_generation_stay() -> None:
    assert tidy("사세데스 이세데 보험사") == "사세데스 이세데 보험사"


FACT = {
    "facts": "현대해상 퍼펙트플러스 2025-10-15에 가입함(유사암 진단비 600만원)", "value": "보유",
    "recorded_at": "2026-11-20T15:00:00+00:00", "evidence": [],
}  # fmt: skip
OTHER = {**FACT, "facts": "KB손해보험 암보험 2024-03-02에 가입함"}


def test_a_told_contract_has_its_insurer_day_and_sum() -> None:
    told = told_contract(shipped_catalog(), [FACT], ())
    assert told is not None
    assert (told.insurer, told.contract_date, told.sums) == ("현대해상", "2025-10-15", {"sum_minor": 6_000_000})


def test_a_sum_told_later_of_the_same_contract_counts() -> None:
    quotes = ["현대해상 2025-10-15에 가입했어요", "현대해상 유사암진단비는 800만원이에요"]
    told = told_contract(shipped_catalog(), [{**FACT, "evidence": [{"quote": quote} for quote in quotes]}], ())
    assert told is not None
    assert told.sums == {"sum_minor": 8_000_000}


def test_of_several_told_contracts_the_named_one_counts() -> None:
    assert told_contract(shipped_catalog(), [FACT, OTHER], ()) is None
    told = told_contract(shipped_catalog(), [FACT, OTHER], ["KB손해보험"])
    assert told is not None
    assert told.contract_date == "2024-03-02"


@pytest.mark.parametrize(
    "fact",
    [
        {**FACT, "value": "해지"},
        {**FACT, "facts": "현대해상 암보험을 보유하고 있음"},
        {**FACT, "facts": "암보험 2025-10-15에 가입함"},
    ],
)
def test_a_contract_without_insurer_or_day_is_none(fact: dict[str, object]) -> None:
    assert told_contract(shipped_catalog(), [fact], ()) is None
