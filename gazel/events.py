"""The typed events of a run: what the app shows, the API streams, the tests assert and PostgreSQL keeps.

A run's events are append-only and numbered from 0. Producers leave the envelope (`seq`, `at`, `run_id`,
`customer_id`) empty; the run log stamps it. Every `ToolCalled` ends in one `ToolReturned`, also on error,
and `MemoryWritten` is emitted after the commit.
"""

from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal

MemoryKind = Literal["episodic", "semantic", "procedural"]
Behaviour = Literal["answer", "needs_input", "needs_review", "refuse"]
RunStatus = Literal["ok", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The envelope that all events share."""

    type: ClassVar[str]
    seq: int = -1
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    run_id: str = ""
    customer_id: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The event as plain JSON values."""
        return {"type": self.type, **asdict(self), "at": self.at.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted(Event):
    """A question was taken; `question` is already masked."""

    type: ClassVar[str] = "run.started"
    question: str
    thread_id: str
    as_of: str
    reasoner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStarted(Event):
    """A workflow node began with `input` (a JSON preview)."""

    type: ClassVar[str] = "node.started"
    node: str
    task_id: str
    input: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFinished(Event):
    """A workflow node ended with `output` (a JSON preview) or `error`."""

    type: ClassVar[str] = "node.finished"
    node: str
    task_id: str
    ms: int = 0
    output: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCalled(Event):
    """A tool was called with `arguments`."""

    type: ClassVar[str] = "tool.called"
    call_id: str
    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolReturned(Event):
    """A tool returned after `ms` milliseconds; `ok` is False where it failed."""

    type: ClassVar[str] = "tool.returned"
    call_id: str
    name: str
    ok: bool
    summary: str
    ms: int
    output: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardNoted(Event):
    """A conduct rule applied (masking, notice, refusal, comparison guard …)."""

    type: ClassVar[str] = "guard.noted"
    rule_id: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryRecalled(Event):
    """Memories found for the question; each hit has kind, key, text, why, score and its legs."""

    type: ClassVar[str] = "memory.recalled"
    hits: list[dict[str, Any]]
    abstained: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerToken(Event):
    """A piece of the answer's prose."""

    type: ClassVar[str] = "answer.token"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable(Event):
    """A table of the answer; `citations` has one entry a row (or is empty)."""

    type: ClassVar[str] = "answer.table"
    title: str
    columns: list[str]
    rows: list[list[str]]
    citations: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDropped(Event):
    """A sentence of the model was not grounded in the evidence and was replaced or left out."""

    type: ClassVar[str] = "answer.dropped"
    sentence: str
    reason: str
    replacement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryWritten(Event):
    """A memory was committed; `arithmetic` explains `importance`, `row` is the stored value."""

    type: ClassVar[str] = "memory.written"
    kind: MemoryKind
    key: str
    text: str
    importance: float
    arithmetic: str = ""
    row: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryConsolidated(Event):
    """A consolidation was queued or finished for this customer."""

    type: ClassVar[str] = "memory.consolidated"
    status: Literal["queued", "done"]
    report: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryExtracted(Event):
    """A model has read the finished turn: how many facts it found, and how many were refused for which reason."""

    type: ClassVar[str] = "memory.extracted"
    found: int
    refused: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback(Event):
    """The model failed in `step` and the rules took over."""

    type: ClassVar[str] = "fallback"
    step: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptCut(Event):
    """What did not fit into the model's prompt in `step`: each part's title, its lines left out and about how many tokens."""

    type: ClassVar[str] = "prompt.cut"
    step: str
    parts: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFinished(Event):
    """The run ended well, or was cancelled."""

    type: ClassVar[str] = "run.finished"
    status: RunStatus
    behaviour: Behaviour = "answer"
    answer: str = ""
    intents: list[str] = field(default_factory=list)
    citations: list[dict[str, Any]] = field(default_factory=list)
    reasoner: str = "rules"
    ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFailed(Event):
    """The run ended with an error the user can read."""

    type: ClassVar[str] = "run.failed"
    error: str


EVENT_TYPES: dict[str, type[Event]] = {
    cls.type: cls
    for cls in (
        RunStarted,
        NodeStarted,
        NodeFinished,
        ToolCalled,
        ToolReturned,
        GuardNoted,
        MemoryRecalled,
        AnswerToken,
        AnswerTable,
        AnswerDropped,
        MemoryWritten,
        MemoryConsolidated,
        MemoryExtracted,
        Fallback,
        PromptCut,
        RunFinished,
        RunFailed,
    )
}


def event_from_dict(data: dict[str, Any]) -> Event:
    """The event that `as_dict` gave; unknown keys are ignored so that older logs stay readable."""
    cls = EVENT_TYPES[data["type"]]
    known = {f.name for f in fields(cls)}
    values = {key: value for key, value in data.items() if key in known}
    values["at"] = datetime.fromisoformat(values["at"])
    return cls(**values)
