"""Folds a run's events into what a screen needs; pure, so that every reader shows the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from gazel.events import (
    AnswerDropped,
    AnswerTable,
    AnswerToken,
    Behaviour,
    Event,
    Fallback,
    GuardNoted,
    MemoryConsolidated,
    MemoryExtracted,
    MemoryRecalled,
    MemoryWritten,
    NodeFinished,
    NodeStarted,
    PromptCut,
    RunFailed,
    RunFinished,
    RunStarted,
    ToolCalled,
    ToolReturned,
)

NodeStatus = Literal["idle", "running", "done", "error"]


@dataclass(slots=True)
class NodeView:
    """A node's state; `ms` sums over its visits."""

    status: NodeStatus = "idle"
    ms: int = 0
    input: dict[str, Any] = field(default_factory=dict)
    output: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


@dataclass(slots=True)
class ToolView:
    """A tool call; `ok` is None until it returned."""

    name: str
    arguments: dict[str, Any]
    ok: bool | None = None
    summary: str = ""
    ms: int | None = None
    output: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RunView:
    """Everything a screen shows of one run."""

    question: str = ""
    as_of: str = ""
    reasoner: str = "rules"
    nodes: dict[str, NodeView] = field(default_factory=dict)
    tools: dict[str, ToolView] = field(default_factory=dict)
    answer: str = ""
    tables: list[AnswerTable] = field(default_factory=list)
    recalled: list[dict[str, Any]] = field(default_factory=list)
    abstained: bool = False
    written: list[MemoryWritten] = field(default_factory=list)
    consolidated: list[MemoryConsolidated] = field(default_factory=list)
    extracted: list[MemoryExtracted] = field(default_factory=list)
    notes: list[GuardNoted] = field(default_factory=list)
    dropped: list[AnswerDropped] = field(default_factory=list)
    fallbacks: list[Fallback] = field(default_factory=list)
    cuts: list[PromptCut] = field(default_factory=list)
    behaviour: Behaviour | None = None
    intents: list[str] = field(default_factory=list)
    citations: list[dict[str, Any]] = field(default_factory=list)
    status: Literal["running", "ok", "cancelled", "failed"] = "running"
    error: str = ""
    ms: int = 0

    @classmethod
    def of(cls, events: Iterable[Event]) -> "RunView":
        """The view after all `events`."""
        view = cls()
        for event in events:
            view.apply(event)
        return view

    def apply(self, event: Event) -> None:
        """Take in the next event."""
        match event:
            case RunStarted():
                self.question, self.as_of, self.reasoner = event.question, event.as_of, event.reasoner
            case NodeStarted() | NodeFinished():
                self._node(event)
            case ToolCalled():
                self.tools[event.call_id] = ToolView(event.name, event.arguments)
            case ToolReturned():
                call = self.tools.setdefault(event.call_id, ToolView(event.name, {}))
                call.ok, call.summary, call.ms, call.output = event.ok, event.summary, event.ms, event.output
            case AnswerToken():
                self.answer += event.text
            case MemoryRecalled():
                self.recalled, self.abstained = event.hits, event.abstained
            case RunFinished():
                self.status, self.behaviour, self.intents, self.ms = event.status, event.behaviour, event.intents, event.ms
                self.citations, self.reasoner = event.citations, event.reasoner
                self.answer = event.answer or self.answer
            case RunFailed():
                self.status, self.error = "failed", event.error
            case _:
                self._collect(event)

    def _node(self, event: NodeStarted | NodeFinished) -> None:
        node = self.nodes.setdefault(event.node, NodeView())
        if isinstance(event, NodeStarted):
            node.status, node.input = "running", event.input
        else:
            node.status, node.error = ("error" if event.error else "done"), event.error
            node.ms, node.output = node.ms + event.ms, event.output

    def _collect(self, event: Event) -> None:
        lists: dict[type[Event], list[Any]] = {
            AnswerTable: self.tables,
            AnswerDropped: self.dropped,
            MemoryWritten: self.written,
            MemoryConsolidated: self.consolidated,
            MemoryExtracted: self.extracted,
            GuardNoted: self.notes,
            Fallback: self.fallbacks,
            PromptCut: self.cuts,
        }
        lists[type(event)].append(event)
