"""Payouts in a talk: the customer's own contract moved along its steps, an insurer without documents in between, a share without a sum."""

from collections.abc import Sequence

import pytest
from fix_adviser import Adviser, shipped_catalog

from gazel.reasoning.planning.changed_payout import CONTRACT_OF

OWN = {
    "insurer": "KB손해보험",
    "contract_date": "2025-10-02",
    "items": [{"coverage": "KBI-01", "sum_insured": 8_000_000}],
}


def amounts(adviser: Adviser, questions: Sequence[str]) -> list[int | None]:
    """The first rider's amount in won after each question."""
    answers = [adviser.ask(question) for question in questions]
    return [answer.evidence[0].data["results"][0]["amount"] for answer in answers]


def test_the_sample_contracts_day_is_that_of_the_catalogue() -> None:
    plans = shipped_catalog().plans
    assert {name: plans[name].contract_date for name in CONTRACT_OF} == CONTRACT_OF


def test_a_step_of_the_contract_is_one_of_the_customers_own() -> None:
    talk = ["내 보험으로 갑상선암 2026-03-15 확정이면 얼마 받아요?", "딱 1년 되는 날이면?", "그 전날이면?", "하루만 늦었으면"]
    assert amounts(Adviser(policies=(OWN,)), talk) == [4_000_000, 8_000_000, 4_000_000, 8_000_000]


def test_a_written_date_counts_before_a_step_of_the_contract() -> None:
    talk = ["KB 유사암 1000만 2025-12-01 계약 갑상선암 2026-09-02 결과보고면 얼마", "2026-11-02이면 1년 지난 거 아니었으면?"]
    assert amounts(Adviser(), talk) == [5_000_000, 5_000_000]


def test_contracts_of_several_days_are_counted_from_any_of_them() -> None:
    other = {**OWN, "contract_date": "2024-05-01"}
    talk = ["내 보험으로 갑상선암 2026-03-15 확정이면 얼마 받아요?", "딱 1년 되는 날이면?", "하루 전이면?"]
    assert amounts(Adviser(policies=(OWN, other)), talk)[1:] == [8_000_000, 4_000_000]


@pytest.mark.parametrize(
    ("word", "amount"),
    [("DB였으면?", 20_000_000), ("흥국이면요", 10_000_000), ("삼성이었다면?", 20_000_000), ("다른 회사(KB)면", 10_000_000)],
)
def test_another_insurer_recomputes_the_same_case(word: str, amount: int) -> None:
    talk = ["메리츠 일반암진단비 2천만, 유방암 C50.9 계약 200일째 결과보고면 얼마?", word]
    assert amounts(Adviser(), talk) == [10_000_000, amount]


def test_a_share_without_a_sum_is_the_products_own() -> None:
    adviser = Adviser()
    adviser.ask("한화생명 e암보험 갑상선암이면 얼마 받아요?")
    told = adviser.ask("수질암이래요 가입은 1년3개월 됐어요")
    assert "2년 미만이라 가입금액의 40%(지급률 80%의 50%)" in told.text


def test_a_policy_due_to_be_taken_out_anew_is_said_to_be() -> None:
    told = Adviser().ask("2021년 8월에 가입한 실손 의원 비급여 통원 10만원이면 얼마예요?")
    assert "예상 보상액은 70,000원" in told.text
    assert "재가입했다면" in told.text
