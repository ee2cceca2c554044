"""The worked payout: each rider's figure with its steps, what the document leaves open, and what to check."""

from dataclasses import dataclass

from gazel.catalog.catalog import Catalog
from gazel.events import Behaviour
from gazel.insurance.result import RuleResult
from gazel.reasoning.compose.words import josa, won
from gazel.reasoning.evidence import Evidence, Point
from gazel.workflow.tools.calculation import notices, step_points, steps_table
from gazel.workflow.tools.context import CallContext
from gazel.workflow.tools.payout_request import PayoutRequest
from gazel.workflow.tools.payout_riders import Event, Rider, in_contract, is_open
from gazel.workflow.tools.payout_words import headline, of_another_type, same_amount
from gazel.workflow.tools.topic_evidence import topic_points

CHECKS = ("병리(세포) 결과지의 결과보고일", "증권의 계약일과 담보별 가입금액·감액 문구", "같은 담보를 이미 지급받았는지")
DISCLAIMER = "규칙에 따른 예상 계산이며 보험사의 공식 심사 결과가 아닙니다."
SAME_DAY = (
    "진단확정일을 말씀하지 않아 수술·치료일과 같은 날로 보고 면책기간을 판단했습니다. 진단이 보장개시일 전이면 지급되지 않습니다."
)
Result = tuple[Rider, RuleResult]


@dataclass(frozen=True, slots=True)
class Case:
    """One question about money: the event, the riders it is worked out for and whose they are, and what had to be assumed."""

    catalog: Catalog
    call: CallContext
    request: PayoutRequest
    event: Event
    riders: tuple[Rider, ...]
    whose: str
    notes: tuple[str, ...] = ()


def worked(case: Case, results: list[Result], notes: tuple[str, ...]) -> Evidence:
    """The evidence of computed riders, the figure in the headline."""
    request, several = case.request, len(results) > 1
    labelled = [(_label(case, rider), result) for rider, result in results]
    topics = [topic for name in request.topics if (topic := case.catalog.topic(name))]
    first = headline(request.disease, results, case.whose, case.event, request.claimed)
    other = f" {of_another_type(request.disease, request.paid_types)}" if request.paid_types else ""
    return Evidence(
        tool="payout_calc",
        summary="; ".join(f"{label} {result.result.get('amount')}원({result.status})" for label, result in labelled),
        behaviour=_behaviour(case, results),
        headline=first + other,
        points=(*_points(case, results), *(Point(note) for note in notes), *topic_points(topics, case.call.question, ())),
        tables=steps_table([(label if several else "", result) for label, result in labelled]),
        checks=CHECKS,
        warnings=(*notices(*(result for _, result in results)), DISCLAIMER),
        data={
            "whose": case.whose,
            "results": [{"rider": label, **result.as_dict()["result"], "status": result.status} for label, result in labelled],
            "event": {
                name: getattr(in_contract(results[0][0], case.event), name)
                for name in ("contract_date", "report_date", "treatment_date")
            },
        },
    )


def _label(case: Case, rider: Rider) -> str:
    return f"{rider.insurer} {rider.name}".strip() if case.whose in ("market", "insurer") else rider.name


def _behaviour(case: Case, results: list[Result]) -> Behaviour:
    if any(is_open(rider, case.event, result) for rider, result in results):
        return "needs_review"
    missing = any(result.status == "needs_input" for _, result in results)
    return "needs_input" if missing or (case.whose == "market" and not same_amount(results)) else "answer"


def _points(case: Case, results: list[Result]) -> list[Point]:
    """The arithmetic: every step of one rider, the last line of each of several; then open terms and example sums."""
    if len(results) == 1:
        points = step_points(results[0][1])
    else:
        points = [_line(_label(case, rider), result) for rider, result in results]
    waits = any(rider.payout.waiting_days for rider, _ in results)
    if waits and case.event.treatment_date and not case.event.report_date:
        points.append(Point(SAME_DAY))
    for rider, result in results:
        sources = rider.row.citations if rider.row else ()
        if is_open(rider, case.event, result):
            points.append(Point(rider.payout.check_terms, sources))
        if rider.example:
            amount = won(rider.sum_insured or 0)
            text = f"{josa(rider.name, '은/는')} 제안서의 가입금액 예시({amount})로 계산했습니다. 실제 가입금액은 증권에서 확인하세요."
            points.append(Point(text, sources))
    return points


def _line(label: str, result: RuleResult) -> Point:
    final = result.steps[-1].arithmetic if result.steps else ", ".join(result.warnings)
    return Point(f"{label}: {final}", result.citations, "·".join(result.rule_ids))
