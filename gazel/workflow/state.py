"""The workflow's state: what a thread keeps between turns, and what lives for one turn only."""

import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

from langchain_core.tools import BaseTool
from langgraph.channels import UntrackedValue

from gazel.events import Behaviour
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Hit, Scope
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Plan, PlannedCall
from gazel.reasoning.reasoner import Reasoner
from gazel.workflow.working_memory import Condensed, Message

if TYPE_CHECKING:
    from gazel.catalog.catalog import Catalog
    from gazel.documents.library import Library


class State(TypedDict, total=False):
    """Checkpointed: `messages`, `summary`, `slots`. The untracked rest belongs to one turn and is never stored."""

    messages: list[Message]
    summary: str
    slots: dict[str, Any]
    question: Annotated[str, UntrackedValue]
    refusal: Annotated[Plan | None, UntrackedValue]
    plan: Annotated[Plan, UntrackedValue]
    recalled: Annotated[tuple[Hit, ...], UntrackedValue]
    pending: Annotated[tuple[PlannedCall, ...], UntrackedValue]
    steps: Annotated[int, UntrackedValue]
    evidence: Annotated[tuple[Evidence, ...], UntrackedValue]
    prose: Annotated[str, UntrackedValue]
    behaviour: Annotated[Behaviour, UntrackedValue]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the nodes work with; lives as long as the process."""

    catalog: "Catalog"
    memory: HierarchicalMemoryManager
    reasoner: Reasoner
    tools: dict[str, BaseTool]
    documents: "Library"
    working_messages: int
    summary_tokens: int
    act_steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The run a node belongs to: LangGraph's runtime context."""

    parts: Parts
    scope: Scope
    run_id: str
    thread_id: str
    as_of: date
    at: datetime
    policies: tuple[dict[str, Any], ...] = ()
    masked: tuple[str, ...] = ()
    """Kinds of identifiers that were masked in the question."""
    condensed: Condensed | None = None
    """What the model made of the thread's summary since its latest turn."""
    cancelled: threading.Event = field(default_factory=threading.Event)
