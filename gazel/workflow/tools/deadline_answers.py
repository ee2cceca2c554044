"""What each kind of deadline comes to, in words: the rule's result behind one direct sentence."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from gazel.catalog.holidays import closed_days
from gazel.events import Behaviour
from gazel.insurance import calc
from gazel.insurance.result import RuleResult
from gazel.reasoning.compose.words import day, josa, won
from gazel.workflow.tools.claim_procedure import due_dates
from gazel.workflow.tools.context import CallContext

Kind = Literal[
    "coverage_start",
    "reduction_end",
    "payment",
    "withdrawal",
    "quality",
    "illegal",
    "limitation",
    "late_interest",
    "insurance_age",
    "disclosure",
]
Found = tuple[str, RuleResult | None, Behaviour]
"""The sentence, the rule's result where one was computed, and how the turn ends."""


def _needs(text: str, result: RuleResult | None = None) -> Found:
    return text, result, "needs_input"


def _coverage_start(values: dict[str, Any], call: CallContext) -> Found:
    given = {
        "insurance_age": 30,
        "renewal": False,
        "waiting_days": 90,
        **{k: v for k, v in values.items() if k in ("contract_date", "insurance_age", "renewal", "waiting_days", "revival_date")},
    }
    result = calc.run("coverage_start", given)
    start = result.result.get("start")
    if start is None:
        return _needs(
            "계약일을 알려 주시면 보장개시일을 계산해 드립니다. 일반암은 계약일부터 그 날을 포함해 90일이 지난 날의 다음 날부터 보장됩니다.",
            result,
        )
    base = values.get("revival_date") or values["contract_date"]
    word = "부활일" if values.get("revival_date") else "갱신일" if given["renewal"] else "계약일"
    if given["waiting_days"] == 0:
        return (
            f"{word}이 {base}이면 면책기간이 없는 담보(유사암 진단비 등)는 {day(start)}, 곧 {word}부터 보장됩니다.",
            result,
            "answer",
        )
    if given["renewal"]:
        return f"갱신계약은 면책을 다시 적용하지 않아 갱신일인 {day(start)}부터 바로 보장됩니다.", result, "answer"
    if given["insurance_age"] < 15:
        return f"보험나이 15세 미만은 90일 면책이 없어 계약일인 {day(start)}부터 보장됩니다.", result, "answer"
    return (
        f"{word}이 {base}이면 일반암 보장은 {day(start)}부터 시작합니다({word} + 90일). 유사암(갑상선암) 진단비는 보통 면책 없이 {word}부터 보장됩니다.",
        result,
        "answer",
    )


def _reduction_end(values: dict[str, Any], call: CallContext) -> Found:
    steps = values.get("steps") or [{"until": "1y", "pct": 50}]
    contract = values.get("contract_date")
    if not contract:
        return _needs(
            "계약일을 알려 주시면 감액이 끝나는 날을 계산해 드립니다. 유사암 진단비는 계약해당일(1년) 전날까지 50%입니다."
        )
    result = calc.run(
        "reduction_factor",
        {"contract_date": contract, "event_date": values.get("event_date") or contract, "steps": steps, "renewal": False},
    )
    ends = list(result.result["boundaries"])
    words = ", ".join(f"{day(item['date'])}부터 {'100%' if item is ends[-1] else '다음 단계'}" for item in ends[-1:])
    return f"계약일이 {contract}이면 1년 감액(50%)은 계약해당일 전날까지이고, {words} 지급입니다.", result, "answer"


def _payment(values: dict[str, Any], call: CallContext) -> Found:
    received = values.get("received")
    if not received:
        return _needs("서류 접수일을 알려 주시면 지급기한을 날짜로 계산해 드립니다. 원칙은 접수일부터 3영업일 이내입니다.")
    due = due_dates(received)
    result = calc.run("business_day_deadline", {"received": received, "business_days": 3, "holidays": _closed(received)})
    late = f" 오늘({call.as_of})은 기한이 지났으므로 지연 사유와 지연이자를 확인하세요." if call.as_of > due["pay_3bd"] else ""
    return (
        f"{day(received)}에 접수했다면 지급기한은 3영업일인 {day(due['pay_3bd'])}입니다. 조사가 필요한 경우의 지급예정일은 30영업일인 {day(due['pay_30bd'])} 이내입니다.{late}",
        result,
        "answer",
    )


def _closed(received: str) -> list[str]:
    return [closed.isoformat() for closed in closed_days(date.fromisoformat(received), 3)]


def _withdrawal(values: dict[str, Any], call: CallContext) -> Found:
    given = {k: values[k] for k in ("applied", "policy_received", "age", "channel") if values.get(k) is not None}
    if "age" not in given and "channel" not in given:
        given["channel"] = "face"
    result = calc.run("withdrawal_deadline", given)
    deadline = result.result.get("deadline")
    if deadline is None:
        names = ", ".join(result.result.get("missing_names", ()))
        return _needs(
            f"청약철회는 증권을 받은 날부터 15일과 청약한 날부터 30일(65세 이상 전화 가입은 45일) 중 먼저 오는 날까지입니다. 날짜로 계산하려면 {josa(names, '을/를')} 알려 주세요.",
            result,
        )
    state = "이미 지났습니다" if call.as_of > deadline else "아직 지나지 않았습니다"
    return (
        f"청약철회 기한은 {day(deadline)}까지입니다(오늘 {call.as_of} 기준으로 {state}). 증권 수령 후 15일과 청약 후 30일 중 먼저 오는 날입니다.",
        result,
        "answer",
    )


def _simple(fn: str, title: str, fields: tuple[str, ...], rule: str) -> Callable[[dict[str, Any], CallContext], Found]:
    def found(values: dict[str, Any], call: CallContext) -> Found:
        result = calc.run(fn, {k: values[k] for k in fields if values.get(k) is not None})
        deadline = result.result.get("deadline")
        if deadline is None:
            return _needs(
                f"{title}: {rule} 날짜로 계산하려면 {josa(', '.join(result.result.get('missing_names', ())), '을/를')} 알려 주세요.",
                result,
            )
        state = "지났습니다" if call.as_of > deadline else "지나지 않았습니다"
        return f"{title} 기한은 {day(deadline)}까지이고, 오늘({call.as_of})은 기한이 {state}. {rule}", result, "answer"

    return found


_SHORTER = re.compile(r"(?<!\d)(?P<n>[12])\s*년")
"""A believed limitation shorter than the law's three years."""


def _limitation(values: dict[str, Any], call: CallContext) -> Found:
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


def _late_interest(values: dict[str, Any], call: CallContext) -> Found:
    given = {k: values[k] for k in ("principal", "days_late", "loan_rate_pct") if values.get(k) is not None}
    result = calc.run("late_interest", given)
    interest = result.result.get("interest")
    if interest is None:
        rates = "지연이자는 지급기일 다음 날부터 30일까지 보험계약대출이율, 31일부터 +4.0%p, 61일부터 +6.0%p, 91일부터 +8.0%p가 붙습니다."
        if not given:
            return f"네, 기한을 넘긴 보험금에는 지연이자가 붙습니다. {rates}", None, "answer"
        names = ", ".join(result.result.get("missing_names", ()))
        return _needs(
            f"지연이자는 30일까지 보험계약대출이율, 31일부터 +4.0%p, 61일부터 +6.0%p, 91일부터 +8.0%p입니다. 계산하려면 {josa(names, '을/를')} 알려 주세요.",
            result,
        )
    return (
        f"예상 지연이자는 {won(interest)}입니다(보험계약대출이율 {given['loan_rate_pct']}% 가정, {given['days_late']}일, 구간별 일할).",
        result,
        "answer",
    )


def _insurance_age(values: dict[str, Any], call: CallContext) -> Found:
    given = {k: values[k] for k in ("birth", "contract") if values.get(k) is not None}
    given.setdefault("contract", call.as_of.isoformat())
    result = calc.run("insurance_age", given)
    age = result.result.get("age")
    if age is None:
        return _needs(
            "생년월일과 계약일을 알려 주시면 보험나이를 계산해 드립니다. 만 나이에서 6개월 미만은 버리고 6개월 이상은 올립니다.",
            result,
        )
    return f"생년월일 {given['birth']}, 계약일 {given['contract']}이면 보험나이는 {age}세입니다.", result, "answer"


def _disclosure(values: dict[str, Any], call: CallContext) -> Found:
    given = {
        k: values[k]
        for k in ("contract_date", "coverage_start", "discovered", "claimed_within_two_years", "causal")
        if values.get(k) is not None
    }
    result = calc.run("disclosure_axes", {**given, "as_of": call.as_of.isoformat()})
    text = "기간 하나만으로 괜찮다고 단정할 수 없습니다. 고지의무 위반은 ①보험사가 안 날부터 1개월 ②보장개시 후 2년 무사고 ③계약 체결 후 3년 ④인과관계의 네 축을 함께 확인해야 합니다."
    return text, result, "needs_review"


KINDS: dict[Kind, Callable[[dict[str, Any], CallContext], Found]] = {
    "coverage_start": _coverage_start,
    "reduction_end": _reduction_end,
    "payment": _payment,
    "withdrawal": _withdrawal,
    "quality": _simple(
        "quality_cancellation",
        "품질보증해지(계약 취소)",
        ("concluded",),
        "약관·청약서 부본 미교부, 중요 내용 미설명, 자필서명 누락이면 계약 성립일부터 3개월 안에 취소할 수 있습니다.",
    ),
    "illegal": _simple(
        "illegal_contract",
        "위법계약해지",
        ("known", "concluded"),
        "위법을 안 날부터 1년과 체결일부터 5년 중 먼저 오는 날까지입니다.",
    ),
    "limitation": _limitation,
    "late_interest": _late_interest,
    "insurance_age": _insurance_age,
    "disclosure": _disclosure,
}
