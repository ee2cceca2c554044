"""The project's own questions that lean on memory, on a real PostgreSQL."""

import pytest
from fix_adviser import Adviser, misses, needs_memory, own_questions, shipped_catalog

from gazel.memory.manager import HierarchicalMemoryManager
from gazel.runtime import shared_procedures

QUESTIONS = [row for row in own_questions() if needs_memory(row)]


def test_questions_with_a_memory(memory: HierarchicalMemoryManager) -> None:
    """One database for all of them: each is asked as a customer of its own, and none sees another's turns."""
    memory.seed_procedures("demo", shared_procedures(shipped_catalog()))
    failed = {f"{row['id']} {row['text']}": found for row in QUESTIONS if (found := misses(row, Adviser(memory)))}
    assert failed == {}


@pytest.mark.parametrize("about", ["health", "all"])
def test_erasure_leaves_nothing_to_recall(memory: HierarchicalMemoryManager, about: str) -> None:
    adviser = Adviser(memory)
    adviser.ask("작년에 갑상선 결절로 조직검사 받은 적이 있어요", thread="t0")
    answer = adviser.ask("내가 병력 얘기한 적 있나요? 있으면 지워주세요" if about == "health" else "제 정보 전부 삭제해주세요")
    assert answer.behaviour == "answer"
    assert "삭제했습니다" in answer.prose
    assert not [row for row in memory.timeline(adviser.scope) if "결절" in str(row["row"])]


def test_consent_opens_the_way_for_health_facts(memory: HierarchicalMemoryManager) -> None:
    adviser = Adviser(memory)
    withheld = adviser.ask("어머니가 갑상선암이 있으셨어요", thread="t0")
    assert "동의" in withheld.prose
    adviser.ask("건강정보 저장에 동의합니다", thread="t0")
    adviser.ask("어머니가 갑상선암이 있으셨어요", thread="t0")
    assert [fact["slot"] for fact in memory.facts(adviser.scope)] == ["family_history"]


def test_a_changed_preference_names_the_old_and_the_new(memory: HierarchicalMemoryManager) -> None:
    adviser = Adviser(memory)
    adviser.ask("저는 보험료 저렴한 게 좋아요", thread="t0")
    answer = adviser.ask("이제 보험료보다 보장 두둑한게 나아요")
    assert "저렴한 것을 중요하게" in answer.prose
    assert "변경해 저장했습니다" in answer.prose
