"""memory_update: the turn becomes memory in one transaction; events follow the commit."""

from collections.abc import Mapping
from typing import Any

from langgraph.runtime import Runtime

from gazel.events import MemoryConsolidated, MemoryWritten
from gazel.memory import types as memory
from gazel.workflow.state import Message, State, Turn


def memory_update(state: State, runtime: Runtime[Turn]) -> State:
    """Remember the turn, and keep the thread's working memory bounded."""
    turn, plan = runtime.context, state["plan"]
    for written in turn.parts.memory.remember(turn.scope, remembered(state, turn)):
        runtime.stream_writer(
            MemoryWritten(
                kind=written.kind,
                key=written.key,
                text=written.text,
                importance=written.importance,
                arithmetic=written.arithmetic,
                row=written.row,
            )
        )
    if turn.parts.memory.consolidation_waits(turn.scope):
        runtime.stream_writer(MemoryConsolidated(status="queued"))
    messages: list[Message] = [("user", state["question"]), ("assistant", state["prose"])]
    if erased(state):
        return {"messages": messages, "summary": "", "slots": {}}
    messages = [*state.get("messages", []), *messages]
    kept, folded = messages[-turn.parts.working_messages :], messages[: -turn.parts.working_messages]
    return {"messages": kept, "summary": summarise(state.get("summary", ""), folded), "slots": plan.slots}


def remembered(state: State, turn: Turn) -> memory.Turn:
    """The turn as the memory engine takes it."""
    plan, evidence = state["plan"], state.get("evidence", ())
    procedures = [item.data["procedure"] for item in evidence if item.data.get("procedure")]
    return memory.Turn(
        run_id=turn.run_id,
        thread_id=turn.thread_id,
        question=state["question"],
        answer=state["prose"],
        at=turn.at,
        intents=plan.intents,
        tools=tuple(call.tool for call in plan.calls),
        topics=tuple(plan.slots.get("topics", ())),
        insurers=tuple(plan.slots.get("insurers", ())),
        behaviour=state["behaviour"],
        procedure=procedures[0] if procedures else None,
    )


def erased(state: Mapping[str, Any]) -> bool:
    """Whether memories were erased in this turn: the conversation's working memory must not keep them."""
    return any(item.data.get("action") == "delete" and item.data.get("erased") for item in state.get("evidence", ()))


def summarise(summary: str, folded: list[Message]) -> str:
    """The running summary, longer by the questions that left the window (newest 20 lines kept)."""
    lines = [*summary.splitlines(), *(f"- {text[:120]}" for role, text in folded if role == "user")]
    return "\n".join(lines[-20:])
