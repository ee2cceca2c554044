"""The dates a payout is computed with: as said, counted from the contract, or assumed."""

from dataclasses import dataclass
from datetime import date, timedelta

from gazel.catalog.catalog import Catalog
from gazel.reasoning.compose.words import josa
from gazel.reasoning.understanding.dates import shift
from gazel.reasoning.understanding.elapsed import Elapsed
from gazel.workflow.tools.payout_request import PayoutRequest


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates a payout is computed with, and what had to be assumed."""

    contract: str | None
    report: str | None
    treatment: str | None
    notes: tuple[str, ...] = ()


def assumed_dates(as_of: date, request: PayoutRequest, catalog: Catalog) -> Dates:
    """The dates as said; 'two months after the contract' counts from the contract date, or backwards from today."""
    report, treatment, elapsed, plan = request.report_date, request.treatment_date, request.elapsed, request.plan
    contract = request.contract_date or (catalog.plans[plan].contract_date if plan and plan in catalog.plans else None)
    if not elapsed:
        return Dates(contract, report, treatment)
    months, days, nth = elapsed.get("months", 0), elapsed.get("days", 0), bool(elapsed.get("nth"))
    since = Elapsed(months, days, "", bool(elapsed.get("under")), nth)
    if contract:
        event = since.after(date.fromisoformat(contract))
        counted = f"계약일 {josa(contract, '을/를')} 첫날로 세어 {days}일째를 {josa(str(event), '으로/로')} 보았습니다."
        return Dates(contract, report or event.isoformat(), treatment or event.isoformat(), (counted,) if nth else ())
    known = date.fromisoformat(report or treatment or as_of.isoformat())
    start = shift(known - timedelta(days=days - int(since.under or nth)), -months, "개월")
    note = f"날짜를 정확히 말씀하지 않아 진단확정일을 {known}, 계약일을 {josa(str(start), '으로/로')} 두고 계산했습니다."
    return Dates(start.isoformat(), report or known.isoformat(), treatment or known.isoformat(), (note,))
