"""memory_search: what this customer asked, prefers or was told before; never another customer's."""

import re
from collections.abc import Sequence
from math import sqrt
from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.memory.clock import in_seoul
from gazel.memory.drafts import SLOT_NAMES, Slot
from gazel.memory.types import Hit
from gazel.reasoning.compose.prose import pairs
from gazel.reasoning.compose.words import josa
from gazel.reasoning.evidence import Evidence, Point, Table
from gazel.workflow.tools.context import CallContext, ToolDeps, call_context
from gazel.workflow.tools.memory_privacy import remembered_health

KINDS = {"episodic": "대화", "semantic": "사실", "procedural": "절차"}
SHOWN = 8
NAMED = 0.6
"""Pairs of characters shared with the question, by the root of the turn's length, from which a turn is its subject."""
_ASKING_BACK = re.compile(
    r"(?:지난|저번|이전|예전|아까|방금|어제|먼저|처음|전|그때)\s*(?:번)?에?|제가|내가|저희|우리|물어\S*|여쭤\S*|질문\S*|문의\S*|얘기\S*|이야기\S*|말씀\S*|말한\S*|말했\S*|상담\S*|기억\S*|내용\S*|에\s*대해\S*|어떤|무슨|뭐\S*|요약\S*|알려\S*|했었\S*|했던\S*|관련\S*|주세요|줘"
)


def memory_search_tool(deps: ToolDeps) -> BaseTool:
    """The tool on this process's memory."""

    @tool("memory_search", response_format="content_and_artifact")
    def memory_search(
        config: RunnableConfig, query: str = "", topic: str = "", about: str = "history", other_customer: str = ""
    ) -> tuple[str, Evidence]:
        """이 고객과의 이전 대화(E), 알고 있는 성향·상황(S), 설명했던 절차(P)를 이유와 함께 찾습니다.

        query 찾을 말, topic 주제어(유사암 등), about history(질문 이력)·companies(물어본 보험사)·profile(성향·상황)·health(건강 관련), other_customer 다른 고객의 이름.
        """
        call = call_context(config)
        if other_customer:
            evidence = _whose(other_customer)
        elif about == "health":
            evidence = remembered_health(deps, call)
        elif about == "profile":
            evidence = _profile(_facts(deps, call), deps.memory.slots_asked(call.question))
        elif about == "companies":
            evidence = _companies(_episodes(deps, call, call.question))
        else:
            evidence = _history(about_subject(_episodes(deps, call, query), call.question), topic)
        return evidence.summary, evidence

    return memory_search


def _whose(name: str) -> Evidence:
    """Another customer's memory stays closed until the customer is chosen and the authority is clear."""
    text = f"어느 고객인지 확인이 필요합니다. '{josa(name, '은/는')}' 식별되지 않은 이름이라, 담당 권한이 있는 고객을 화면에서 선택한 뒤 다시 물어봐 주세요."
    points = (Point("기억은 고객마다 분리되어 있어 선택된 고객의 기록만 볼 수 있고, 다른 고객의 기록은 보여 드리지 않습니다."),)
    checks = ("고객 선택(사이드바)과 담당 권한", "고객의 개인정보 이용 동의")
    return Evidence(
        tool="memory_search", summary="고객 확인 필요", behaviour="needs_input", headline=text, points=points, checks=checks
    )


def _episodes(deps: ToolDeps, call: CallContext, query: str) -> list[Hit]:
    """The earlier turns that were recalled for this question, newest first."""
    hits = [hit for hit in call.memories if hit.kind == "episodic"]
    if not hits and query:
        hits = [
            h for h in deps.memory.recall(call.scope, query, as_of=call.as_of, kinds=["episodic"]).hits if h.kind == "episodic"
        ]
    return sorted(hits, key=lambda hit: hit.at, reverse=True)


def about_subject(hits: Sequence[Hit], question: str) -> list[Hit]:
    """The turns about what the question names beside its words of asking back; all of them where it names nothing."""
    asked = pairs(_ASKING_BACK.sub(" ", question))
    shared = {hit.key: len(asked & pairs(hit.text)) / sqrt(max(1, len(pairs(hit.text)))) for hit in hits}
    best = max(shared.values(), default=0.0)
    return [hit for hit in hits if shared[hit.key] >= best / 2] if best >= NAMED else list(hits)


def gist_of(hit: Hit) -> str:
    """What was answered: the first sentences, without source marks and what stood below them."""
    text = re.split(r"확인할 것|\*\*|\n\s*-", str(hit.row.get("gist", "")))[0]
    return _short(re.sub(r"\s*〔[^〕]*〕?", "", text).strip())


def _history(hits: Sequence[Hit], topic: str) -> Evidence:
    """The earlier questions, newest first, with what was answered."""
    if not hits:
        what = f"{josa(topic, '과/와')} 관련된 " if topic else ""
        text = f"이 고객과의 이전 대화에서 {what}기록이 없습니다."
        return Evidence(
            tool="memory_search",
            summary="기록 없음",
            headline=text,
            checks=("찾으시는 주제나 시기를 조금 더 알려 주세요.",),
            data={"found": 0},
        )
    found = hits[:SHOWN]
    rows = tuple((_when(hit), hit.text, gist_of(hit), hit.why) for hit in found)
    about = f"{topic} 관련 " if topic else ""
    listed = ", ".join(f"'{hit.text}'" for hit in found[:3])
    return Evidence(
        tool="memory_search",
        summary=f"대화 {len(found)}건",
        headline=f"이전에 하신 {about}질문은 {len(found)}건입니다: {listed}{' 등' if len(found) > 3 else ''}.",
        points=tuple(Point(f"{_when(hit)} — '{hit.text}' → {gist_of(hit)}") for hit in found),
        tables=(Table("이전 대화(최근 순)", ("일시", "질문", "답변 요지", "찾은 이유"), rows),),
        data={"found": len(found), "keys": [hit.key for hit in found]},
    )


def _companies(hits: Sequence[Hit]) -> Evidence:
    """The insurers that earlier questions named, latest first, each with those questions."""
    asked: dict[str, list[Hit]] = {}
    for hit in hits:
        for insurer in hit.row["insurers"]:
            asked.setdefault(insurer, []).append(hit)
    if not asked:
        return _history((), "보험사")
    return Evidence(
        tool="memory_search",
        summary=f"보험사 {len(asked)}곳",
        headline=f"이전에 물어보신 보험사는 {len(asked)}곳입니다: {', '.join(asked)}.",
        points=tuple(Point(f"{name} — " + ", ".join(f"'{hit.text}'" for hit in found[:3])) for name, found in asked.items()),
        data={"found": len(asked), "keys": [hit.key for found in asked.values() for hit in found]},
    )


def _facts(deps: ToolDeps, call: CallContext) -> list[dict[str, Any]]:
    return deps.memory.facts(call.scope, as_of=call.as_of)


def _profile(facts: Sequence[dict[str, Any]], asked: Sequence[Slot]) -> Evidence:
    """What is known of the customer, each with the words that prove it; what is `asked` about first, or that it was never said."""
    if not facts:
        return Evidence(
            tool="memory_search",
            summary="기록 없음",
            headline="이 고객의 성향이나 상황에 대해 저장된 기록이 없습니다.",
            checks=("나이·가입 목적·예산·기존 계약을 알려 주시면 기억해 두겠습니다.",),
            data={"found": 0},
        )
    about = [fact for fact in facts if fact["slot"] in asked]
    facts = [*about, *(fact for fact in facts if fact not in about)]
    rows = tuple((str(f["facts"]), str(f["category"]), f"{in_seoul(f['timestamp']):%Y-%m-%d}", _quote(f)) for f in facts)
    listed = ", ".join(str(fact["facts"]) for fact in facts[:5])
    return Evidence(
        tool="memory_search",
        summary=f"사실 {len(facts)}건",
        headline=f"{_told(about, asked)}기억하고 있는 내용은 {len(facts)}건입니다: {listed}{' 등' if len(facts) > 5 else ''}.",
        points=tuple(
            Point(f"{fact['facts']} — 근거가 된 말: '{_quote(fact)}' ({in_seoul(fact['timestamp']):%Y-%m-%d})")
            for fact in facts[:SHOWN]
        ),
        tables=(Table("기억하고 있는 사실(최근 순)", ("사실", "분류", "기록일", "근거가 된 말"), rows),),
        checks=("틀린 내용이 있으면 말씀해 주세요. 정정하거나 삭제할 수 있습니다.",),
        data={"found": len(facts)},
    )


def _told(about: Sequence[dict[str, Any]], asked: Sequence[Slot]) -> str:
    """What was said of what is asked about, or that nothing was; '' for a question about everything."""
    named = [SLOT_NAMES[slot] for slot in asked]
    if about:
        return f"{', '.join(str(fact['facts']) for fact in about[:3])}. "
    return f"{josa(named[0], '은/는')} 말씀하신 기록이 없습니다. " if named else ""


def _quote(fact: dict[str, Any]) -> str:
    evidence = fact.get("evidence") or [{}]
    return str(evidence[-1].get("quote", ""))


def _when(hit: Hit) -> str:
    return f"{in_seoul(hit.at):%Y-%m-%d %H:%M}"


def _short(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"
