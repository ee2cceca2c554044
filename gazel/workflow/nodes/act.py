"""act ⇄ tools: run the planned calls, the independent ones in parallel."""

import contextvars
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

from langchain_core.messages import ToolCall
from langgraph.runtime import Runtime
from pydantic import ValidationError

from gazel.errors import GazelError
from gazel.events import Event, ToolCalled, ToolReturned
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import PlannedCall
from gazel.workflow.nodes.understand import context_of
from gazel.workflow.state import State, Turn
from gazel.workflow.tools import CallContext

PARALLEL_CALLS = 4


def act(state: State, runtime: Runtime[Turn]) -> State:
    """Decide what is called next: what was planned, then what the reasoner asks for after the results, at most so many steps."""
    turn, plan, evidence = runtime.context, state["plan"], state.get("evidence", ())
    pending, steps = state.get("pending", ()), state.get("steps", 0)
    if pending or steps >= turn.parts.act_steps or turn.cancelled.is_set():
        return {"pending": pending, "evidence": evidence}
    calls, notes = turn.parts.reasoner.more(state["question"], plan, evidence, context_of(state, turn))
    for note in notes:
        runtime.stream_writer(note)
    if calls:  # what has results is no question back any more
        plan = replace(plan, calls=(*plan.calls, *calls), outcome=None, reply="")
    return {"plan": plan, "pending": calls, "evidence": evidence, "steps": steps + 1}


def run_tools(state: State, runtime: Runtime[Turn]) -> State:
    """Run every pending call; a failed one becomes evidence that says so."""
    turn, calls = runtime.context, state["pending"]
    call = CallContext(
        scope=turn.scope,
        as_of=turn.as_of,
        thread_id=turn.thread_id,
        run_id=turn.run_id,
        question=state["question"],
        memories=state.get("recalled", ()),
        policies=turn.policies,
    )
    with ThreadPoolExecutor(max_workers=PARALLEL_CALLS) as pool:
        jobs = [
            pool.submit(contextvars.copy_context().run, _run_tool, turn, planned, call, runtime.stream_writer)
            for planned in calls
        ]
        found = tuple(job.result() for job in jobs)
    return {"evidence": (*state.get("evidence", ()), *found), "pending": ()}


def _run_tool(turn: Turn, planned: PlannedCall, call: CallContext, emit: Callable[[Event], None]) -> Evidence:
    """One call between its two events; `ToolReturned` is emitted also when the tool fails."""
    call_id, began = uuid4().hex[:12], time.perf_counter()
    emit(ToolCalled(call_id=call_id, name=planned.tool, arguments=planned.args))
    evidence, ok = _failed(planned.tool, "도구가 중단되었습니다."), False
    try:
        message = turn.parts.tools[planned.tool].invoke(
            ToolCall(name=planned.tool, args=planned.args, id=call_id, type="tool_call"), {"configurable": {"call": call}}
        )
        evidence, ok = message.artifact, True
    except GazelError as error:
        evidence = _failed(planned.tool, str(error))
    except ValidationError as error:
        evidence = _failed(planned.tool, f"도구의 인자가 맞지 않습니다: {error.errors()[0]['msg']}.")
    finally:
        ms = round((time.perf_counter() - began) * 1000)
        output = evidence.as_dict()
        emit(ToolReturned(call_id=call_id, name=planned.tool, ok=ok, summary=evidence.summary, ms=ms, output=output))
    return evidence


def _failed(tool: str, message: str) -> Evidence:
    return Evidence(tool=tool, summary=message, behaviour="needs_input", checks=(message,), data={"failed": True})
