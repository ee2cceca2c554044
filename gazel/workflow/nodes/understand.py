"""understand: from the words to intents, slots and planned tool calls."""

from langgraph.runtime import Runtime

from gazel.reasoning.plan import Context
from gazel.workflow.own_documents import with_documents
from gazel.workflow.state import State, Turn
from gazel.workflow.working_memory import current_summary


def context_of(state: State, turn: Turn) -> Context:
    """What the reasoner may know beside the question."""
    return Context(
        as_of=turn.as_of,
        previous=state.get("slots", {}),
        history=tuple((role, text) for role, text in state.get("messages", [])),
        summary=current_summary(state.get("summary", ""), turn.condensed),
        memories=state.get("recalled", ()),
        policies=turn.policies,
        masked=turn.masked,
        is_cancelled=turn.cancelled.is_set,
    )


def understand(state: State, runtime: Runtime[Turn]) -> State:
    """Plan the turn, unless the guard already ended it."""
    refusal = state.get("refusal")
    if refusal is not None:
        return {"plan": refusal, "pending": ()}
    plan, notes = runtime.context.parts.reasoner.plan(state["question"], context_of(state, runtime.context))
    for note in notes:
        runtime.stream_writer(note)
    turn = runtime.context
    plan = with_documents(plan, state["question"], turn.parts.documents.count(turn.scope))
    return {"plan": plan, "pending": plan.calls, "slots": plan.slots}
