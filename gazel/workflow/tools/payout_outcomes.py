"""Outcomes of a payout that are no single figure: shares without a sum, metastasis, a second time, another type, an unknown rider."""

from collections.abc import Sequence
from dataclasses import replace

from gazel.catalog.catalog import Catalog
from gazel.insurance.classification import is_minor
from gazel.reasoning.compose.words import josa, listing, won
from gazel.reasoning.evidence import Evidence, Point
from gazel.workflow.tools.calculation import notices, steps_table
from gazel.workflow.tools.payout_contract import riders
from gazel.workflow.tools.payout_riders import Rider, pays
from gazel.workflow.tools.payout_words import either_side, of_another_type, share_reason, span_words, starts
from gazel.workflow.tools.payout_worked import CHECKS, Case
from gazel.workflow.tools.topic_evidence import topic_points

STAY = "가입 후 1년이 지난 것으로 보고 계산했습니다. 1년 미만에 감액이 있는 담보는 더 줄어듭니다."


def unknown_share(case: Case, rider: Rider) -> Evidence:
    """The share of the sum insured where the sum itself was not said."""
    event, claimed, catalog = case.event, case.request.claimed, case.catalog
    result = pays(replace(rider, sum_insured=1_000_000), event)
    if result.status == "void_waiting":
        text = f"{rider.name}의 보장개시일({starts(rider, event)}) 전 진단이라 이 담보는 무효가 되고 낸 보험료 반환을 검토합니다."
    elif result.status == "already_paid":
        text = f"{josa(rider.name, '은/는')} 유형별 최초 1회라 같은 유형으로는 다시 지급되지 않는 구조입니다."
    else:
        opening = "못 받는 것이 아닙니다. " if claimed.get("negative") else ""
        waits = "90일 면책기간이 없어 계약일부터 보장되고, " if rider.payout.waiting_days == 0 else ""
        share = _share(rider, result.result.get("factor_pct"))
        text = f"{opening}{josa(rider.name, '은/는')} {waits}지금 조건이면 {josa(share, '이/가')} 예상됩니다. 금액은 증권의 가입금액에 이 비율을 곱하면 됩니다."
    topics = [t for name in ("waiting_diagnosis", "waiting_period", "reduction") if (t := catalog.topic(name))]
    return Evidence(
        tool="payout_calc", summary=text, headline=text,
        points=(*(Point(note) for note in case.notes), *topic_points(topics, case.call.question, ())),
        tables=steps_table([("", result)], "비율 계산(가입금액 100만원 기준)") if not case.notes else (), checks=("증권의 가입금액", *CHECKS),
        warnings=notices(result), data={"factor_pct": result.result.get("factor_pct"), "status": result.status},
    )  # fmt: skip


def _share(rider: Rider, factor: float | None) -> str:
    """The per cent of the sum insured that is left of the rider's own share after the reduction, with the reduction's span."""
    whole = rider.payout.ratio_pct
    step = next((step for step in rider.payout.steps if factor != 100 and step.pct == factor), None)
    early = f"{span_words(step.until)} 미만이라 " if step else ""
    parts = f"(지급률 {whole:g}%의 {factor}%)" if step and whole != 100 else ""
    return f"{early}가입금액의 {whole * (factor or 0) / 100:g}%{parts}"


def undated(case: Case) -> Evidence:
    """Without dates only the structure can be told; the dates are asked for."""
    request, found = case.request, case.riders
    kind = "유사암" if is_minor(request.disease) else "일반암"
    names = (
        "계약일, 진단확정일(검사 결과보고일), 가입금액"
        if any(rider.sum_insured is None for rider in found)
        else "계약일과 진단확정일(검사 결과보고일) 또는 수술·치료일"
    )
    who = "" if request.insurers or request.plan else "보험사·상품과 "
    both = either_side(found[0], case.event) if len(found) == 1 else ""
    subject = "" if request.disease == kind else f"{josa(request.disease, '은/는')} "
    text = f"{subject}{kind} 담보에서 가입금액을 기준으로 지급됩니다. {both}예상 지급액을 계산하려면 {who}{josa(names, '을/를')} 알려 주세요."
    topic_ids = ("general_vs_similar", "reduction") if kind == "유사암" else ("reduction", "waiting_period")
    topics = [topic for name in (*request.topics, *topic_ids) if (topic := case.catalog.topic(name))]
    return Evidence(
        tool="payout_calc", summary="날짜·가입금액 필요", behaviour="needs_input", headline=text,
        points=tuple(topic_points(topics, case.call.question, ())), checks=CHECKS, data={"missing": names, "whose": case.whose},
    )  # fmt: skip


def not_held(case: Case) -> Evidence:
    """A rider that the named insurer's documents do not have; a stay is worked out by the structures that other documents have."""
    request = case.request
    if case.whose == "policy" and request.families:
        text = f"등록된 고객 계약에서 {listing(request.families)} 담보가 확인되지 않아 계산할 수 없습니다. 증권의 담보 목록을 확인해 주세요."
        return Evidence(
            tool="payout_calc", summary="등록 계약에 없는 담보", headline=text, checks=CHECKS, data={"status": "not_in_policy"}
        )
    if not request.insurers or not request.families:
        text = "해당 담보가 확인되지 않습니다. 보험사와 상품명, 증권의 담보명을 알려 주세요."
        return Evidence(tool="payout_calc", summary="담보 확인 필요", behaviour="needs_input", headline=text, checks=CHECKS)
    who, what = listing(request.insurers), listing(request.families)
    text = f"{who}의 {what} 담보는 보유한 문서에 없어 지급액을 확정할 수 없습니다. 증권의 담보명과 지급률을 확인해 주세요."
    amounts: dict[int, list[Rider]] = {}
    for rider in _elsewhere(case):
        amount = pays(rider, case.event).result.get("amount")
        amounts.setdefault(amount or 0, []).append(rider)
    ways = [
        f"{josa(_way(members[0]), '이면/면')} {won(amount)}({listing(rider.insurer for rider in members)}의 구조)"
        for amount, members in sorted(amounts.items())
        if amount
    ]
    points = (Point(f"다른 회사 문서의 구조로 보면 {', '.join(ways)}입니다."),) if ways else ()
    return Evidence(
        tool="payout_calc", summary=f"{who} {what} 자료 없음", headline=f"{text} {points[0].text}" if points else text,
        points=(*points, *(Point(STAY, rider.row.citations if rider.row else ()) for rider in _elsewhere(case)[:1] if ways)),
        checks=CHECKS, data={"status": "not_in_data"},
    )  # fmt: skip


def _elsewhere(case: Case) -> list[Rider]:
    """The same daily benefit in other insurers' documents, with the sum that was said."""
    if case.event.hospital_days is None or "daily" not in case.request.sums:
        return []
    request = case.request
    found, _ = riders(
        case.catalog, replace(case.call, policies=(), memories=()), plan=None, insurers=[row.id for row in case.catalog.insurers_in_data()],
        disease=request.disease, families=request.families, sums=request.sums,
    )  # fmt: skip
    return found


def _way(rider: Rider) -> str:
    share = rider.payout.ratio_pct
    return "하루 가입금액 전액" if share == 100 else f"하루 가입금액의 {share:g}%"


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
    text = f"{of_another_type(disease, paid)} 금액은 가입금액과 진단확정일의 감액 여부로 정해집니다."
    topics = [t for name in ("limit_once", "reduction") if (t := catalog.topic(name))]
    return Evidence(
        tool="payout_calc", summary="다른 유형", headline=text, points=tuple(topic_points(topics, question, ())),
        checks=("증권의 유형별 가입금액", "진단확정일과 계약일"), data={"status": "other_type", "paid_types": list(paid)},
    )  # fmt: skip


def metastasis(case: Case) -> Evidence:
    """Metastasis is never decided flatly; where contract and date are known, the primary-site reading is worked out as a condition."""
    paid = case.request.already_paid
    lead = "유사암 진단비는 유형별 최초 1회이고, " if paid else ""
    text = f"{lead}전이암(C77~C80)은 원발부위 기준 조항과 그 조항을 설명받았는지에 따라 갈려, 지급 여부를 여기서 단정할 수 없습니다. {_by_primary(case)}약관과 설명 증빙을 확인하고 의견이 다르면 분쟁조정을 신청할 수 있습니다."
    topics = [t for name in ("metastasis_c77", *(("limit_once",) if paid else ())) if (t := case.catalog.topic(name))]
    return Evidence(
        tool="payout_calc", summary="전이암: 확인 필요", behaviour="needs_review", headline=text,
        points=tuple(topic_points(topics, case.call.question, tuple(case.request.insurers))),
        checks=topics[0].checks if topics else (), data={"topics": [topic.id for topic in topics]},
    )  # fmt: skip


def _by_primary(case: Case) -> str:
    """What the minor-cancer benefit comes to if C73 is confirmed as the primary site; '' where the contract or the date is open."""
    event, found = case.event, [rider for rider in case.riders if rider.family == "유사암진단비" and rider.sum_insured]
    if not found or not (event.contract_date and event.report_date) or (found[0].example and not case.request.plan):
        return ""
    result = pays(found[0], event)
    amount = result.result.get("amount")
    if amount is None:
        return ""
    why = share_reason(found[0], result, event) if result.status == "ok" else "같은 유형은 최초 1회입니다"
    return f"원발이 갑상선(C73)으로 확인되어 원발부위 기준이 적용된다면 유사암 진단비로 {won(amount)}입니다({why}). "


def without_report(catalog: Catalog, question: str, certificate: str) -> Evidence:
    """A certificate's date decides nothing: the report's date is asked for."""
    topic = catalog.topic("diagnosis_date")
    text = f"진단서 발급일({certificate})만으로는 계산할 수 없습니다. 진단확정일은 조직검사(병리) 등 검사 결과보고일이므로 그 날짜를 알려 주세요."
    return Evidence(
        tool="payout_calc", summary="검사 결과보고일 필요", behaviour="needs_input", headline=text,
        points=tuple(topic_points([topic] if topic else [], question, ())), checks=topic.checks if topic else (), data={"missing": ["dx_report_date"]},
    )  # fmt: skip
