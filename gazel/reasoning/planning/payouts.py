"""Plans payout_calc: how much would be paid for an event, and what would have to be known for it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.insurance.classification import is_minor
from gazel.reasoning.plan import Context, PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.planning.alternatives import with_each_sum
from gazel.reasoning.planning.denials import not_done, operated_by_hand
from gazel.reasoning.understanding.dates import shift
from gazel.reasoning.understanding.question import TOPIC_FLOOR, Understood
from gazel.reasoning.understanding.rider_sums import PART_OF, SURGERY

TREATMENT = ("유사암수술비", "암수술비", "다빈치로봇", "항암방사선약물", "표적항암", "암입원일당")
SETS = frozenset({"유사암", "일반암", "소액암", "전이암"})
"""Names of benefits rather than of what was diagnosed."""
DIAGNOSIS = ("유사암진단비", "암진단비", "재진단암")
_TOTAL = re.compile(r"합산|합쳐|합치|합계|토탈|토털|총(?:액|얼마|합)?|모두|전부|다해서|다합|다받")
_COUNTED = re.compile(r"수술(?:을|은|만)?(?:1|2|3|한|두|세)(?:번|회|차례)|수술.{0,12}입원(?:을|은)?\d+일")
_SURGERY = re.compile(r"수술")
_RECURS = re.compile(r"재발|다시걸리|또걸리")
_MOVED_TOO = re.compile(r"(?:뒤|후|다음날|담날|이튿날|전날)(?:에)?(?:는|은|면|이면|엔|요)(?:요)?\?*$")
_SUPPOSED = re.compile(r"\s*(?:에)?\s*(?:이?면|이?라면|이?었으면|은|는)(?:요)?\s*(?:얼마\S*\s*)?(?:\?|$|,)")
_OWN = re.compile(
    r"(?<![가-힣])(?:내|제|저희|우리|나의|저의)\s*(?:가\s*)?(?:(?:든|[가-힣A-Za-z]{2,8}|들어\s*(?:둔|놓은))\s*)?(?:암\s*)?(?:보험|계약|증권)|(?:가입한|가입해\s*둔|들어\s*둔|들어\s*놓은|말씀\s*드린|말한)\s*(?:암\s*)?(?:보험|계약|상품)"
)
"""The speaker's own contract, as told in an earlier talk where none is entered."""
_RENEWED = re.compile(r"갱신(?:하고|한지|후|한뒤|계약|했)")
_MONEY = re.compile(
    r"면$|면요|어떻게|어떡|보장|무효|얼마|계산|받을수있|받나|나오나|나와|나옴|나오는|못받|지급(?:되|받|액)|보험금|몇만|총액|합산|합치|받아|받죠|받지|받을|되나|되죠|감액|나가|탈수|줘|원이"
)


def payout_calls(catalog: Catalog, u: Understood, *, has_policies: bool) -> list[PlannedCall]:
    """The payout to be worked out, if the question gives an event to work with; once for each sum that is supposed."""
    return with_each_sum(_payout_calls(catalog, u, has_policies=has_policies), u)


def _payout_calls(catalog: Catalog, u: Understood, *, has_policies: bool) -> list[PlannedCall]:
    if "실손" in u.families or u.care.generation:
        return []
    if u.unknown_insurers and not u.insurers and not is_hanwha(u.unknown_insurers, u.disease):
        return []
    plan = "P1" if cues.names_plan(u) else None
    u = _event_of_plan(catalog, u) if plan else u
    sums = sums_of(u)
    if "sum_minor" in sums and "sum_general" in sums and not u.dates and not u.elapsed and not plan:
        return [PlannedCall("payout_calc", {"check_ratio": True, "sums": sums})]
    if u.events and (sums or plan or u.insurers or has_policies):
        return _typed(u, plan, sums)
    if cues.spreads(u) and (u.diseases or u.codes or "metastasis_c77" in u.topics):
        return [PlannedCall("payout_calc", _spread(u, plan, sums))]
    event = any(role in u.dates for role in ("report", "diagnosis", "surgery", "treatment", "certificate", "event")) or u.elapsed
    contract = "contract" in u.dates or plan or u.elapsed or has_policies or says_own(u)
    subject = u.disease or u.codes or any(f in (*TREATMENT, *DIAGNOSIS) for f in u.families) or plan
    if u.disease in cues.UNRELATED:
        return []
    stays = u.stay is not None and "입원" in u.dense and "daily" in sums
    paid = cues.was_paid(u) and bool(u.disease or u.families)
    dated = bool(contract and event) and (bool(_MONEY.search(u.dense)) or bool(sums or plan or u.insurers or u.elapsed))
    wanted = has_policies and not u.insurers and re.search(r"(?:내|제|저|나).{0,12}(?:얼마|받)|얼마(?:나)?받", u.dense)
    if not (subject or stays) or not (
        dated or stays or paid or wanted or (sums and u.score("payout_calc") >= 2 and not u.premise)
    ):
        return []
    kinds = [name for name in u.diseases if name not in SETS]
    if not (paid or u.codes) and {is_minor(name) for name in kinds} == {True, False}:
        each = (replace(u, diseases=(name,)) for name in kinds)
        return [PlannedCall("payout_calc", _args(one, plan, sums, already_paid=False)) for one in each]
    return _with_moved(u, PlannedCall("payout_calc", _args(u, plan, sums, already_paid=paid)))


def _spread(u: Understood, plan: str | None, sums: dict[str, int]) -> dict[str, Any]:
    """A metastasis is never decided; what the primary-site reading comes to is worked out where contract and date were said."""
    contract, report = _rough_dates(u)
    args: dict[str, Any] = {
        "spread": True, "insurers": list(u.insurers), "already_paid": cues.was_paid(u), "plan": plan, "sums": sums,
        "contract_date": contract, "report_date": report,
    }  # fmt: skip
    return {name: value for name, value in args.items() if name in ("spread", "insurers", "already_paid") or value}


def _typed(u: Understood, plan: str | None, sums: dict[str, int]) -> list[PlannedCall]:
    """One calculation a diagnosis with a day of its own; those paid before are told to the later ones as other types."""
    own = {event.date for event in u.events}
    contract = next((m.exact.isoformat() for m in u.dates.values() if m.exact and m not in own), None)
    paid = [event.disease for event in u.events if event.paid]
    calls = []
    for event in (event for event in u.events if not event.paid):
        day = event.date.first.isoformat()
        if event.disease == "전이암":
            calls.append(PlannedCall("payout_calc", {"spread": True, "insurers": list(u.insurers), "already_paid": bool(paid)}))
            continue
        args: dict[str, Any] = {
            "disease": event.disease, "code": event.code, "insurers": list(u.insurers), "plan": plan, "sums": sums, "contract_date": contract,
            "families": ["유사암진단비" if is_minor(event.disease) else "암진단비"], "report_date": day,
            "paid_types": [disease for disease in paid if disease != event.disease], "already_paid": event.disease in paid or None,
        }  # fmt: skip
        calls.append(PlannedCall("payout_calc", {name: value for name, value in args.items() if value not in (None, [], {})}))
    return calls


def _with_moved(u: Understood, call: PlannedCall) -> list[PlannedCall]:
    """The call, and a second one where the question also asks about another day ('…, 하루 뒤는?', '11/2 확정이면? 11/3이면?')."""
    key = "treatment_date" if "treatment_date" in call.args else "report_date"
    other = u.dates.get("event")
    if other and other.exact and call.args.get(key) not in (None, other.exact.isoformat()) and _SUPPOSED.match(u.text, other.end):
        return [call, PlannedCall(call.tool, {**call.args, key: other.exact.isoformat()})]
    if not u.move or key not in call.args or not _MOVED_TOO.search(u.dense):
        return [call]
    moved = u.move.after(date.fromisoformat(call.args[key])).isoformat()
    return [call, PlannedCall(call.tool, {**call.args, key: moved})]


def recurrence(u: Understood, context: Context) -> tuple[PlannedCall, ...]:
    """After a payout the same cancer again ('재발하면?'): once per type, so it is worked out as paid before."""
    before = [call for call in context.previous.get("calls", ()) if call["tool"] == "payout_calc"]
    disease = u.disease or next(iter(context.previous.get("diseases", ())), None)
    same = disease is not None and (
        not u.disease or u.disease in context.previous.get("diseases", ()) or u.disease == before[0]["args"].get("disease")
        if before
        else False
    )
    if not before or not same or not _RECURS.search(u.dense) or len(u.text) > 45:
        return ()
    return (PlannedCall("payout_calc", {"disease": disease, "already_paid": True}),)


def says_own(u: Understood) -> bool:
    """Whether the question is about the speaker's own contract, of which it tells no day itself."""
    return bool(_OWN.search(u.text)) and "contract" not in u.dates


def is_hanwha(insurers: Sequence[str], disease: str | None) -> bool:
    """Whether it is about a thyroid cancer in 한화생명 e암보험, whose structure alone of the life insurers' the data states."""
    return tuple(insurers) == ("한화생명",) and "갑상선암" in (disease or "")


def _event_of_plan(catalog: Catalog, u: Understood) -> Understood:
    """With a sample contract the one date said beside '계약' is the event's, unless it is the contract's own."""
    said, own = u.dates.get("contract"), catalog.plans["P1"].contract_date
    if said is None or len(u.dates) > 1 or str(said.exact) == own:
        return u
    return replace(u, dates={"surgery" if _SURGERY.search(u.dense) else "report": said})


def sums_of(u: Understood) -> dict[str, int]:
    """The sums insured by their part or, of several riders told together, by family; an unlabelled amount counts as the sum of what is asked."""
    if told := told_riders(u):
        return {PART_OF.get(family, family): won for family, won in told.items()}
    sums: dict[str, int] = {}
    for amount in u.amounts:
        if amount.role in ("sum_minor", "sum_general", "sum_insured", "daily"):
            sums.setdefault(amount.role, amount.won)
        elif amount.role in ("", "principal") and amount.won >= 100_000:
            sums.setdefault("sum_insured", amount.won)
    return sums or ({"sum_insured": u.either_sum[0]} if u.either_sum else {})


def told_riders(u: Understood) -> dict[str, int]:
    """Family → won of the riders that were told with their own sums, where there are several or the total of one's events is asked."""
    told = {(_surgery_family(u) if family == SURGERY else family): won for family, won in u.rider_sums.items()}
    told = {family: won for family, won in told.items() if not not_done(u, family)}
    treatments = [family for family in told if family in TREATMENT]
    return told if treatments and (len(told) > 1 or _TOTAL.search(u.dense) or u.times > 1) else {}


def _surgery_family(u: Understood) -> str:
    minor = is_minor(u.disease) or any(code.startswith(("C73", "C44", "D0")) for code in u.codes)
    return "유사암수술비" if minor else "암수술비"


def _rough_dates(u: Understood) -> tuple[str | None, str | None]:
    """(contract, diagnosis): exact, or of two months such days that every reading falls on the same side of the first year."""
    contract, report = u.day("contract", "renewal", "revival"), u.day("report", "diagnosis", "event")
    first = next((u.dates[r] for r in ("contract", "renewal") if r in u.dates), None)
    second = next((u.dates[r] for r in ("report", "diagnosis", "event") if r in u.dates), None)
    if (contract and report) or first is None or second is None:
        return contract, report
    if second.last < shift(first.first, 1, "년"):
        return first.first.isoformat(), second.last.isoformat()
    if second.first >= shift(first.last, 1, "년"):
        return first.last.isoformat(), second.first.isoformat()
    return contract, report


def _families(u: Understood) -> list[str]:
    """The riders to be worked out for this event."""
    if told := told_riders(u):
        return list(told)
    minor = is_minor(u.disease) or (not u.disease and not u.codes) or any(c.startswith(("C73", "C44")) for c in u.codes)
    diagnosis = "유사암진단비" if minor else "암진단비"
    treatments = [f for f in u.families if f in TREATMENT and not not_done(u, f)]
    total = bool(_TOTAL.search(u.dense)) or _tells_all(u)
    if (
        _SURGERY.search(u.dense)
        and not any(f in ("유사암수술비", "암수술비", "다빈치로봇") for f in treatments)
        and not u.day("surgery")
        and (operated_by_hand(u) or (total and not not_done(u, "암수술비")))
    ):
        treatments.append(_surgery_family(u) if operated_by_hand(u) else "유사암수술비")
    if u.stay is not None and "입원" in u.dense and "암입원일당" not in treatments:
        treatments.append("암입원일당")
    wants_diagnosis = not treatments or total or any(f in DIAGNOSIS for f in u.families)
    return [*([diagnosis] if wants_diagnosis else []), *dict.fromkeys(treatments)]


def _tells_all(u: Understood) -> bool:
    """Whether the diagnosis, the operations and perhaps the stay under a sample contract are told, so that all of it is asked for."""
    counted = bool(_COUNTED.search(u.dense)) and not u.day("surgery", "treatment")
    return cues.names_plan(u) and counted and bool(u.day("report", "diagnosis"))


def _args(u: Understood, plan: str | None, sums: dict[str, int], *, already_paid: bool) -> dict[str, Any]:
    code = next((code for code in u.codes), None)
    disease = u.disease or (
        "갑상선암" if not code or code.startswith("C73") else "기타피부암" if code.startswith("C44") else "일반암"
    )
    if "유사암" in u.diseases and disease == "일반암":
        disease = "유사암"
    certificate = u.day("certificate")
    contract, report = _rough_dates(u)
    kinds = [group for group in u.diseases if group not in ("유사암", "전이암")]
    later = kinds[-1] if kinds else disease
    paid_types = [group for group in kinds[:-1] if not is_minor(later) or is_minor(group)] if already_paid else []
    if paid_types:
        disease, already_paid = later, False
    args: dict[str, Any] = {
        "disease": disease, "code": code, "insurers": list(u.insurers) or list(u.unknown_insurers), "plan": plan, "families": _families(u), "sums": sums,
        "contract_date": contract, "report_date": report, "certificate_date": certificate,
        "treatment_date": u.day("surgery", "treatment"), "hospital_days": u.stay if "입원" in u.dense else None,
        "insurance_age": u.person.get("age"), "renewal": "renewal" in u.dates or _RENEWED.search(u.dense) is not None or None, "already_paid": already_paid or None,
        "own_contract": says_own(u) or None, "times": u.times if u.times > 1 else None, "paid_types": paid_types, "claimed": u.claimed() or None, "topics": [t for t in ("diagnosis_date", "waiting_diagnosis", "limit_once") if u.topics.get(t, 0.0) >= TOPIC_FLOOR] or None,
    }  # fmt: skip
    if u.elapsed:
        args["elapsed"] = u.elapsed.as_args()
    return {name: value for name, value in args.items() if value not in (None, [], {})}
