"""Payouts by a contract that the customer told in an earlier conversation, on a real PostgreSQL."""

import pytest
from fix_adviser import Adviser

from gazel.memory.manager import HierarchicalMemoryManager

TOLD = "저 현대해상 퍼펙트플러스 2025-10-15에 가입했고 유사암진단 600만원이에요"


def test_a_contract_told_before_is_remembered_with_its_sum(memory: HierarchicalMemoryManager) -> None:
    adviser = Adviser(memory)
    told = adviser.ask(TOLD, thread="t0")
    assert "동의" not in told.prose
    assert [(fact["slot"], "600만원" in fact["facts"]) for fact in memory.facts(adviser.scope)] == [("existing_policy", True)]


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("제 보험으로 갑상선암 조직검사 결과가 2026-10-10에 나왔으면 얼마 받아요?", "3,000,000원"),
        ("내 보험으로 갑상선암 2026-10-15 확정이면 얼마 나와?", "6,000,000원"),
        ("제 현대해상 보험으로 기타피부암 2026-10-20 진단확정이면 얼마 받나요?", "6,000,000원"),
        ("가입한 보험으로 갑상선암 2026-10-14 확진이면 얼마예요?", "3,000,000원"),
    ],
)
def test_it_is_what_my_contract_means(memory: HierarchicalMemoryManager, question: str, amount: str) -> None:
    adviser = Adviser(memory)
    adviser.ask(TOLD, thread="t0")
    answer = adviser.ask(question, thread="t1")
    assert f"예상 지급액은 {amount}" in answer.prose
    assert "전에 말씀하신 계약" in answer.prose


def test_a_choice_between_two_told_contracts_is_left_to_the_customer(memory: HierarchicalMemoryManager) -> None:
    adviser = Adviser(memory)
    adviser.ask(TOLD, thread="t0")
    adviser.ask("메리츠화재 암보험은 2024-03-02에 가입했어요", thread="t0")
    answer = adviser.ask("제 보험으로 갑상선암 2026-10-10 확정이면 얼마 받아요?", thread="t1")
    assert answer.behaviour == "needs_input"
