"""Gives a day that is told alone, after a question back, the part that was asked for ('2025년 10월 2일이요')."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning.claims import LIMITATION, limitation_values
from gazel.reasoning.understanding.date_roles import DateRole
from gazel.reasoning.understanding.dates import shift
from gazel.reasoning.understanding.question import Understood

_ASKED: dict[str, DateRole] = {
    "waiting_period": "contract",
    "reduction": "contract",
    "quality_cancellation": "concluded",
    "illegal_contract": "known",
    "withdrawal": "applied",
    "insurance_age": "birth",
    "payment_deadline": "received",
    "limitation": "diagnosis",
}
"""The day that an answer on a topic asks for."""
_CONDITIONS = {"waiting": "waiting_period", "reduction": "reduction"}
LONGEST = 40
"""Characters of an answer to what was asked back."""


def topics_before(previous: Mapping[str, Any]) -> list[str]:
    """The topics that the turn before spoke of, by name or as the condition that it looked up."""
    aspects = (call["args"].get("aspect", "") for call in previous.get("calls", ()))
    return [*previous.get("topic_ids", ()), *(_CONDITIONS[aspect] for aspect in aspects if aspect in _CONDITIONS)]


def with_role(u: Understood, topics: Iterable[str]) -> Understood:
    """The question with its only day, of which nothing was said, in the part that the first of the topics before asks for."""
    role = next((_ASKED[topic] for topic in topics if topic in _ASKED), None)
    if role is None or set(u.dates) != {"event"} or len(u.text) > LONGEST:
        return u
    return replace(u, dates={role: u.dates["event"]})


def years_ago(u: Understood) -> dict[str, str]:
    """The days half a year around a time told only in years ('5년 전이요'), as the limitation takes them; {} where none was."""
    if u.dates or u.move is None or u.move.months > -12:
        return {}
    first, last = (shift(u.as_of, u.move.months + months, "개월").isoformat() for months in (-6, 6))
    return {"basis_date": first, "basis_last": last}


def completes_limitation(u: Understood, before: Sequence[PlannedCall]) -> bool:
    """Whether the day is told from which a limitation runs that was asked about."""
    asked = any(call.tool == "deadline_calc" and call.args.get("kind") == LIMITATION for call in before)
    return asked and bool(limitation_values(u) or years_ago(u)) and not u.insurers and not u.amounts and len(u.text) <= LONGEST
