"""What each kind of deadline comes to, in words: the rule's result behind one direct sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Literal

from gazel.catalog.holidays import closed_days
from gazel.insurance import calc
from gazel.reasoning.compose.words import day, josa, listing
from gazel.workflow.tools.claim_procedure import due_dates
from gazel.workflow.tools.context import CallContext
from gazel.workflow.tools.deadline_claims import Found, late_interest, limitation, needs

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


_LONGEST = 60
"""Days from the application after which a receipt no longer matters for the withdrawal."""


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
        latest = _latest_withdrawal(given)
        return needs(
            f"청약철회는 증권을 받은 날부터 15일과 청약한 날부터 30일(65세 이상 전화 가입은 45일) 중 먼저 오는 날까지입니다. {latest}날짜로 계산하려면 {josa(names, '을/를')} 알려 주세요.",
            result,
        )
    state = "이미 지났습니다" if call.as_of > deadline else "아직 지나지 않았습니다"
    return (
        f"청약철회 기한은 {day(deadline)}까지입니다(오늘 {call.as_of} 기준으로 {state}). 증권 수령 후 15일과 청약 후 30일 중 먼저 오는 날입니다.",
        result,
        "answer",
    )


def _latest_withdrawal(given: dict[str, Any]) -> str:
    """The limit counted from the application, which no later receipt of the policy extends; '' where it is open."""
    if "applied" not in given or "policy_received" in given:
        return ""
    received = date.fromisoformat(given["applied"]) + timedelta(days=_LONGEST)
    deadline = calc.run("withdrawal_deadline", {**given, "policy_received": received.isoformat()}).result.get("deadline")
    return f"증권을 늦게 받더라도 {josa(day(deadline), '을/를')} 넘길 수 없습니다. " if deadline else ""


def _simple(fn: str, title: str, fields: tuple[str, ...], rule: str) -> Callable[[dict[str, Any], CallContext], Found]:
    def found(values: dict[str, Any], call: CallContext) -> Found:
        result = calc.run(fn, {k: values[k] for k in fields if values.get(k) is not None})
        deadline = result.result.get("deadline")
        if deadline is None:
            return needs(
                f"{title}: {rule} 날짜로 계산하려면 {josa(', '.join(result.result.get('missing_names', ())), '을/를')} 알려 주세요.",
                result,
            )
        state = "지났습니다" if call.as_of > deadline else "지나지 않았습니다"
        return f"{title} 기한은 {day(deadline)}까지이고, 오늘({call.as_of})은 기한이 {state}. {rule}", result, "answer"

    return found


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
    "limitation": limitation,
    "late_interest": late_interest,
    "insurance_age": _insurance_age,
    "disclosure": _disclosure,
}
