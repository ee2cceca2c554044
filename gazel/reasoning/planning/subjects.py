"""Plans glossary, waiver_rule and rights_guide for the topics and terms a question touches."""

from collections.abc import Sequence

from gazel.catalog.catalog import Catalog
from gazel.reasoning.plan import PlannedCall
from gazel.reasoning.planning import cues
from gazel.reasoning.planning.claims import CLAIM_TOPICS
from gazel.reasoning.understanding.question import Understood

WAIVER = frozenset({"waiting_period", "waiting_diagnosis", "reduction", "premium_waiver"})
SHADOWED = frozenset({*CLAIM_TOPICS, "thyroid_overview", "comparison_rule", "advertising_review", "rrn_masking", "data_scope"})
"""Topics that another tool or the composer already speaks for."""
MOST = 3


def subject_calls(catalog: Catalog, u: Understood, planned: Sequence[PlannedCall]) -> list[PlannedCall]:
    """One call a tool for the topics left, heaviest first; a bare term is looked up in the glossary."""
    spoken = {topic for call in planned for topic in call.args.get("topics", ())}
    tools = {call.tool for call in planned}
    topics = [topic for topic in u.topics if topic not in SHADOWED | spoken and _stands(topic, u, tools)][:MOST]
    by_tool: dict[str, list[str]] = {}
    for topic in topics:
        by_tool.setdefault(_tool(catalog, topic), []).append(topic)
    calls = [PlannedCall(tool, {"topics": ids, **({"insurers": list(u.insurers)} if u.insurers else {})}) for tool, ids in by_tool.items()]
    if not calls and not planned and u.terms:
        calls = [PlannedCall("glossary", {"terms": list(u.terms)})]
    return calls


def _tool(catalog: Catalog, topic_id: str) -> str:
    if topic_id in WAIVER:
        return "waiver_rule"
    topic = catalog.topic(topic_id)
    return "rights_guide" if topic and topic.kind in ("rights", "privacy", "conduct") else "glossary"


def _stands(topic: str, u: Understood, tools: set[str]) -> bool:
    """Whether a topic adds to what is planned already."""
    if "indemnity_calc" in tools and topic.startswith(("indemnity", "duplicate", "noncovered", "special")):
        return False
    if "compare_coverage" in tools and topic in ("similar_cancer_set", "colon_mucosal", "chemo_ratio", "robot_surgery", "no_premium_rates"):
        return False
    if "coverage_search" in tools and u.insurers and topic in ("chemo_ratio", "robot_surgery", "hospital_day", "surgery_benefit", "general_vs_similar", "kcd"):
        return False
    if "payout_calc" in tools and topic in ("metastasis_c77", "limit_once", "reduction", "diagnosis_date", "kcd", "insurance_age"):
        return False
    if "recommend_riders" in tools and topic in ("no_premium_rates", "suitability_questions", "consent_health", "indemnity_g4", "indemnity_g5", "renewal"):
        return False
    if "deadline_calc" in tools and topic in ("waiting_period", "withdrawal", "quality_cancellation", "illegal_contract", "disclosure_duty", "insurance_age", "reduction"):
        return topic == "reduction" and cues.aspect(u) == "reduction" and False
    if "memory_search" in tools or "memory_write" in tools:
        return topic in ("privacy_rights", "record_keeping", "consent_health", "ai_notice") or u.score("coverage_lookup") >= 4
    return True
