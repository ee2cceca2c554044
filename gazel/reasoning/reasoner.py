"""The seam between the workflow and whoever reasons: rules, or rules with an open-weight model."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from gazel.events import AnswerDropped, Fallback
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Context, Plan, PlannedCall

Piece = str | AnswerDropped | Fallback
"""A piece of prose to stream, or an event that says what was dropped or why the rules took over."""


class Reasoner(Protocol):
    """Plans tool calls for a question and writes the answer around their evidence."""

    @property
    def name(self) -> str:
        """'rules' or the model's id."""
        ...

    def plan(self, question: str, context: Context) -> tuple[Plan, tuple[Fallback, ...]]:
        """The plan for a masked question, and the fallbacks that happened on the way."""
        ...

    def more(
        self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context
    ) -> tuple[tuple[PlannedCall, ...], tuple[Fallback, ...]]:
        """The calls to make after these results, none that `plan` has already, and the fallbacks on the way."""
        ...

    def compose(self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[Piece]:
        """The answer's prose in pieces, grounded in `evidence`."""
        ...
