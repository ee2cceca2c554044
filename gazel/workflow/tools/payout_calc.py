"""payout_calc: what riders pay for an event, step by step, with the dates that decide it."""

from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.events import Behaviour
from gazel.insurance import calc
from gazel.insurance.result import RuleResult
from gazel.reasoning.compose.words import josa, won
from gazel.reasoning.evidence import Evidence, Point
from gazel.workflow.tools.calculation import notices, step_points, steps_table
from gazel.workflow.tools.context import CallContext, ToolDeps, call_context
from gazel.workflow.tools.payout_contract import code_of, is_minor, riders, sum_of
from gazel.workflow.tools.payout_hanwha import HISTOLOGIES, INSURER, ask_histology, hanwha_riders
from gazel.workflow.tools.payout_riders import ADULT, Event, Rider, is_open, pays
from gazel.workflow.tools.payout_words import (
    again,
    assumed_dates,
    either_side,
    headline,
    metastasis,
    other_type,
    same_amount,
    unknown_share,
    without_report,
)
from gazel.workflow.tools.topic_evidence import topic_points

CHECKS = ("병리(세포) 결과지의 결과보고일", "증권의 계약일과 담보별 가입금액·감액 문구", "같은 담보를 이미 지급받았는지")
DISCLAIMER = "규칙에 따른 예상 계산이며 보험사의 공식 심사 결과가 아닙니다."


def payout_calc_tool(deps: ToolDeps) -> BaseTool:
    """The tool over the rules R1–R6 and R8."""

    @tool("payout_calc", response_format="content_and_artifact")
    def payout_calc(
        config: RunnableConfig,
        disease: str = "갑상선암",
        code: str | None = None,
        primary: str | None = None,
        insurers: list[str] | None = None,
        plan: str | None = None,
        families: list[str] | None = None,
        sums: dict[str, int] | None = None,
        contract_date: str | None = None,
        report_date: str | None = None,
        certificate_date: str | None = None,
        treatment_date: str | None = None,
        elapsed: dict[str, Any] | None = None,
        hospital_days: int | None = None,
        insurance_age: int | None = None,
        renewal: bool = False,
        already_paid: bool = False,
        paid_types: list[str] | None = None,
        spread: bool = False,
        check_ratio: bool = False,
        claimed: dict[str, Any] | None = None,
        topics: list[str] | None = None,
    ) -> tuple[str, Evidence]:
        """진단비·수술비·치료비·입원일당의 예상 지급액을 단계별로 계산합니다(날짜 YYYY-MM-DD, 금액 원).

        disease 질병군, code KCD 코드, primary 원발 코드, insurers 보험사, plan 샘플 계약(P1), families 담보 계열,
        sums {"sum_minor","sum_general","sum_insured","daily"}, contract_date 계약일, report_date 검사 결과보고일, certificate_date 진단서 발급일,
        treatment_date 수술·치료일, elapsed 가입 후 경과 {"months","days","under"}, hospital_days 입원 일수, already_paid 같은 유형 기지급, paid_types 이미 받은 다른 유형,
        spread 전이 여부, check_ratio 유사암 비율 점검, claimed 전제한 값.
        """
        call = call_context(config)
        case = _Case(deps, call, disease, code, primary, claimed or {}, topics or [])
        of_hanwha = insurers == [INSURER] and disease in HISTOLOGIES
        if spread or case.is_secondary:
            evidence = metastasis(deps.catalog, call.question, tuple(insurers or ()), already_paid=already_paid)
        elif check_ratio:
            evidence = case.ratio(sums or {})
        elif of_hanwha and disease == "갑상선암":
            evidence = ask_histology(deps.catalog, call.question, CHECKS)
        else:
            dates = assumed_dates(call.as_of, contract_date, report_date, treatment_date, elapsed, plan, deps.catalog)
            event = Event(
                code=code_of(deps.catalog, disease, code), contract_date=dates.contract, report_date=dates.report, certificate_date=certificate_date,
                treatment_date=dates.treatment, insurance_age=ADULT if insurance_age is None else insurance_age, renewal=renewal,
                already_paid=already_paid, hospital_days=hospital_days,
            )  # fmt: skip
            found, whose = (
                (hanwha_riders(disease, sum_of(sums or {})), "insurer")
                if of_hanwha
                else riders(
                    deps.catalog,
                    call,
                    plan=plan,
                    insurers=insurers or [],
                    disease=disease,
                    families=families or [],
                    sums=sums or {},
                )
            )
            evidence = (
                case.payout(found, whose, event, dates.notes)
                if not paid_types
                else other_type(deps.catalog, call.question, disease, paid_types)
            )
        return evidence.summary, evidence

    return payout_calc


class _Case:
    """One question about money, its disease and what the speaker believes."""

    def __init__(
        self,
        deps: ToolDeps,
        call: CallContext,
        disease: str,
        code: str | None,
        primary: str | None,
        claimed: dict[str, Any],
        topics: list[str],
    ) -> None:
        self.catalog, self.call, self.disease, self.claimed = deps.catalog, call, disease, claimed
        self.topics = [topic for name in topics if (topic := deps.catalog.topic(name))]
        self.is_secondary = bool(code and code[:3] in ("C77", "C78", "C79", "C80")) or disease == "전이암"

    def payout(self, found: list[Rider], whose: str, event: Event, notes: tuple[str, ...]) -> Evidence:
        """The worked payout of each rider, or what is missing for it."""
        if not found:
            return self._ask("해당 담보가 확인되지 않습니다. 보험사와 상품명, 증권의 담보명을 알려 주세요.")
        if event.certificate_date and not event.report_date and any(rider.benefit == "diagnosis" for rider in found):
            return without_report(self.catalog, self.call.question, event.certificate_date)
        if event.already_paid and not event.report_date:
            return again(self.catalog, self.call.question, self.disease)
        stay_only = event.hospital_days is not None and all(
            rider.benefit == "hospital_day" and rider.sum_insured for rider in found
        )
        if stay_only and not event.contract_date:
            notes = (*notes, "가입 후 1년이 지난 것으로 보고 계산했습니다. 1년 미만이면 감액이 있는 담보는 줄어듭니다.")
        dated = event.contract_date and (event.report_date or event.treatment_date or event.hospital_days)
        if not dated and not stay_only:
            return self._undated(found, whose, event)
        if event.hospital_days is None:
            found = [rider for rider in found if rider.benefit != "hospital_day"] or found
        if any(rider.sum_insured is None for rider in found):
            return unknown_share(self.catalog, self.call, found[0], event, self.claimed, notes, CHECKS)
        results = [(rider, pays(rider, event)) for rider in found]
        return self._worked(results, whose, event, notes)

    def _worked(self, results: list[tuple[Rider, RuleResult]], whose: str, event: Event, notes: tuple[str, ...]) -> Evidence:
        several = len(results) > 1
        labelled = [
            (f"{r.insurer} {r.name}".strip() if whose in ("market", "insurer") else r.name, result) for r, result in results
        ]
        open_terms = [rider for rider, result in results if is_open(rider, event, result)]
        points = (
            [point for _, result in labelled[:2] for point in step_points(result)]
            if not several
            else [self._line(label, result) for label, result in labelled]
        )
        points += [Point(r.payout.check_terms, r.row.citations if r.row else ()) for r in open_terms]
        points += [
            Point(
                f"{josa(r.name, '은/는')} 제안서의 가입금액 예시({won(r.sum_insured or 0)})로 계산했습니다. 실제 가입금액은 증권에서 확인하세요.",
                r.row.citations if r.row else (),
            )
            for r, _ in results
            if r.example
        ]
        missing = any(result.status == "needs_input" for _, result in results)
        behaviour: Behaviour = (
            "needs_review"
            if open_terms
            else "needs_input"
            if missing or (whose == "market" and not same_amount(results))
            else "answer"
        )
        return Evidence(
            tool="payout_calc",
            summary="; ".join(f"{label} {result.result.get('amount')}원({result.status})" for label, result in labelled),
            behaviour=behaviour,
            headline=headline(self.disease, results, whose, event, self.claimed),
            points=(*points, *(Point(note) for note in notes), *topic_points(self.topics, self.call.question, ())),
            tables=steps_table([(label if several else "", result) for label, result in labelled]),
            checks=CHECKS,
            warnings=(*notices(*(result for _, result in results)), DISCLAIMER),
            data={"whose": whose, "results": [{"rider": label, **result.as_dict()["result"], "status": result.status} for label, result in labelled],
                  "event": {"contract_date": event.contract_date, "report_date": event.report_date, "treatment_date": event.treatment_date}},
        )  # fmt: skip

    def _line(self, label: str, result: RuleResult) -> Point:
        final = result.steps[-1].arithmetic if result.steps else ", ".join(result.warnings)
        return Point(f"{label}: {final}", result.citations, "·".join(result.rule_ids))

    def _undated(self, found: list[Rider], whose: str, event: Event) -> Evidence:
        """Without dates only the structure can be told; the dates are asked for."""
        kind = "유사암" if is_minor(self.disease) else "일반암"
        names = (
            "계약일, 진단확정일(검사 결과보고일), 가입금액"
            if any(r.sum_insured is None for r in found)
            else "계약일과 진단확정일(검사 결과보고일) 또는 수술·치료일"
        )
        both = either_side(found[0], event) if len(found) == 1 else ""
        text = f"{josa(self.disease, '은/는')} {kind} 담보에서 가입금액을 기준으로 지급됩니다. {both}예상 지급액을 계산하려면 보험사·상품과 {names}을 알려 주세요."
        topic_ids = ("general_vs_similar", "reduction") if kind == "유사암" else ("reduction", "waiting_period")
        topics = [*self.topics, *(t for name in topic_ids if (t := self.catalog.topic(name)))]
        return Evidence(
            tool="payout_calc", summary="날짜·가입금액 필요", behaviour="needs_input", headline=text,
            points=tuple(topic_points(topics, self.call.question, ())), checks=CHECKS, data={"missing": names, "whose": whose},
        )  # fmt: skip

    def ratio(self, sums: dict[str, int]) -> Evidence:
        """The share of the minor-cancer sum in the general one (R8)."""
        result = calc.run("ratio_check", {"similar_sum": sums.get("sum_minor"), "general_sum": sums.get("sum_general")})
        topic = self.catalog.topic("minor_cancer_ratio_20pct")
        points = topic_points([topic] if topic else [], self.call.question, ())
        if result.status == "needs_input":
            return Evidence(
                tool="payout_calc",
                summary="비율 점검",
                headline=points[0].text,
                points=tuple(points),
                checks=topic.checks if topic else (),
            )
        over = result.result["exceeds"]
        text = f"유사암 가입금액은 일반암의 {result.result['ratio_pct']}%로, " + (
            "20%를 넘습니다. 법으로 막히는 것은 아니지만 감독 관행과 회사의 인수한도를 확인해야 합니다."
            if over
            else "20% 이내라 확인된 제안서들의 관행과 같은 수준입니다."
        )
        return Evidence(
            tool="payout_calc", summary=f"유사암 비율 {result.result['ratio_pct']}%", headline=text, points=(*step_points(result), *points),
            tables=steps_table([("", result)]), checks=topic.checks if topic else (), warnings=notices(result), data=result.as_dict()["result"],
        )  # fmt: skip

    def _ask(self, text: str) -> Evidence:
        return Evidence(tool="payout_calc", summary="담보 확인 필요", behaviour="needs_input", headline=text, checks=CHECKS)
