"""Plans glossary, waiver_rule and rights_guide for the topics and terms a question touches."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import CodeGroup
from gazel.insurance.classification import is_minor
from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.planning.claims import CLAIM_TOPICS
from gazel.reasoning.planning.denials import operated_by_hand
from gazel.reasoning.understanding.question import TOPIC_FLOOR, Understood

WAIVER = frozenset({"waiting_period", "waiting_diagnosis", "reduction", "premium_waiver"})
_ARTICLE = re.compile(
    r"(?:상법|금소법|금융소비자|보험업법|법률?)\s*제?\s*\d+\s*조|\d+\s*조\s*(?:의\s*\d+\s*)?(?:가|는|내용|뭐|이)"
)
SETS = frozenset({"유사암", "일반암", "소액암", "전이암", "희귀혈액종양", "경계성종양", "제자리암"})
"""Groups of many codes, which no one code stands for."""
GROUPS = ("일반암", "유사암", "소액암", "갑상선암", "기타피부암", "제자리암", "경계성종양")
"""What a code may be believed to be."""
_WHICH_GROUP = re.compile(
    r"(?:유사암|일반암|소액암)(?:이에요|이예요|예요|인가|이야|야|인지|맞|임|이냐|으로|에요|이죠|이지)|무슨암|어떤암"
)
SHADOWED = frozenset({*CLAIM_TOPICS, "thyroid_overview", "comparison_rule", "rrn_masking"})
"""Topics that another tool or the composer already speaks for."""
NEVER_BRUSHED = frozenset({"iodine_therapy"})
"""A disputed topic that no other one outweighs: its figures must not be answered for."""
BRUSHED = frozenset({"fraud", "medical_advice", "other_customer", "tax_and_finance", "underwriting_promise"})
"""Topics of conduct that give way where anything else is spoken of; what must be declined, the guard has declined."""
NARROWER: Mapping[str, frozenset[str]] = {"oral_disclosure_void": frozenset({"disclosure_duty", "thyroid_nodule"}), "disclosure_questions": frozenset({"disclosure_duty", "explanation_duty"}), "fixed_and_indemnity": frozenset({"duplicate_indemnity"}), "consent_health": frozenset({"withdrawal"})}  # fmt: skip
"""A topic named outright, and the wider ones that it makes superfluous."""
RIGHTS = frozenset({"rights", "privacy", "conduct"})
"""Kinds of topics that concern a customer's rights and a seller's duties, not what is insured."""
_RIDERS = re.compile(r"담보|특약|(?<!예금자)보장(?!되는금액)|면책|감액|진단|수술|치료|입원|실손|실비")
MOST = 3
MINOR_SHARE, NAMED, SPOKEN = 0.75, 1.0, 0.8
"""A disputed topic lighter than both, this share of the heaviest and a full name, was only brushed."""


def subject_calls(catalog: Catalog, u: Understood, planned: Sequence[PlannedCall]) -> list[PlannedCall]:
    """One call a tool for the topics left, heaviest first; a bare term is looked up in the glossary."""
    spoken = {topic for call in planned for topic in call.args.get("topics", ())}
    tools = {call.tool for call in planned}
    resident = "주민" in u.dense and not u.insurers
    named = ["rrn_masking", *weighty(catalog, u)] if resident else weighty(catalog, u)
    shadowed = (SHADOWED - {"rrn_masking"} if resident else SHADOWED) | spoken
    topics = [topic for topic in dict.fromkeys(named) if topic not in shadowed and _stands(topic, u, tools)][:MOST]
    by_tool: dict[str, list[str]] = {}
    for topic in topics:
        by_tool.setdefault(_tool(catalog, topic), []).append(topic)
    extra: dict[str, Any] = {"insurers": list(u.insurers)} if u.insurers else {}
    if (u.score("glossary") >= 3 and not u.premise) or u.topics.get("disclosure_questions", 0.0) > NAMED:
        extra["definition"] = True
    calls = [
        PlannedCall(tool, {"topics": ids, **extra, **_terms(tool, u), **_reported(ids, u), **_waiver(catalog, tool, ids, u)})
        for tool, ids in by_tool.items()
    ]
    if (
        not u.dates
        and (coded := code_args(catalog, u))
        and not {call.tool for call in planned} - {"coverage_search"}
        and not cues.spreads(u)
    ):
        calls = [PlannedCall("glossary", coded)]
    elif _ARTICLE.search(u.text) and not planned:
        calls = [PlannedCall("glossary", {"articles": True})]
    elif not calls and not planned and u.terms:
        calls = [PlannedCall("glossary", {"terms": list(u.terms)})]
    return calls


def only_rights(catalog: Catalog, u: Understood) -> bool:
    """Whether an insurer is named only beside a right or duty that holds for all of them ('삼성 망하면 예금자보호 되나요')."""
    kinds = {topic.kind for name, weight in u.topics.items() if weight >= SPOKEN and (topic := catalog.topic(name))}
    return bool(kinds) and kinds <= {"rights", "privacy"} and not (u.diseases or u.families or _RIDERS.search(u.dense))


def code_args(catalog: Catalog, u: Understood) -> dict[str, Any]:
    """The lookup of codes that were named, or of the cancer whose code or benefit group is asked ('유방암은 유사암이에요 일반암이에요?')."""
    group = catalog.code_groups.get(u.disease or "")
    named = group is not None and bool(group.ranges) and group.id not in SETS
    asked = bool(_WHICH_GROUP.search(u.dense)) and not is_minor(u.disease) and not u.families
    if not u.codes and not (named and not u.insurers and (cues.names_code(u) or asked)):
        return {}
    args: dict[str, Any] = {"codes": list(u.codes), "topics": ["kcd"]}
    if named and group is not None and (not u.codes or cues.names_code(u) or _holds(group, u.codes[0])):
        args["disease"] = group.id
        args["codes"] = args["codes"] or [group.ranges[0].first]
        args.update({"code_asked": True} if not u.codes and cues.names_code(u) else {})
    if u.premise and (believed := next((name for name in u.diseases if name in GROUPS), None)):
        args["believed"] = believed
    return args


def _holds(group: CodeGroup, code: str) -> bool:
    return any(span.first[:3] <= code[:3] <= span.last[:3] for span in group.ranges)


def _reported(topics: Sequence[str], u: Understood) -> dict[str, Any]:
    """The day of the report, where it is asked which day counts as the diagnosis."""
    day = u.day("report") if "diagnosis_date" in topics else None
    return {"reported": day} if day else {}


def _waiver(catalog: Catalog, tool: str, topics: Sequence[str], u: Understood) -> dict[str, Any]:
    """The event for which the end of the premiums is asked, where its day was said."""
    report = u.day("report", "diagnosis", "event")
    if tool != "waiver_rule" or "premium_waiver" not in topics or not report:
        return {}
    contract = u.day("contract") or (catalog.plans["P1"].contract_date if cues.names_plan(u) else None)
    event = {
        "code": next(iter(u.codes), None), "disease": u.disease, "report_date": report, "contract_date": contract,
        "renewable": True if "갱신형" in u.dense and "비갱신" not in u.dense else None,
    }  # fmt: skip
    return {"event": {name: value for name, value in event.items() if value is not None}}


def _terms(tool: str, u: Understood) -> dict[str, Any]:
    """Two or more terms are set beside each other where a difference or meaning is asked."""
    return {"terms": list(u.terms)} if tool == "glossary" and len(u.terms) > 1 and u.score("glossary") >= 2 else {}


def weighty(catalog: Catalog, u: Understood) -> list[str]:
    """The topics in order of weight; a disputed one that another outweighs by far was only brushed and is left out."""
    if cues.names_code(u):
        return [name for name in u.topics if name in ("colon_mucosal", "kcd")]  # the one cancer that no code defines
    if first := [name for name in u.topics if name in NEVER_BRUSHED]:
        return [*first, *(name for name in u.topics if name not in first and name != "chemo_ratio")]
    wider = {topic for name, general in NARROWER.items() if u.topics.get(name, 0.0) >= NAMED for topic in general}
    kept = [name for name in u.topics if name not in wider and (name not in BRUSHED or not u.topics.keys() - BRUSHED)]
    heaviest = max(u.topics.values(), default=0.0)
    disputed = {name for name in u.topics if (topic := catalog.topic(name)) and topic.behaviour == "needs_review"}
    return [name for name in kept if name not in disputed or u.topics[name] >= min(NAMED, MINOR_SHARE * heaviest)]


def _tool(catalog: Catalog, topic_id: str) -> str:
    if topic_id in WAIVER:
        return "waiver_rule"
    topic = catalog.topic(topic_id)
    return "rights_guide" if topic and topic.kind in RIGHTS else "glossary"


COVERED_BY: tuple[tuple[str, frozenset[str]], ...] = (
    ("indemnity_calc", frozenset({"indemnity_g4", "indemnity_g5", "indemnity_overview", "indemnity_old", "indemnity_msk", "duplicate_indemnity",
                                  "noncovered_surcharge", "special_calculation", "chemo_ratio", "limit_once", "hospital_day"})),
    ("compare_coverage", frozenset({"similar_cancer_set", "colon_mucosal", "chemo_ratio", "robot_surgery", "no_premium_rates"})),
    ("coverage_search", frozenset({"general_vs_similar"})),
    ("payout_calc", frozenset({"similar_cancer_set", "metastasis_c77", "limit_once", "reduction", "diagnosis_date", "kcd", "general_vs_similar", "insurance_age", "indemnity_g4", "indemnity_g5"})),
    ("recommend_riders", frozenset({"no_premium_rates", "suitability_questions", "consent_health", "indemnity_g4", "indemnity_g5", "renewal"})),
    ("deadline_calc", frozenset({"waiting_period", "withdrawal", "quality_cancellation", "illegal_contract", "disclosure_duty", "insurance_age", "reduction"})),
)  # fmt: skip
"""Topics that the answer of a tool already tells."""
OF_ONE_INSURER = frozenset({"chemo_ratio", "robot_surgery", "hospital_day", "surgery_benefit", "kcd"})
OF_MEMORY = frozenset({"privacy_rights", "record_keeping", "consent_health", "ai_notice"})


def _stands(topic: str, u: Understood, tools: set[str]) -> bool:
    """Whether a topic adds to what is planned already; a mere hint of one does not."""
    if tools and u.topics.get(topic, NAMED) < TOPIC_FLOOR:
        return False
    if topic == "robot_surgery" and operated_by_hand(u):
        return False
    if topic == "advertising_review" and u.style.get("messenger"):
        return False
    if any(tool in tools and topic in covered for tool, covered in COVERED_BY):
        return False
    market = bool(tools & {"coverage_search", "compare_coverage"}) and bool(u.insurers)
    if market and (topic in OF_ONE_INSURER or (u.families and topic in WAIVER - {"premium_waiver"})):
        return False
    if tools & {"memory_search", "memory_write"}:
        return topic in OF_MEMORY or u.score("coverage_lookup") >= 4
    return True
