"""The one translator from LangGraph's stream parts to our events."""

import time
from collections.abc import Generator, Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

from langgraph.graph.state import CompiledStateGraph

from gazel.events import Event, NodeFinished, NodeStarted
from gazel.workflow.state import State, Turn

PREVIEW_CHARS = 2000


Graph = CompiledStateGraph[State, Turn, State, State]


def events_of(graph: Graph, question: str, turn: Turn, thread: str) -> Generator[Event, None, dict[str, Any]]:
    """Run the graph for one question, yield its events in order and return the last state; the graph's own errors pass."""
    began: dict[str, float] = {}
    state: dict[str, Any] = {}
    parts: Iterator[Any] = graph.stream(
        {"question": question},
        {"configurable": {"thread_id": thread}},
        context=turn,
        stream_mode=["tasks", "custom"],
        version="v2",
        durability="exit",
    )
    for part in parts:
        match part["type"], part["data"]:
            case "custom", Event() as event:
                yield event
            case "tasks", {"result": result, "id": task_id, "name": node, **rest}:
                ms = round((time.perf_counter() - began.pop(task_id, time.perf_counter())) * 1000)
                error = str(rest["error"]) if rest.get("error") else None
                state.update(result or {})
                yield NodeFinished(node=node, task_id=task_id, ms=ms, output=preview(result), error=error)
            case "tasks", {"input": given, "id": task_id, "name": node}:
                began[task_id] = time.perf_counter()
                yield NodeStarted(node=node, task_id=task_id, input=preview(given))
    return state


def preview(value: Any) -> dict[str, Any]:
    """A node's state as short JSON: what was set, long texts cut at PREVIEW_CHARS."""
    items = value.items() if isinstance(value, dict) else (value or [])
    return {key: _short(item) for key, item in items if item not in (None, (), [], {}, "")}


def _short(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _short(asdict(value))
    if isinstance(value, dict):
        return {str(key): _short(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_short(item) for item in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    text = str(value)
    return text if len(text) <= PREVIEW_CHARS else text[:PREVIEW_CHARS] + "…"
