"""Deadlines of giving up a contract in words: withdrawal, quality cancellation and the end of an unlawful contract (rule R11)."""

from datetime import date, timedelta
from typing import Any

from gazel.insurance import calc
from gazel.insurance.calendar_days import period_end
from gazel.reasoning.compose.words import day, josa
from gazel.workflow.tools.context import CallContext
from gazel.workflow.tools.deadline_claims import Found, needs

_LONGEST = 60
"""Days from the application after which a receipt no longer matters for the withdrawal."""
_SENIOR = 65
_QUALITY = "약관·청약서 부본 미교부, 중요 내용 미설명, 자필서명 누락이면 계약 성립일부터 3개월 안에 취소할 수 있습니다."
_ILLEGAL = "위법을 안 날부터 1년과 체결일부터 5년 중 먼저 오는 날까지입니다."


def withdrawal(values: dict[str, Any], call: CallContext) -> Found:
    """The last day of the withdrawal, or what is still needed for it."""
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
        f"청약철회 기한은 {day(deadline)}까지입니다(오늘 {call.as_of} 기준으로 {state}). 증권 수령 후 15일과 청약 후 {_window(given)} 중 먼저 오는 날입니다.",
        result,
        "answer",
    )


def _window(given: dict[str, Any]) -> str:
    """The days counted from the application, and why they are 45."""
    senior = given.get("channel") == "phone" and given.get("age", 0) >= _SENIOR
    return "45일(65세 이상 전화 가입)" if senior else "30일"


def _latest_withdrawal(given: dict[str, Any]) -> str:
    """The limit counted from the application, which no later receipt of the policy extends; '' where it is open."""
    if "applied" not in given or "policy_received" in given:
        return ""
    received = date.fromisoformat(given["applied"]) + timedelta(days=_LONGEST)
    deadline = calc.run("withdrawal_deadline", {**given, "policy_received": received.isoformat()}).result.get("deadline")
    return f"증권을 늦게 받더라도 {josa(day(deadline), '을/를')} 넘길 수 없습니다. " if deadline else ""


def quality(values: dict[str, Any], call: CallContext) -> Found:
    """The last day of the quality cancellation; of a month or year the last day possible, with the question for the day."""
    first, last = values.get("concluded_from"), values.get("concluded_to")
    if first and last and not values.get("concluded"):
        return _within(date.fromisoformat(first), date.fromisoformat(last), call)
    return _dated("quality_cancellation", "품질보증해지(계약 취소)", ("concluded",), _QUALITY, values, call)


def _within(first: date, last: date, call: CallContext) -> Found:
    """Both ends of the deadline where only a month or year of the contract is known; an answer only once the later one is over."""
    ends = [calc.run("quality_cancellation", {"concluded": end.isoformat()}) for end in (first, last)]
    earliest, latest = (end.result["deadline"] for end in ends)
    month = (first.year, first.month) == (last.year, last.month)
    when = f"{first.year}년 {first.month}월 며칠" if month else f"{first.year}년 몇 월 며칠"
    bound = f"가장 늦은 {last}이라 해도 품질보증해지(계약 취소)는 {day(latest)}까지"
    if call.as_of > latest:
        text = f"계약 성립일이 {bound}라, 오늘({call.as_of})은 어느 날이었어도 기한이 지났습니다. {when}인지 알려 주시면 정확한 날짜를 계산해 드립니다. {_QUALITY}"
        return text, None, "answer"
    state = (
        f"오늘({call.as_of})은 아직 기한 안입니다"
        if call.as_of <= earliest
        else f"성립일에 따라 오늘({call.as_of}) 이미 지났을 수 있습니다"
    )
    return needs(f"계약 성립일이 {when}인지 알려 주세요. {bound}이고, {state}. {_QUALITY}")


def illegal(values: dict[str, Any], call: CallContext) -> Found:
    """The last day on which the end of an unlawful contract can be asked for."""
    return _dated("illegal_contract", "위법계약해지", ("known", "concluded"), f"{_ILLEGAL}{_bound(values)}", values, call)


def _bound(values: dict[str, Any]) -> str:
    """The limit counted from the one day that was said, where the other was not; '' otherwise."""
    known, concluded = values.get("known"), values.get("concluded")
    if bool(known) == bool(concluded):
        return ""
    said = date.fromisoformat(str(known or concluded))
    limit = day(period_end(said, years=1 if known else 5))
    return f" {'안 날' if known else '체결일'} {said} 기준으로는 늦어도 {limit}까지입니다."


def _dated(fn: str, title: str, fields: tuple[str, ...], rule: str, values: dict[str, Any], call: CallContext) -> Found:
    """The deadline of a rule from the days that were said, or the names of those that were not."""
    result = calc.run(fn, {k: values[k] for k in fields if values.get(k) is not None})
    deadline = result.result.get("deadline")
    if deadline is None:
        names = josa(", ".join(result.result.get("missing_names", ())), "을/를")
        return needs(f"{title}: {rule} 날짜로 계산하려면 {names} 알려 주세요.", result)
    state = "지났습니다" if call.as_of > deadline else "지나지 않았습니다"
    return f"{title} 기한은 {day(deadline)}까지이고, 오늘({call.as_of})은 기한이 {state}. {rule}", result, "answer"
