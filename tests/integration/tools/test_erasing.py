"""What is erased when the customer asks for it: what was named, and nothing on a guess."""

from fix_adviser import Adviser

from gazel.memory.manager import HierarchicalMemoryManager


def test_nothing_is_erased_where_nothing_is_named(memory: HierarchicalMemoryManager) -> None:
    adviser = Adviser(memory)
    adviser.ask("저는 보험료 월 5만원까지만 생각해요", thread="t0")
    asked = adviser.ask("아까 한 얘기 지워줘")
    assert asked.behaviour == "needs_input"
    assert [fact["value"] for fact in memory.facts(adviser.scope, slots=["budget"])] == ["50000"]


def test_what_is_named_is_erased_and_the_rest_stays(memory: HierarchicalMemoryManager) -> None:
    adviser = Adviser(memory)
    adviser.ask("저는 갱신형은 싫고 비갱신만 원해요", thread="t0")
    adviser.ask("저는 보험료 월 5만원까지만 생각해요", thread="t0")
    adviser.ask("제가 갱신형 싫다고 한거 기억하고 있어요? 그거 삭제해주세요")
    assert {fact["slot"] for fact in memory.facts(adviser.scope, slots=["preference", "budget"])} == {"budget"}
