"""Text that PostgreSQL cannot hold is refused whole; text of any length is answered."""

import pytest
from fix_memory import START

from gazel.errors import InvalidMemory
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope, Turn


@pytest.mark.parametrize("broken", ["\x00", "유사암\ud800", "글\x00자"])
def test_text_that_cannot_be_stored_is_refused_and_leaves_nothing(
    memory: HierarchicalMemoryManager, kim: Scope, broken: str
) -> None:
    with pytest.raises(InvalidMemory):
        memory.remember(kim, Turn(run_id="r", thread_id="t", question=broken, answer="답", at=START))
    assert memory.count(kim) == {"episodic": 0, "semantic": 0, "procedural": 0}
    assert memory.recall(kim, broken, as_of=START).abstained


def test_a_question_of_any_length_is_answered(memory: HierarchicalMemoryManager, kim: Scope) -> None:
    assert memory.recall(kim, "유사암 " * 50_000, as_of=START).abstained
