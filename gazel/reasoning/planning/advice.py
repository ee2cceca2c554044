"""Plans recommend_riders: a suggestion where one is asked for, and its continuation while suitability is answered."""

import re
from collections.abc import Sequence
from typing import Any

from gazel.reasoning.plan import Context, PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.understanding.question import Understood

ADVICE = "advice"
"""The slot that keeps what a suggestion was asked for until the talk turns to something else."""
_STEERS = re.compile(
    r"(?:위주|중심|쪽|방향|으로|로|하게).{0,6}(?:가고싶|하고싶|들고싶|가입하고싶|갈래|할래|가려고|하려고|준비하)"
)
"""Says which way the cover is to go: together with a taste and a disease, a set of riders is wanted."""


def advice_calls(u: Understood) -> list[PlannedCall]:
    """A suggestion of riders, if one is asked for; no insurer is ever suggested."""
    steers = bool(_STEERS.search(u.dense)) and any(d.slot == "preference" for d in u.drafts) and bool(u.diseases or u.families)
    if (
        (u.score("recommendation") < 2 and not steers)
        or u.score("claim_procedure") >= 3
        or (cues.wants_winner(u) and not u.drafts)
        or ("비교" in u.dense and len(u.insurers) >= 2)
    ):
        return []
    named = [disease for disease in u.diseases if disease not in cues.UNRELATED]
    args = {"disease": named[0] if named else "", "insurers": list(u.insurers)}
    return [PlannedCall("recommend_riders", {name: value for name, value in args.items() if value})]


def advice_of_thread(calls: list[PlannedCall], context: Context) -> list[PlannedCall]:
    """The suggestion with the aim that was named when it was first asked for in this thread."""
    return [PlannedCall(call.tool, {**context.previous.get(ADVICE, {}), **call.args}) for call in calls]


def advice_resumed(u: Understood, context: Context) -> list[PlannedCall]:
    """The suggestion that waits for what is told now, if one does."""
    waits = ADVICE in context.previous and bool(u.drafts)
    return [PlannedCall("recommend_riders", dict(context.previous[ADVICE]))] if waits else []


def advice_kept(calls: Sequence[PlannedCall], context: Context) -> dict[str, Any] | None:
    """What a suggestion is asked for after these calls; None once the talk has turned to something else."""
    asked = next((call.args for call in calls if call.tool == "recommend_riders"), None)
    if asked is not None or any(call.tool != "memory_write" for call in calls):
        return asked
    kept: dict[str, Any] | None = context.previous.get(ADVICE)
    return kept
