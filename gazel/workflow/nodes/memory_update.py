"""memory_update: the turn becomes memory in one transaction; events follow the commit."""

from collections.abc import Mapping, Sequence
from typing import Any

from langgraph.runtime import Runtime

from gazel.events import MemoryConsolidated, MemoryWritten
from gazel.memory import types as memory
from gazel.workflow.state import State, Turn
from gazel.workflow.working_memory import Message, current_summary, grown


def memory_update(state: State, runtime: Runtime[Turn]) -> State:
    """Remember the turn, and keep the thread's working memory bounded."""
    turn, plan = runtime.context, state["plan"]
    for event in told(turn.parts.memory.remember(turn.scope, remembered(state, turn))):
        runtime.stream_writer(event)
    if turn.parts.memory.consolidation_waits(turn.scope):
        runtime.stream_writer(MemoryConsolidated(status="queued"))
    messages: list[Message] = [("user", state["question"]), ("assistant", state["prose"])]
    if erased(state):
        return {"messages": messages, "summary": "", "slots": {}}
    kept, summary = grown(
        state.get("messages", []),
        current_summary(state.get("summary", ""), turn.condensed),
        messages,
        keep=turn.parts.working_messages,
        summary_tokens=turn.parts.summary_tokens,
    )
    return {"messages": kept, "summary": summary, "slots": plan.slots}


def told(written: Sequence[memory.Written]) -> list[MemoryWritten]:
    """Committed memories as events."""
    return [
        MemoryWritten(
            kind=one.kind, key=one.key, text=one.text, importance=one.importance, arithmetic=one.arithmetic, row=one.row
        )
        for one in written
    ]


def remembered(state: Mapping[str, Any], turn: Turn) -> memory.Turn:
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
