"""Plans a turn: the rules first, then one constrained call of the model, one retry, and the policy between the two."""

import time
from dataclasses import replace

from gazel.errors import ModelMisbehaved, ModelUnavailable
from gazel.events import Fallback
from gazel.reasoning.guard import inspect
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.grounding.names import ExactNames
from gazel.reasoning.model.policy import SECOND_OPINION_SECONDS, admissible, certain, closed, disagreement, tells
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, Packed, plan_messages
from gazel.reasoning.model.understanding import Understanding
from gazel.reasoning.model.vocabulary import Vocabulary
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.reasoner import Note, Reasoner

ANSWER_TOKENS = 200


class Planner:
    """Joins the rules' plan and the model's understanding of the same question."""

    def __init__(self, rules: Reasoner, client: ModelClient, vocabulary: Vocabulary, names: ExactNames) -> None:
        self._rules, self._client, self.vocabulary, self._names = rules, client, vocabulary, names
        self._last_seconds = 0.0

    def plan(self, question: str, context: Context) -> tuple[Plan, tuple[Note, ...]]:
        """The plan and what happened on the way: a cut prompt, a failed model, or a disagreement and who won it.

        What the guard refuses is never put to a model, whoever calls.
        """
        plan, notes = self._rules.plan(question, context)
        if inspect(question).refusal or closed(plan) or (certain(plan) and self._last_seconds > SECOND_OPINION_SECONDS):
            return plan, notes
        try:
            notes = (*notes, *self.prompt(question, context).cuts("plan"))
            understood = self.understand(question, context)
        except (ModelUnavailable, ModelMisbehaved) as error:
            return plan, (*notes, Fallback(step="plan", reason=str(error)))
        joined, differences = self.join(plan, understood, question, context)
        return joined, (*notes, *differences)

    def understand(self, question: str, context: Context) -> Understanding:
        """The model's validated understanding, after one retry that shows the error; raises ModelUnavailable or ModelMisbehaved."""
        schema = self.vocabulary.schema()
        began = time.monotonic()
        deadline = began + self._client.plan_seconds

        def ask(error: str) -> Understanding:
            packed = self.prompt(question, context, error)
            left = max(0.1, deadline - time.monotonic())
            answer = self._client.structured(
                packed.messages, schema, max_tokens=ANSWER_TOKENS, step_seconds=left, is_cancelled=context.is_cancelled
            )
            return Understanding.read(answer, self.vocabulary)

        try:
            return ask("")
        except ModelMisbehaved as error:
            return ask(str(error))
        finally:
            self._last_seconds = time.monotonic() - began

    def prompt(self, question: str, context: Context, error: str = "") -> Packed:
        """The planning prompt, within the server's context length; raises ModelUnavailable or ModelMisbehaved."""
        budget = (self._client.served().context_tokens or DEFAULT_CONTEXT_TOKENS) - ANSWER_TOKENS
        return plan_messages(self.vocabulary, question, context, budget, error)

    def join(self, plan: Plan, understood: Understanding, question: str, context: Context) -> tuple[Plan, tuple[Note, ...]]:
        """The rules' plan where they are certain, else the plan they make of the question retold in the model's words."""
        differs = disagreement(plan, understood)
        if certain(plan):
            return plan, (
                (Fallback(step="plan", reason=f"{differs} 규칙의 계획이 있으므로 규칙을 따릅니다."),) if differs else ()
            )
        retold = admissible(understood, question, context, self._names).retold(
            self.vocabulary, context.previous.get("topics", ())
        )
        if not retold or tells(question):
            return plan, ((Fallback(step="plan", reason=f"{differs} 규칙을 따릅니다."),) if differs else ())
        second, _ = self._rules.plan(f"{question} {retold}", context)
        if not second.calls or second.outcome == "refuse":
            return plan, (
                (Fallback(step="plan", reason=f"{differs} 모델의 이해로도 계획이 서지 않아 규칙을 따릅니다."),) if differs else ()
            )
        return replace(second, notes=(*second.notes, f"모델의 이해: {retold}")), ()
