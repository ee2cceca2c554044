"""The month from which a diagnosis ends the premiums (rule R7), put in front of what is known of premium waivers."""

from dataclasses import replace
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.insurance import calc
from gazel.insurance.result import RuleResult
from gazel.reasoning.compose.words import josa
from gazel.reasoning.evidence import Evidence
from gazel.workflow.tools.calculation import notices, step_points, steps_table
from gazel.workflow.tools.payout_contract import code_of

_RENEWED = "갱신형 특약과 독립특약은 상품 규정에 따라 제외될 수 있습니다."


def waived_from(catalog: Catalog, event: dict[str, Any], known: Evidence) -> Evidence:
    """The evidence with the waiver of `event` (code or disease, contract_date, report_date, renewable) in the headline."""
    code = code_of(catalog, str(event.get("disease") or "일반암"), event.get("code"))
    start = _covered_from(event.get("contract_date"))
    payload = {
        "event": "cancer", "code": code, "event_date": event["report_date"], "coverage_start": start or event["report_date"],
        "renewable": bool(event.get("renewable")),
    }  # fmt: skip
    result = calc.run("premium_waiver", payload)
    text = _sentence(result, str(event.get("disease") or code), event["report_date"], start)
    return replace(
        known, summary=text, headline=text, points=(*step_points(result), *known.points), tables=steps_table([("", result)]),
        behaviour="needs_review" if result.status == "needs_review" else known.behaviour, warnings=notices(result),
    )  # fmt: skip


def _covered_from(contract: str | None) -> str | None:
    """The first covered day for cancer, ISO; None where the contract's day was not said."""
    if contract is None:
        return None
    payload = {"contract_date": contract, "waiting_days": 90, "insurance_age": 30, "renewal": False}
    return str(calc.run("coverage_start", payload).result["start"])


def _sentence(result: RuleResult, disease: str, report: str, start: str | None) -> str:
    month = result.result.get("from_month")
    if month:
        year, number = month.split("-")
        assumed = "" if start else " 계약일을 알려 주시면 보장개시일(계약일+90일) 이후 진단인지 함께 확인합니다."
        return f"{year}년 {int(number)}월({month}) 납입분부터 보험료가 면제됩니다. {josa(disease, '이/가')} {report}에 진단확정되어 그 다음 납입분부터이며, {_RENEWED}{assumed}"
    if result.status == "void_waiting":
        return f"면제되지 않습니다. 진단확정일 {josa(report, '이/가')} 보장개시일 {start} 전이기 때문입니다."
    if result.status == "not_covered":
        return f"면제되지 않습니다. {josa(disease, '은/는')} 기본 납입면제 사유(암, 유사암 제외)에 들지 않습니다. 상품에 따라 예외가 있어 증권을 확인해야 합니다."
    return f"{josa(disease, '으로/로')} 보험료가 면제되는지는 상품 규정에 따라 달라 확인이 필요합니다. {_RENEWED}"
