"""A claim's checklist: what to do in order, which documents from where, and every deadline as a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.catalog.holidays import closed_days
from gazel.catalog.knowledge import Deadline, Procedure
from gazel.errors import WorkflowError
from gazel.insurance import calc
from gazel.insurance.calendar_days import period_end

DISCLAIMER = (
    "이 체크리스트는 AI가 생성한 안내이며 보험금 지급을 약속하지 않습니다. 약관과 증권이 우선하고, 필요한 서류와 기한은 보험사와 담보에 따라 다를 수 있으니 "
    "접수 전에 보험사에 확인하세요. 최종 판단은 담당자와 보험사가 합니다."
)
AI_MARK = "AI 생성"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to bring, who issues it, and a note."""

    name: str
    issuer: str
    needed_for: str
    note: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as a date; `basis` says from which day it was counted and whether that day is assumed."""

    title: str
    day: date
    basis: str
    detail: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything on the page, in order."""

    title: str
    trigger: str
    as_of: date
    steps: tuple[tuple[str, str], ...]
    papers: tuple[Paper, ...]
    dues: tuple[Due, ...]
    sources: tuple[str, ...]
    customer: str = ""


def claim_checklist(
    catalog: Catalog, procedure: str, as_of: date, *, received: date | None = None, customer: str = ""
) -> Checklist:
    """The checklist of a procedure (its id); deadlines run from `received`, or from `as_of` taken as the day of receipt."""
    row = catalog.procedure_rows.get(procedure)
    if row is None:
        raise WorkflowError(
            f"'{procedure}' 절차가 자료에 없습니다.", hint=f"쓸 수 있는 절차: {', '.join(catalog.procedure_rows)}"
        )
    papers = [catalog.documents[name] for name in dict.fromkeys(name for step in row.steps for name in step.documents)]
    deadlines = [catalog.deadlines[name] for name in dict.fromkeys(name for step in row.steps for name in step.deadlines)]
    cited = dict.fromkeys(str(one) for source in (row, *papers, *deadlines) for one in source.citations)
    return Checklist(
        title=row.title,
        trigger=row.trigger,
        as_of=as_of,
        steps=tuple((step.title, step.detail) for step in row.steps),
        papers=tuple(Paper(one.name, one.issuer, one.needed_for, one.note) for one in papers),
        dues=tuple(_due(one, as_of, received) for one in deadlines),
        sources=tuple(cited),
        customer=customer,
    )


def checklist_of(catalog: Catalog, evidence: Mapping[str, Any], as_of: date, *, customer: str = "") -> Checklist | None:
    """The checklist behind a `claim_procedure` result (its `output` in the events), or None where it explains no procedure."""
    data = evidence.get("data") or {}
    row = _procedure(catalog, (data.get("procedure") or {}).get("title", ""))
    received = data.get("received")
    if row is None:
        return None
    return claim_checklist(catalog, row.id, as_of, received=date.fromisoformat(received) if received else None, customer=customer)


def _procedure(catalog: Catalog, title: str) -> Procedure | None:
    return next((row for row in catalog.all_procedures() if row.title == title), None)


def _due(deadline: Deadline, as_of: date, received: date | None) -> Due:
    """The deadline counted from the receipt where it starts there and the receipt is known, else from `as_of`, which is said."""
    from_receipt = received is not None and "접수일" in deadline.starts
    start = received if received is not None and from_receipt else as_of
    starts = deadline.starts.split("(")[0]
    basis = f"{starts} {start}" if from_receipt else f"{starts}이 기준일 {start}이라고 볼 때"
    return Due(deadline.title, _end(deadline, start), basis, deadline.detail)


def _end(deadline: Deadline, start: date) -> date:
    """The last day of the period that begins the day after `start`."""
    match deadline.unit:
        case "business_day":
            holidays = [day.isoformat() for day in closed_days(start, deadline.amount)]
            values = {"received": start.isoformat(), "business_days": deadline.amount, "holidays": holidays}
            due: date = calc.run("business_day_deadline", values).result["due"]
            return due
        case "day":
            return start + timedelta(days=deadline.amount)
        case "month":
            return period_end(start, months=deadline.amount)
        case "year":
            return period_end(start, years=deadline.amount)
