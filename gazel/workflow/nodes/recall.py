"""recall: what this customer's own past says about the question."""

from langgraph.runtime import Runtime

from gazel.events import MemoryRecalled
from gazel.workflow.state import State, Turn
from gazel.workflow.tools.claim_procedure import titles_explained


def recall(state: State, runtime: Runtime[Turn]) -> State:
    """Ask the memory engine; a refused question recalls nothing."""
    plan, turn = state["plan"], runtime.context
    if plan.outcome == "refuse":
        return {"recalled": ()}
    found = turn.parts.memory.recall(
        turn.scope,
        plan.slots.get("recall_query") or state["question"],
        as_of=turn.as_of,
        kinds=plan.slots.get("recall_kinds"),
        handling=titles_explained(plan.calls, turn.parts.catalog),
    )
    runtime.stream_writer(MemoryRecalled(hits=[hit.as_dict() for hit in found.hits], abstained=found.abstained))
    return {"recalled": found.hits}
