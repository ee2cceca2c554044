"""Decides how a turn ends: answered, asked back, put to review, or declined."""

from collections.abc import Sequence

from gazel.events import Behaviour
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Plan

BESIDE = frozenset({"glossary", "waiver_rule", "rights_guide", "memory_write"})
"""Tools that explain around a question or keep what was told; they do not stand in for what is still to be asked for."""


def behaviour(plan: Plan, evidence: Sequence[Evidence]) -> Behaviour:
    """The plan's own outcome, else the gravest of the evidence; a question back yields only to an answer of its own kind."""
    if plan.outcome is not None:
        return plan.outcome
    found = {item.behaviour for item in evidence}
    if "refuse" in found:
        return "refuse"
    if "needs_review" in found:
        return "needs_review"
    answered = any(item.behaviour == "answer" and item.tool not in BESIDE for item in evidence)
    return "needs_input" if "needs_input" in found and not answered else "answer"
