"""Puts what new words change into a payout that was worked out in the turn before."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from gazel.insurance.classification import category_of, normalise_code
from gazel.reasoning.planning.day_changes import day_beside, moved
from gazel.reasoning.planning.histology import histology
from gazel.reasoning.planning.market import families_of
from gazel.reasoning.planning.payouts import is_hanwha, sums_of
from gazel.reasoning.understanding.date_roles import DateRole
from gazel.reasoning.understanding.dates import shift
from gazel.reasoning.understanding.elapsed import Elapsed
from gazel.reasoning.understanding.question import Understood

CONTRACT_OF = {"P1": "2025-10-02"}
"""The days of the sample contracts."""
EVENTS: tuple[DateRole, ...] = ("report", "diagnosis", "surgery", "treatment", "event")
_ALONE = re.compile(r"(?:일당|수술비|진단비|치료비|담보|특약)만")
_DIAGNOSED = re.compile(r"진단(?!비|금)|확정|결과|판정|발견|걸리|걸렸")


def changed_payout(args: dict[str, Any], u: Understood, held: Collection[str] = ()) -> dict[str, Any]:
    """Another date, insurer, disease, sum, rider or length of stay for the same calculation; `held` are the days of the customer's contracts."""
    event_key = _event_key(args, u)
    args = _redated(args, u, event_key, held)
    if insurers := u.insurers or u.unknown_insurers:
        args["insurers"] = list(insurers)
        if plan := args.pop("plan", None):
            args.setdefault("contract_date", CONTRACT_OF.get(plan))
    if kind := _kind_of_hanwha(args, u):
        args["disease"] = kind
    elif u.disease or u.codes:
        before = args.get("disease")
        args["disease"] = u.disease or _of_code(u.codes[0], before)
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


def _of_code(code: str, before: str | None) -> str:
    """The disease of a code that is named alone; the one before where the code is of no cancer."""
    category = category_of(normalise_code(code))
    return before or "갑상선암" if category == "비해당" else category


def _kind_of_hanwha(args: Mapping[str, Any], u: Understood) -> str | None:
    """The kind of thyroid cancer, told for the one product whose share depends on it."""
    return histology(u) if is_hanwha(args.get("insurers", ()), args.get("disease")) else None


def _event_key(args: Mapping[str, Any], u: Understood) -> str:
    """The date that new words are about: the treatment's where one was worked out, unless the diagnosis is spoken of."""
    diagnosed = u.day("report", "diagnosis") or (u.mark and _DIAGNOSED.search(u.dense))
    return "treatment_date" if args.get("treatment_date") and not diagnosed else "report_date"


def _redated(args: dict[str, Any], u: Understood, key: str, held: Collection[str]) -> dict[str, Any]:
    """The same event on another day: a date, a step of the contract, or a move of the day before."""
    args = _contracted_anew(args, u, key)
    before = args.get(key) or args.get("certificate_date")
    if said := day_beside(u, before, *EVENTS):
        said = _under_the_contract(said, args, u)
        rest = {name: value for name, value in args.items() if name != "elapsed"}
        return {**rest, key: said, **({"elapsed": u.elapsed.as_args()} if u.elapsed else {})}
    if since := u.mark or u.elapsed:
        return _since(args, since, key, held)
    if u.move and args.get(key):
        args[key] = moved(args[key], u.move)
    if u.move and args.get("elapsed"):
        args["elapsed"] = _longer(args["elapsed"], u.move)
    return args


def _under_the_contract(said: str, args: Mapping[str, Any], u: Understood) -> str:
    """The event's day, a year later where only its month and day were said and it would not lie after the contract's."""
    contract = args.get("contract_date") or CONTRACT_OF.get(args.get("plan", ""))
    mention = next((u.dates[role] for role in EVENTS if role in u.dates), None)
    if not contract or said > contract or mention is None or not mention.yearless:
        return said
    return shift(date.fromisoformat(said), 1, "년").isoformat()


def _contracted_anew(args: dict[str, Any], u: Understood, key: str) -> dict[str, Any]:
    """The same event under a contract of another day; of a mere month only where each of its days comes to the same."""
    said, event = u.dates.get("contract"), args.get(key)
    if said is None:
        return args
    if contract := day_beside(u, args.get("contract_date"), "contract"):
        return {**args, "contract_date": contract}
    rest = {name: value for name, value in args.items() if name != "contract_date"}
    same = event and len({_steps_passed(day, date.fromisoformat(event)) for day in (said.first, said.last)}) == 1
    return {**rest, "contract_date": said.last.isoformat()} if same else rest


def _steps_passed(contract: date, event: date) -> tuple[bool, ...]:
    """Which of the usual ends of a waiting period and of a reduction lie behind the event."""
    return tuple(event >= end for end in (shift(contract, 90, "일"), shift(contract, 1, "년"), shift(contract, 2, "년")))


def _since(args: dict[str, Any], since: Elapsed, key: str, held: Collection[str]) -> dict[str, Any]:
    """The event so long after the contract: a date where the contract's is known, else a length without the date that it replaces."""
    own = held if not args.get("insurers") else ()
    contract = args.get("contract_date") or CONTRACT_OF.get(args.get("plan", "")) or (next(iter(own)) if len(own) == 1 else None)
    if contract:
        rest = {name: value for name, value in args.items() if name != "elapsed"}
        return {**rest, "contract_date": contract, key: since.after(date.fromisoformat(contract)).isoformat()}
    return {**{name: value for name, value in args.items() if not (own and name == key)}, "elapsed": since.as_args()}


def _longer(since: Mapping[str, Any], move: Elapsed) -> dict[str, Any]:
    """The time since the contract, moved; never before the contract."""
    months, days = since.get("months", 0) + move.months, since.get("days", 0) + move.days
    return {**since, "months": months, "days": days} if months * 30 + days > 0 else {**since, "months": 0, "days": 0}


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
