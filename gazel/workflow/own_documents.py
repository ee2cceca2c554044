"""When a turn also looks into the broker's own documents."""

import re
from dataclasses import replace

from gazel.reasoning.plan import Plan, PlannedCall

_ASKS_FOR_A_CLAUSE = re.compile(
    r"제?\s?\d{1,3}\s?조(?!\s?원)(?:의\s?\d)?|약관|특별약관|조항|조문|(?:올린|올려\s?둔|업로드한?|첨부한?|제가\s?준|보낸)\s?(?:문서|파일|약관|제안서|증권|PDF)|문서에(?:서|는)?|파일에서|몇\s?조|몇\s?페이지|몇\s?쪽",
    re.IGNORECASE,
)
_STATUTE = re.compile(r"상법|민법|보험업법|금소법|금융소비자|소비자보호법|의료법|시행령")


def with_documents(plan: Plan, question: str, documents: int) -> Plan:
    """The plan with a search of the documents: where they are asked for, or where nothing else would answer."""
    if documents == 0 or plan.outcome in ("refuse", "answer") or any(call.tool == "search_clauses" for call in plan.calls):
        return plan
    asked = bool(_ASKS_FOR_A_CLAUSE.search(question)) and not _STATUTE.search(question)
    if not asked and plan.calls:
        return plan
    search = PlannedCall("search_clauses", {"query": question, **_insurer(plan)})
    return replace(
        plan, intents=plan.intents if plan.calls else ("coverage_lookup",), calls=(search, *plan.calls), outcome=None, reply=""
    )


def _insurer(plan: Plan) -> dict[str, str]:
    """The one insurer the turn is about, if there is exactly one."""
    named = {name for call in plan.calls for name in call.args.get("insurers") or () if isinstance(name, str)}
    return {"insurer": named.pop()} if len(named) == 1 else {}
