"""The LangGraph workflow: guard → understand → recall → act ⇄ tools → compose → verify → memory_update."""

from dataclasses import dataclass
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from gazel.workflow import nodes
from gazel.workflow.state import State, Turn


@dataclass(frozen=True, slots=True)
class Topology:
    """What the live view draws."""

    nodes: tuple[str, ...]
    edges: tuple[tuple[str, str], ...]


TOPOLOGY = Topology(
    nodes=("guard", "understand", "recall", "act", "tools", "compose", "verify", "memory_update"),
    edges=(
        ("guard", "understand"),
        ("understand", "recall"),
        ("recall", "act"),
        ("act", "tools"),
        ("tools", "act"),
        ("act", "compose"),
        ("compose", "verify"),
        ("verify", "memory_update"),
    ),
)


def _next_after_act(state: State) -> str:
    return "tools" if state["pending"] else "compose"


def build_graph(checkpointer: BaseCheckpointSaver[Any]) -> CompiledStateGraph[State, Turn, State, State]:
    """The compiled workflow; short-term memory is the checkpointer's."""
    graph = StateGraph(State, context_schema=Turn)
    graph.add_node("guard", nodes.guard)
    graph.add_node("understand", nodes.understand)
    graph.add_node("recall", nodes.recall)
    graph.add_node("act", nodes.act)
    graph.add_node("tools", nodes.run_tools)
    graph.add_node("compose", nodes.compose)
    graph.add_node("verify", nodes.verify)
    graph.add_node("memory_update", nodes.memory_update)
    graph.add_edge(START, "guard")
    for source, target in TOPOLOGY.edges:
        if source != "act":
            graph.add_edge(source, target)
    graph.add_conditional_edges("act", _next_after_act, ["tools", "compose"])
    graph.add_edge("memory_update", END)
    return graph.compile(checkpointer=checkpointer, name="gazel")
