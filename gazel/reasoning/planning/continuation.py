"""Puts what new words change into the tool calls of the turn before."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.planning.alternatives import with_each_sum
from gazel.reasoning.planning.changed_payout import changed_payout
from gazel.reasoning.planning.claims import INTEREST, LIMITATION, interest_values, limitation_values
from gazel.reasoning.planning.day_changes import day_beside, moved
from gazel.reasoning.planning.generations import sold_args
from gazel.reasoning.planning.leaving import FROM, TO, span
from gazel.reasoning.planning.market import wanted_condition
from gazel.reasoning.planning.payouts import is_hanwha
from gazel.reasoning.planning.regrouping import families_after, insurers_of
from gazel.reasoning.planning.restated import restates
from gazel.reasoning.planning.told_days import years_ago
from gazel.reasoning.understanding.date_roles import DateRole
from gazel.reasoning.understanding.lone_days import in_month_of
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


def previous_calls(previous: Mapping[str, Any]) -> list[PlannedCall]:
    """The calls of the turn before that can be continued."""
    return [PlannedCall(call["tool"], dict(call["args"])) for call in previous.get("calls", ()) if call["tool"] in CONTINUED]


def continued(u: Understood, previous: Mapping[str, Any], held: Collection[str] = ()) -> list[PlannedCall]:
    """The calls of the turn before, each with the new values put in; `held` are the days of the customer's own contracts."""
    changed = [found for call in previous_calls(previous) if (found := _change(call, u, held))]
    return with_each_sum(changed, u)


def _change(call: PlannedCall, u: Understood, held: Collection[str]) -> PlannedCall | None:
    args = {name: value for name, value in call.args.items() if name not in ("claimed", "supposed")}
    if (claimed := u.claimed()) and (u.asks or not restates(u, call)):
        args["claimed"] = claimed
    if call.tool in ("coverage_search", "compare_coverage"):
        return _market(call.tool, args, u)
    if call.tool == "payout_calc":
        return _other_payout(args, u, held)
    args.pop("claimed", None)
    if call.tool == "indemnity_calc":
        return PlannedCall(call.tool, _bill(args, u))
    if call.tool == "deadline_calc":
        return PlannedCall(call.tool, {**args, "values": _values(args["kind"], dict(args.get("values", {})), u)})
    if call.tool == "claim_procedure":
        day = day_beside(u, args.get("received"), "received", "event")
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


def _other_payout(args: dict[str, Any], u: Understood, held: Collection[str]) -> PlannedCall:
    """The payout with the new values; of an insurer without documents only what is known of it can be told."""
    if u.unknown_insurers and not u.insurers and not is_hanwha(u.unknown_insurers, u.disease or args.get("disease")):
        return _market("coverage_search", {name: args[name] for name in ("disease", "families") if name in args}, u)
    return PlannedCall("payout_calc", changed_payout(args, u, held))


def _bill(args: dict[str, Any], u: Understood) -> dict[str, Any]:
    """The bill with what was said anew; '급여면?' makes the same amount a covered one."""
    said = u.care.as_args()
    priced = any(name in said for name in ("amount", "covered", "noncovered"))
    total = sum(args.get(name) or 0 for name in ("amount", "covered", "noncovered"))
    if (u.care.kind and not priced and total) or priced:
        args = {name: value for name, value in args.items() if name not in ("amount", "covered", "noncovered", "visits_same_day")}
    if u.care.kind and not priced and total:
        said["amount"] = total
    if not u.care.generation:
        said.update(sold_args(u, any_date="generation" not in args))
    elif u.care.generation != args.get("generation"):
        args = {name: value for name, value in args.items() if name != "sold"}
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
    told = {name: day for name, roles in named if (day := day_beside(u, values.get(name), *roles))}
    values.update(told)
    dated = [name for name, value in values.items() if isinstance(value, str) and len(value) == 10]
    if dated:
        last = "birth" if "birth" in values and _BORN.search(u.dense) else dated[-1]
        if event := day_beside(u, values[last], "event"):
            values[last] = event
        elif u.move and not told:
            values[last] = moved(values[last], u.move)
    if "age" in u.person:
        values["insurance_age" if "contract_date" in values else "age"] = u.person["age"]
    if "channel" in u.person:
        values["channel"] = u.person["channel"]
    return values
