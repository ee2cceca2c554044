"""R12 보험나이: full years, six months or more rounded up."""

from datetime import date

from gazel.errors import RuleError
from gazel.insurance import sources
from gazel.insurance.particles import josa
from gazel.insurance.result import RuleResult, Step, absent, needs_input

RULE = ("R12",)
CITED = (sources.rule("R12", "보험나이"), sources.INSURANCE_AGE)


def insurance_age(*, birth: date | None = None, contract: date | None = None) -> RuleResult:
    """`age` in years on the contract date. Source: R12, 표준약관 (B).

    A month is full on its corresponding day; in a month without such a day, on the first of the next (31 August → 1 March).
    """
    missing = absent({"birth": birth, "contract": contract})
    if birth is None or contract is None:
        return needs_input(missing, ("age",), RULE, CITED)
    if contract < birth:
        raise RuleError(
            f"contract: 계약일 {josa(contract, '이/가')} 생년월일 {birth}보다 앞섭니다.", hint="두 날짜를 확인해 주세요."
        )
    months = (contract.year - birth.year) * 12 + contract.month - birth.month - (contract.day < birth.day)
    years, rest = divmod(months, 12)
    age = years + (rest >= 6)
    words = f"만 {years}세 {rest}개월 → 6개월 {'이상이므로 올림' if rest >= 6 else '미만이므로 버림'} = {age}세"
    return RuleResult(
        result={"age": age, "full_years": years, "months": rest},
        steps=(Step("보험나이", {"생년월일": birth, "계약일": contract}, words, age),),
        rule_ids=RULE,
        citations=CITED,
    )
