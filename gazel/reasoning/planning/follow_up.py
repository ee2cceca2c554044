"""Continues the turn before: its tool calls with what the new words change ('그럼 다음날이면?', '5세대면요?', '흥국은?')."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gazel.reasoning.plan import Context, PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.planning.market import families_of, wanted_condition
from gazel.reasoning.planning.payouts import sums_of
from gazel.reasoning.understanding.date_roles import DateRole
from gazel.reasoning.understanding.dates import shift
from gazel.reasoning.understanding.elapsed import Elapsed
from gazel.reasoning.understanding.follow_up import is_follow_up
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
_OWN_TOPIC = 0.8
_JOINS = re.compile(r"(?:도|까지|추가|같이|포함|넣어|더해)")
_PAIR = re.compile(r"둘|두회사|두군데|셋|세회사|서로|다같이|걔네|방금|위에")
_INHERITED = 0.6
ASPECT_TOPICS = frozenset({"reduction", "waiting_period", "chemo_ratio", "robot_surgery", "surgery_benefit", "hospital_day", "limit_once", "indemnity_g4", "indemnity_g5",
                           "targeted_therapy", "general_vs_similar", "special_calculation", "hanwha_life"})  # fmt: skip


def previous_calls(previous: Mapping[str, Any]) -> list[PlannedCall]:
    """The calls of the turn before that can be continued."""
    return [PlannedCall(call["tool"], dict(call["args"])) for call in previous.get("calls", ()) if call["tool"] in CONTINUED]


def leans(u: Understood, context: Context) -> bool:
    """Whether the question is a change of the turn before, or the answer to what was asked back, and not one of its own."""
    calls = previous_calls(context.previous)
    if not calls or _own_intent(u):
        return False
    subject = bool(u.disease or u.codes) and max(u.scores.values(), default=0.0) >= 2
    return (_was_asked(context) and _changes(u) and len(u.text) <= 60) or is_follow_up(u.text, has_subject=subject)


def _was_asked(context: Context) -> bool:
    """Whether the last answer asked something back."""
    said = next((text for role, text in reversed(context.history) if role == "assistant"), "")
    return "알려 주세요" in said.split("**확인할 것**")[0][:600]


def _own_intent(u: Understood) -> bool:
    """Whether it asks for something of another kind in so many words."""
    strong = any(
        u.score(intent) >= 3
        for intent in ("claim_procedure", "recommendation", "recall_history", "rights_privacy", "glossary", "small_talk")
    )
    topical = any(weight >= _OWN_TOPIC for topic, weight in u.topics.items() if topic not in ASPECT_TOPICS)
    return strong or topical


def _changes(u: Understood) -> bool:
    """Whether the words carry any value that a call could take."""
    return bool(
        u.insurers
        or u.unknown_insurers
        or u.dates
        or u.amounts
        or u.families
        or u.care.generation
        or u.care.facility
        or u.care.severe is not None
        or u.elapsed
        or u.move
        or u.codes
        or u.days
    )


def continued(u: Understood, previous: Mapping[str, Any]) -> list[PlannedCall]:
    """The calls of the turn before, each with the new values put in."""
    return [changed for call in previous_calls(previous) if (changed := _change(call, u))]


def _change(call: PlannedCall, u: Understood) -> PlannedCall | None:
    args = {name: value for name, value in call.args.items() if name != "claimed"}
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
        return PlannedCall(call.tool, {**args, "values": _deadline(dict(args.get("values", {})), u)})
    if call.tool == "claim_procedure":
        return PlannedCall(call.tool, {**args, **({"received": day} if (day := u.day("received", "event")) else {})})
    return PlannedCall(call.tool, {**args, **({"insurers": list(u.insurers)} if u.insurers else {})})


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
        joined = tool == "compare_coverage" and _JOINS.search(u.dense)
        args["insurers"] = list(dict.fromkeys([*(args.get("insurers", []) if joined else []), *u.insurers]))
        args["unknown_insurers"] = list(u.unknown_insurers)
    if u.disease:
        args["disease"] = u.disease
    if families := families_of(u):
        args["families"] = families
    if aspect := cues.aspect(u):
        args["aspect"] = aspect
    if cues.asks_everyone(u) and not u.insurers:
        kept = {k: v for k, v in args.items() if k in ("disease", "families", "aspect", "claimed")}
        return PlannedCall(
            "compare_coverage", {"insurers": [], **kept, **({"wanted": wanted} if (wanted := wanted_condition(u)) else {})}
        )
    if tool == "compare_coverage" and len(args.get("insurers", [])) == 1:
        kept = {
            k: v for k, v in args.items() if k in ("insurers", "disease", "families", "aspect", "claimed", "unknown_insurers")
        }
        return PlannedCall("coverage_search", kept)
    return PlannedCall(tool, {k: v for k, v in args.items() if v or k in ("insurers", "families")})


def _moved(iso: str, move: Elapsed) -> str:
    day = shift(date.fromisoformat(iso), move.months, "개월")
    return (day + timedelta(days=move.days)).isoformat()


def _payout(args: dict[str, Any], u: Understood) -> dict[str, Any]:
    """Another date, insurer, disease, sum, rider or length of stay for the same calculation."""
    event_key = "treatment_date" if args.get("treatment_date") and not (u.day("report", "diagnosis")) else "report_date"
    if event := u.day("report", "diagnosis", "surgery", "treatment", "event"):
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
        args["disease"] = u.disease or args.get("disease", "갑상선암")
        args["code"] = next(iter(u.codes), None)
        args.pop("families", None)
    if families := list(families_of(u)):
        args["families"] = families
    if sums := sums_of(u):
        args["sums"] = {**args.get("sums", {}), **sums}
    if u.days and "입원" in u.dense:
        args["hospital_days"] = u.days[0]
    if "age" in u.person:
        args["insurance_age"] = u.person["age"]
    if "갱신" in u.dense:
        args["renewal"] = True
    return {name: value for name, value in args.items() if value not in (None, [], {})}


def _deadline(values: dict[str, Any], u: Understood) -> dict[str, Any]:
    """Another date or age; a move shifts the date that was last."""
    named: tuple[tuple[str, tuple[DateRole, ...]], ...] = (
        ("received", ("received",)), ("applied", ("applied",)), ("policy_received", ("policy_received",)), ("contract_date", ("contract",)),
        ("concluded", ("concluded", "contract")), ("known", ("known",)), ("birth", ("birth",)), ("basis_date", ("report", "diagnosis")),
    )  # fmt: skip
    for name, roles in named:
        if day := u.day(*roles):
            values[name] = day
    dated = [name for name, value in values.items() if isinstance(value, str) and len(value) == 10]
    if dated and (event := u.day("event")):
        values[dated[-1]] = event
    elif dated and u.move:
        values[dated[-1]] = _moved(values[dated[-1]], u.move)
    if "age" in u.person:
        values["insurance_age" if "contract_date" in values else "age"] = u.person["age"]
    if "channel" in u.person:
        values["channel"] = u.person["channel"]
    if u.days and "days_late" in values:
        values["days_late"] = u.days[-1]
    if u.percents and "principal" in values:
        values["loan_rate_pct"] = float(u.percents[0])
    return values


def inherited(u: Understood, context: Context) -> Understood:
    """The question with what the thread already settled: the insurers, and for a continuation the disease, riders and topics too."""
    previous = context.previous
    if not (u.insurers or u.unknown_insurers or cues.asks_everyone(u) or cues.wants_winner(u)):
        recent = tuple(previous.get("recent", ()))
        pair = u.score("comparison") >= 3 and _PAIR.search(u.dense) and len(recent) > 1
        u = replace(u, insurers=recent if pair else tuple(previous.get("insurers", ())))
        if pair and not u.families:
            u = replace(u, families=tuple(previous.get("families", ())))
    completes = bool(u.dates) and not u.asks and bool(previous.get("calls"))
    if not (completes or _was_asked(context) or is_follow_up(u.text, has_subject=False)):
        return u
    topics = {**dict.fromkeys(previous.get("topic_ids", ()), _INHERITED), **u.topics}
    return replace(
        u, diseases=u.diseases or tuple(previous.get("diseases", ())), families=u.families or tuple(previous.get("families", ())),
        topics=topics if u.dates or u.elapsed else u.topics,
    )  # fmt: skip


def merged(calls: Sequence[PlannedCall]) -> tuple[PlannedCall, ...]:
    """The calls without repetitions, in order."""
    kept: list[PlannedCall] = []
    for call in calls:
        if call not in kept:
            kept.append(call)
    return tuple(kept)
