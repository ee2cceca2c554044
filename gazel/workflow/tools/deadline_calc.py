"""deadline_calc: dates and periods of a contract or claim, computed from the days that were said."""

from collections.abc import Sequence
from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.catalog.catalog import Catalog
from gazel.reasoning.evidence import Evidence, Point
from gazel.workflow.tools.calculation import notices, step_points, steps_table
from gazel.workflow.tools.context import CallContext, ToolDeps, call_context
from gazel.workflow.tools.deadline_answers import KINDS, Kind
from gazel.workflow.tools.topic_evidence import topic_points

TOPICS: dict[Kind, tuple[str, ...]] = {
    "coverage_start": ("waiting_period",), "reduction_end": ("reduction",), "payment": ("payment_deadline",),
    "withdrawal": ("withdrawal",), "quality": ("quality_cancellation",), "illegal": ("illegal_contract",), "limitation": ("limitation",),
    "late_interest": ("late_interest",), "insurance_age": ("insurance_age",), "disclosure": ("disclosure_duty",),
}  # fmt: skip


def deadline_calc_tool(deps: ToolDeps) -> BaseTool:
    """The tool over the rules R1, R4, R11, R12 and R15."""

    @tool("deadline_calc", response_format="content_and_artifact")
    def deadline_calc(
        config: RunnableConfig, kind: Kind, values: dict[str, Any] | None = None, topics: list[str] | None = None
    ) -> tuple[str, Evidence]:
        """날짜·기한을 계산합니다. kind: coverage_start 보장개시일, reduction_end 감액 종료일, payment 지급기한, withdrawal 청약철회, quality 품질보증해지,
        illegal 위법계약해지, limitation 소멸시효, late_interest 지연이자, insurance_age 보험나이, disclosure 고지의무 4축.
        values: 알고 있는 값(contract_date, received, applied, policy_received, concluded, known, basis_date, birth, principal, days_late, age …)."""
        evidence = _evidence(deps.catalog, kind, values or {}, topics or [], call_context(config))
        return evidence.summary, evidence

    return deadline_calc


def _evidence(catalog: Catalog, kind: Kind, values: dict[str, Any], topics: Sequence[str], call: CallContext) -> Evidence:
    headline, result, behaviour = KINDS[kind](values, call)
    known = [topic for name in dict.fromkeys([*TOPICS[kind], *topics]) if (topic := catalog.topic(name))]
    points: list[Point] = step_points(result) if result and result.steps and result.status != "needs_input" else []
    reviewed = behaviour if behaviour != "answer" else "needs_review" if kind == "disclosure" else "answer"
    return Evidence(
        tool="deadline_calc",
        summary=headline,
        behaviour=reviewed,
        headline=headline,
        points=(*points, *topic_points(known, call.question, ())),
        tables=steps_table([("", result)]) if result and result.status != "needs_input" else (),
        checks=tuple(dict.fromkeys(check for topic in known for check in topic.checks)),
        warnings=notices(result) if result and result.status != "needs_input" else (),
        data={
            "kind": kind,
            "values": values,
            "status": result.status if result else "",
            "result": result.as_dict()["result"] if result else {},
        },
    )
