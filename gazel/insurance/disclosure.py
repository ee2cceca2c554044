"""R15 고지 안내: the four axes of a possible termination for non-disclosure; the conclusion stays with a person."""

from datetime import date
from typing import Any

from gazel.insurance import sources
from gazel.insurance.calendar_days import period_end
from gazel.insurance.result import RuleResult, Step

RULE = ("R15",)
CITED = (sources.rule("R15", "고지 안내"), sources.DISCLOSURE, sources.DISCLOSURE_TERMS, sources.ORAL_DISCLOSURE)


def disclosure_axes(
    *,
    contract_date: date | None = None,
    coverage_start: date | None = None,
    discovered: date | None = None,
    claimed_within_two_years: bool | None = None,
    causal: bool | None = None,
    as_of: date | None = None,
) -> RuleResult:
    """`axes`: 안 날 1개월 · 개시 후 2년 무사고 · 체결 3년 · 인과관계, each with its day where known; always `needs_review`. Source: 상법 §651·§655 (A)."""
    axes = (
        _axis(
            "안 날부터 1개월",
            period_end(discovered, months=1) if discovered else None,
            as_of,
            "보험사가 안 날부터 1개월이 지나면 해지할 수 없음",
        ),
        _axis(
            "보장개시 후 2년 무사고",
            period_end(coverage_start, years=2) if coverage_start else None,
            as_of,
            "보장개시 후 2년 동안 지급사유가 없었으면 해지할 수 없음(진단계약의 질병은 1년)",
            claimed_within_two_years,
        ),
        _axis(
            "체결부터 3년",
            period_end(contract_date, years=3) if contract_date else None,
            as_of,
            "체결일부터 3년이 지나면 해지할 수 없음",
        ),
        _axis("인과관계", None, as_of, "알리지 않은 사실과 사고 사이에 인과관계가 없으면 보험금은 지급", causal),
    )
    return RuleResult(
        result={"axes": [axis for axis, _ in axes]},
        status="needs_review",
        steps=tuple(step for _, step in axes),
        rule_ids=RULE,
        citations=CITED,
        warnings=("W-DISCLOSURE",),
    )


def _axis(name: str, day: date | None, as_of: date | None, rule: str, fact: bool | None = None) -> tuple[dict[str, Any], Step]:
    passed = None if day is None or as_of is None else as_of > day
    return {"axis": name, "date": day, "passed": passed, "rule": rule, "fact": fact}, Step(name, {"기준일": as_of}, rule, day)
