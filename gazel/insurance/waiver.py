"""R7 납입면제: whether an event ends the premium payments, and from which month."""

from datetime import date
from typing import Literal

from gazel.insurance import sources
from gazel.insurance.calendar_days import period_end
from gazel.insurance.classification import SIMILAR, classify
from gazel.insurance.particles import josa
from gazel.insurance.result import RuleResult, Status, Step, absent, needs_input

WaiverEvent = Literal["cancer", "stroke", "ami", "disability80"]
RULE = ("R7",)
CITED = (sources.rule("R7", "납입면제"), sources.WAIVER)
NAMES: dict[WaiverEvent, str] = {
    "cancer": "암(유사암 제외)",
    "stroke": "뇌졸중",
    "ami": "급성심근경색",
    "disability80": "80% 이상 후유장해",
}


def premium_waiver(
    *,
    event: WaiverEvent | None = None,
    code: str | None = None,
    primary: str | None = None,
    event_date: date | None = None,
    coverage_start: date | None = None,
    renewable: bool | None = None,
    similar_included: bool = False,
) -> RuleResult:
    """`waived` and `from_month` ('YYYY-MM', the first payment that falls away). Source: R7, 8사 제안서 (A).

    `coverage_start` is the rider's first covered day for cancer; `similar_included` is the product's own exception.
    """
    needed = {"event": event, "event_date": event_date, "renewable": renewable}
    missing = absent({**needed, **({"code": code, "coverage_start": coverage_start} if event == "cancer" else {})})
    if missing or event is None or event_date is None:
        return needs_input(missing, ("waived", "from_month"), RULE, CITED)
    if event == "cancer" and (barred := _barred(code, primary, event_date, coverage_start, similar_included)):
        return barred
    if renewable:
        return _result(None, None, "needs_review", "갱신형·독립특약의 납입면제는 상품 규정을 따름", ("W-WAIVER-RENEWABLE",))
    month = period_end(event_date.replace(day=1), months=1).strftime("%Y-%m")
    return _result(
        True, month, "ok", f"{NAMES[event]} 사유가 {event_date}에 생겨 차회({month} 납입분)부터 면제", ("W-WAIVER-RENEWABLE",)
    )


def _barred(
    code: str | None, primary: str | None, confirmed: date, start: date | None, similar_included: bool
) -> RuleResult | None:
    """Why a cancer does not end the payments (open primary site, minor cancer, waiting period); None where it does."""
    kind = classify(code=code, primary=primary)
    category = kind.result["category"]
    if kind.status == "needs_review":
        words = f"{josa(kind.result['code'], '은/는')} 원발부위에 따라 면제 여부가 갈림"
        return _result(None, None, "needs_review", words, kind.warnings)
    if category == "비해당" or (category in SIMILAR and not similar_included):
        words = f"{josa(category, '은/는')} 납입면제 사유(암, 유사암 제외)가 아님"
        return _result(False, None, "not_covered", words, (*kind.warnings, "W-WAIVER-SIMILAR"))
    if start is not None and confirmed < start:
        words = f"진단확정일 {josa(confirmed, '이/가')} 보장개시일 {start} 전이므로 면제 안 됨"
        return _result(False, None, "void_waiting", words, ("W-CANCEL-OPTION",))
    return None


def _result(waived: bool | None, month: str | None, status: Status, words: str, warnings: tuple[str, ...]) -> RuleResult:
    return RuleResult(
        result={"waived": waived, "from_month": month},
        status=status,
        steps=(Step("납입면제", {}, words, waived),),
        rule_ids=RULE,
        citations=CITED,
        warnings=warnings,
    )
