"""Which generation an indemnity policy (실손) is of, by when it was taken out."""

import re
from datetime import date, timedelta
from typing import Any

from gazel.reasoning.understanding.dates import add_months
from gazel.reasoning.understanding.question import Understood

SOLD_FROM: tuple[tuple[int, date], ...] = (
    (5, date(2026, 5, 6)),
    (4, date(2021, 7, 1)),
    (3, date(2017, 4, 1)),
    (2, date(2009, 10, 1)),
)
"""The first day each generation was sold; whatever is older is of the first."""
_BESIDE = re.compile(
    r"\s*(?:에\s*)?(?:산|꺼|거|자|짜리|판매\S*)?\s*(?:실손|실비)(?:\s*보험)?\s*(?:인데|이고|이에요|예요|이요|요|입니다|이면|,|\.|$)"
)
_RIGHT_BEFORE = re.compile(r"(?:실손|실비)(?:\s*보험)?(?:이|은|는|도)?\s*$")
_HANDED_IN = re.compile(r"\s*(?:에|자|날)?\s*(?:에\s*)?(?:청구|접수|제출|진료|통원|입원|병원|치료|냈|수술)")


def generation_on(day: date) -> int:
    """The generation that was sold on `day`."""
    return next((number for number, first in SOLD_FROM if day >= first), 1)


def sold_args(u: Understood, *, any_date: bool = False) -> dict[str, Any]:
    """`generation` and the first day `sold` of the policy, as arguments of indemnity_calc; {} where no or several generations fit.

    With `any_date` a date without a part is the policy's too: it answers the question for the generation.
    """
    span = _span(u, any_date=any_date)
    if span is None or span[0] > u.as_of:
        return {}
    first, last = span[0], min(span[1], u.as_of)
    generation = generation_on(first)
    return {"generation": generation, "sold": first.isoformat()} if generation == generation_on(last) else {}


def _span(u: Understood, *, any_date: bool) -> tuple[date, date] | None:
    """The days on which the policy can have been taken out."""
    said = u.dates.get("contract") or u.dates.get("applied") or u.dates.get("concluded")
    other = u.dates.get("event")
    if said is None and other and (any_date or _is_of_policy(u.text, other.start, other.end)):
        said = other
    if said:
        return said.first, said.last
    since = u.elapsed
    if since is None or since.nth:
        return None
    nearest = add_months(u.as_of, -since.months) - timedelta(days=since.days)
    if since.under:
        return nearest, u.as_of
    rough = 0 if since.days else 12 if since.months % 12 == 0 else 1
    return add_months(nearest, -rough) + timedelta(days=bool(rough)), nearest


def _is_of_policy(text: str, start: int, end: int) -> bool:
    """Whether a date stands right beside the word for the policy and is none of a treatment or claim."""
    return bool(_BESIDE.match(text, end) or (_RIGHT_BEFORE.search(text[:start]) and not _HANDED_IN.match(text, end)))
