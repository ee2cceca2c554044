"""The reasoner with an open-weight model: rules first, the model where it helps, the rules again where it fails."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from gazel.errors import ReasonerError
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.actor import Actor
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.composer import Composer
from gazel.reasoning.model.grounding.names import ExactNames
from gazel.reasoning.model.planner import Planner
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, compose_messages
from gazel.reasoning.model.tool_schema import OfferedTool
from gazel.reasoning.model.vocabulary import Vocabulary
from gazel.reasoning.plan import Context, Plan, PlannedCall
from gazel.reasoning.reasoner import Note, Piece, Reasoner

if TYPE_CHECKING:
    from gazel.catalog.catalog import Catalog


class ModelReasoner:
    """A `Reasoner` that never raises for the model's sake: whatever the server does, the turn ends in the rules' answer."""

    def __init__(self, rules: Reasoner, client: ModelClient, catalog: "Catalog", offered: Sequence[OfferedTool] = ()) -> None:
        self.client = client
        names, vocabulary = ExactNames.from_catalog(catalog), Vocabulary.from_catalog(catalog)
        self.planner = Planner(rules, client, vocabulary, names)
        self.actor = Actor(rules, client, vocabulary, names, offered)
        self.composer = Composer(rules, client, names)

    @property
    def name(self) -> str:
        """The model's id, 'model' before the server was ever reached."""
        return self.client.name or "model"

    def plan(self, question: str, context: Context) -> tuple[Plan, tuple[Note, ...]]:
        """The plan for a masked question; noted are a failed model, a disagreement, and what did not fit into the prompt."""
        return self.planner.plan(question, context)

    def more(
        self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context
    ) -> tuple[tuple[PlannedCall, ...], tuple[Note, ...]]:
        """What the model asks for after these results."""
        return self.actor.more(question, plan, evidence, context)

    def compose(self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context) -> Iterator[Piece]:
        """Grounded prose of the model, then what is left of the rules' answer."""
        yield from self.composer.compose(question, plan, evidence, context)

    def warm_up(self) -> str:
        """Let the server read the stable prefixes once, so that the first user does not wait for that; '' or why it failed."""
        empty = Context(as_of=date.min)
        try:
            for prompt in (self.planner.prompt("", empty), compose_messages("", (), empty, DEFAULT_CONTEXT_TOKENS)):
                for _ in self.client.stream(prompt.messages, max_tokens=1, background=True):
                    pass
        except ReasonerError as error:
            return str(error)
        return ""
