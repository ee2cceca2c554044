"""Decides how a turn ends: answered, asked back, put to review, or declined."""

from collections.abc import Sequence

from gazel.events import Behaviour
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Plan


def behaviour(plan: Plan, evidence: Sequence[Evidence]) -> Behaviour:
    """The plan's own outcome, else the gravest of the evidence: review before answer before a question back."""
    if plan.outcome is not None:
        return plan.outcome
    found = {item.behaviour for item in evidence}
    for grave in ("refuse", "needs_review", "answer", "needs_input"):
        if grave in found:
            return grave
    return "answer"
