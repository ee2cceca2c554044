"""A complaint goes the whole way: proposal, shipped evaluation, a person's approval, live, and back in one call."""

import pytest

from gazel.memory.types import Scope
from gazel.runtime import Runtime
from gazel.workflow.evaluation import read_questions
from gazel.workflow.procedure_trial import ProcedureTrial

CLAIM = "갑상선암 진단을 받았는데 보험금 청구절차가 어떻게 되나요?"
GAON = Scope("demo", "gaon")


@pytest.fixture
def trial(gazel: Runtime) -> ProcedureTrial:
    """With the shipped questions that speak of claims."""
    questions = read_questions(gazel.settings.data / "eval" / "questions_dev.jsonl")
    claims = [question for question in questions if "청구" in question.text][:3]
    assert claims
    return ProcedureTrial("demo", gazel.memory, gazel.runs, gazel.customers, claims)


@pytest.mark.parametrize(
    ("complaint", "passes"), [("이의신청 방법이 빠졌어요", True), ("무조건 100% 지급된다고 안내하지 않았어요. 무조건 받을 수 있는 최고의 보험입니다", False)]
)  # fmt: skip
def test_from_a_complaint_to_a_better_procedure(gazel: Runtime, trial: ProcedureTrial, complaint: str, passes: bool) -> None:
    run_id = gazel.runs.start("gaon", "t", CLAIM)
    gazel.runs.wait(run_id)
    (entry,) = gazel.memory.timeline(GAON, kind="procedural")
    gazel.customers.rate("gaon", run_id, "bad", complaint)
    assert gazel.memory.consolidation_waits(GAON)
    gazel.memory.consolidate(GAON)
    (proposal,) = gazel.memory.improving.proposals(GAON)
    assert gazel.memory.improving.approve(GAON, proposal.proposal_id, trial.passes, by="관리자") is passes

    def steps() -> list[dict[str, str]]:
        (now,) = gazel.memory.timeline(GAON, kind="procedural")
        return list(now["row"]["steps"])

    assert (steps() == proposal.row["steps"]) is passes
    assert gazel.memory.undo(GAON, "procedural", entry["key"], by="관리자") is passes
    assert steps() == entry["row"]["steps"]
    with gazel.database.connection() as connection:
        left = connection.execute("select count(*) as n from store where customer like 'eval-%'").fetchone()
    assert left == {"n": 0}
