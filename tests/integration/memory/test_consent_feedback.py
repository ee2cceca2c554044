"""Consent forms and erases health facts; feedback improves procedures only through evaluation and approval."""

from datetime import date

import pytest
from fix_memory import CLAIM, Say

from gazel.db.database import Database
from gazel.errors import InvalidMemory
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope

TODAY = date(2026, 12, 31)
BETTER = [*CLAIM["steps"], {"title": "이의신청", "detail": "결과에 동의하지 않을 때"}]


def test_consent_forms_what_was_withheld_and_its_withdrawal_erases_it(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    say("작년에 갑상선 결절로 조직검사 받은 적이 있어요", day=0)
    say("어머니가 갑상선암 수술하셨어요. 보험료는 싼 게 좋아요", day=1)
    assert [fact["slot"] for fact in memory.facts(kim)] == ["preference"]
    memory.consent(kim, "health", True)
    facts = memory.facts(kim, as_of=TODAY)
    assert {fact["slot"] for fact in facts} == {"preference", "health", "family_history"}
    assert {fact["timestamp"][:10] for fact in facts if fact["slot"] == "health"} == {"2026-11-01"}
    assert all(not entry["row"]["withheld"] for entry in memory.timeline(kim, kind="episodic"))
    memory.consent(kim, "health", True)
    assert {fact["proof_count"] for fact in memory.facts(kim, as_of=TODAY)} == {1}
    memory.consent(kim, "health", False)
    assert [fact["slot"] for fact in memory.facts(kim, as_of=TODAY)] == ["preference"]
    with database.connection() as connection:
        left = connection.execute(
            "select count(*) as n from memory_versions where kind = 'semantic' and value::text like '%결절%'"
        ).fetchone()
    assert left == {"n": 0}


def test_examples_are_similar_answered_and_not_marked_bad(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    say("유사암 진단비는 얼마예요?", run="good")
    say("유사암 진단비 감액이 있나요?", run="bad")
    say("유사암 진단비 받으려면 수술해야 하나요?", run="refused", behaviour="refuse")
    say("운전자보험 벌금은요?", run="other")
    with database.connection() as connection:
        connection.execute("insert into feedback (tenant, customer, run_id, verdict) values ('demo', 'kim', 'bad', 'bad')")
    found = memory.examples(kim, "유사암 진단비가 궁금해요", as_of=TODAY)
    assert [hit.row["run_id"] for hit in found] == ["good"]


def learned(say: Say) -> str:
    return next(written.key for written in say("청구절차 알려주세요", procedure=CLAIM) if written.kind == "procedural")


def test_a_proposal_goes_live_after_evaluation_and_approval_and_rolls_back(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope
) -> None:
    key = learned(say)
    proposal = memory.improving.propose(kim, key, BETTER, reason="이의신청이 빠졌어요", by="설계사")
    assert "+4. 이의신청: 결과에 동의하지 않을 때" in proposal.diff

    def steps() -> int:
        (entry,) = memory.timeline(kim, kind="procedural")
        return len(entry["row"]["steps"])

    assert steps() == 3
    assert memory.improving.approve(kim, proposal.proposal_id, lambda row: len(row["steps"]) == 4, by="관리자")
    assert steps() == 4
    assert memory.undo(kim, "procedural", key, by="관리자")
    assert steps() == 3


def test_a_proposal_that_fails_the_evaluation_changes_nothing(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    key = learned(say)
    proposal = memory.improving.propose(kim, key, BETTER, reason="이의신청", by="설계사")
    assert not memory.improving.approve(kim, proposal.proposal_id, lambda row: False, by="관리자")
    (entry,) = memory.timeline(kim, kind="procedural")
    assert len(entry["row"]["steps"]) == 3
    assert [p.status for p in memory.improving.proposals(kim)] == ["failed"]
    with pytest.raises(InvalidMemory):
        memory.improving.approve(kim, proposal.proposal_id, lambda row: True, by="관리자")


def test_a_proposal_needs_a_procedure_a_change_and_a_reason(say: Say, memory: HierarchicalMemoryManager, kim: Scope) -> None:
    key = learned(say)
    for wrong_key, steps, reason in [("p-none", BETTER, "이유"), (key, CLAIM["steps"], "이유"), (key, BETTER, " ")]:
        with pytest.raises(InvalidMemory):
            memory.improving.propose(kim, wrong_key, steps, reason=reason, by="나")


def complain(database: Database, run_id: str, reason: str) -> None:
    with database.connection() as connection:
        connection.execute(
            "insert into feedback (tenant, customer, run_id, verdict, reason) values ('demo', 'kim', %s, 'bad', %s)",
            [run_id, reason],
        )


@pytest.mark.parametrize(
    ("reason", "changed"),
    [
        ("이의신청 방법이 빠졌어요", "+4. 이의신청 방법: 이의신청 방법이 빠졌어요"),
        ("서류 제출은 앱으로도 돼요", "+2. 서류 제출: 진단서 (정정: 서류 제출은 앱으로도 돼요)"),
    ],
)
def test_a_complaint_becomes_one_proposal_that_changes_nothing_until_it_is_approved(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database, reason: str, changed: str
) -> None:
    say("청구절차 알려주세요", procedure=CLAIM, run="complained")
    complain(database, "complained", reason)
    for _ in range(2):
        memory.consolidate(kim)
    (proposal,) = memory.improving.proposals(kim)
    assert (proposal.reason, proposal.status) == (reason, "proposed")
    assert changed in proposal.diff.splitlines()
    (entry,) = memory.timeline(kim, kind="procedural")
    assert entry["row"]["steps"] == CLAIM["steps"]


def test_a_complaint_without_a_reason_or_a_procedure_proposes_nothing(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    say("청구절차 알려주세요", procedure=CLAIM, run="silent")
    say("유사암 진단비는 얼마예요?", run="other")
    complain(database, "silent", " ")
    complain(database, "other", "금액이 틀려요")
    memory.consolidate(kim)
    assert memory.improving.proposals(kim) == []


def test_whoever_reads_the_complaint_only_proposes(
    say: Say, memory: HierarchicalMemoryManager, kim: Scope, database: Database
) -> None:
    memory.reflect_with(lambda steps, reason: [{"title": "안내할 때", "detail": reason}, *steps])
    say("청구절차 알려주세요", procedure=CLAIM, run="read")
    complain(database, "read", "말이 어려워요")
    memory.consolidate(kim)
    (proposal,) = memory.improving.proposals(kim)
    assert "+1. 안내할 때: 말이 어려워요" in proposal.diff.splitlines()
    (entry,) = memory.timeline(kim, kind="procedural")
    assert entry["row"]["steps"] == CLAIM["steps"]
