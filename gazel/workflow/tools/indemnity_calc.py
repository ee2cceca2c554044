"""indemnity_calc: what a fourth- or fifth-generation indemnity policy (실손) pays back of a bill."""

from dataclasses import replace
from datetime import date
from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.catalog.catalog import Catalog
from gazel.insurance import calc
from gazel.insurance.result import RuleResult
from gazel.reasoning.compose.words import josa, man, won
from gazel.reasoning.evidence import Evidence, Point
from gazel.workflow.tools.calculation import notices, step_points, steps_table
from gazel.workflow.tools.context import ToolDeps, call_context
from gazel.workflow.tools.indemnity_bills import fifth, fourth
from gazel.workflow.tools.indemnity_order import as_asked
from gazel.workflow.tools.indemnity_sold import by_date
from gazel.workflow.tools.topic_evidence import topic_evidence, topic_points

SCOPE = {4: "indemnity_g4", 5: "indemnity_g5"}


def indemnity_calc_tool(deps: ToolDeps) -> BaseTool:
    """The tool over the rules R9, R10 and R13."""

    @tool("indemnity_calc", response_format="content_and_artifact")
    def indemnity_calc(
        config: RunnableConfig,
        generation: int | None = None,
        visit: str | None = None,
        facility: str | None = None,
        kind: str | None = None,
        amount: int | None = None,
        covered: int | None = None,
        noncovered: int | None = None,
        severe: bool | None = None,
        nhi_rate_pct: int | None = None,
        major_three: str | None = None,
        paid_12m: int | None = None,
        visits_same_day: list[int] | None = None,
        topics: list[str] | None = None,
        sold: str | None = None,
    ) -> tuple[str, Evidence]:
        """4·5세대 실손의 예상 보상액을 계산합니다. 금액은 보장대상 본인부담(원).

        generation 세대, visit inpatient·outpatient, facility 의원·병원·약국·종합병원·상급종합병원, kind 급여·비급여, amount 금액,
        covered/noncovered 급여·비급여 금액, severe 산정특례 등록 여부(5세대), nhi_rate_pct 건강보험 본인부담률, major_three 도수·주사·MRI,
        paid_12m 직전 12개월 비급여 지급액(할증 구간), visits_same_day 같은 날 통원별 금액, topics 함께 설명할 주제,
        sold 세대를 판단한 가입일.
        """
        bill = {"visit": visit, "facility": facility, "kind": kind, "amount": amount, "covered": covered, "noncovered": noncovered, "severe": severe,
                "nhi_rate_pct": nhi_rate_pct, "major_three": major_three, "visits_same_day": visits_same_day}  # fmt: skip
        if paid_12m is not None:
            evidence = _surcharge(deps.catalog, paid_12m, call_context(config).question)
        else:
            evidence = _evidence(
                deps.catalog,
                generation,
                {k: v for k, v in bill.items() if v is not None},
                topics or [],
                call_context(config).question + (f" ({generation}세대)" if generation and sold else ""),
            )
        if generation and sold:
            evidence = by_date(evidence, generation, date.fromisoformat(sold), call_context(config).as_of)
        return evidence.summary, evidence

    return indemnity_calc


def _evidence(catalog: Catalog, generation: int | None, bill: dict[str, Any], topics: list[str], question: str) -> Evidence:
    priced = any(bill.get(name) for name in ("amount", "covered", "noncovered", "visits_same_day"))
    if generation in (1, 2, 3):
        lead = f"{generation}세대 실손의 계산은 이 자료의 범위에 없습니다. 4세대와 5세대만 계산합니다."
        found = topic_evidence("indemnity_calc", catalog, ["indemnity_old", *topics], question=question, headline=lead)
        return replace(found, behaviour="answer") if priced else found
    if generation is None and priced:
        return _ask(
            catalog,
            "실손의 세대(가입 시기)에 따라 보상액이 달라집니다. 4세대(2021-07-01~2026-05-05)인지 5세대(2026-05-06~)인지 알려 주세요.",
            bill,
            question,
        )
    if not priced or generation is None:
        wanted = list(dict.fromkeys([*topics, *([SCOPE[generation]] if generation else [])])) or ["indemnity_g4", "indemnity_g5"]
        found = topic_evidence("indemnity_calc", catalog, wanted, question=question)
        points = as_asked(found.points, question)
        lead = found.headline if found.headline.startswith("아닙니다") else points[0].text
        found = replace(found, headline=lead, points=tuple(points))
        return replace(found, behaviour="answer") if generation == 4 else found
    if generation == 5 and bill.get("major_three") in ("도수", "주사"):
        return topic_evidence("indemnity_calc", catalog, ["indemnity_msk", "indemnity_g5"], question=question)
    results = fourth(bill) if generation == 4 else fifth(bill)
    return _computed(catalog, generation, bill, results, question)


def _pay(result: RuleResult) -> int | None:
    return result.result.get("total", result.result.get("pay"))


def _computed(
    catalog: Catalog, generation: int, bill: dict[str, Any], results: list[tuple[str, RuleResult]], question: str
) -> Evidence:
    missing = dict.fromkeys(name for _, r in results for name in r.result.get("missing_names", ()))
    unknown_severity = generation == 5 and bill.get("severe") is None and any("중증" in label for label, _ in results)
    done = [(label, result) for label, result in results if _pay(result) is not None]
    if generation == 5 and bill.get("severe") is None and any("비급여" in label for label, _ in results):
        missing = dict.fromkeys(["중증(산정특례 등록) 여부", *missing]) if missing else missing
    if missing and not done:
        return _ask(
            catalog,
            f"{generation}세대 실손 보상액을 계산하려면 {josa(', '.join(missing), '을/를')} 알려 주세요.",
            bill,
            question,
            SCOPE[generation],
        )
    shown = ", ".join(f"{label} {won(_pay(result) or 0)}" for label, result in done)
    place = f", {bill['facility']}" if bill.get("facility") else ""
    if unknown_severity:
        headline = f"5세대 실손은 산정특례(중증) 등록 여부에 따라 달라집니다. {shown}이니, 산정특례 등록 여부를 알려 주세요."
    elif len(done) > 1:
        headline = f"{generation}세대 실손의 예상 보상액은 모두 {won(sum(_pay(r) or 0 for _, r in done))}입니다({shown})."
    else:
        headline = f"{generation}세대 실손의 예상 보상액은 {won(_pay(done[0][1]) or 0)}입니다({done[0][0]}{place})."
    assumed = "올해 처음 청구하고 연간 한도가 모두 남아 있다고 가정했습니다."
    if bill.get("visit") != "inpatient" and not bill.get("major_three"):
        assumed += " 통원 1회 한도는 20만원으로 보았습니다."
    points = [point for _, result in done for point in step_points(result)]
    topic = catalog.topic(SCOPE[generation])
    return Evidence(
        tool="indemnity_calc",
        summary=f"{generation}세대 {shown}",
        behaviour="needs_input" if unknown_severity or missing else "answer",
        headline=headline if not missing else f"{headline} 나머지는 {josa(', '.join(missing), '을/를')} 알려 주시면 계산합니다.",
        points=(*points, Point(assumed), *topic_points([topic] if topic else [], question, ())),
        tables=steps_table(done),
        checks=topic.checks if topic else (),
        warnings=notices(*(result for _, result in done)),
        data={"bill": bill, "generation": generation, "pay": {label: _pay(result) for label, result in done}},
    )


def _ask(catalog: Catalog, text: str, bill: dict[str, Any], question: str, topic_id: str = "indemnity_g4") -> Evidence:
    topic = catalog.topic(topic_id)
    return Evidence(
        tool="indemnity_calc", summary="입력 필요", behaviour="needs_input", headline=text,
        points=tuple(topic_points([topic] if topic else [], question, ())), checks=topic.checks if topic else (), data={"bill": bill},
    )  # fmt: skip


def _surcharge(catalog: Catalog, paid_12m: int, question: str) -> Evidence:
    result = calc.run("surcharge", {"paid_12m": paid_12m})
    rate = result.result["rate_pct"]
    words = (
        "할인 구간(할인율은 정해지지 않아 표시하지 않음)"
        if rate is None
        else "할증 없는 100% 구간"
        if rate == 100
        else f"{rate}% 할증 구간"
    )
    topic = catalog.topic("noncovered_surcharge")
    return Evidence(
        tool="indemnity_calc",
        summary=words,
        headline=f"직전 12개월 비급여 지급액이 {man(paid_12m)}이면 비급여 보험료는 {words}입니다.",
        points=(*step_points(result), *topic_points([topic] if topic else [], question, ())),
        tables=steps_table([("", result)]),
        checks=topic.checks if topic else (),
        warnings=notices(result),
        data={"paid_12m": paid_12m, "rate_pct": rate},
    )
