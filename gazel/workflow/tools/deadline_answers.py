"""What each kind of deadline comes to, in words: the rule's result behind one direct sentence."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from gazel.catalog.holidays import closed_days
from gazel.insurance import calc
from gazel.reasoning.compose.words import day, josa, listing
from gazel.workflow.tools.claim_procedure import due_dates
from gazel.workflow.tools.context import CallContext
from gazel.workflow.tools.deadline_claims import Found, late_interest, limitation, needs
from gazel.workflow.tools.deadline_leaving import illegal, quality, withdrawal

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
        return needs(
            "계약일을 알려 주시면 보장개시일을 계산해 드립니다. 일반암은 계약일부터 그 날을 포함해 90일이 지난 날의 다음 날부터 보장됩니다.",
            result,
        )
    base = values.get("revival_date") or values["contract_date"]
    word = "부활일" if values.get("revival_date") else "갱신일" if given["renewal"] else "계약일"
    if diseases := values.get("diseases"):
        return f"{josa(listing(diseases), '은/는')} {_state(given, start, word, base, call)}", result, "answer"
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


def _state(given: dict[str, Any], start: date, word: str, base: str, call: CallContext) -> str:
    """Whether a disease is covered by the day of asking, and since or from when."""
    covered = call.as_of >= start
    if given["waiting_days"] and not given["renewal"] and given["insurance_age"] >= 15:
        state = "이미 보장 중입니다" if covered else f"오늘({call.as_of})은 아직 면책기간입니다"
        return f"90일 면책이 있어 보장개시일이 {day(start)}이고, {state}({word} {base} + 90일)."
    state = "오늘도 보장 중입니다" if covered else f"오늘({call.as_of})은 아직 보장 전입니다"
    if given["waiting_days"]:
        return f"면책이 적용되지 않아 {day(start)}부터 보장되며 {state}."
    return f"보통 면책 없이 {word}인 {day(start)}부터 보장되어 {state}. 유사암 진단비는 1년 미만이면 50% 감액이 일반적입니다."


def _reduction_end(values: dict[str, Any], call: CallContext) -> Found:
    steps = values.get("steps") or [{"until": "1y", "pct": 50}]
    contract = values.get("contract_date")
    if not contract:
        return needs(
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
        return needs("서류 접수일을 알려 주시면 지급기한을 날짜로 계산해 드립니다. 원칙은 접수일부터 3영업일 이내입니다.")
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


def _insurance_age(values: dict[str, Any], call: CallContext) -> Found:
    given = {k: values[k] for k in ("birth", "contract") if values.get(k) is not None}
    given.setdefault("contract", call.as_of.isoformat())
    result = calc.run("insurance_age", given)
    age = result.result.get("age")
    if age is None:
        return needs(
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
    "withdrawal": withdrawal,
    "quality": quality,
    "illegal": illegal,
    "limitation": limitation,
    "late_interest": late_interest,
    "insurance_age": _insurance_age,
    "disclosure": _disclosure,
}
