"""glossary, waiver_rule and rights_guide: what the catalogue knows of a subject, with its sources."""

import re
from dataclasses import replace
from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.catalog.catalog import Catalog
from gazel.catalog.knowledge import Term
from gazel.reasoning.evidence import Evidence, Point, Table
from gazel.workflow.tools.context import ToolDeps, call_context
from gazel.workflow.tools.references import COLON, article_points, code_points
from gazel.workflow.tools.topic_evidence import topic_evidence
from gazel.workflow.tools.waiver_event import waived_from

DEPTH_NEEDED = (
    "코드만으로는 대장점막내암인지 정할 수 없습니다. 침범 깊이로 정해지므로 병리 결과지에 적힌 깊이"
    "(점막고유층·점막근층까지인지, 점막하층을 침범했는지)를 알려 주세요."
)
_MEANING = re.compile(
    r"['\"]?(?P<term>.+?)['\"]?(?:이라는|라는|이란|란|이|가|은|는|의)?(?:단어|용어|말|게|거)?(?:의|는|은|이)?"
    r"(?:뭐|뭔|무슨|뜻|의미|무엇|정의|개념|설명)[^,.]{0,12}"
)
"""A question that asks for the meaning of a term and for nothing else."""


def glossary_tool(deps: ToolDeps) -> BaseTool:
    """The tool that explains insurance terms and subjects."""

    @tool("glossary", response_format="content_and_artifact")
    def glossary(
        config: RunnableConfig,
        topics: list[str] | None = None,
        terms: list[str] | None = None,
        insurers: list[str] | None = None,
        codes: list[str] | None = None,
        articles: bool = False,
        definition: bool = False,
        disease: str = "",
        believed: str = "",
        code_asked: bool = False,
        reported: str = "",
    ) -> tuple[str, Evidence]:
        """보험 용어와 주제(유사암 범위, 초기제외, 진단확정일, 갱신형 …)를 출처와 함께 설명합니다.

        topics 주제 id, terms 용어, insurers 한정할 보험사, codes 분류를 물은 KCD 코드,
        articles 법 조문을 물었는지, definition 뜻만 물었는지, disease 코드를 물은 암, believed 고객이 믿는 분류, code_asked 코드 번호를 물었는지,
        reported 진단확정일을 물은 검사의 결과보고일.
        """
        question = call_context(config).question
        coded = code_points(deps.catalog, codes or [], disease=disease, believed=believed, code_asked=code_asked)
        looked_up = [*coded, *(article_points(deps.catalog, question) if articles else [])]
        evidence = _explain(deps.catalog, topics or [], terms or [], tuple(insurers or ()), question)
        if looked_up:
            evidence = replace(
                evidence,
                headline=looked_up[0].text,
                points=(*looked_up, *evidence.points),
                summary=f"찾은 항목 {len(looked_up)}건, {evidence.summary}",
            )
        if reported:
            evidence = replace(evidence, headline=f"진단확정일은 검사 결과보고일인 {reported}입니다. {evidence.headline}")
        if any(code.startswith(COLON) for code in codes or []) and "점막" in question:
            evidence = replace(evidence, behaviour="needs_input", headline=DEPTH_NEEDED)
        evidence = as_definition(deps.catalog, evidence, question) if definition else evidence
        return evidence.summary, evidence

    return glossary


def waiver_rule_tool(deps: ToolDeps) -> BaseTool:
    """The tool on waiting periods, reductions and premium waivers."""

    @tool("waiver_rule", response_format="content_and_artifact")
    def waiver_rule(
        config: RunnableConfig,
        topics: list[str],
        insurers: list[str] | None = None,
        definition: bool = False,
        event: dict[str, Any] | None = None,
    ) -> tuple[str, Evidence]:
        """면책기간, 감액기간, 보험료 납입면제의 규칙을 설명하고, 사유가 생긴 날이 있으면 면제가 시작되는 달을 계산합니다.

        topics: waiting_period·waiting_diagnosis·reduction·premium_waiver, insurers 한정할 보험사, definition 뜻만 물었는지,
        event {"code","disease","contract_date","report_date","renewable"} 납입면제를 물은 진단.
        """
        question = call_context(config).question
        evidence = topic_evidence("waiver_rule", deps.catalog, topics, question=question, insurers=tuple(insurers or ()))
        if definition and (term := asked_term(deps.catalog, question)):
            evidence = led_by(evidence, term)
        if event:
            evidence = waived_from(deps.catalog, event, evidence)
        return evidence.summary, evidence

    return waiver_rule


def rights_guide_tool(deps: ToolDeps) -> BaseTool:
    """The tool on a customer's rights and a seller's duties."""

    @tool("rights_guide", response_format="content_and_artifact")
    def rights_guide(
        config: RunnableConfig, topics: list[str], insurers: list[str] | None = None, definition: bool = False
    ) -> tuple[str, Evidence]:
        """청약철회·품질보증해지·고지의무·분쟁조정·개인정보·AI 고지 등 권리와 의무를 근거 조문과 함께 안내합니다.

        topics 주제 id, insurers 한정할 보험사, definition 뜻만 물었는지.
        """
        question = call_context(config).question
        evidence = topic_evidence("rights_guide", deps.catalog, topics, question=question, insurers=tuple(insurers or ()))
        evidence = as_definition(deps.catalog, evidence, question) if definition else evidence
        return evidence.summary, evidence

    return rights_guide


def as_definition(catalog: Catalog, evidence: Evidence, question: str) -> Evidence:
    """The evidence as a plain answer to what something means: what a disputed term means is not disputed."""
    term = asked_term(catalog, question)
    return replace(led_by(evidence, term) if term else evidence, behaviour="answer")


def asked_term(catalog: Catalog, question: str) -> Term | None:
    """The glossary entry whose meaning is all that is asked ('면책기간이 뭐예요?')."""
    asked = _MEANING.fullmatch("".join(question.split()))
    return catalog.glossary(asked["term"]) if asked else None


def led_by(evidence: Evidence, term: Term) -> Evidence:
    """The evidence with the term's meaning in front."""
    text = f"{term.id}: {term.definition}"
    points = (Point(text, term.citations), *(point for point in evidence.points if point.text != text))
    return replace(evidence, headline=text, points=points)


def _explain(catalog: Catalog, topics: list[str], terms: list[str], insurers: tuple[str, ...], question: str) -> Evidence:
    """The topics, then the glossary entries of terms."""
    entries = [entry for term in dict.fromkeys(terms) if (entry := catalog.glossary(term))]
    definitions = [Point(f"{entry.id}: {entry.definition}", entry.citations) for entry in entries]
    found = topic_evidence("glossary", catalog, topics, question=question, insurers=insurers)
    if not entries:
        return found
    rows = tuple((entry.id, entry.definition) for entry in entries)
    return Evidence(
        tool="glossary",
        summary=f"용어 {len(entries)}개, {found.summary}",
        behaviour=found.behaviour,
        headline=found.headline or definitions[0].text,
        points=(*definitions, *found.points),
        tables=(Table("용어", ("용어", "뜻"), rows, tuple(entry.citation for entry in entries)),) if len(entries) > 1 else (),
        checks=found.checks,
        data={**found.data, "terms": [entry.id for entry in entries]},
    )
