"""The rule reasoner: understands, plans and writes without a language model."""

from collections.abc import Iterator, Sequence

from gazel.catalog.catalog import Catalog
from gazel.reasoning.compose.messenger import wants_lines, write_lines
from gazel.reasoning.compose.notices import opening
from gazel.reasoning.compose.prose import write
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Context, Plan, PlannedCall
from gazel.reasoning.planning.planner import Planner
from gazel.reasoning.reasoner import Note, Piece


class RuleReasoner:
    """A `Reasoner` whose every step is a rule over the catalogue's own words; safe to share between threads."""

    name = "rules"

    def __init__(self, catalog: Catalog) -> None:
        self._planner = Planner(catalog)

    def plan(self, question: str, context: Context) -> tuple[Plan, tuple[Note, ...]]:
        """The plan for a masked question; the rules never fall back."""
        return self._planner.plan(question, context), ()

    def more(
        self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context
    ) -> tuple[tuple[PlannedCall, ...], tuple[Note, ...]]:
        """Nothing: the rules plan a turn at once."""
        return (), ()

    def compose(self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[Piece]:
        """The answer's prose as Korean markdown, line by line; a plan that ends the turn speaks for itself."""
        if plan.outcome is not None and plan.reply:
            yield from opening(context, question)
            yield plan.reply
        elif lines := wants_lines(plan):
            yield from write_lines(question, plan, evidence, context, lines)
        else:
            yield from write(question, plan, evidence, context)
