"""payout_calc: what riders pay for an event, step by step, with the dates that decide it (rules R1–R6 and R8)."""

from dataclasses import replace
from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, StructuredTool

from gazel.insurance import calc
from gazel.insurance.result import RuleResult
from gazel.reasoning.compose.words import josa, listing, man
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.understanding.dates import shift
from gazel.workflow.tools.calculation import notices, step_points, steps_table
from gazel.workflow.tools.context import CallContext, ToolDeps, call_context
from gazel.workflow.tools.known_contract import ToldContract, told_contract
from gazel.workflow.tools.payout_contract import code_of, riders, sum_of
from gazel.workflow.tools.payout_dates import assumed_dates
from gazel.workflow.tools.payout_hanwha import HISTOLOGIES, INSURER, ask_histology, hanwha_riders
from gazel.workflow.tools.payout_outcomes import (
    again,
    metastasis,
    not_held,
    other_type,
    undated,
    unknown_share,
    without_report,
)
from gazel.workflow.tools.payout_request import DESCRIPTION, PayoutRequest
from gazel.workflow.tools.payout_riders import ADULT, Event, Rider, pays
from gazel.workflow.tools.payout_worked import CHECKS, Case, Result, worked
from gazel.workflow.tools.topic_evidence import topic_points

STAY_AFTER_A_YEAR = "가입 후 1년이 지난 것으로 보고 계산했습니다. 1년 미만이면 감액이 있는 담보는 줄어듭니다."

WHENEVER = "면책과 감액이 없는 담보라 가입 후 언제 치료받아도 같은 금액입니다."


def payout_calc_tool(deps: ToolDeps) -> BaseTool:
    """The tool over the rules R1–R6 and R8."""

    def payout_calc(config: RunnableConfig, **said: Any) -> tuple[str, Evidence]:
        request = PayoutRequest(**said)
        evidence = _supposing(request, _answer(deps, call_context(config), request))
        return evidence.summary, evidence

    return StructuredTool.from_function(
        payout_calc,
        name="payout_calc",
        description=DESCRIPTION,
        args_schema=PayoutRequest,
        response_format="content_and_artifact",
    )


def _supposing(request: PayoutRequest, evidence: Evidence) -> Evidence:
    """The evidence with the sum in front that it supposes, where another one is worked out beside it."""
    if request.supposed is None:
        return evidence
    return replace(evidence, headline=f"가입금액이 {man(request.supposed)}이면 {evidence.headline}")


def _answer(deps: ToolDeps, call: CallContext, request: PayoutRequest) -> Evidence:
    """The outcome that the request comes to: a share check, a metastasis, a question back, or the worked payout."""
    if request.check_ratio:
        return _ratio(deps, call, request.sums)
    told = _told(deps, call, request)
    case = _case_of(deps, call, request, told) if told else _case(deps, call, request)
    if request.is_spread:
        return metastasis(case)
    if _of_hanwha(request) and request.disease == "갑상선암":
        return ask_histology(deps.catalog, call.question, CHECKS)
    return _payout(case)


def _told(deps: ToolDeps, call: CallContext, request: PayoutRequest) -> ToldContract | None:
    """The contract told in an earlier talk, where the question is about it and none is entered."""
    if not request.own_contract or call.policies or request.plan or request.contract_date:
        return None
    facts = deps.memory.facts(call.scope, as_of=call.as_of, slots=["existing_policy"])
    return told_contract(deps.catalog, facts, request.insurers)


def _case_of(deps: ToolDeps, call: CallContext, request: PayoutRequest, told: ToldContract) -> Case:
    """The event under a contract that was told in an earlier talk."""
    completed = request.model_copy(
        update={
            "insurers": [told.insurer],
            "contract_date": told.contract_date,
            "sums": request.sums or dict(told.sums),
        }
    )
    case = _case(deps, call, completed)
    return replace(case, notes=(*case.notes, f"전에 말씀하신 계약(‘{told.fact}’)으로 계산했습니다. 증권과 다르면 말씀해 주세요."))


def _of_hanwha(request: PayoutRequest) -> bool:
    return request.insurers == [INSURER] and request.disease in HISTOLOGIES


def _case(deps: ToolDeps, call: CallContext, request: PayoutRequest) -> Case:
    """The event with its dates, and the riders that it is worked out for."""
    dates = assumed_dates(call.as_of, request, deps.catalog)
    disease = "갑상선암" if request.is_spread else request.disease
    event = Event(
        code=code_of(deps.catalog, disease, None if request.is_spread else request.code), contract_date=dates.contract, report_date=dates.report,
        certificate_date=request.certificate_date, treatment_date=dates.treatment,
        insurance_age=ADULT if request.insurance_age is None else request.insurance_age, renewal=request.renewal,
        already_paid=request.already_paid, hospital_days=request.hospital_days,
    )  # fmt: skip
    if _of_hanwha(request):
        found, whose = hanwha_riders(disease, sum_of(request.sums)), "insurer"
    else:
        found, whose = riders(
            deps.catalog, call, plan=request.plan, insurers=request.insurers, disease=disease, families=request.families, sums=request.sums
        )  # fmt: skip
    notes = dates.notes
    if (
        (whose == "policy" or (request.paid_types and event.contract_date))
        and found
        and not request.elapsed
        and not (event.report_date or event.treatment_date)
    ):
        today = call.as_of.isoformat()
        event = replace(event, report_date=None if event.certificate_date else today, treatment_date=today)
        notes = (*notes, f"진단확정일을 말씀하지 않아 오늘({today}) 진단·치료를 받는 경우로 계산했습니다.")
    return Case(deps.catalog, call, request, event, tuple(found), whose, notes)


def _payout(case: Case) -> Evidence:
    """The worked payout of each rider, or what is missing for it."""
    event, found = case.event, case.riders
    if not found:
        return not_held(case)
    if event.certificate_date and not event.report_date and any(rider.benefit == "diagnosis" for rider in found):
        return without_report(case.catalog, case.call.question, event.certificate_date)
    if event.already_paid and not (event.report_date and case.whose != "policy"):
        return again(case.catalog, case.call.question, case.request.disease)
    stay_only = event.hospital_days is not None and all(rider.benefit == "hospital_day" and rider.sum_insured for rider in found)
    started = event.contract_date or all(rider.contract_date for rider in found)
    dated = started and (event.report_date or event.treatment_date or event.hospital_days)
    if case.request.paid_types and not dated:
        return other_type(case.catalog, case.call.question, case.request.disease, case.request.paid_types)
    if not dated and not stay_only:
        return worked(case, _whenever(case), (*case.notes, WHENEVER)) if _is_timeless(found) else undated(case)
    notes = (*case.notes, STAY_AFTER_A_YEAR) if stay_only and not event.contract_date else case.notes
    chosen = _due(found, event)
    if any(rider.sum_insured is None for rider in chosen):
        return unknown_share(case, chosen[0])
    return worked(case, _each_time(case, [(rider, pays(rider, event)) for rider in chosen]), (*notes, *_not_counted(case)))


def _is_timeless(found: tuple[Rider, ...]) -> bool:
    """Whether no date can change what the riders pay: treatment benefits of a known sum without waiting period or reduction."""
    return all(
        rider.benefit not in ("diagnosis", "hospital_day")
        and rider.sum_insured
        and not rider.example
        and rider.payout.waiting_days == 0
        and not rider.payout.steps
        for rider in found
    )


def _whenever(case: Case) -> list[Result]:
    """What such riders pay on any day after the contract."""
    today = case.call.as_of
    event = replace(
        case.event,
        contract_date=shift(today, -2, "년").isoformat(),
        report_date=today.isoformat(),
        treatment_date=today.isoformat(),
    )
    return _each_time(case, [(rider, _without_days(pays(rider, event))) for rider in case.riders])


def _each_time(case: Case, results: list[Result]) -> list[Result]:
    """The results with those of riders that pay for every operation once for each."""
    return [one for one in results for _ in range(case.request.times if one[0].payout.unit == "per_event" else 1)]


def _not_counted(case: Case) -> tuple[str, ...]:
    """That a rider asked for is not in the insurer's documents and so not in the total."""
    kinds = {case.catalog.families[rider.family].group for rider in case.riders if rider.family in case.catalog.families}
    lacking = [
        name for name in case.request.families if name in case.catalog.families and case.catalog.families[name].group not in kinds
    ]
    if case.whose != "insurer" or not lacking:
        return ()
    return (
        f"{josa(listing(lacking), '은/는')} {listing(case.request.insurers)} 문서에 없어 합계에 넣지 않았습니다. 증권의 담보명을 확인해 주세요.",
    )


def _without_days(result: RuleResult) -> RuleResult:
    """The result without its step on the start of cover: that day was assumed."""
    return replace(result, steps=tuple(step for step in result.steps if step.title != "보장개시일"))


def _due(found: tuple[Rider, ...], event: Event) -> tuple[Rider, ...]:
    """The riders of this event: daily benefits only where a stay was told."""
    if event.hospital_days is not None:
        return found
    return tuple(rider for rider in found if rider.benefit != "hospital_day") or found


def _ratio(deps: ToolDeps, call: CallContext, sums: dict[str, int]) -> Evidence:
    """The share of the minor-cancer sum in the general one (R8)."""
    result = calc.run("ratio_check", {"similar_sum": sums.get("sum_minor"), "general_sum": sums.get("sum_general")})
    topic = deps.catalog.topic("minor_cancer_ratio_20pct")
    points = topic_points([topic] if topic else [], call.question, ())
    checks = topic.checks if topic else ()
    if result.status == "needs_input":
        return Evidence(tool="payout_calc", summary="비율 점검", headline=points[0].text, points=tuple(points), checks=checks)
    share = result.result["ratio_pct"]
    text = f"유사암 가입금액은 일반암의 {share}%로, " + (
        "20%를 넘습니다. 법으로 막히는 것은 아니지만 감독 관행과 회사의 인수한도를 확인해야 합니다."
        if result.result["exceeds"]
        else "20% 이내라 확인된 제안서들의 관행과 같은 수준입니다."
    )
    return Evidence(
        tool="payout_calc", summary=f"유사암 비율 {share}%", headline=text, points=(*step_points(result), *points),
        tables=steps_table([("", result)]), checks=checks, warnings=notices(result), data=result.as_dict()["result"],
    )  # fmt: skip
