"""Sentences and special outcomes of payouts: certificates without a report, metastasis, shares without a sum."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from gazel.catalog.catalog import Catalog
from gazel.insurance import calc
from gazel.insurance.classification import is_small_cancer, normalise_code
from gazel.insurance.result import RuleResult
from gazel.reasoning.compose.words import josa, won
from gazel.reasoning.evidence import Evidence, Point
from gazel.reasoning.understanding.dates import shift
from gazel.workflow.tools.calculation import notices, steps_table
from gazel.workflow.tools.context import CallContext
from gazel.workflow.tools.payout_riders import Event, Rider, pays
from gazel.workflow.tools.topic_evidence import topic_points


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates a payout is computed with, and what had to be assumed."""

    contract: str | None
    report: str | None
    treatment: str | None
    notes: tuple[str, ...] = ()


def assumed_dates(
    as_of: date,
    contract: str | None,
    report: str | None,
    treatment: str | None,
    elapsed: dict[str, Any] | None,
    plan: str | None,
    catalog: Catalog,
) -> Dates:
    """The dates as said; 'two months after the contract' counts from the contract date, or backwards from today."""
    contract = contract or (catalog.plans[plan].contract_date if plan and plan in catalog.plans else None)
    if not elapsed:
        return Dates(contract, report, treatment)
    months, days, under = elapsed.get("months", 0), elapsed.get("days", 0), bool(elapsed.get("under"))
    if contract:
        event = shift(date.fromisoformat(contract), months, "개월") + timedelta(days=days - under)
        return Dates(contract, report or event.isoformat(), treatment or event.isoformat())
    known = date.fromisoformat(report or treatment or as_of.isoformat())
    start = shift(known, -months, "개월") - timedelta(days=days) + timedelta(days=int(under))
    note = f"날짜를 정확히 말씀하지 않아 진단확정일을 {known}, 계약일을 {start}로 두고 계산했습니다."
    return Dates(start.isoformat(), report or known.isoformat(), treatment or known.isoformat(), (note,))


def either_side(rider: Rider, event: Event) -> str:
    """What a said sum comes to within the first year and after it, where no dates were given; '' for an example's sum."""
    if rider.example or not rider.sum_insured or not rider.payout.steps or rider.benefit == "hospital_day":
        return ""
    start = date(2025, 1, 1)
    amounts = []
    for later in (rider.payout.waiting_days or 0, 365):
        day = (start + timedelta(days=later)).isoformat()
        amounts.append(
            pays(rider, replace(event, contract_date=start.isoformat(), report_date=day, treatment_date=day)).result.get("amount")
        )
    early, late = amounts
    return (
        f"가입 후 1년 미만이면 {won(early or 0)}, 1년이 지난 계약해당일부터는 {won(late or 0)}입니다. " if early != late else ""
    )


def share_reason(rider: Rider, result: RuleResult, event: Event) -> str:
    """Why this share is paid, as a clause."""
    factor = result.result.get("factor_pct")
    clock = "수술·치료일" if rider.payout.clock == "treatment" else "진단확정일"
    day = (event.treatment_date or event.report_date) if rider.payout.clock == "treatment" else event.report_date
    if not rider.payout.steps:
        return "감액이 없어 지급률 그대로입니다"
    if event.renewal:
        return "갱신계약이라 감액을 다시 적용하지 않아 100%입니다"
    if factor == 100 and rider.payout.scope == "small_cancer" and not is_small_cancer(normalise_code(event.code)):
        return f"감액이 소액암(C50·C53·C54·C61·C67)에만 적용되어 {josa(event.code, '은/는')} 감액 없이 100%입니다"
    applied = next((step for step in rider.payout.steps if factor != 100 and step.pct == factor), None)
    if applied is None:
        longest = span_words(rider.payout.steps[-1].until)
        return f"{clock} {josa(day or '', '이/가')} 감액기간({longest})이 지난 날이라 감액 없이 100%입니다"
    return f"{clock} {josa(day or '', '이/가')} 가입 후 {span_words(applied.until)} 미만이라 {factor}%입니다"


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
        parts = " + ".join(f"{rider.name} {won(r.result.get('amount') or 0)}" for rider, r in results)
        return f"예상 지급액은 모두 {won(total)}입니다: {parts}."
    rider, result = results[0]
    name = f"{rider.insurer} '{rider.name}'" if rider.insurer else rider.name
    return _single(disease, name, rider, result, event, claimed)


def _single(disease: str, name: str, rider: Rider, result: RuleResult, event: Event, claimed: dict[str, Any]) -> str:
    amount = result.result.get("amount")
    opening = _belief(claimed, amount)
    if result.status == "needs_input":
        return f"{name}의 지급액을 계산하려면 {josa(', '.join(result.result.get('missing_names', ())), '을/를')} 알려 주세요."
    if result.status == "void_waiting":
        start = _start(rider, event)
        return f"{opening}예상 지급액은 0원입니다. 진단확정일 {josa(event.report_date or '', '이/가')} 보장개시일 {start} 전이라 {josa(name, '은/는')} 무효가 되고, 낸 보험료의 반환을 검토합니다."
    if result.status == "already_paid":
        return f"{opening}같은 유형으로 이미 지급받았다면 예상 지급액은 0원입니다. {josa(name, '은/는')} 유형별 최초 1회입니다."
    if rider.benefit == "hospital_day":
        return f"{opening}예상 지급액은 {won(amount or 0)}입니다({name}, {result.result.get('payable_days')}일)."
    return f"{opening}예상 지급액은 {won(amount or 0)}입니다. {josa(name, '은/는')} {share_reason(rider, result, event)}."


def _start(rider: Rider, event: Event) -> date | None:
    """The first day that a rider with a waiting period covers (R1)."""
    payload = {
        "contract_date": event.contract_date,
        "waiting_days": rider.payout.waiting_days or 0,
        "insurance_age": event.insurance_age,
        "renewal": event.renewal,
    }
    found = calc.run("coverage_start", payload).result
    return found.get("start")


def _belief(claimed: dict[str, Any], amount: int | None) -> str:
    """'네' or '아닙니다' where a figure or a no was expected."""
    if not claimed or amount is None:
        return ""
    if claimed.get("won") is not None:
        return "" if claimed["won"] == amount else "아닙니다. "
    return "못 받는 것이 아닙니다. " if claimed.get("negative") and amount > 0 else ""


def unknown_share(
    catalog: Catalog,
    call: CallContext,
    rider: Rider,
    event: Event,
    claimed: dict[str, Any],
    notes: tuple[str, ...],
    checks: tuple[str, ...],
) -> Evidence:
    """The share of the sum insured where the sum itself was not said."""
    trial = Rider(
        name=rider.name,
        family=rider.family,
        benefit=rider.benefit,
        payout=rider.payout,
        sum_insured=1_000_000,
        row=rider.row,
        insurer=rider.insurer,
    )
    result = pays(trial, event)
    if result.status == "void_waiting":
        text = f"{rider.name}의 보장개시일({_start(rider, event)}) 전 진단이라 이 담보는 무효가 되고 낸 보험료 반환을 검토합니다."
    elif result.status == "already_paid":
        text = f"{rider.name}는 유형별 최초 1회라 같은 유형으로는 다시 지급되지 않는 구조입니다."
    else:
        opening = "못 받는 것이 아닙니다. " if claimed.get("negative") else ""
        waits = "90일 면책기간이 없어 계약일부터 보장되고, " if rider.payout.waiting_days == 0 else ""
        factor = result.result.get("factor_pct")
        share = "1년 미만이라 가입금액의 50%" if factor == 50 else f"가입금액의 {factor}%"
        text = f"{opening}{josa(rider.name, '은/는')} {waits}지금 조건이면 {share}가 예상됩니다. 금액은 증권의 가입금액에 이 비율을 곱하면 됩니다."
    topics = [t for name in ("waiting_diagnosis", "waiting_period", "reduction") if (t := catalog.topic(name))]
    return Evidence(
        tool="payout_calc", summary=text, headline=text, points=(*(Point(note) for note in notes), *topic_points(topics, call.question, ())),
        tables=steps_table([("", result)], "비율 계산(가입금액 100만원 기준)") if not notes else (), checks=("증권의 가입금액", *checks),
        warnings=notices(result), data={"factor_pct": result.result.get("factor_pct"), "status": result.status},
    )  # fmt: skip


def again(catalog: Catalog, question: str, disease: str) -> Evidence:
    """The same type a second time: once per type, unless a rider for renewed diagnoses is held."""
    text = f"{josa(disease, '으로/로')} 이미 진단비를 받았다면 같은 유형으로는 다시 지급되지 않는 구조입니다(유형별 최초 1회, 예상 0원). 재진단암 담보가 있는지 증권을 확인해 주세요."
    topics = [t for name in ("limit_once", "rediagnosis") if (t := catalog.topic(name))]
    return Evidence(
        tool="payout_calc", summary="같은 유형 기지급", headline=text, points=tuple(topic_points(topics, question, ())),
        checks=("이미 받은 담보와 지급일", "재진단암 담보 가입 여부", "전이라면 병리 결과지의 원발부위"), data={"status": "already_paid"},
    )  # fmt: skip


def other_type(catalog: Catalog, question: str, disease: str, paid: Sequence[str]) -> Evidence:
    """Another type after a paid one: each type once."""
    text = f"{josa('·'.join(paid), '으로/로')} 이미 받았어도 {josa(disease, '은/는')} 다른 유형이라 따로 지급되는 구조입니다(유형별 각각 최초 1회). 금액은 가입금액과 진단확정일의 감액 여부로 정해집니다."
    topics = [t for name in ("limit_once", "reduction") if (t := catalog.topic(name))]
    return Evidence(
        tool="payout_calc", summary="다른 유형", headline=text, points=tuple(topic_points(topics, question, ())),
        checks=("증권의 유형별 가입금액", "진단확정일과 계약일"), data={"status": "other_type", "paid_types": list(paid)},
    )  # fmt: skip


def metastasis(catalog: Catalog, question: str, insurers: tuple[str, ...], *, already_paid: bool) -> Evidence:
    """Metastasis is never decided flatly: once per type, primary-site clause, whether it was explained."""
    lead = "유사암 진단비는 유형별 최초 1회이고, " if already_paid else ""
    text = f"{lead}전이암(C77~C80)은 원발부위 기준 조항과 그 조항을 설명받았는지에 따라 갈려, 지급 여부를 여기서 단정할 수 없습니다. 약관과 설명 증빙을 확인하고 의견이 다르면 분쟁조정을 신청할 수 있습니다."
    topics = [t for name in ("metastasis_c77", *(("limit_once",) if already_paid else ())) if (t := catalog.topic(name))]
    return Evidence(
        tool="payout_calc", summary="전이암: 확인 필요", behaviour="needs_review", headline=text, points=tuple(topic_points(topics, question, insurers)),
        checks=topics[0].checks if topics else (), data={"topics": [topic.id for topic in topics]},
    )  # fmt: skip


def without_report(catalog: Catalog, question: str, certificate: str) -> Evidence:
    """A certificate's date decides nothing: the report's date is asked for."""
    topic = catalog.topic("diagnosis_date")
    text = f"진단서 발급일({certificate})만으로는 계산할 수 없습니다. 진단확정일은 조직검사(병리) 등 검사 결과보고일이므로 그 날짜를 알려 주세요."
    return Evidence(
        tool="payout_calc", summary="검사 결과보고일 필요", behaviour="needs_input", headline=text,
        points=tuple(topic_points([topic] if topic else [], question, ())), checks=topic.checks if topic else (), data={"missing": ["dx_report_date"]},
    )  # fmt: skip
