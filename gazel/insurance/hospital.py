"""R6 입원일당: daily hospital benefit with day limit, ratio and the 180-day readmission rule."""

from gazel.insurance import sources
from gazel.insurance.money import Percent, percent_text, share, whole_won, won
from gazel.insurance.result import RuleResult, Step, absent, needs_input

RULE = ("R6",)
CITED = (sources.rule("R6", "입원일당"), sources.CLOCKS)
NEW_STAY_AFTER = 180
"""Days after discharge beyond which a stay counts as new."""


def hospital_days(
    *,
    days: int | None = None,
    daily_amount: int | None = None,
    limit_days: int | None = None,
    ratio_pct: Percent | None = None,
    factor_pct: Percent | None = None,
    prior_paid_days: int | None = None,
    gap_days_since_discharge: int | None = None,
) -> RuleResult:
    """`payable_days` and `amount` (won) of one stay. Source: R6.

    `gap_days_since_discharge` None means no earlier stay; over 180 days it is a new stay and earlier days do not count. A gap of exactly
    180 (the wording is open) counts as continued, earlier days without a gap as none; both are `needs_review`.
    """
    continued = _continues(gap_days_since_discharge)
    missing = absent(
        {
            "days": days, "daily_amount": daily_amount, "limit_days": limit_days, "ratio_pct": ratio_pct, "factor_pct": factor_pct,
            **({"prior_paid_days": prior_paid_days} if continued else {}),
        }
    )  # fmt: skip
    if missing or days is None or daily_amount is None or limit_days is None or ratio_pct is None or factor_pct is None:
        return needs_input(missing, ("payable_days", "amount"), RULE, CITED)
    prior = (prior_paid_days or 0) if continued else 0
    payable = min(days, max(0, limit_days - prior))
    amount = whole_won(share(payable * daily_amount, ratio_pct, factor_pct))
    warnings = _doubts(gap_days_since_discharge, prior_paid_days)
    paid = f"{payable}일 × {won(daily_amount)} × {percent_text(ratio_pct)} × {percent_text(factor_pct)} = {won(amount)}"
    return RuleResult(
        result={"payable_days": payable, "amount": amount},
        status="needs_review" if warnings else "ok",
        steps=(
            _counted(days, limit_days, prior, gap_days_since_discharge, payable),
            Step("입원일당", {"일당": daily_amount, "지급 비율": ratio_pct, "감액 후 지급률": factor_pct}, paid, amount),
        ),
        rule_ids=RULE,
        citations=CITED,
        warnings=warnings,
    )


def _continues(gap: int | None) -> bool:
    return gap is not None and gap <= NEW_STAY_AFTER


def _doubts(gap: int | None, prior: int | None) -> tuple[str, ...]:
    if gap == NEW_STAY_AFTER:
        return ("W-GAP-180",)
    return ("W-GAP-MISSING",) if gap is None and prior else ()


def _counted(days: int, limit: int, prior: int, gap: int | None, payable: int) -> Step:
    stay = "직전 입원에 이어진 입원" if _continues(gap) else "새 입원"
    words = f"{stay}: 한도 {limit}일 − 이미 지급 {prior}일 = {max(0, limit - prior)}일, 입원 {days}일과 비교해 {payable}일"
    return Step("지급 일수", {"입원 일수": days, "한도": limit, "이미 지급": prior, "퇴원 후 경과": gap}, words, payable)
