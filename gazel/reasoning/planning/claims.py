"""Plans claim_procedure and deadline_calc: how a claim is made, and by when what has to happen."""

import re
from datetime import date
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.insurance.classification import is_minor
from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.planning.leaving import leaving_calls
from gazel.reasoning.understanding.date_roles import DateRole
from gazel.reasoning.understanding.question import Understood

CLAIM_TOPICS = (
    "claim_documents",
    "claim_procedure",
    "payment_deadline",
    "late_interest",
    "advance_payment",
    "limitation",
    "electronic_claim",
)
INTEREST = "late_interest"
"""The kind of deadline_calc whose values are a sum, days and a rate."""
_ENOUGH = re.compile(
    r"만(?:있|내|보내|제출|떼|올리|가져|챙|찍)|(?:장|통|개|하나|서|지|증)이?면.{0,10}(?:돼|되|끝|충분|나오|나와|받)|안(?:내|보내|챙겨)도|없어도|필요없|생략"
)
LIMITATION = "limitation"
_DELAY = re.compile(
    r"(?:돈|보험금|입금|지급)(?:이|은|도)?.{0,6}(?:안들어|안나|안와|안왔|늦|지연|아직|안되|안돼|미루)|(?:낸지|접수한지|청구한지|접수하고|청구하고).{0,12}(?:됐|되었|지났|넘)|아직도?(?:안|못)|심사중|조사(?:한다|중|나온|를)|며칠(?:걸|이나|안에|이내|만에|내로)|언제(?:쯤)?(?:들어|나와|나오|입금|지급|줘|받)|얼마나걸|질질|끌"
)
_DOCUMENTS = re.compile(
    r"서류(?!(?:를|는|은|다)*(?:냈|낸|내고|제출했|접수했|넣었|보냈))|준비물|뭐(?:가|를)?(?:필요|준비|떼|내)|필요한(?:거|것|게)|진단서(?:말고|만|면)|영수증|떼야|구비"
    r"|(?:무슨|어떤)종이|떼다(?:줘|주)|(?:뭐|뭘|무엇)(?:뭐)?(?:부터|더|를|을)?(?:필요|준비|떼|내야|보내|챙|제출|가져)|(?<![a-z])(?:papers?|docs?|documents?)(?![a-z])"
)
_BARE_RATE = re.compile(
    r"(?:이율|금리|이자율)\s*(?:은|이|는|가)?\s*연?\s*(?P<rate>\d{1,2}(?:\.\d+)?)(?!\s*(?:\d|년|월|일|만|원))"
)
_LIMITATION = re.compile(
    r"시효|(?:[1-9]|10|일|이|삼|사|오|십)년(?:이|도|을|은|만)?(?:넘|지나|지났|전|됐|안에|이내)|몇년(?:안|이내|까지|지나)|언제까지(?:청구|신청|내야)|청구.{0,8}(?:까먹|깜[빡박]|잊|놓쳤|못했|안했|안한|못한|안하고)|늦게청구|오래전|(?:예전|옛날)에.{0,6}(?:진단|수술)"
)
_IN_FORCE = re.compile(
    r"보장(?:이|을|은)?(?:되는상태|되고있|받는상태|받고있|되는중|중(?:이|인)|개시(?:됐|된|되었)|시작(?:됐|된|되었)|살아있|유효)"
    r"|(?:지금|현재|오늘|이시점|벌써|이미|아직).{0,24}(?:보장|커버|효력|면책)|(?:보장|커버|효력).{0,6}(?:지금|현재|오늘|벌써|이미)"
)
"""Asks whether a contract covers by today."""
_DISCLOSURE = re.compile(r"고지|알릴의무|해지")
EVENTS: tuple[DateRole, ...] = ("report", "diagnosis", "surgery", "treatment", "event", "discharge", "certificate")
_PROCEDURES = (
    ("claim_indemnity", r"실손|실비|통원|약값|병원비"),
    ("claim_treatment", r"항암|표적|호르몬|방사선|요오드"),
    ("claim_surgery", r"수술"),
    ("claim_hospital", r"입원"),
)


def claim_calls(catalog: Catalog, u: Understood) -> list[PlannedCall]:
    """The claim's procedure and deadlines, if the question is about a claim."""
    topics = [topic for topic in u.topics if topic in CLAIM_TOPICS]
    if topics == ["claim_documents"] and not _DOCUMENTS.search(u.dense):
        topics = []
    disclosed = (bool(_DISCLOSURE.search(u.dense)) or "disclosure_duty" in u.topics) and "청구" not in u.dense
    delay = bool(_DELAY.search(u.dense)) and not u.insurers and "disclosure_duty" not in u.topics
    limitation = not disclosed and (
        "limitation" in u.topics
        or bool(_LIMITATION.search(u.dense) and (u.score("claim_procedure") >= 2 or "청구" in u.dense))
        or _long_ago(u)
    )
    asked = u.score("claim_procedure") >= 3 or believes_of_papers(u)
    if not topics and not delay and not limitation and not asked and "received" not in u.dates:
        return []
    if "late_interest" in u.topics:
        return [PlannedCall("deadline_calc", {"kind": INTEREST, "values": interest_values(u), "topics": ["payment_deadline"]})]
    if limitation:
        return [
            PlannedCall("deadline_calc", {"kind": LIMITATION, "values": limitation_values(u)}),
            *([PlannedCall("claim_procedure", _procedure_args(u, [], delay=False))] if _DOCUMENTS.search(u.dense) else []),
        ]
    received = received_day(u)
    if delay or received or (u.topics.keys() & {"payment_deadline", "advance_payment"} and not _DOCUMENTS.search(u.dense)):
        values = {"received": received} if received else {}
        first = [PlannedCall("deadline_calc", {"kind": "payment", "values": values, "topics": topics})] if received else []
        return [
            *first,
            PlannedCall("claim_procedure", _procedure_args(u, topics or ["payment_deadline"], delay=True, received=received)),
        ]
    return [PlannedCall("claim_procedure", _procedure_args(u, topics, delay=False))]


def believes_of_papers(u: Understood) -> bool:
    """Whether a document is taken for enough or for superfluous ('조직검사지만 있으면 되죠?')."""
    return bool(u.documents) and bool(_ENOUGH.search(u.dense))


def limitation_values(u: Understood) -> dict[str, str]:
    """The day from which the limitation runs, or the first and last day that it can be; {} where none was said."""
    begin, end = u.earliest(*EVENTS), u.latest(*EVENTS)
    return {"basis_date": begin, **({"basis_last": end} if end and end != begin else {})} if begin else {}


def _long_ago(u: Understood) -> bool:
    """Whether a claim is asked about for something that happened over a year ago."""
    day = u.latest(*EVENTS)
    return day is not None and "청구" in u.dense and (u.as_of - date.fromisoformat(day)).days > 365


def received_day(u: Understood) -> str | None:
    """The day a claim's papers were handed in, as far as it was said exactly."""
    return u.day("received")


def _procedure_args(u: Understood, topics: list[str], *, delay: bool, received: str | None = None) -> dict[str, Any]:
    wanted = next((name for name, pattern in _PROCEDURES if re.search(pattern, u.dense)), "claim_thyroid")
    if "진단비" in u.dense or (u.diseases and wanted == "claim_surgery" and "진단" in u.dense):
        wanted = "claim_thyroid"
    args: dict[str, Any] = {"procedure": "delay_followup" if delay else wanted}
    if topics := [t for t in topics if t != "limitation"]:
        args["topics"] = topics
    if received:
        args["received"] = received
    if (_DOCUMENTS.search(u.dense) or believes_of_papers(u)) and not delay:
        args["documents_asked"] = True
    return args


def interest_values(u: Understood) -> dict[str, Any]:
    """What was said of a late payment: the sum, the days and the rate."""
    values: dict[str, Any] = {}
    if money := [a.won for a in u.amounts if a.role in ("", "principal", "sum_insured", "claimed", "sum_minor", "sum_general")]:
        values["principal"] = money[0]
    if u.days:
        values["days_late"] = u.days[-1]
    elif u.move and u.move.days > 0 and not u.move.months:
        values["days_late"] = u.move.days
    if rate := _BARE_RATE.search(u.text):
        values["loan_rate_pct"] = float(rate["rate"])
    elif u.percents:
        values["loan_rate_pct"] = float(u.percents[0])
    return values


def deadline_calls(u: Understood) -> list[PlannedCall]:
    """Dates of the contract itself: start of cover, end of the reduction, withdrawal, cancellation, insurance age."""
    contract, topics = u.day("contract", "applied", "concluded"), u.topics
    asks_start = cues.aspect(u) == "waiting" or "waiting_period" in topics or "부활" in u.dense
    has_event = any(role in u.dates for role in ("report", "diagnosis", "surgery", "treatment", "event", "certificate"))
    if "insurance_age" in topics and ("birth" in u.dates or "event" in u.dates):
        return [_call("insurance_age", birth=u.day("birth", "event"), contract=u.day("contract"))]
    if leaving := leaving_calls(u):
        return leaving
    if "disclosure_duty" in topics and contract:
        return [_call("disclosure", contract_date=contract, coverage_start=contract)]
    if has_event or not (u.day("contract", "renewal", "revival")):
        return []
    if _IN_FORCE.search(u.dense) and u.diseases:
        return _starts_of_each(u)
    if "reduction" in topics and not asks_start:
        return [_call("reduction_end", contract_date=u.day("contract"))]
    if asks_start or re.search(r"언제부터|보장(?:이)?시작|효력", u.dense):
        minor = is_minor(u.disease) and "일반암" not in u.diseases
        ends = [_call("reduction_end", contract_date=u.day("contract"))] if "감액" in u.dense and "contract" in u.dates else []
        return [_call("coverage_start", contract_date=u.day("contract", "renewal"), revival_date=u.day("revival"), waiting_days=0 if minor else 90,
                      insurance_age=u.person.get("age"), renewal="renewal" in u.dates or None), *ends]  # fmt: skip
    return []


def _starts_of_each(u: Understood) -> list[PlannedCall]:
    """The start of cover of each disease that was named, one call a waiting period."""
    groups: dict[int, list[str]] = {}
    for disease in u.diseases:
        groups.setdefault(0 if is_minor(disease) else 90, []).append(disease)
    return [
        _call("coverage_start", contract_date=u.day("contract", "renewal"), revival_date=u.day("revival"), waiting_days=waiting,
              insurance_age=u.person.get("age"), renewal="renewal" in u.dates or None, diseases=names)
        for waiting, names in sorted(groups.items(), reverse=True)
    ]  # fmt: skip


def _call(kind: str, **values: Any) -> PlannedCall:
    return PlannedCall(
        "deadline_calc", {"kind": kind, "values": {name: value for name, value in values.items() if value is not None}}
    )
