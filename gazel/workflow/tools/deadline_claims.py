"""Deadlines of a claim in words: the limitation, also of a month or year, and interest on a late payment (rule R11)."""

import re
from typing import Any

from gazel.events import Behaviour
from gazel.insurance import calc
from gazel.insurance.result import RuleResult
from gazel.reasoning.compose.words import day, josa, won
from gazel.workflow.tools.context import CallContext

Found = tuple[str, RuleResult | None, Behaviour]
"""The sentence, the rule's result where one was computed, and how the turn ends."""


def needs(text: str, result: RuleResult | None = None) -> Found:
    """A question back: what is missing for the date."""
    return text, result, "needs_input"


_SHORTER = re.compile(r"(?<!\d)(?P<n>[12])\s*년")
"""A believed limitation shorter than the law's three years."""


def limitation(values: dict[str, Any], call: CallContext) -> Found:
    """Whether the three years of a claim are over; without a date the period itself, or a question back."""
    result = calc.run("limitation", {"basis_date": values.get("basis_date"), "as_of": call.as_of.isoformat()})
    deadline = result.result.get("deadline")
    if deadline is None:
        if "기산" in call.question:
            text = "기산점은 원칙적으로 보험사고가 생긴 때(진단비는 진단확정일)이지만, 사고를 알 수 없었던 경우 등 다툼이 있어 확인이 필요합니다. 시효는 3년입니다(상법 제662조)."
            return text, None, "needs_review"
        if (years := _SHORTER.search(call.question)) and re.search(r"못|안\s*(?:돼|되|나)|끝|지(?:요)?\s*\?|죠", call.question):
            text = f"아닙니다. 보험금 청구권의 소멸시효는 {years['n']}년이 아니라 3년입니다(상법 제662조). 진단확정일을 알려 주시면 언제까지인지 날짜로 확인해 드립니다."
            return text, None, "answer"
        if re.search(r"지났|지나|넘|늦|오래", call.question):
            text = "보험금 청구권의 소멸시효는 3년이지만 기산점과 청구·접수 이력, 중단 사유에 따라 달라져 지급 여부를 미리 단정할 수 없습니다. 진단확정일을 알려 주시면 날짜로 확인해 드립니다."
            return text, result, "needs_review"
        return (
            "보험금 청구권의 소멸시효는 3년입니다(상법 제662조). 진단확정일을 알려 주시면 언제까지인지 날짜로 확인해 드립니다.",
            None,
            "answer",
        )
    return _expiry(values, result, call)


def _expiry(values: dict[str, Any], result: RuleResult, call: CallContext) -> Found:
    """Whether the three years are over; of a month or year the first day counts, and both ends are told where they disagree."""
    first, last, deadline = values["basis_date"], values.get("basis_last"), result.result["deadline"]
    said = f"{first}(말씀하신 때의 첫날로 가정)" if last else first
    end = calc.run("limitation", {"basis_date": last, "as_of": call.as_of.isoformat()}).result if last else result.result
    doubt = "기산점, 청구·접수 이력과 중단 사유를 확인하기 전에는 지급 여부를 단정할 수 없으니 우선 접수해 확인받으세요."
    if end["passed"]:
        span = f"{day(deadline)}에" if not last else f"늦어도 {day(end['deadline'])}에"
        return f"소멸시효 3년이 {span} 완성되었을 가능성이 있어 확인이 필요합니다. {doubt}", result, "needs_review"
    if result.result["passed"]:
        text = f"소멸시효 3년은 정확한 날짜에 따라 {day(deadline)}에서 {day(end['deadline'])} 사이에 완성되어, 이미 지났을 수도 있습니다. {doubt}"
        return text, result, "needs_review"
    text = f"기산일이 {josa(said, '이면/면')} 소멸시효 3년은 {day(deadline)}까지로, 아직 지나지 않았습니다. 기한 전에 청구를 접수하고 접수 이력을 남겨 두세요."
    return text, result, "answer"


def late_interest(values: dict[str, Any], call: CallContext) -> Found:
    """The interest in won on a late payment, or the rates by which it is counted."""
    given = {k: values[k] for k in ("principal", "days_late", "loan_rate_pct") if values.get(k) is not None}
    result = calc.run("late_interest", given)
    interest = result.result.get("interest")
    if interest is None:
        rates = "지연이자는 지급기일 다음 날부터 30일까지 보험계약대출이율, 31일부터 +4.0%p, 61일부터 +6.0%p, 91일부터 +8.0%p가 붙습니다."
        if not given:
            return f"네, 기한을 넘긴 보험금에는 지연이자가 붙습니다. {rates}", None, "answer"
        names = ", ".join(result.result.get("missing_names", ()))
        return needs(
            f"지연이자는 30일까지 보험계약대출이율, 31일부터 +4.0%p, 61일부터 +6.0%p, 91일부터 +8.0%p입니다. 계산하려면 {josa(names, '을/를')} 알려 주세요.",
            result,
        )
    return (
        f"예상 지연이자는 {won(interest)}입니다(보험계약대출이율 {given['loan_rate_pct']}% 가정, {given['days_late']}일, 구간별 일할).",
        result,
        "answer",
    )
