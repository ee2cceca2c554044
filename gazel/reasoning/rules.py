"""The rule reasoner: understands, plans and writes without a language model."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gazel.events import Fallback
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.reasoner import Piece

if TYPE_CHECKING:
    from gazel.catalog import Catalog


class RuleReasoner:
    """A `Reasoner` whose every step is a rule over the catalogue's own words."""

    name = "rules"

    def __init__(self, catalog: "Catalog") -> None:
        self._catalog = catalog

    def plan(self, question: str, context: Context) -> tuple[Plan, tuple[Fallback, ...]]:
        """The plan for a masked question; the rules never fall back."""
        return Plan(intents=("small_talk",), outcome="answer", reply=""), ()

    def compose(self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[Piece]:
        """The answer's prose as Korean markdown, sentence by sentence."""
        yield plan.reply
