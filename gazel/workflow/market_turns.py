"""Questions of the market run up to the answer without a customer: the rules' plan and what its tools bring back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from langchain_core.messages import ToolCall
from langchain_core.tools import BaseTool

from gazel.memory.types import Scope
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.plan import Context, Plan, PlannedCall
from gazel.reasoning.reasoner import Reasoner
from gazel.workflow.tools import CallContext, ToolDeps, build_tools

if TYPE_CHECKING:
    from gazel.catalog.catalog import Catalog

OF_A_CUSTOMER = frozenset({"memory_search", "memory_write", "recommend_riders", "search_clauses"})
"""Tools that read a customer's memory or documents and so have no answer here."""


@dataclass(frozen=True, slots=True)
class MarketTurn:
    """A question with its plan and evidence, as the composer gets them."""

    question: str
    plan: Plan
    evidence: tuple[Evidence, ...]
    context: Context


class MarketTurns:
    """Builds turns over one catalogue, without a database."""

    def __init__(self, catalog: "Catalog", rules: Reasoner) -> None:
        self._rules = rules
        nobody = cast(Any, None)  # the tools that would ask the memory or the documents are left out
        tools = build_tools(ToolDeps(catalog, nobody, nobody))
        self._tools: Mapping[str, BaseTool] = {name: tool for name, tool in tools.items() if name not in OF_A_CUSTOMER}

    def turn(self, question: str, as_of: date) -> MarketTurn:
        """The turn of a first question; its evidence leaves out the customer's own tools."""
        context = Context(as_of=as_of)
        plan, _ = self._rules.plan(question, context)
        evidence = tuple(self._run(call, question, as_of) for call in plan.calls if call.tool in self._tools)
        return MarketTurn(question, plan, evidence, context)

    def _run(self, call: PlannedCall, question: str, as_of: date) -> Evidence:
        about = CallContext(scope=Scope("eval", "eval"), as_of=as_of, thread_id="t", run_id="r", question=question)
        asked = ToolCall(name=call.tool, args=call.args, id="1", type="tool_call")
        message = self._tools[call.tool].invoke(asked, {"configurable": {"call": about}})
        return cast(Evidence, message.artifact)
