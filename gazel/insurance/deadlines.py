"""R11 기한: payment in business days, withdrawal, quality cancellation, unlawful contracts, limitation."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from gazel.errors import RuleError
from gazel.insurance import sources
from gazel.insurance.calendar_days import period_end
from gazel.insurance.citation import Citation
from gazel.insurance.particles import josa
from gazel.insurance.result import RuleResult, Step, absent, needs_input

Channel = Literal["phone", "face", "online"]
RULE = ("R11",)
TITLE = sources.rule("R11", "기한")
LIMITATION_YEARS = 3


def business_day_deadline(
    *, received: date | None = None, business_days: int | None = None, holidays: Iterable[date] | None = None
) -> RuleResult:
    """`due`: the n-th business day counted from the business day after `received`. Source: 약관 지급절차 (A), 상법 §658 (A)."""
    cited = (TITLE, sources.PAY_DEADLINE, sources.PAY_DEADLINE_LAW)
    missing = absent({"received": received, "business_days": business_days, "holidays": holidays})
    if received is None or business_days is None or holidays is None:
        return needs_input(missing, ("due",), RULE, cited)
    closed = frozenset(holidays)
    due, counted, skipped = received, 0, []
    while counted < business_days:
        due += timedelta(days=1)
        if due.weekday() < 5 and due not in closed:
            counted += 1
        elif due in closed and due.weekday() < 5:
            skipped.append(due)
    off = f"공휴일({', '.join(str(day) for day in skipped)})" if skipped else "공휴일"
    words = f"접수 {received}의 다음 영업일부터 {business_days}영업일(토·일요일과 {off} 제외) = {due}"
    return RuleResult(
        result={"due": due},
        steps=(Step("지급기한", {"접수일": received, "영업일": business_days, "공휴일": skipped}, words, due),),
        rule_ids=RULE,
        citations=cited,
        warnings=("W-INVESTIGATION",) if business_days < 30 else (),
    )


def withdrawal_deadline(
    *, applied: date | None = None, policy_received: date | None = None, age: int | None = None, channel: Channel | None = None
) -> RuleResult:
    """`deadline`: earlier of policy + 15 days and application + 30 (45 when 65 or older by phone). Source: 금소법 §46 (A)."""
    cited = (TITLE, sources.WITHDRAWAL)
    missing = absent({"applied": applied, "policy_received": policy_received})
    if applied is None or policy_received is None:
        return needs_input(missing, ("deadline",), RULE, cited)
    if policy_received < applied:
        raise RuleError(
            f"policy_received: 증권 수령일 {josa(policy_received, '이/가')} 청약일 {applied}보다 앞섭니다.",
            hint="두 날짜를 확인해 주세요.",
        )
    may_be_phone, may_be_senior = channel in (None, "phone"), age is None or age >= 65
    windows = (
        {45} if channel == "phone" and age is not None and age >= 65 else {30, 45} if may_be_phone and may_be_senior else {30}
    )
    by_policy = policy_received + timedelta(days=15)
    found = {min(by_policy, applied + timedelta(days=window)) for window in windows}
    if len(found) > 1:
        return needs_input(absent({"age": age, "channel": channel}), ("deadline",), RULE, cited)
    deadline, window = found.pop(), min(windows)
    words = f"증권 수령 {policy_received} + 15일 = {by_policy}, 청약 {applied} + {window}일 = {applied + timedelta(days=window)} 중 먼저 = {deadline}"
    return RuleResult(
        result={"deadline": deadline},
        steps=(
            Step(
                "청약철회 기한",
                {"청약일": applied, "증권 수령일": policy_received, "나이": age, "방법": channel},
                words,
                deadline,
            ),
        ),
        rule_ids=RULE,
        citations=cited,
        warnings=("W-WITHDRAWAL-EXCEPT",),
    )


def quality_cancellation(*, concluded: date | None = None) -> RuleResult:
    """`deadline` to cancel for missing terms, explanation or signature: 3 months from conclusion. Source: 상법 §638의3② (A)."""
    cited = (TITLE, sources.QUALITY)
    if concluded is None:
        return needs_input(("concluded",), ("deadline",), RULE, cited)
    deadline = period_end(concluded, months=3)
    return _deadline(
        "품질보증해지 기한",
        deadline,
        f"계약 성립 {concluded} + 3개월 = {deadline}",
        {"성립일": concluded},
        cited,
        ("W-QUALITY-WORDING",),
    )


def illegal_contract(*, known: date | None = None, concluded: date | None = None) -> RuleResult:
    """`deadline` to end an unlawful contract: earlier of known + 1 year and conclusion + 5 years. Source: 금소법 §47 (A)."""
    cited = (TITLE, sources.ILLEGAL_CONTRACT)
    missing = absent({"known": known, "concluded": concluded})
    if known is None or concluded is None:
        return needs_input(missing, ("deadline",), RULE, cited)
    by_known, by_contract = period_end(known, years=1), period_end(concluded, years=5)
    deadline = min(by_known, by_contract)
    words = f"안 날 {known} + 1년 = {by_known}, 체결 {concluded} + 5년 = {by_contract} 중 먼저 = {deadline}"
    return _deadline("위법계약해지 기한", deadline, words, {"안 날": known, "체결일": concluded}, cited, ())


def limitation(*, basis_date: date | None = None, as_of: date | None = None) -> RuleResult:
    """`deadline` of a claim (basis + 3 years) and `passed`; once passed it is `needs_review`, never a flat no. Source: 상법 §662 (A)."""
    cited = (TITLE, sources.LIMITATION)
    missing = absent({"basis_date": basis_date, "as_of": as_of})
    if basis_date is None or as_of is None:
        return needs_input(missing, ("deadline", "passed"), RULE, cited)
    deadline = period_end(basis_date, years=LIMITATION_YEARS)
    passed = as_of > deadline
    words = f"기산일 {basis_date} + 3년 = {deadline}; 기준일 {as_of}에는 {'지나 완성 가능성 있음' if passed else '지나지 않음'}"
    return RuleResult(
        result={"deadline": deadline, "passed": passed},
        status="needs_review" if passed else "ok",
        steps=(Step("소멸시효", {"기산일": basis_date, "기준일": as_of}, words, deadline),),
        rule_ids=RULE,
        citations=cited,
        warnings=("W-LIMITATION",) if passed else ("W-LIMITATION-SOON",),
    )


def _deadline(
    title: str, deadline: date, words: str, inputs: dict[str, date], cited: tuple[Citation, ...], warnings: tuple[str, ...]
) -> RuleResult:
    return RuleResult(
        result={"deadline": deadline},
        steps=(Step(title, dict(inputs), words, deadline),),
        rule_ids=RULE,
        citations=cited,
        warnings=warnings,
    )
