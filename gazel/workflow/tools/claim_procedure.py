"""claim_procedure: the ordered steps of a claim or request, with documents and, where the receipt is known, dates."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.catalog.catalog import Catalog
from gazel.catalog.holidays import closed_days
from gazel.catalog.knowledge import Procedure, Step
from gazel.insurance import calc
from gazel.reasoning.compose.words import day, josa
from gazel.reasoning.evidence import Evidence, Point, Table
from gazel.reasoning.plan import PlannedCall
from gazel.workflow.tools.claim_documents import belief_denied, needed
from gazel.workflow.tools.context import ToolDeps, call_context
from gazel.workflow.tools.topic_evidence import topic_points

DEFAULT_PROCEDURE = "claim_thyroid"
_WAITS = re.compile(r"안\s*들|안\s*나|늦|아직|지났|됐는데|끌|심사|기다|언제")
"""Words of someone who waits for their money."""


def claim_procedure_tool(deps: ToolDeps) -> BaseTool:
    """The tool on this process's procedures."""

    @tool("claim_procedure", response_format="content_and_artifact")
    def claim_procedure(
        config: RunnableConfig,
        procedure: str = DEFAULT_PROCEDURE,
        topics: list[str] | None = None,
        received: str | None = None,
        documents_asked: bool = False,
    ) -> tuple[str, Evidence]:
        """보험금 청구·지급지연·철회·분쟁조정의 절차를 순서대로, 서류·기한과 함께 안내합니다.

        procedure 절차 id(claim_thyroid·claim_surgery·claim_treatment·claim_hospital·claim_indemnity·delay_followup …),
        topics 함께 설명할 주제, received 서류 접수일(YYYY-MM-DD), documents_asked 서류를 물었는지.
        """
        call = call_context(config)
        row = deps.catalog.procedure_rows.get(procedure) or deps.catalog.procedure_rows[DEFAULT_PROCEDURE]
        evidence = _evidence(deps.catalog, row, topics or [], received, call.question, documents_asked)
        return evidence.summary, evidence

    return claim_procedure


def titles_explained(calls: Iterable[PlannedCall], catalog: Catalog) -> list[str]:
    """The titles of the procedures that the planned calls explain."""
    ids = (call.args.get("procedure", DEFAULT_PROCEDURE) for call in calls if call.tool == "claim_procedure")
    return [catalog.procedure_rows[name].title for name in dict.fromkeys(ids) if name in catalog.procedure_rows]


def _evidence(
    catalog: Catalog, row: Procedure, topics: Sequence[str], received: str | None, question: str, documents_asked: bool
) -> Evidence:
    due = due_dates(received) if received else {}
    steps = [_step(catalog, step, due) for step in row.steps]
    known = [topic for topic_id in topics if (topic := catalog.topic(topic_id))]
    topical = topic_points(known, question, ())
    points = [*_due_points(received, due), *topical, *_deadline_points(catalog, row)]
    checks = tuple(dict.fromkeys(check for topic in known for check in topic.checks)) or (
        "보험사의 담보별 서류 목록",
        "증권의 담보와 계약일",
    )
    return Evidence(
        tool="claim_procedure",
        summary=f"{row.title} · {len(steps)}단계",
        behaviour="needs_review" if any(topic.behaviour == "needs_review" for topic in known) else "answer",
        headline=_headline(catalog, row, received, due, documents_asked, question, _lead(topical, question)),
        points=tuple(points),
        tables=(
            Table(f"{row.title} 절차", ("순서", "할 일", "내용", "서류(받는 곳)"), tuple((str(i), *step) for i, step in enumerate(steps, 1)), tuple(row.citation for _ in steps)),
        ),
        checks=checks,
        data={"procedure": as_procedure(row), "received": received, **{key: value.isoformat() for key, value in due.items()}},
    )  # fmt: skip


def due_dates(received: str) -> dict[str, date]:
    """The third and the thirtieth business day after the receipt."""
    holidays = [closed.isoformat() for closed in closed_days(date.fromisoformat(received), 30)]
    payload = {"received": received, "holidays": holidays}
    return {
        name: calc.run("business_day_deadline", {**payload, "business_days": number}).result["due"]
        for name, number in (("pay_3bd", 3), ("pay_30bd", 30))
    }


def as_procedure(row: Procedure) -> dict[str, Any]:
    """The procedure as procedural memory keeps it."""
    steps = [{"title": step.title, "detail": step.detail} for step in row.steps]
    return {"title": row.title, "trigger": row.trigger, "steps": steps, "source": str(row.citation)}


def _step(catalog: Catalog, step: Step, due: dict[str, date]) -> tuple[str, str, str]:
    documents = [f"{catalog.documents[d].name}({catalog.documents[d].issuer})" for d in step.documents]
    dates = [f"{catalog.deadlines[d].title}: {day(due[d])}까지" for d in step.deadlines if d in due]
    return step.title, " ".join([step.detail, *dates]), ", ".join(documents) or "-"


def _headline(
    catalog: Catalog, row: Procedure, received: str | None, due: dict[str, date], documents_asked: bool, question: str, lead: str
) -> str:
    if re.search(r"팩스|전화\s*번호|연락처|고객\s*센터|콜\s*센터", question):
        return "보험사의 연락처와 팩스 번호는 보유한 자료에 없습니다. 보험사 홈페이지·앱이나 증권에서 확인해 주세요. 청구 절차는 아래와 같습니다."
    if row.id == "delay_followup" and not received and lead and not _WAITS.search(question):
        return lead
    if row.id == "delay_followup" and not received:
        return "보험금은 서류 접수일부터 3영업일 이내 지급이 원칙이므로, 먼저 보험사에 접수일과 조사 통지 여부를 확인해 주세요. 접수일을 알려 주시면 기한을 날짜로 계산해 드립니다."
    if received and due:
        return f"{day(received)}에 접수했다면 지급기한은 3영업일인 {day(due['pay_3bd'])}입니다(조사가 필요하면 30영업일인 {day(due['pay_30bd'])} 이내)."
    no = belief_denied(catalog, row, question)
    if documents_asked or no:
        names = ", ".join(document.name for document in needed(catalog, row, question))
        return f"{no} {row.title}에 필요한 서류는 {names}입니다.".strip()
    steps = " → ".join(step.title for step in row.steps if not step.title.startswith("의견이 다르면"))
    title = row.title if re.search(r"갑상|유사암", question) else re.sub(r"^갑상선암\(유사암\)\s*", "", row.title)
    return f"{josa(title, '은/는')} {steps} 순서로 진행합니다."


def _lead(topical: Sequence[Point], question: str) -> str:
    """The topics' first sentence; the one on investigations where one is under way."""
    about = [point.text for point in topical if "조사" in point.text] if "조사" in question else []
    return next(iter([*about, *(point.text for point in topical)]), "")


def _due_points(received: str | None, due: dict[str, date]) -> list[Point]:
    if not received or not due:
        return []
    result = calc.run("business_day_deadline", {"received": received, "business_days": 3, "holidays": []})
    return [
        Point(
            f"접수 {received} 다음 영업일부터 세어 3영업일은 {due['pay_3bd']}, 30영업일은 {due['pay_30bd']}입니다(토·일·공휴일 제외).",
            result.citations,
            "R11",
        )
    ]


def _deadline_points(catalog: Catalog, row: Procedure) -> list[Point]:
    ids = dict.fromkeys(d for step in row.steps for d in step.deadlines)
    return [Point(catalog.deadlines[d].detail, catalog.deadlines[d].citations, catalog.deadlines[d].rule_id) for d in ids]
