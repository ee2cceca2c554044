"""`gazel improve …`: what complaints propose for a customer's procedures, and the person's word on it."""

from typing import Annotated

import typer

from gazel.memory.types import Scope
from gazel.runtime import Runtime, runtime
from gazel.workflow.evaluation import read_questions
from gazel.workflow.procedure_trial import ProcedureTrial

app = typer.Typer(no_args_is_help=True, help="피드백에서 나온 절차 개선안")
QUESTIONS = "eval/questions_dev.jsonl"
Customer = Annotated[str, typer.Argument(help="고객 id")]
ProposalId = Annotated[str, typer.Argument(help="개선안 id")]
By = Annotated[str, typer.Option("--by", help="결정하는 사람")]


@app.command("list")
def list_(customer: Customer) -> None:
    """Show every proposal with its reason and its diff, newest first."""
    gazel = runtime()
    for proposal in gazel.memory.improving.proposals(_scope(gazel, customer)):
        print(f"[{proposal.status}] {proposal.proposal_id} · {proposal.row['title']} · {proposal.reason}\n{proposal.diff}\n")


@app.command()
def approve(customer: Customer, proposal_id: ProposalId, by: By) -> None:
    """Evaluate a proposal with the shipped questions and, when it passes, make it live."""
    gazel = runtime()
    questions = read_questions(gazel.settings.data / QUESTIONS)
    trial = ProcedureTrial(gazel.settings.tenant, gazel.memory, gazel.runs, gazel.customers, questions)
    passed = gazel.memory.improving.approve(_scope(gazel, customer), proposal_id, trial.passes, by=by)
    print("평가를 통과하여 적용했습니다." if passed else "평가를 통과하지 못해 적용하지 않았습니다.")


@app.command()
def reject(customer: Customer, proposal_id: ProposalId, by: By) -> None:
    """Close a proposal without effect."""
    gazel = runtime()
    gazel.memory.improving.reject(_scope(gazel, customer), proposal_id, by=by)
    print("개선안을 닫았습니다.")


@app.command()
def rollback(customer: Customer, key: Annotated[str, typer.Argument(help="절차의 키")], by: By) -> None:
    """Step a procedure back one version."""
    gazel = runtime()
    undone = gazel.memory.undo(_scope(gazel, customer), "procedural", key, by=by)
    print("이전 판으로 되돌렸습니다." if undone else "되돌릴 이전 판이 없습니다.")


def _scope(gazel: Runtime, customer: str) -> Scope:
    return Scope(gazel.settings.tenant, customer)
