"""Puts what new words change into the tool calls of the turn before."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.planning.alternatives import with_each_sum
from gazel.reasoning.planning.claims import INTEREST, LIMITATION, interest_values, limitation_values
from gazel.reasoning.planning.leaving import FROM, TO, span
from gazel.reasoning.planning.market import families_of, wanted_condition
from gazel.reasoning.planning.payouts import sums_of
from gazel.reasoning.planning.regrouping import families_after, insurers_of
from gazel.reasoning.planning.told_days import years_ago
from gazel.reasoning.understanding.date_roles import DateRole
from gazel.reasoning.understanding.dates import shift
from gazel.reasoning.understanding.elapsed import Elapsed
from gazel.reasoning.understanding.lone_days import beside, in_month_of
from gazel.reasoning.understanding.question import Understood

CONTINUED = frozenset(
    {
        "coverage_search",
        "compare_coverage",
        "payout_calc",
        "indemnity_calc",
        "deadline_calc",
        "claim_procedure",
        "waiver_rule",
        "glossary",
    }
)
COMPARED = frozenset({"insurers", "disease", "families", "aspect", "claimed", "unknown_insurers"})
"""Arguments that a comparison and a look-up share."""
_BORN = re.compile(r"태어|출생|생일|생년|일생")
_CONCLUDED: tuple[DateRole, ...] = ("concluded", "contract", "applied", "event")
_ALONE = re.compile(r"(?:일당|수술비|진단비|치료비|담보|특약)만")


def previous_calls(previous: Mapping[str, Any]) -> list[PlannedCall]:
    """The calls of the turn before that can be continued."""
    return [PlannedCall(call["tool"], dict(call["args"])) for call in previous.get("calls", ()) if call["tool"] in CONTINUED]


def continued(u: Understood, previous: Mapping[str, Any]) -> list[PlannedCall]:
    """The calls of the turn before, each with the new values put in."""
    changed = [found for call in previous_calls(previous) if (found := _change(call, u))]
    return with_each_sum(changed, u)


def _change(call: PlannedCall, u: Understood) -> PlannedCall | None:
    args = {name: value for name, value in call.args.items() if name not in ("claimed", "supposed")}
    if claimed := u.claimed():
        args["claimed"] = claimed
    if call.tool in ("coverage_search", "compare_coverage"):
        return _market(call.tool, args, u)
    if call.tool == "payout_calc":
        return PlannedCall(call.tool, _payout(args, u))
    args.pop("claimed", None)
    if call.tool == "indemnity_calc":
        return PlannedCall(call.tool, _bill(args, u))
    if call.tool == "deadline_calc":
        return PlannedCall(call.tool, {**args, "values": _values(args["kind"], dict(args.get("values", {})), u)})
    if call.tool == "claim_procedure":
        day = _day_beside(u, args.get("received"), "received", "event")
        return PlannedCall(call.tool, {**args, **({"received": day} if day else {})})
    if u.dates and not (u.insurers or u.diseases):
        return None  # a day alone changes nothing in what a subject means
    named = [name for name in u.insurers if name not in u.set_aside]
    return PlannedCall(call.tool, {**args, **({"insurers": named} if named else {})})


def _values(kind: str, values: dict[str, Any], u: Understood) -> dict[str, Any]:
    """The values of a deadline with what was said anew."""
    if kind == INTEREST:
        return {**values, **interest_values(u)}
    if kind == LIMITATION and (told := limitation_values(u) or years_ago(u)):
        return told
    return _deadline(values, u)


def _bill(args: dict[str, Any], u: Understood) -> dict[str, Any]:
    """The bill with what was said anew; '급여면?' makes the same amount a covered one."""
    said = u.care.as_args()
    priced = any(name in said for name in ("amount", "covered", "noncovered"))
    total = sum(args.get(name) or 0 for name in ("amount", "covered", "noncovered"))
    if (u.care.kind and not priced and total) or priced:
        args = {name: value for name, value in args.items() if name not in ("amount", "covered", "noncovered", "visits_same_day")}
    if u.care.kind and not priced and total:
        said["amount"] = total
    return {**args, **said}


def _market(tool: str, args: dict[str, Any], u: Understood) -> PlannedCall:
    """New insurers, disease, families or condition; 'compare' where one joins, the new one alone where it replaces."""
    if u.insurers or u.unknown_insurers:
        args.update(insurers_of(args, u, tool))
        args["unknown_insurers"] = list(u.unknown_insurers)
    if u.disease:
        args["disease"] = u.disease
    if families := families_after(args, u):
        args["families"] = families
    if aspect := cues.aspect(u):
        args["aspect"] = aspect
    if cues.asks_everyone(u) and not u.insurers:
        kept = {k: v for k, v in args.items() if k in ("disease", "families", "aspect", "claimed")}
        return PlannedCall(
            "compare_coverage", {"insurers": [], **kept, **({"wanted": wanted} if (wanted := wanted_condition(u)) else {})}
        )
    if tool == "compare_coverage" and len(args.get("insurers", [])) == 1:
        return PlannedCall("coverage_search", {k: v for k, v in args.items() if k in COMPARED})
    if tool == "coverage_search" and len(args.get("insurers", [])) > 1:
        tool, args = "compare_coverage", {k: v for k, v in args.items() if k in COMPARED}
    return PlannedCall(tool, {k: v for k, v in args.items() if v or k in ("insurers", "families")})


def _moved(iso: str, move: Elapsed) -> str:
    day = shift(date.fromisoformat(iso), move.months, "개월")
    return (day + timedelta(days=move.days)).isoformat()


def _day_beside(u: Understood, before: str | None, *roles: DateRole) -> str | None:
    """The day said for one of the roles; one without a year lies in that of the day before it in the talk."""
    said = next((u.dates[role] for role in roles if role in u.dates and u.dates[role].exact), None)
    if said is None and before and u.lone_day and "event" in roles:
        found = beside(date.fromisoformat(before), u.lone_day)
        return found.isoformat() if found else None
    if said is None or before is None:
        return u.day(*roles)
    return said.beside(date.fromisoformat(before)).first.isoformat()


def _payout(args: dict[str, Any], u: Understood) -> dict[str, Any]:
    """Another date, insurer, disease, sum, rider or length of stay for the same calculation."""
    event_key = "treatment_date" if args.get("treatment_date") and not (u.day("report", "diagnosis")) else "report_date"
    if event := _day_beside(u, args.get(event_key), "report", "diagnosis", "surgery", "treatment", "event"):
        args[event_key] = event
        args.pop("elapsed", None)
    elif u.move and args.get(event_key):
        args[event_key] = _moved(args[event_key], u.move)
    elif u.move and args.get("elapsed"):
        args["elapsed"] = {"months": max(0, u.move.months), "days": max(0, u.move.days)}
    if contract := u.day("contract"):
        args["contract_date"] = contract
    if u.elapsed:
        args["elapsed"] = {"months": u.elapsed.months, "days": u.elapsed.days, "under": u.elapsed.under}
    if u.insurers:
        args["insurers"] = list(u.insurers)
        if plan := args.pop("plan", None):
            args.setdefault("contract_date", "2025-10-02" if plan == "P1" else None)
    if u.disease or u.codes:
        before = args.get("disease")
        args["disease"] = u.disease or args.get("disease", "갑상선암")
        args["code"] = next(iter(u.codes), None)
        args.pop("families", None)
        args.update(_paid_before(args["disease"], before, args))
    sums = sums_of(u)
    families = list(families_of(u))
    if families and not (_revalues(u, sums) and set(families) <= set(args.get("families", ()))):
        args["families"] = families
    if sums:
        args["sums"] = sums if set(sums) == {"sum_insured"} else {**args.get("sums", {}), **sums}
    args.update(_stay_and_times(args, u, dated=bool(args.get(event_key))))
    if "age" in u.person:
        args["insurance_age"] = u.person["age"]
    if "갱신" in u.dense:
        args["renewal"] = True
    return {name: value for name, value in args.items() if value not in (None, [], {})}


def _revalues(u: Understood, sums: Mapping[str, int]) -> bool:
    """Whether riders are named for a new value of theirs and not to be worked out alone."""
    return bool(sums or u.stay or u.times > 1) and not _ALONE.search(u.dense)


def _stay_and_times(args: Mapping[str, Any], u: Understood, *, dated: bool) -> dict[str, int]:
    """Another length of stay or number of operations; a bare '7일이면?' beside a day is rather that day's."""
    stay = u.stay
    if stay is None and u.days and args.get("hospital_days") and not dated:
        stay = u.days[0]
    wanted = stay and ("입원" in u.dense or args.get("hospital_days"))
    return {**({"hospital_days": stay} if stay and wanted else {}), **({"times": u.times} if u.times > 1 else {})}


def _paid_before(disease: str, before: str | None, args: dict[str, Any]) -> dict[str, Any]:
    """Which types were paid before, as seen from another disease: its own type, or those that leave it untouched."""
    paid = list(args.get("paid_types", [])) or ([before] if before and args.get("already_paid") else [])
    same = disease in paid
    return {"already_paid": same or None, "paid_types": [] if same else paid} if paid else {}


def _settled(values: Mapping[str, Any], u: Understood) -> dict[str, Any] | None:
    """The conclusion's day, told after only its month was ('15일에 들었어요'); None where nothing of the kind was asked."""
    if FROM not in values:
        return None
    first = date.fromisoformat(values[FROM])
    said = next((u.dates[role] for role in _CONCLUDED if role in u.dates), None)
    number = u.lone_day or next(iter(u.days), None)
    concluded = said.beside(first).exact if said else in_month_of(first, number) if number else None
    rest = {name: value for name, value in values.items() if name not in (FROM, TO)}
    if concluded:
        return {**rest, "concluded": concluded.isoformat()}
    return {**rest, **span(said, u.as_of)} if said else None


def _deadline(values: dict[str, Any], u: Understood) -> dict[str, Any]:
    """Another date or age; a move shifts the date that was last."""
    named: tuple[tuple[str, tuple[DateRole, ...]], ...] = (
        ("received", ("received",)), ("applied", ("applied",)), ("policy_received", ("policy_received",)), ("contract_date", ("contract",)),
        ("concluded", ("concluded", "contract")), ("known", ("known",)), ("birth", ("birth",)), ("basis_date", ("report", "diagnosis")),
    )  # fmt: skip
    if found := _settled(values, u):
        return found
    if "birth" in values:
        named = (("birth", ("birth",)), ("contract", ("contract", "applied")))
    told = {name: day for name, roles in named if (day := _day_beside(u, values.get(name), *roles))}
    values.update(told)
    dated = [name for name, value in values.items() if isinstance(value, str) and len(value) == 10]
    if dated:
        last = "birth" if "birth" in values and _BORN.search(u.dense) else dated[-1]
        if event := _day_beside(u, values[last], "event"):
            values[last] = event
        elif u.move and not told:
            values[last] = _moved(values[last], u.move)
    if "age" in u.person:
        values["insurance_age" if "contract_date" in values else "age"] = u.person["age"]
    if "channel" in u.person:
        values["channel"] = u.person["channel"]
    return values
