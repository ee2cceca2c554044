"""Plans the deadlines of giving up a contract: withdrawal, quality cancellation and the end of an unlawful contract, each that is asked for."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.understanding.date_roles import DateRole
from gazel.reasoning.understanding.dates import DateMention
from gazel.reasoning.understanding.question import Understood

FROM, TO = "concluded_from", "concluded_to"
"""The days between which a contract was concluded, where only a month or year was said."""
_CONCLUDED: tuple[DateRole, ...] = ("concluded", "contract", "applied")
_WORDS = {
    "withdrawal": re.compile(r"철회"),
    "quality": re.compile(r"품질보증|계약취소|품질해지"),
    "illegal": re.compile(r"위법"),
}
"""What names a further deadline beside the one that answers first."""


def leaving_calls(u: Understood) -> list[PlannedCall]:
    """The deadlines asked for, as far as a day of theirs was said; further ones only where they are named outright."""
    found = [(kind, values) for kind, plan in _PLANS.items() if (values := plan(u))]
    named = [(kind, values) for kind, values in found if _WORDS[kind].search(u.dense)]
    chosen = named if len(named) > 1 else found[:1]
    chosen.sort(key=lambda pair: _place(pair[0], u))
    return [PlannedCall("deadline_calc", {"kind": kind, "values": values}) for kind, values in chosen]


def _place(kind: str, u: Understood) -> int:
    match = _WORDS[kind].search(u.dense)
    return match.start() if match else 0


def _quality(u: Understood) -> dict[str, Any]:
    if "quality_cancellation" not in u.topics:
        return {}
    if concluded := u.day(*_CONCLUDED):
        return {"concluded": concluded}
    said = next((u.dates[role] for role in _CONCLUDED if role in u.dates), None)
    return span(said, u.as_of) if said else {}


def span(said: DateMention, as_of: date) -> dict[str, str]:
    """The first and last day that a month or year can mean, none after the day of asking; {} where all of it is to come."""
    return {FROM: said.first.isoformat(), TO: min(said.last, as_of).isoformat()} if said.first <= as_of else {}


def _withdrawal(u: Understood) -> dict[str, Any]:
    both = u.dates.keys() >= {"applied", "policy_received"}
    if not both and not ("withdrawal" in u.topics and u.day("applied", "policy_received", "contract")):
        return {}
    values = {
        "applied": u.day("applied", "contract"),
        "policy_received": u.day("policy_received"),
        "age": u.person.get("age"),
        "channel": u.person.get("channel"),
    }
    return {name: value for name, value in values.items() if value is not None}


def _illegal(u: Understood) -> dict[str, Any]:
    values = {"known": u.day("known"), "concluded": u.day("contract", "applied", "concluded")}
    told = {name: value for name, value in values.items() if value is not None}
    return told if "illegal_contract" in u.topics else {}


_PLANS: dict[str, Callable[[Understood], dict[str, Any]]] = {
    "quality": _quality,
    "withdrawal": _withdrawal,
    "illegal": _illegal,
}
