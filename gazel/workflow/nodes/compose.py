"""compose: prose and tables from the evidence."""

from collections.abc import Sequence

from langgraph.runtime import Runtime

from gazel.events import AnswerTable, AnswerToken
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.outcome import behaviour
from gazel.workflow.nodes.understand import context_of
from gazel.workflow.state import State, Turn


def compose(state: State, runtime: Runtime[Turn]) -> State:
    """Stream the reasoner's prose, then every table; stops between pieces when the run was cancelled."""
    turn, plan, evidence = runtime.context, state["plan"], state.get("evidence", ())
    prose = []
    pieces = turn.parts.reasoner.compose(state["question"], plan, evidence, context_of(state, turn))
    for piece in pieces:
        if turn.cancelled.is_set():
            break
        if isinstance(piece, str):
            prose.append(piece)
            runtime.stream_writer(AnswerToken(text=piece))
        else:
            runtime.stream_writer(piece)
    for table in tables(evidence):
        runtime.stream_writer(table)
    return {"prose": "".join(prose), "behaviour": behaviour(plan, evidence)}


def tables(evidence: Sequence[Evidence]) -> list[AnswerTable]:
    """The tables of all evidence as events."""
    return [
        AnswerTable(
            title=table.title,
            columns=list(table.columns),
            rows=[list(row) for row in table.rows],
            citations=[citation.as_dict() for citation in table.citations],
        )
        for item in evidence
        for table in item.tables
    ]
