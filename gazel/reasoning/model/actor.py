"""After tool results: may the model ask for more, and for what.

It chooses one call by one constrained answer: a tool that the user brought (GAZEL_TOOLS), or, only where every search of
the rules found nothing or failed, another look into the catalogue in the vocabulary's words, which the rules turn into
calls. A result that asks the customer back or goes to review is a result: the model cannot look past it. A call that was
made already is none, so a model that repeats itself ends the loop. Of what the guard declines, only a question outside
insurance may still be answered, by a tool of the user's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gazel.errors import ModelMisbehaved, ReasonerError
from gazel.events import Fallback
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.evidence_lines import evidence_lines
from gazel.reasoning.model.grounding.names import ExactNames
from gazel.reasoning.model.policy import admissible
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, Packed, act_messages
from gazel.reasoning.model.tool_schema import OfferedTool, violation
from gazel.reasoning.model.understanding import Understanding
from gazel.reasoning.model.vocabulary import Vocabulary
from gazel.reasoning.plan import Context, Plan, PlannedCall
from gazel.reasoning.reasoner import Note, Reasoner

ANSWER, LOOK_UP = "answer", "look_up"
ANSWER_TOKENS = 200


@dataclass(frozen=True, slots=True)
class Actor:
    """Chooses the next call of a turn, or none."""

    rules: Reasoner
    client: ModelClient
    vocabulary: Vocabulary
    names: ExactNames
    offered: Sequence[OfferedTool] = ()

    def more(
        self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context
    ) -> tuple[tuple[PlannedCall, ...], tuple[Note, ...]]:
        """The calls to make next, none that `plan` has already; a failed model is a Fallback and ends the loop."""
        may_look_up = not plan.outcome and bool(evidence) and all(map(_found_nothing, evidence))
        open_end = plan.outside or plan.outcome in (None, "needs_input")
        if not open_end or not (self.offered or may_look_up):
            return (), ()
        try:
            cuts = self._prompt(question, plan, evidence).cuts("act")
            calls = self._chosen(question, plan, evidence, context, may_look_up)
        except ReasonerError as error:
            return (), (Fallback(step="act", reason=str(error)),)
        return tuple(call for call in calls if call not in plan.calls), cuts

    def _chosen(
        self, question: str, plan: Plan, evidence: Sequence[Evidence], context: Context, may_look_up: bool
    ) -> tuple[PlannedCall, ...]:
        """The model's choice after one retry that shows the error; raises ModelUnavailable or ModelMisbehaved."""
        schema = self._schema(may_look_up)

        def ask(error: str) -> tuple[PlannedCall, ...]:
            answer = self.client.structured(
                self._prompt(question, plan, evidence, error).messages,
                schema,
                max_tokens=ANSWER_TOKENS,
                step_seconds=self.client.plan_seconds,
                is_cancelled=context.is_cancelled,
            )
            return self._read(answer, question, context)

        try:
            return ask("")
        except ModelMisbehaved as error:
            return ask(str(error))

    def _read(self, answer: dict[str, Any], question: str, context: Context) -> tuple[PlannedCall, ...]:
        name = answer.get("tool", ANSWER)
        if name == ANSWER:
            return ()
        if name == LOOK_UP:
            return self._looked_up(answer.get("about", {}), question, context)
        tool = next((tool for tool in self.offered if tool.name == name), None)
        if tool is None:
            raise ModelMisbehaved(f"'{str(name)[:40]}' 도구는 없습니다.")
        args = answer.get("args", {})
        if bad := violation(args, tool.schema):
            raise ModelMisbehaved(bad)
        return (PlannedCall(name, args),)

    def _looked_up(self, about: Any, question: str, context: Context) -> tuple[PlannedCall, ...]:
        """The rules' calls for what the model wants to know, in the words that it may use."""
        understood = Understanding.read(about if isinstance(about, dict) else {}, self.vocabulary)
        admitted = admissible(understood, question, context, self.names)
        retold = admitted.retold(self.vocabulary, context.previous.get("topics", ()))
        second = self.rules.plan(retold, context)[0] if retold else None
        return () if second is None or second.outcome == "refuse" else second.calls

    def _schema(self, may_look_up: bool) -> dict[str, Any]:
        choices: list[tuple[str, dict[str, Any]]] = [(ANSWER, {})]
        choices += [(LOOK_UP, {"about": self.vocabulary.schema()})] if may_look_up else []
        choices += [(tool.name, {"args": tool.schema}) for tool in self.offered]
        return {
            "anyOf": [
                {
                    "type": "object",
                    "properties": {"tool": {"type": "string", "enum": [name]}, **fields},
                    "required": ["tool", *fields],
                    "additionalProperties": False,
                }
                for name, fields in choices
            ]
        }

    def _prompt(self, question: str, plan: Plan, evidence: Sequence[Evidence], error: str = "") -> Packed:
        """The prompt, within the server's context length; raises ModelUnavailable or ModelMisbehaved."""
        tools = [f"- {tool.name}: {tool.description} 인자 {list(tool.schema['properties'])}" for tool in self.offered]
        done = [f"- 부른 도구: {call.tool} {call.args}" for call in plan.calls]
        done += [line for item in evidence for line in (evidence_lines(item) or [f"- {item.tool}: {item.summary}"])]
        budget = (self.client.served().context_tokens or DEFAULT_CONTEXT_TOKENS) - ANSWER_TOKENS
        return act_messages(tools, question, done, budget, error)


def _found_nothing(item: Evidence) -> bool:
    return bool(item.data.get("empty") or item.data.get("failed"))
