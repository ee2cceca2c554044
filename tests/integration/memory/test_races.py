"""Someone else writes between reading and planning: the plan starts over, and nothing of either is lost."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from fix_memory import CLAIM, START, Say

from gazel.db.database import Database
from gazel.errors import InvalidMemory
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope

LATER = START + timedelta(days=9)
Interrupt = Callable[[Callable[[], object]], None]


@pytest.fixture
def after_reading(monkeypatch: pytest.MonkeyPatch) -> Interrupt:
    """Let `other` write, once, right after the next read of the store."""

    def interrupt(other: Callable[[], object]) -> None:
        batch, waiting = PgvectorStore.batch, [other]

        def read_then(self: PgvectorStore, ops: object) -> object:
            results = batch(self, ops)  # type: ignore[arg-type]
            if waiting:
                waiting.pop()()
            return results

        monkeypatch.setattr(PgvectorStore, "batch", read_then)

    return interrupt


def test_two_turns_at_once_leave_one_open_fact(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, after_reading: Interrupt
) -> None:
    after_reading(lambda: say("저는 35세예요", day=1))
    say("저는 36세예요", day=2)
    assert [fact["value"] for fact in memory.facts(kim, as_of=LATER, slots=["age"])] == ["36"]
    assert len(memory.timeline(kim, kind="semantic")) == 2


def test_a_consolidation_does_not_undo_a_turn_written_meanwhile(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, after_reading: Interrupt
) -> None:
    say("지금 보험은 실손 하나만 있어요", day=0)
    say("4세대 실손 가지고 있어요", day=1)
    after_reading(lambda: say("4세대 실손 가지고 있어요", day=2))
    assert memory.consolidate(kim, now=LATER).merged == 1
    (fact,) = memory.facts(kim, as_of=LATER, slots=["existing_policy"])
    assert fact["proof_count"] == 3


def test_an_edit_keeps_what_a_turn_added_meanwhile(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database, after_reading: Interrupt
) -> None:
    key = next(written.key for written in say("보험료는 저렴한 게 좋아요", day=0) if written.kind == "semantic")
    other = Thread(target=say, args=("보험료는 저렴한 게 좋아요",), kwargs={"day": 1})

    def write_or_wait_for_the_edit() -> None:
        other.start()
        waits = (
            "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()) as yes"
        )
        with database.reading() as connection:
            while other.is_alive() and connection.execute(waits).fetchone() == {"yes": False}:
                pass

    after_reading(write_or_wait_for_the_edit)
    memory.edit(kim, "semantic", key, "보험료가 낮은 것을 좋아함", by="설계사")
    other.join()
    (fact,) = memory.facts(kim, as_of=LATER)
    assert (fact["facts"], fact["proof_count"]) == ("보험료가 낮은 것을 좋아함", 2)


def test_consent_given_during_a_turn_forms_its_facts(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, after_reading: Interrupt
) -> None:
    after_reading(lambda: memory.consent(kim, "health", True))
    say("작년에 갑상선 결절로 조직검사 받은 적이 있어요. 보험료는 싼 게 좋아요", day=0)
    assert "health" in {fact["slot"] for fact in memory.facts(kim, as_of=LATER)}


def test_a_proposal_keeps_the_uses_counted_since_and_is_refused_when_the_steps_changed(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    better = [*CLAIM["steps"], {"title": "이의신청", "detail": ""}]
    other = [*CLAIM["steps"], {"title": "재심사", "detail": ""}]
    key = next(written.key for written in say("청구절차 알려주세요", procedure=CLAIM) if written.kind == "procedural")
    first = memory.improving.propose(kim, key, better, reason="이의신청이 빠졌어요", by="설계사")
    second = memory.improving.propose(kim, key, other, reason="재심사가 빠졌어요", by="설계사")
    say("청구는 어떻게 하나요?", day=1, procedure=CLAIM)
    assert memory.improving.approve(kim, first.proposal_id, lambda row: True, by="관리자")
    (entry,) = memory.timeline(kim, kind="procedural")
    assert (len(entry["row"]["steps"]), entry["row"]["success_count"], entry["row"]["version"]) == (4, 2, 2)
    say("청구 방법이요", day=2, procedure=CLAIM)
    (entry,) = memory.timeline(kim, kind="procedural")
    assert (len(entry["row"]["steps"]), entry["row"]["success_count"], entry["row"]["version"]) == (4, 3, 2)
    with pytest.raises(InvalidMemory):
        memory.improving.approve(kim, second.proposal_id, lambda row: True, by="관리자")
