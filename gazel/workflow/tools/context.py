"""What a tool may know beside its arguments: the parts it works on and the call it belongs to."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import RunnableConfig

from gazel.errors import WorkflowError
from gazel.memory.types import Hit, Scope

if TYPE_CHECKING:
    from gazel.catalog.catalog import Catalog
    from gazel.documents.library import Library
    from gazel.memory.manager import HierarchicalMemoryManager


@dataclass(frozen=True, slots=True)
class ToolDeps:
    """The parts that live as long as the process."""

    catalog: "Catalog"
    memory: "HierarchicalMemoryManager"
    documents: "Library"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallContext:
    """The turn a tool call belongs to; handed over as `config["configurable"]["call"]`."""

    scope: Scope
    as_of: date
    thread_id: str
    run_id: str
    question: str = ""
    """The masked question."""
    memories: tuple[Hit, ...] = ()
    """What the recall node found for this turn."""
    policies: tuple[dict[str, Any], ...] = ()
    """The customer's own contracts, as stored."""


def call_context(config: RunnableConfig) -> CallContext:
    """The turn's context from a tool's RunnableConfig.

    Raises:
        WorkflowError: the tool was invoked outside of a turn.
    """
    call = config.get("configurable", {}).get("call")
    if not isinstance(call, CallContext):
        raise WorkflowError(
            "도구가 상담 문맥 없이 호출되었습니다.", hint="config['configurable']['call']에 CallContext를 넣어 주세요."
        )
    return call
