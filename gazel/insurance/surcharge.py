"""R13 비급여 할인·할증: the premium band of the fifth generation's rider 2."""

from gazel.insurance import sources
from gazel.insurance.money import won
from gazel.insurance.particles import josa
from gazel.insurance.result import RuleResult, Step, needs_input

RULE = ("R13",)
CITED = (sources.rule("R13", "비급여 할인·할증"), sources.SURCHARGE)
BANDS: tuple[tuple[int, int], ...] = ((1_000_000, 100), (1_500_000, 200), (3_000_000, 300))
"""Upper end in won (not included) and the percentage of rider 2's net premium; above the last it is 400 %."""


def surcharge(*, paid_12m: int | None = None, long_term_care_grade: int | None = None) -> RuleResult:
    """`rate_pct` of rider 2's net premium after `paid_12m` won in twelve months; `None` where discounted (rate not set). Source: R13 (B).

    `long_term_care_grade` 1 or 2 is exempt; 0 means none.
    """
    if paid_12m is None:
        return needs_input(("paid_12m",), ("rate_pct", "band"), RULE, CITED)
    warnings = ["W-SURCHARGE-BASE"]
    rate: int | None
    if long_term_care_grade in (1, 2):
        rate, band, words = 100, "제외", f"장기요양 {long_term_care_grade}등급이므로 할인·할증에서 제외"
    elif paid_12m == 0:
        rate, band, words = None, "할인", "직전 12개월 지급액이 없어 할인(할인율은 정해지지 않아 표시하지 않음)"
        warnings.append("W-DISCOUNT-UNKNOWN")
    else:
        rate = next((percent for end, percent in BANDS if paid_12m < end), 400)
        band = "유지" if rate == 100 else "할증"
        words = f"직전 12개월 지급액 {josa(won(paid_12m), '은/는')} {rate}% 구간"
        if long_term_care_grade is None and rate > 100:
            warnings.append("W-LTC-UNKNOWN")
    return RuleResult(
        result={"rate_pct": rate, "band": band},
        steps=(Step("할인·할증 구간", {"지급액": paid_12m, "장기요양등급": long_term_care_grade}, words, rate),),
        rule_ids=RULE,
        citations=CITED,
        warnings=tuple(warnings),
    )
