"""Sentences on worked payouts: the figure first, then why this share is paid."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gazel.insurance import calc
from gazel.insurance.classification import is_small_cancer, normalise_code
from gazel.insurance.result import RuleResult
from gazel.reasoning.compose.words import josa, listing, man, won
from gazel.reasoning.understanding.dates import shift
from gazel.workflow.tools.payout_riders import Event, Rider, in_contract, pays


def either_side(rider: Rider, event: Event) -> str:
    """What a said sum comes to before and after each reduction, where no dates were given; '' for an example's sum."""
    if rider.example or not rider.sum_insured or not rider.payout.steps or rider.benefit == "hospital_day":
        return ""
    start = date(2025, 1, 1)
    spans = [(step.until, span_words(step.until)) for step in rider.payout.steps]
    amounts = []
    for until, _ in spans:
        day = (_end(start, until) - timedelta(days=1)).isoformat()
        amounts.append(_amount(rider, event, start, day))
    after = _amount(rider, event, start, _end(start, spans[-1][0]).isoformat())
    if set(amounts) == {after}:
        return ""
    parts = [f"가입 후 {words} 미만이면 {won(amount)}" for (_, words), amount in zip(spans, amounts, strict=True)]
    return f"{', '.join(parts)}, {spans[-1][1]}이 지난 {'계약해당일' if spans[-1][0].endswith('y') else '날'}부터는 {won(after)}입니다. "


def _end(start: date, until: str) -> date:
    return shift(start, int(until[:-1]), "년" if until.endswith("y") else "일")


def _amount(rider: Rider, event: Event, start: date, day: str) -> int:
    """The payout in won for an event on `day`, both diagnosed and treated."""
    diagnosed = day if rider.payout.clock == "diagnosis" else None
    dated = replace(event, contract_date=start.isoformat(), report_date=diagnosed or day, treatment_date=day)
    return pays(rider, dated).result.get("amount") or 0


def of_another_type(disease: str, paid: Sequence[str]) -> str:
    """That a paid type does not use up another one."""
    return f"{josa('·'.join(paid), '으로/로')} 이미 받았어도 {josa(disease, '은/는')} 다른 유형이라 따로 지급되는 구조입니다(유형별 각각 최초 1회)."


def share_reason(rider: Rider, result: RuleResult, event: Event) -> str:
    """Why this share is paid, as a clause."""
    factor = result.result.get("factor_pct")
    share = rider.payout.ratio_pct
    whole = "100%" if share == 100 else f"지급률 {share:g}%"
    clock = "수술·치료일" if rider.payout.clock == "treatment" else "진단확정일"
    day = (event.treatment_date or event.report_date) if rider.payout.clock == "treatment" else event.report_date
    if not rider.payout.steps:
        return "감액이 없어 지급률 그대로입니다"
    if event.renewal:
        return "갱신계약이라 감액을 다시 적용하지 않아 100%입니다"
    if factor == 100 and rider.payout.scope == "small_cancer" and not is_small_cancer(normalise_code(event.code)):
        return f"감액이 소액암(C50·C53·C54·C61·C67)에만 적용되어 {josa(event.code, '은/는')} 감액 없이 {whole}입니다"
    applied = next((step for step in rider.payout.steps if factor != 100 and step.pct == factor), None)
    if applied is None:
        longest = span_words(rider.payout.steps[-1].until)
        return f"{clock} {josa(day or '', '이/가')} 감액기간({longest})이 지난 날이라 감액 없이 {whole}입니다"
    return f"{clock} {josa(day or '', '이/가')} 가입 후 {span_words(applied.until)} 미만이라 {factor}%{'' if share == 100 else f'(지급률 {share:g}%에 곱함)'}입니다"


def span_words(until: str) -> str:
    """A reduction's span in words: '1y' → '1년', '180d' → '180일'."""
    return f"{until[:-1]}{'년' if until.endswith('y') else '일'}"


def same_amount(results: Sequence[tuple[Rider, RuleResult]]) -> bool:
    """Whether every insurer's rider comes to the same figure and status."""
    return len({(result.status, result.result.get("amount"), result.result.get("factor_pct")) for _, result in results}) == 1


def headline(disease: str, results: Sequence[tuple[Rider, RuleResult]], whose: str, event: Event, claimed: dict[str, Any]) -> str:
    """The answer in one or two sentences."""
    if whose == "market" and not same_amount(results):
        low, high = (f(r.result.get("amount") or 0 for _, r in results) for f in (min, max))
        return f"회사마다 감액과 지급률이 달라 예상 지급액이 {won(low)}에서 {won(high)}까지 갈립니다(가입금액을 말씀하지 않은 담보는 제안서 예시 기준). 가입한 보험사를 알려 주시면 하나로 계산해 드립니다."
    if whose == "market":
        rider, result = results[0]
        return _single(disease, rider.family, rider, result, event, claimed)
    if len(results) > 1:
        total = sum(r.result.get("amount") or 0 for _, r in results)
        parts = " + ".join(
            f"{rider.name} {won(amount)}" for rider, r in results if (amount := r.result.get("amount")) is not None
        )
        basis = " (가입금액을 말씀하지 않은 담보는 제안서의 예시 금액 기준)" if any(rider.example for rider, _ in results) else ""
        return f"예상 지급액은 모두 {won(total)}입니다: {parts}.{basis}{_open(results)}"
    rider, result = results[0]
    name = f"{rider.insurer} '{rider.name}'" if rider.insurer else rider.name
    return _single(disease, name, rider, result, event, claimed)


def _open(results: Sequence[tuple[Rider, RuleResult]]) -> str:
    """What is not in the total because something of it was not said; '' where all is."""
    lacking = [(rider.name, result) for rider, result in results if result.result.get("amount") is None]
    if not lacking:
        return ""
    missing = listing(name for _, result in lacking for name in result.result.get("missing_names", ()))
    return f" {josa(listing(name for name, _ in lacking), '은/는')} {josa(missing, '을/를')} 알려 주시면 더합니다."


def _single(disease: str, name: str, rider: Rider, result: RuleResult, event: Event, claimed: dict[str, Any]) -> str:
    amount = result.result.get("amount")
    opening = _belief(claimed, amount, _share(rider, result))
    if result.status == "needs_input":
        return f"{name}의 지급액을 계산하려면 {josa(', '.join(result.result.get('missing_names', ())), '을/를')} 알려 주세요."
    if result.status == "void_waiting":
        start = starts(rider, event)
        return f"{opening}예상 지급액은 0원입니다. 진단확정일 {josa(event.report_date or '', '이/가')} 보장개시일 {start} 전이라 {josa(name, '은/는')} 무효가 되고, 낸 보험료의 반환을 검토합니다."
    if result.status == "already_paid":
        return f"{opening}같은 유형으로 이미 지급받았다면 예상 지급액은 0원입니다. {josa(name, '은/는')} 유형별 최초 1회입니다."
    if rider.benefit == "hospital_day":
        return f"{opening}예상 지급액은 {won(amount or 0)}입니다({name}, {result.result.get('payable_days')}일)."
    basis = f"(제안서의 가입금액 예시 {man(rider.sum_insured)} 기준)" if rider.example and rider.sum_insured else ""
    return f"{opening}예상 지급액은 {won(amount or 0)}입니다{basis}. {josa(name, '은/는')} {share_reason(rider, result, event)}."


def starts(rider: Rider, event: Event) -> date | None:
    """The first day that a rider with a waiting period covers (R1)."""
    payload = {
        "contract_date": in_contract(rider, event).contract_date,
        "waiting_days": rider.payout.waiting_days or 0,
        "insurance_age": event.insurance_age,
        "renewal": event.renewal,
    }
    found = calc.run("coverage_start", payload).result
    return found.get("start")


def _share(rider: Rider, result: RuleResult) -> float | None:
    """The per cent of the sum insured that is paid after the reduction."""
    factor = result.result.get("factor_pct")
    return None if factor is None else rider.payout.ratio_pct * factor / 100


def _belief(claimed: dict[str, Any], amount: int | None, share: float | None) -> str:
    """'네' or '아닙니다' where a figure or a no was expected."""
    if not claimed or amount is None:
        return ""
    if claimed.get("won") is not None:
        return "네, 맞습니다. " if claimed["won"] == amount else "아닙니다. "
    if claimed.get("percent") is not None and share is not None:
        return "네, 맞습니다. " if claimed["percent"] == share else "아닙니다. "
    return "못 받는 것이 아닙니다. " if claimed.get("negative") and amount > 0 else ""
