"""Whether short words tell a value of the calculation before anew ('아 결과일은 6월 5일이에요', '유방암이었으면?', '24일 접수면?')."""

import re

from gazel.reasoning.plan import Intent, PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.planning.histology import histology
from gazel.reasoning.understanding.date_roles import DateRole
from gazel.reasoning.understanding.question import Understood

LONGEST = 45
"""Characters of a follow-up that is nothing but another value."""
_CORRECTS = re.compile(r"잘못|정정|착각|헷갈|틀렸|틀리게|실수|오타|아니라|아니(?=[,\s])|아뇨|말고|다시\s*(?:보니|확인|봤)|수정")
_ASKS_PRICE = re.compile(
    r"(?:이?면|이?라면|[였었]으면|[였었]다면)\s*(?:요|은요|는요)?\s*(?:얼마\S*|어떻게\s*\S*|몇\s*\S*)?\s*\?*$|때(?:는|엔)?요?\s*\?*$"
)
_DAYS: frozenset[DateRole] = frozenset({"contract", "report", "diagnosis", "surgery", "treatment", "event"})
_SUMS = frozenset({"sum_minor", "sum_general", "sum_insured"})
_OF_THE_CASE = frozenset(
    {"diagnosis_date", "waiting_diagnosis", "small_cancer", "kcd", "general_vs_similar", "similar_cancer_set", "colon_mucosal"}
)
"""Topics that the names of a cancer, of its code or of its report call up by themselves."""
_OF_A_CORRECTION = frozenset({"privacy_rights"})
_ELSEWHERE: tuple[Intent, ...] = (*cues.ELSEWHERE, "comparison", "eligibility_waiting")


def restates(u: Understood, before: PlannedCall) -> bool:
    """Whether nothing is said but another value for the call before."""
    if len(u.text) > LONGEST:
        return False
    if before.tool == "payout_calc":
        return _restates_payout(u)
    received = before.args.get("received") or before.args.get("values", {}).get("received")
    return bool(received and u.lone_day) and not (u.diseases or u.insurers)


def _restates_payout(u: Understood) -> bool:
    """Whether a date, sum, disease or insurer is corrected, or another date or disease supposed."""
    corrects = bool(_CORRECTS.search(u.text))
    if not _keeps_to_the_case(u, corrects=corrects):
        return False
    dated = bool(u.lone_day) or (bool(u.dates) and u.dates.keys() <= _DAYS)
    ill = bool(u.disease or u.codes) and not histology(u)
    if u.asks:
        return (dated or ill) and not u.families and bool(_ASKS_PRICE.search(u.text))
    summed = any(amount.role in _SUMS or (corrects and not amount.role) for amount in u.amounts)
    return dated or summed or (corrects and (ill or bool(u.insurers)))


def _keeps_to_the_case(u: Understood, *, corrects: bool) -> bool:
    """Whether nothing else is told or asked: no fact about the customer, no topic and no request of another kind."""
    allowed = _OF_THE_CASE | (_OF_A_CORRECTION if corrects else frozenset())
    elsewhere = [intent for intent in _ELSEWHERE if u.score(intent) >= 3 and not (corrects and intent == "rights_privacy")]
    told = [draft for draft in u.drafts if not (corrects and draft.slot == "existing_policy")]
    return not elsewhere and not told and not (u.topics.keys() - allowed)
