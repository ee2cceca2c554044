"""Who decides where rules and model differ.

Rules win wherever they have a plan or an outcome: they refuse, they compute, they hit a name of the catalogue or a cue of
an intent. A model that sees it otherwise is only noted. Where the rules are at a loss and would ask back, the model may
help with what is asked (never with what is told), only with words of the catalogue and only by asking the rules again in plain words: whatever it understood, the
rules' guard, inputs and tools decide what happens. It can name an insurer only if the question or the thread does.
Measured in docs/benchmarks.md: where the rules have a plan for a freely worded question, a small model that disagrees is
right half as often as they are, so anything laxer loses more than it wins.
"""

import re
from dataclasses import replace

from gazel.reasoning.model.grounding.names import ExactNames
from gazel.reasoning.model.understanding import Understanding
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.understanding.mood import is_question
from gazel.reasoning.understanding.premise import asks_whether
from gazel.reasoning.understanding.text import tidy

SECOND_OPINION_SECONDS = 1.5
"""A plan that stands anyway is put to the model only where its last answer came within this time."""
_STATES = re.compile(r"(?:니다|네요|[가-힣][어아]요)(?=[\s.!~]|$)")
"""The end of a statement, also where something follows it ('둘째 봤어요 지난주에')."""


def closed(plan: Plan) -> bool:
    """Whether the turn is over for the rules, so that no model is asked: a refusal, a review, a greeting's reply."""
    return plan.outcome in ("refuse", "needs_review", "answer") or "prompt_injection" in plan.intents


def certain(plan: Plan) -> bool:
    """Whether the rules' plan stands whatever the model says."""
    return closed(plan) or bool(plan.calls)


def disagreement(plan: Plan, understood: Understanding) -> str:
    """What the model understood that the rules did not, in Korean; '' where they agree on an intent."""
    if set(plan.intents) & set(understood.intents):
        return ""
    return f"규칙은 {', '.join(plan.intents)}, 모델은 {', '.join(understood.intents)}(으)로 이해했습니다."


def tells(question: str) -> bool:
    """Whether it is a plain statement: of one a small model makes questions that nobody has."""
    return bool(_STATES.search(question)) and not (is_question(tidy(question)) or asks_whether(question))


def admissible(understood: Understanding, question: str, context: Context, names: ExactNames) -> Understanding:
    """The understanding without insurers that neither the question nor the thread's messages name."""
    heard = " ".join((question, *(text for _, text in context.history[-4:])))
    named = names.find(heard).insurers | set(context.previous.get("insurers", ()))
    return replace(understood, insurers=tuple(name for name in understood.insurers if name in named))
