"""R8 유사암 비율: the sum insured for minor cancers against that for general cancer."""

from fractions import Fraction

from gazel.errors import RuleError
from gazel.insurance import sources
from gazel.insurance.money import percent_number
from gazel.insurance.result import RuleResult, Step, absent, needs_input

RULE = ("R8",)
CITED = (sources.rule("R8", "유사암 비율"), sources.RATIO_PRACTICE)
PRACTICE_PERCENT = 20
"""The share that supervision practice regards as usual since 2022-08; no legal limit."""


def ratio_check(*, similar_sum: int | None = None, general_sum: int | None = None) -> RuleResult:
    """`ratio_pct` and `exceeds` (over 20 %): a warning, never a block. Source: R8 (B)."""
    missing = absent({"similar_sum": similar_sum, "general_sum": general_sum})
    if similar_sum is None or general_sum is None:
        return needs_input(missing, ("ratio_pct", "exceeds"), RULE, CITED)
    if general_sum == 0:
        raise RuleError(
            "general_sum: 일반암 가입금액이 0원이면 비율을 구할 수 없습니다.", hint="일반암 진단비 가입금액을 적어 주세요."
        )
    ratio = Fraction(similar_sum * 100, general_sum)
    shown = percent_number(Fraction(round(ratio * 100), 100))
    exceeds = ratio > PRACTICE_PERCENT
    words = f"{similar_sum:,}원 ÷ {general_sum:,}원 = {shown}% ({'20% 초과' if exceeds else '20% 이하'})"
    return RuleResult(
        result={"ratio_pct": shown, "exceeds": exceeds},
        steps=(Step("유사암 비율", {"유사암": similar_sum, "일반암": general_sum}, words, shown),),
        rule_ids=RULE,
        citations=CITED,
        warnings=("W-RATIO",) if exceeds else (),
    )
