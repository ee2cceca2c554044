"""R10 5세대 실손: reimbursement of the fifth generation (from 2026-05-06), severe and non-severe non-covered care apart."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from gazel.insurance import sources
from gazel.insurance.indemnity_g4 import GENERAL_HOSPITALS, VISIT_LIMIT, Facility, covered_deductible
from gazel.insurance.money import Percent, percent_text, share, whole_won, won
from gazel.insurance.result import RuleResult, Step, absent, needs_input

Sub = Literal["covered_outpatient", "noncovered_outpatient", "noncovered_inpatient"]
RULE = ("R10",)
CITED = (sources.rule("R10", "실손 5세대"), sources.G5_TERMS, sources.G5_SUPERVISION)
FIGURES = ("pay",)
SEVERE_DEDUCTIBLE_CAP = 5_000_000
"""Won a year that severe inpatient care in general hospitals can cost the insured."""
SMALL_HOSPITAL_STAY_LIMIT = 3_000_000
"""Won a stay for non-severe inpatient care below a general hospital."""


def indemnity_g5(
    *,
    sub: Sub | None = None,
    severe: bool | None = None,
    facility: Facility | None = None,
    amount: int | None = None,
    visits_same_day: Sequence[int] | None = None,
    nhi_rate_pct: Percent | None = None,
    deductible_ytd: int | None = None,
    per_visit_limit: int | None = None,
    annual_remaining: int | None = None,
) -> RuleResult:
    """`pay` (won); `severe` is the registration of 산정특례 (unknown → needs_input for non-covered care). Source: R10 (B).

    `per_visit_limit` bounds outpatient days, `annual_remaining` everything; None = not binding. Non-covered visits of one day are added
    up before the deductible, for severe care too (with W-VISIT-SUM). Which inputs are needed depends on `sub`.
    """
    if sub is None:
        return needs_input(("sub",), FIGURES, RULE, CITED)
    if sub == "covered_outpatient":
        return _covered_outpatient(facility, amount, nhi_rate_pct, per_visit_limit, annual_remaining)
    if sub == "noncovered_outpatient":
        return _noncovered_outpatient(severe, amount, visits_same_day, per_visit_limit, annual_remaining)
    return _noncovered_inpatient(severe, facility, amount, deductible_ytd, annual_remaining)


def _covered_outpatient(
    facility: Facility | None, amount: int | None, nhi_rate: Percent | None, visit_limit: int | None, remaining: int | None
) -> RuleResult:
    missing = absent({"facility": facility, "amount": amount, "nhi_rate_pct": nhi_rate})
    if facility is None or amount is None or nhi_rate is None:
        return needs_input(missing, FIGURES, RULE, CITED)
    fixed = covered_deductible(facility)
    deductible = max(Fraction(fixed), share(amount, 20), share(amount, nhi_rate))
    words = f"max({won(fixed)}, {won(amount)} × 20%, {won(amount)} × 건강보험 본인부담률 {percent_text(nhi_rate)}) = {won(deductible)}"
    step = Step("공제금액", {"본인부담": amount, "의료기관": facility, "최소 공제": fixed}, words, deductible)
    return _paid(amount, deductible, step, {"통원 한도": visit_limit, "연간 한도 잔액": remaining}, _visit_warnings(visit_limit))


def _noncovered_outpatient(
    severe: bool | None, amount: int | None, visits: Sequence[int] | None, visit_limit: int | None, remaining: int | None
) -> RuleResult:
    day = sum(visits) if visits else amount
    missing = absent({"severe": severe, "visits_same_day": day})
    if severe is None or day is None:
        return needs_input(missing, FIGURES, RULE, CITED)
    fixed, rate = (30_000, 30) if severe else (50_000, 50)
    deductible = max(Fraction(fixed), share(day, rate))
    parts = " + ".join(f"{visit:,}" for visit in visits) if visits and len(visits) > 1 else f"{day:,}"
    words = f"1일 합산 {parts} = {won(day)}; max({won(fixed)}, {rate}%) = {won(deductible)}"
    step = Step("공제금액", {"중증": severe, "1일 합산": day, "최소 공제": fixed}, words, deductible)
    several = ("W-VISIT-SUM",) if severe and visits and len(visits) > 1 else ()
    return _paid(
        day, deductible, step, {"통원 한도": visit_limit, "연간 한도 잔액": remaining}, (*_visit_warnings(visit_limit), *several)
    )


def _noncovered_inpatient(
    severe: bool | None, facility: Facility | None, amount: int | None, deductible_ytd: int | None, remaining: int | None
) -> RuleResult:
    capped = severe is True and (facility is None or facility in GENERAL_HOSPITALS)
    missing = absent(
        {"severe": severe, "facility": facility, "amount": amount, **({"deductible_ytd": deductible_ytd} if capped else {})}
    )
    if missing or severe is None or facility is None or amount is None:
        return needs_input(missing, FIGURES, RULE, CITED)
    general = facility in GENERAL_HOSPITALS
    rate = 30 if severe else 50
    deductible = share(amount, rate)
    words = f"{won(amount)} × {rate}% = {won(deductible)}"
    if severe and general:
        room = max(0, SEVERE_DEDUCTIBLE_CAP - (deductible_ytd or 0))
        words += f", 연 상한 500만원에서 남은 공제 {won(room)}과 비교"
        deductible = min(deductible, Fraction(room))
    shown = {"중증": severe, "의료기관": facility, "공제 누계": deductible_ytd}
    stay_limit = None if severe or general else SMALL_HOSPITAL_STAY_LIMIT
    step = Step("공제금액", shown, f"{words} → {won(deductible)}", deductible)
    return _paid(amount, deductible, step, {"1회 입원 한도": stay_limit, "연간 한도 잔액": remaining}, ())


def _visit_warnings(visit_limit: int | None) -> tuple[str, ...]:
    return ("W-VISIT-LIMIT",) if visit_limit is None or visit_limit > VISIT_LIMIT else ()


def _paid(amount: int, deductible: Fraction, step: Step, limits: dict[str, int | None], warnings: tuple[str, ...]) -> RuleResult:
    rest = max(Fraction(0), amount - deductible)
    binding = [Fraction(limit) for limit in limits.values() if limit is not None]
    pay = whole_won(min([rest, *binding]))
    bounds = ", ".join(f"{name} {won(limit)}" for name, limit in limits.items() if limit is not None) or "한도 없음"
    return RuleResult(
        result={"pay": pay},
        steps=(
            step,
            Step("보상금액", dict(limits), f"{won(amount)} − {won(deductible)} = {won(rest)} ({bounds}) → {won(pay)}", pay),
        ),
        rule_ids=RULE,
        citations=CITED,
        warnings=("W-REFUND-CAP", *warnings),
    )
