"""R11 지연이자: estimated interest for late payment, simple and by bracket of days."""

from fractions import Fraction

from gazel.insurance import sources
from gazel.insurance.money import Percent, percent_text, share, whole_won, won
from gazel.insurance.result import RuleResult, Step, absent, needs_input

RULE = ("R11",)
CITED = (sources.rule("R11", "지연이자"), sources.LATE_INTEREST)
BRACKETS: tuple[tuple[int, int | None, int], ...] = ((1, 30, 0), (31, 60, 4), (61, 90, 6), (91, None, 8))
"""First day, last day (None = open) and the percentage points added to the policy-loan rate."""


def late_interest(
    *, principal: int | None = None, days_late: int | None = None, loan_rate_pct: Percent | None = None
) -> RuleResult:
    """`interest` (won) on `principal` after `days_late` days at the policy-loan rate (per cent a year). Source: 삼성 약관 부표 (A)."""
    missing = absent({"principal": principal, "days_late": days_late, "loan_rate_pct": loan_rate_pct})
    if principal is None or days_late is None or loan_rate_pct is None:
        return needs_input(missing, ("interest",), RULE, CITED)
    exact = Fraction(0)
    steps: list[Step] = []
    for first, last, extra in BRACKETS:
        days = max(0, min(days_late, last or days_late) - first + 1)
        if days:
            rate = Fraction(loan_rate_pct) + extra
            part = share(principal, rate) * days / 365
            exact += part
            words = f"{won(principal)} × {percent_text(rate)} × {days}일 ÷ 365 = {won(part)}"
            steps.append(Step(f"{first}~{last or days_late}일", {"일수": days, "이율": rate}, words, part))
    interest = whole_won(exact)
    return RuleResult(
        result={"interest": interest},
        steps=(
            *steps,
            Step(
                "지연이자 합계", {"지연 일수": days_late}, f"구간 합계 {won(exact)}에서 원 미만을 버려 {won(interest)}", interest
            ),
        ),
        rule_ids=RULE,
        citations=CITED,
        warnings=("W-LATE-ESTIMATE",),
    )
