"""The seam between the workflow and whoever reasons: rules, or rules with an open-weight model."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from gazel.events import AnswerDropped, Fallback, PromptCut
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Context, Plan, PlannedCall

Note = Fallback | PromptCut
"""Why the rules took over, or what the model was not shown."""
Piece = str | AnswerDropped | Note
"""A piece of prose to stream, or an event that says what was dropped or noted on the way."""


class Reasoner(Protocol):
    """Plans tool calls for a question and writes the answer around their evidence."""

    @property
    def name(self) -> str:
        """'rules' or the model's id."""
        ...

    def plan(self, question: str, context: Context) -> tuple[Plan, tuple[Note, ...]]:
        """The plan for a masked question, and what is to be noted of the way to it."""
        ...

    def more(
        self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context
    ) -> tuple[tuple[PlannedCall, ...], tuple[Note, ...]]:
        """The calls to make after these results, none that `plan` has already, and what is to be noted."""
        ...

    def compose(self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[Piece]:
        """The answer's prose in pieces, grounded in `evidence`."""
        ...
