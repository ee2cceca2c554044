"""Who decides where rules and model differ.

Rules win outright where they are certain: they refuse or ask for review, they compute with all inputs, or they hit a
name of the catalogue and an intent. The model may only help where the rules found nothing or are unsure, only with words
of the catalogue, and only by asking the rules again in plain words: whatever it understood, the rules' guard, inputs and
tools decide what happens. It can add an insurer only if the question or the thread names one.
"""

from gazel.reasoning.model.grounding.names import ExactNames
from gazel.reasoning.model.understanding import Understanding
from gazel.reasoning.plan import Context, Plan

_SUBJECTS = ("insurers", "diseases", "code_groups", "families", "topics", "terms", "codes")
_ENDED = ("refuse", "needs_review")
_CALCULATIONS = ("payout_calc", "indemnity_calc", "deadline_calc")
_FREE = ("small_talk", "out_of_scope")


def closed(plan: Plan) -> bool:
    """Whether the turn is over for the rules, so that no model is asked: a refusal or a review."""
    return plan.outcome in _ENDED or "prompt_injection" in plan.intents


def certain(plan: Plan) -> bool:
    """Whether the rules' plan stands whatever the model says."""
    if closed(plan):
        return True
    if any(call.tool in _CALCULATIONS for call in plan.calls):
        return True
    named = any(plan.slots.get(kind) for kind in _SUBJECTS)
    return named and bool(plan.calls) and not set(plan.intents) & set(_FREE)


def disagreement(plan: Plan, understood: Understanding) -> str:
    """What the model understood that the rules did not, in Korean; '' where they agree on an intent."""
    if set(plan.intents) & set(understood.intents):
        return ""
    return f"규칙은 {', '.join(plan.intents)}, 모델은 {', '.join(understood.intents)}(으)로 이해했습니다."


def admissible(understood: Understanding, question: str, context: Context, names: ExactNames) -> Understanding:
    """The understanding without insurers that neither the question nor the thread's messages name."""
    heard = " ".join((question, *(text for _, text in context.history[-4:])))
    named = names.find(heard).insurers | set(context.previous.get("insurers", ()))
    return Understanding(
        understood.intents, tuple(name for name in understood.insurers if name in named), understood.diseases, understood.families,
        understood.topics, understood.tools,
    )
