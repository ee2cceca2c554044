"""Evidence from a rule's result: its worked steps as a table, its sources and its warnings."""

from collections.abc import Sequence

from gazel.insurance.result import RuleResult
from gazel.reasoning.evidence import Point, Table


def steps_table(results: Sequence[tuple[str, RuleResult]], title: str = "계산 과정") -> tuple[Table, ...]:
    """The steps of several results in order; `results` pairs a label (a rider's name, or '') with a result."""
    labelled = any(label for label, _ in results)
    columns = (*(("담보",) if labelled else ()), "단계", "계산", "규칙")
    rows = [
        ((*((label,) if labelled else ()), step.title, step.arithmetic, "·".join(result.rule_ids)), result)
        for label, result in results
        for step in result.steps
    ]
    if not rows:
        return ()
    return (Table(title, columns, tuple(row for row, _ in rows), tuple(result.citations[0] for _, result in rows)),)


def step_points(result: RuleResult) -> list[Point]:
    """Each step's arithmetic as a point with the result's sources."""
    return [
        Point(f"{step.title}: {step.arithmetic}", result.citations, result.rule_ids[0] if result.rule_ids else "")
        for step in result.steps
    ]


def notices(*results: RuleResult) -> tuple[str, ...]:
    """The warnings of several results as sentences, each once."""
    return tuple(dict.fromkeys(notice for result in results for notice in result.notices))


def missing_names(result: RuleResult) -> tuple[str, ...]:
    """The Korean names of the inputs a result asks for."""
    return tuple(result.result.get("missing_names", ()))
