"""Plans indemnity_calc: what an indemnity policy (실손) pays back of a bill, or its rules."""

import re
from typing import Any

from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning.generations import sold_args
from gazel.reasoning.understanding.care import find_facilities, find_generations
from gazel.reasoning.understanding.question import Understood

_SUPPOSED = re.compile(
    r"\s*원?\s*(?:어치)?(?:이?면|이?라면|일\s*때|이?었으면|은|는|의\s*경우)(?:요|이?랑|하고|와|과)?\s*(?:\?|,|그리고|$|\s)"
)
_SURCHARGE = re.compile(r"할증|할인|내년|갱신보험료|보험료")


def indemnity_calls(u: Understood) -> list[PlannedCall]:
    """The indemnity bill to be worked out, or its rules explained."""
    topics = [
        t
        for t in u.topics
        if t.startswith("indemnity_")
        or t in ("duplicate_indemnity", "noncovered_surcharge", "special_calculation", "fixed_and_indemnity")
    ]
    priced = any((u.care.amount, u.care.covered, u.care.noncovered))
    named = bool(u.care.generation) or "실손" in u.families or bool(u.care.kind)
    if priced and not named and not u.topics.keys() & {"noncovered_surcharge"}:
        return []
    if "fixed_and_indemnity" in u.topics and not priced:
        return []
    if not (u.care.generation or "실손" in u.families or topics or (u.care.kind and priced)):
        return []
    if u.score("claim_procedure") >= 3 and not priced and not u.topics.keys() & {"noncovered_surcharge", "duplicate_indemnity"}:
        return []
    if "noncovered_surcharge" in u.topics and u.amounts and _SURCHARGE.search(u.dense):
        return [PlannedCall("indemnity_calc", {"paid_12m": u.amounts[0].won})]
    if not priced and not u.care.generation and not topics:
        return []
    args: dict[str, Any] = u.care.as_args() if priced else {"generation": u.care.generation} if u.care.generation else {}
    if not u.care.generation and ("실손" in u.families or priced):
        args.update(sold_args(u))
    same_day = [a.won for a in u.amounts if a.role in ("", "noncovered", "daily")]
    if len(same_day) > 1 and re.search(
        r"하루|같은\s*날|한\s*날|당일|오전|오후|아침|점심|저녁|두\s*번|2번|두\s*(?:군데|곳)", u.text
    ):
        args["visits_same_day"] = same_day
    if not priced and {4, 5} <= find_generations(u.text):
        topics = list(dict.fromkeys(["indemnity_overview", "indemnity_g5", "indemnity_g4", *topics]))
    extra = [t for t in topics if t not in ("indemnity_g4", "indemnity_g5")] if priced else topics
    places = find_facilities(u.text) if priced else []
    bills = [{**args, "facility": place} for place in places] if len(places) > 1 else _of_each_amount(args, u)
    return [PlannedCall("indemnity_calc", {**bill, **({"topics": extra} if extra else {})}) for bill in bills]


def _of_each_amount(args: dict[str, Any], u: Understood) -> list[dict[str, Any]]:
    """The same bill with each amount that is only supposed ('1,200만이면? 3천만이면?'); the bill itself where there is one."""
    key = next((name for name in ("noncovered", "covered", "amount") if name in args), None)
    supposed = [amount.won for amount in u.amounts if _SUPPOSED.match(u.text, amount.end)]
    if key is None or len(supposed) < 2 or {"covered", "noncovered"} <= args.keys() or "visits_same_day" in args:
        return [args]
    return [{**args, key: won} for won in dict.fromkeys(supposed)]
