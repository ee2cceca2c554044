"""R9 4세대 실손: outpatient and inpatient reimbursement of the fourth generation (sold 2021-07 to 2026-05)."""

from fractions import Fraction
from typing import Literal

from gazel.insurance import sources
from gazel.insurance.money import share, whole_won, won
from gazel.insurance.result import RuleResult, Step, absent, needs_input

Facility = Literal["의원", "병원", "약국", "종합병원", "상급종합병원"]
Kind = Literal["급여", "비급여"]
RULE = ("R9",)
CITED = (sources.rule("R9", "실손 4세대"), sources.G4_TERMS)
GENERAL_HOSPITALS: frozenset[Facility] = frozenset({"종합병원", "상급종합병원"})
VISIT_LIMIT = 200_000
"""Won a visit in the standard terms; the contract's own limit comes first."""
SELF_SHARE_CAP = 2_000_000
"""Won a year of the 20 % share of covered admissions that stays with the insured."""


def covered_deductible(facility: Facility) -> int:
    """The fixed deductible (won) of a covered outpatient visit."""
    return 20_000 if facility in GENERAL_HOSPITALS else 10_000


def indemnity_g4_outpatient(
    *, kind: Kind | None = None, facility: Facility | None = None, amount: int | None = None, per_visit_limit: int | None = None
) -> RuleResult:
    """`pay` (won) of one visit: own payment less max(fixed, 20 % or 30 %), up to the visit limit (200,000 where none is given). Source: R9 (B)."""
    missing = absent({"kind": kind, "amount": amount, **({"facility": facility} if kind != "비급여" else {})})
    if missing or kind is None or amount is None:
        return needs_input(missing, ("pay",), RULE, CITED)
    fixed, rate = (30_000, 30) if kind == "비급여" or facility is None else (covered_deductible(facility), 20)
    deductible = max(Fraction(fixed), share(amount, rate))
    limit = VISIT_LIMIT if per_visit_limit is None else per_visit_limit
    rest = max(Fraction(0), amount - deductible)
    pay = whole_won(min(rest, Fraction(limit)))
    return RuleResult(
        result={"pay": pay},
        steps=(
            Step(
                "공제금액",
                {"본인부담": amount, "최소 공제": fixed, "비율": rate},
                f"max({won(fixed)}, {won(amount)} × {rate}%) = {won(deductible)}",
                deductible,
            ),
            Step(
                "보상금액",
                {"통원 한도": limit},
                f"min({won(limit)}, {won(amount)} − {won(deductible)} = {won(rest)}) = {won(pay)}",
                pay,
            ),
        ),
        rule_ids=RULE,
        citations=CITED,
        warnings=("W-REFUND-CAP", *(("W-VISIT-LIMIT",) if per_visit_limit is None else ())),
    )


def indemnity_g4_inpatient(
    *,
    covered: int | None = None,
    noncovered: int | None = None,
    self20_ytd: int | None = None,
    annual_remaining_covered: int | None = None,
    annual_remaining_noncovered: int | None = None,
) -> RuleResult:
    """`covered_pay`, `noncovered_pay`, `total` (won) of one admission; shares over 2 million won a year are paid back. Source: R9 (B).

    `self20_ytd` counts the 20 % shares of earlier covered admissions; each admission pays only the excess that it adds. 급여 and 비급여
    are two covers: each drops its own fraction of a won, and `total` is the sum of the two payments.
    """
    missing = absent(
        {
            "covered": covered, "noncovered": noncovered,
            **({"self20_ytd": self20_ytd, "annual_remaining_covered": annual_remaining_covered} if covered else {}),
            **({"annual_remaining_noncovered": annual_remaining_noncovered} if noncovered else {}),
        }
    )  # fmt: skip
    if missing or covered is None or noncovered is None:
        return needs_input(missing, ("covered_pay", "noncovered_pay", "total"), RULE, CITED)
    covered_step = _covered_stay(covered, self20_ytd or 0, annual_remaining_covered or 0)
    noncovered_step = _noncovered_stay(noncovered, annual_remaining_noncovered or 0)
    total = covered_step.value + noncovered_step.value
    words = f"{won(covered_step.value)} + {won(noncovered_step.value)} = {won(total)}"
    return RuleResult(
        result={"covered_pay": covered_step.value, "noncovered_pay": noncovered_step.value, "total": total},
        steps=(covered_step, noncovered_step, Step("합계", {}, words, total)),
        rule_ids=RULE,
        citations=CITED,
        warnings=("W-REFUND-CAP",),
    )


def _covered_stay(covered: int, before: int, remaining: int) -> Step:
    own = share(covered, 20)
    returned = _excess(before + own) - _excess(before)
    full = covered - own + returned
    pay = whole_won(min(full, Fraction(remaining)))
    words = f"{won(covered)} − 20% {won(own)} + 200만원 초과분 {won(returned)} = {won(full)}, 한도 적용 {won(pay)}"
    return Step("급여", {"본인부담": covered, "20% 누계": before, "급여 한도 잔액": remaining}, words, pay)


def _noncovered_stay(noncovered: int, remaining: int) -> Step:
    full = share(noncovered, 70)
    pay = whole_won(min(full, Fraction(remaining)))
    words = f"{won(noncovered)} × 70% = {won(full)}, 한도 적용 {won(pay)}"
    return Step("비급여", {"본인부담": noncovered, "비급여 한도 잔액": remaining}, words, pay)


def _excess(shares: int | Fraction) -> Fraction:
    return max(Fraction(0), Fraction(shares) - SELF_SHARE_CAP)
