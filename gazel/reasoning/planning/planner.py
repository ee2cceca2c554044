"""From what was understood to a plan: several intents together, follow-ups, and the outcomes that need no tool."""

import re
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.reasoning.plan import Context, Intent, Plan, PlannedCall
from gazel.reasoning.planning import replies
from gazel.reasoning.planning.advice import ADVICE, advice_calls, advice_kept, advice_of_thread, advice_resumed
from gazel.reasoning.planning.bills import indemnity_calls
from gazel.reasoning.planning.claims import believes_of_papers, claim_calls, deadline_calls
from gazel.reasoning.planning.continuation import continued
from gazel.reasoning.planning.corrections import TO_CORRECT, corrected, no_such_date, pending
from gazel.reasoning.planning.cues import asks_premium, aspect, only_waiver, other_customer, switches
from gazel.reasoning.planning.customer import asks_to_remember, beside_history, memory_calls, profile_calls
from gazel.reasoning.planning.follow_up import inherited, leans, merged
from gazel.reasoning.planning.market import compares, families_of, market_calls
from gazel.reasoning.planning.payouts import payout_calls, recurrence, sums_of
from gazel.reasoning.planning.subjects import only_rights, subject_calls
from gazel.reasoning.understanding.intents import ranked
from gazel.reasoning.understanding.question import Understander, Understood

INTENT_OF: dict[str, Intent] = {
    "coverage_search": "coverage_lookup", "compare_coverage": "comparison", "payout_calc": "payout_calc", "indemnity_calc": "payout_calc",
    "deadline_calc": "eligibility_waiting", "waiver_rule": "eligibility_waiting", "claim_procedure": "claim_procedure", "glossary": "glossary",
    "recommend_riders": "recommendation", "memory_search": "recall_history", "memory_write": "profile_update", "rights_guide": "rights_privacy",
}  # fmt: skip
MOST_CALLS = 5
_COVER = re.compile(
    r"보장|담보|조건(?:이랑|랑|하고|과|도|,)|특약|얼마|면책|감액|비교|나오나|나와|(?:진단비|수술비|치료비|일당)(?:이랑|랑|하고|과|와|도|및|,)"
)
_CLAIMS = re.compile(r"서류|절차|접수|구비|청구(?:하려|방법|는어떻게|하는법|할때|순서|도)")
LEAVING = frozenset({"withdrawal", "quality", "illegal"})
"""Deadlines of giving up a contract, beside which nothing is claimed ('증권이 아직 안 왔어요' is no late payment)."""
DISPUTED = frozenset({"iodine_therapy", "new_medical_technology"})
"""Subjects whose cover is open, so that no figure is given where nothing is dated."""
PREMIUM = PlannedCall("rights_guide", {"topics": ["no_premium_rates"]})
INDEMNITY_RULES = frozenset({"noncovered_surcharge", "duplicate_indemnity", "fixed_and_indemnity"})


class Planner:
    """Plans over one catalogue; holds no state between questions."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._understander = Understander(catalog)

    def plan(self, question: str, context: Context) -> Plan:
        """The plan for a masked question."""
        u = self._understander.read(corrected(question, context), context.as_of)
        if u.impossible:
            kept = {**_slots(u, (), context), **context.previous, TO_CORRECT: pending(u.text, u.impossible)}
            return Plan(intents=("eligibility_waiting",), slots=kept, outcome="needs_input", reply=no_such_date(u.impossible))
        if reply := replies.immediate(u):
            return Plan(intents=reply.intents, slots=_slots(u, (), context), outcome=reply.outcome, reply=reply.text)
        calls = self._calls(u, context)
        if not calls and context.masked:
            calls = (PlannedCall("rights_guide", {"topics": ["rrn_masking", "record_keeping"]}),)
        if not calls:
            lost = replies.lost(u)
            return Plan(intents=lost.intents, slots=_slots(u, (), context), outcome=lost.outcome, reply=lost.text)
        intents = tuple(dict.fromkeys([*(INTENT_OF[call.tool] for call in calls), *ranked(u.scores, 3.0)]))
        return Plan(intents=intents, slots=_slots(u, calls, context), calls=calls, notes=_notes(u))

    def _calls(self, u: Understood, context: Context) -> tuple[PlannedCall, ...]:
        if other_customer(u):
            return tuple(memory_calls(u))
        heir = inherited(u, context)
        if self._works_out(heir, context):
            return merged(self._fresh(heir, context))[:MOST_CALLS]
        if again := recurrence(u, context):
            return again
        if leans(u, context) and (kept := continued(u, context.previous, _held(context))):
            return merged(kept)
        if asks_to_remember(u) and not self._acts(u, context) and not u.topics.keys() & {"privacy_rights", "record_keeping"}:
            return tuple(profile_calls(u))
        if not u.asks and (told := profile_calls(u)) and not self._acts(u, context):
            return (*advice_resumed(u, context), *told)
        return merged(self._fresh(heir, context))[:MOST_CALLS]

    def _works_out(self, u: Understood, context: Context) -> bool:
        """Whether the words complete a calculation that the turn before was not yet one of."""
        before = {call["tool"] for call in context.previous.get("calls", ())}
        if not before or before & {"payout_calc", "deadline_calc"} or not u.dates:
            return False
        return bool(payout_calls(self._catalog, u, has_policies=False) or deadline_calls(u))

    def _acts(self, u: Understood, context: Context) -> bool:
        """Whether a statement wants something done after all: a calculation, a suggestion, help with a claim."""
        bill = any((u.care.amount, u.care.covered, u.care.noncovered)) and (u.care.generation or u.care.kind)
        worked = bool(payout_calls(self._catalog, u, has_policies=False)) and bool(sums_of(u) or u.insurers or u.elapsed)
        return bool(bill or worked or advice_calls(u) or claim_calls(self._catalog, u) or deadline_calls(u))

    def _fresh(self, u: Understood, context: Context) -> list[PlannedCall]:
        """The calls of a question of its own, the one that answers first in front."""
        memory = memory_calls(u)
        advice = advice_of_thread(advice_calls(u), context)
        if memory and memory[0].args.get("about") != "health" and not _also_market(u) and u.score("recommendation") < 3:
            wanted = (
                claim_calls(self._catalog, u) if memory[0].tool == "memory_search" and _CLAIMS.search(beside_history(u)) else []
            )
            return [*memory, *wanted, *_privacy(u)]
        if advice and not (sums_of(u).keys() >= {"sum_minor", "sum_general"}):
            return [*advice, *profile_calls(u), *memory, *(subject_calls(self._catalog, u, advice) if switches(u) else [])]
        money = indemnity_calls(u) or payout_calls(self._catalog, u, has_policies=bool(context.policies))
        unpriced = asks_premium(u) and not u.dates
        undisclosed = "disclosure_duty" in u.topics and not (u.amounts or u.dates)
        if (
            only_waiver(u)
            or unpriced
            or undisclosed
            or _quotes_a_step(u)
            or (u.topics.keys() & DISPUTED and not (u.dates or u.elapsed))
        ):
            money = []
        dated = [] if money or only_waiver(u) else deadline_calls(u)
        claims = (
            claim_calls(self._catalog, u) if not (money or u.topics.keys() & INDEMNITY_RULES) or _CLAIMS.search(u.dense) else []
        )
        if any(call.args["kind"] in LEAVING for call in dated):
            claims = []
        disputed = "iodine_therapy" in u.topics and not compares(u)
        coded = disputed or (bool(u.codes) and not u.insurers and not money)
        aside = only_waiver(u) or (unpriced and not u.insurers and not compares(u))
        market = [] if (money and not compares(u)) or dated or coded or aside else self._market(u, claims)
        planned = [*money, *dated, *market, *claims]
        if unpriced:
            planned = [PREMIUM, *planned]
        interest = any(call.args.get("kind") == "late_interest" for call in claims)
        subjects = [] if interest else subject_calls(self._catalog, u, planned)
        if (subjects and _disputed(self._catalog, subjects) and not money) or (
            subjects and not money and not dated and self._explains(u, planned, subjects)
        ):
            planned = [*subjects, *planned]
        else:
            planned = [*planned, *subjects]
        told = profile_calls(u) if not planned or any(not draft.sensitive for draft in u.drafts) else []
        return [*planned, *memory, *told]

    def _explains(self, u: Understood, planned: list[PlannedCall], subjects: list[PlannedCall]) -> bool:
        """Whether the question asks for a meaning or a rule more than for documents."""
        if any(call.tool == "compare_coverage" for call in planned) or (u.unknown_insurers and not u.insurers):
            return False
        claims = planned and planned[0].tool in ("claim_procedure", "deadline_calc")
        if claims and (u.score("claim_procedure") >= 3 or planned[0].args.get("documents_asked")):
            return False
        named_only = [f for f in u.families if self._catalog.families[f].holdings != "figures"]
        rule = aspect(u) in ("waiting", "reduction") and not families_of(u) and not u.insurers
        conditions = {"waiting_period", "reduction", "small_cancer"} if u.insurers and u.diseases else set()
        topics = [topic for call in subjects for topic in call.args.get("topics", ()) if topic not in conditions]
        heavy = not families_of(u) and any(u.topics.get(topic, 0.0) >= 1.0 for topic in topics)
        return u.score("glossary") >= 2 or not u.insurers or rule or heavy or bool(named_only)

    def _market(self, u: Understood, claims: list[PlannedCall]) -> list[PlannedCall]:
        """The market call, unless the disease is only the occasion of a claim or of a right."""
        if compares(u):
            return market_calls(self._catalog, u)
        if only_rights(self._catalog, u) or (claims and believes_of_papers(u)):
            return []
        if claims and not u.insurers and u.score("coverage_lookup") < 2 and u.score("comparison") < 2:
            return []
        if claims and not _COVER.search(u.dense):
            return []
        return market_calls(self._catalog, u)


def _also_market(u: Understood) -> bool:
    """Whether a question about the past also wants something of the market ('삼성 표로 주고 저번에 물어본 거랑')."""
    if not u.insurers:
        return False
    both = re.search(r"(?:하고|이랑|랑|그리고|요약|정리|묶어|같이|함께)", beside_history(u)) and any(
        name[:2] in beside_history(u) for name in u.insurers
    )
    return bool(both) or u.score("coverage_lookup") >= 2 or u.score("comparison") >= 3


def _quotes_a_step(u: Understood) -> bool:
    """Whether a share of a period is to be confirmed, not a case to be worked out ('180일 미만 25% 맞나')."""
    share = u.premise is not None and u.premise.percent not in (None, 100)
    return share and u.elapsed is not None and u.elapsed.under and not (u.amounts or u.dates)


def _disputed(catalog: Catalog, calls: list[PlannedCall]) -> bool:
    topics = [catalog.topic(name) for call in calls for name in call.args.get("topics", ())]
    return any(topic is not None and topic.behaviour == "needs_review" for topic in topics)


def _privacy(u: Understood) -> list[PlannedCall]:
    topics = [topic for topic in ("privacy_rights", "record_keeping", "consent_health") if topic in u.topics]
    return [PlannedCall("rights_guide", {"topics": topics})] if topics else []


def _notes(u: Understood) -> tuple[str, ...]:
    """What the composer has to add: a disclosure notice where health is told, a review notice before sending."""
    notes = []
    if any(draft.sensitive for draft in u.drafts):
        notes.append("disclosure")
    if u.style.get("messenger"):
        notes.append("advertising")
    return tuple(notes)


def _slots(u: Understood, calls: tuple[PlannedCall, ...], context: Context) -> dict[str, Any]:
    """What the thread keeps of this turn, and what memory files it under."""
    leaned = leans(u, context) if calls else False
    insurers = [name for call in calls for name in call.args.get("insurers", ())] or list(u.insurers)
    subjects = [*u.diseases, *u.families]
    recent = [*(insurers or []), *context.previous.get("recent", [])]
    named_topics = [name for call in calls for name in call.args.get("topics", ())]
    slots: dict[str, Any] = {
        "recent": list(dict.fromkeys(recent))[:4],
        "diseases": list(u.diseases or (context.previous.get("diseases", []) if leaned else [])),
        "families": list(u.families or (context.previous.get("families", []) if leaned else [])),
        "topic_ids": list(dict.fromkeys(named_topics)),
        "insurers": list(dict.fromkeys(insurers or (context.previous.get("insurers", []) if leaned else []))),
        "topics": list(dict.fromkeys(subjects or (context.previous.get("topics", []) if leaned else []))),
        "calls": context.previous["calls"] if leaned and _unheld(calls) else [{"tool": c.tool, "args": c.args} for c in calls],
        "style": dict(u.style),
    }
    if (advice := advice_kept(calls, context)) is not None:
        slots[ADVICE] = advice
    if query := _recall_query(u, calls):
        slots["recall_query"] = query
    return slots


def _held(context: Context) -> frozenset[str]:
    """The days of the customer's own contracts, ISO."""
    return frozenset(str(policy["contract_date"]) for policy in context.policies if policy.get("contract_date"))


def _unheld(calls: tuple[PlannedCall, ...]) -> bool:
    """Whether only an insurer without documents was asked about, so that a follow-up still means what was worked out before."""
    first = calls[0]
    return first.tool == "coverage_search" and bool(first.args.get("unknown_insurers")) and not first.args.get("insurers")


def _recall_query(u: Understood, calls: tuple[PlannedCall, ...]) -> str:
    """What memory is asked where the question's own words would not find it: tastes by kind, the past without a subject of its own by time, a nickname by the name; '' = the question."""
    searches = [call for call in calls if call.tool == "memory_search"]
    if any(call.tool in ("memory_write", "recommend_riders") for call in calls) or any(
        call.args.get("about") == "profile" for call in searches
    ):
        return f"{u.text} (성향, 선호하는 것)"
    if searches and (_also_market(u) or searches[0].args.get("about") == "companies"):
        return "이전에 질문한 내용이 뭐였죠?"
    if searches and not (u.diseases or u.families or u.insurers or u.topics or u.terms):
        return f"이전에 질문한 내용이 뭐였죠? {u.text}"
    unspelled = [name for name in (*u.insurers, *u.diseases) if name not in u.text]
    if searches and unspelled:
        return f"{u.text} ({', '.join(unspelled)})"
    return ""
