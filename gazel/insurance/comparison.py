"""R14 비교 가드: amounts are compared only where the bases of two coverages agree."""

from collections.abc import Mapping
from typing import Any

from gazel.insurance import sources
from gazel.insurance.result import RuleResult, Step, absent, needs_input, plain

RULE = ("R14",)
CITED = (sources.rule("R14", "비교 가드"), sources.SALES_CONDUCT)
BASES: Mapping[str, str] = {
    "family": "담보 계열",
    "code_group": "보장 코드군",
    "sum_insured": "가입금액",
    "age": "나이",
    "sex": "성별",
    "pay_term": "납입기간",
    "maturity": "만기",
    "as_of": "기준일",
}
"""What has to be known and equal in both coverages before their amounts may stand side by side."""
MIN_CANDIDATES = 3


def comparison_guard(
    *, left: Mapping[str, Any] | None = None, right: Mapping[str, Any] | None = None, candidates: int | None = None
) -> RuleResult:
    """`amount_comparable`, `differences` and `unknown` bases of two coverages; never a winner. Source: R14, 금소법 §21 (A)."""
    missing = absent({"left": left, "right": right})
    if left is None or right is None:
        return needs_input(missing, ("amount_comparable", "differences"), RULE, CITED)
    unknown = [name for name in BASES if left.get(name) is None or right.get(name) is None]
    differing = [name for name in BASES if name not in unknown and left[name] != right[name]]
    comparable = not unknown and not differing
    differences = [{"basis": BASES[name], "left": plain(left[name]), "right": plain(right[name])} for name in differing]
    words = (
        "비교 기준이 모두 같아 금액을 비교할 수 있음"
        if comparable
        else "기준이 다르거나 확인되지 않아 구조만 비교: " + ", ".join(BASES[n] for n in [*differing, *unknown])
    )
    few = candidates is not None and candidates < MIN_CANDIDATES
    return RuleResult(
        result={"amount_comparable": comparable, "differences": differences, "unknown": [BASES[name] for name in unknown]},
        steps=(Step("비교 기준 확인", {"left": dict(left), "right": dict(right)}, words, comparable),),
        rule_ids=RULE,
        citations=CITED,
        warnings=(*(() if comparable else ("W-COMPARE",)), *(("W-CANDIDATES",) if few else ())),
    )
