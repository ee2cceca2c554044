"""Builds every tool of the workflow by name."""

from langchain_core.tools import BaseTool

from gazel.workflow.tools.claim_procedure import claim_procedure_tool
from gazel.workflow.tools.compare_coverage import compare_coverage_tool
from gazel.workflow.tools.context import ToolDeps
from gazel.workflow.tools.coverage_search import coverage_search_tool
from gazel.workflow.tools.deadline_calc import deadline_calc_tool
from gazel.workflow.tools.indemnity_calc import indemnity_calc_tool
from gazel.workflow.tools.knowledge import glossary_tool, rights_guide_tool, waiver_rule_tool
from gazel.workflow.tools.memory_search import memory_search_tool
from gazel.workflow.tools.memory_write import memory_write_tool
from gazel.workflow.tools.payout_calc import payout_calc_tool
from gazel.workflow.tools.recommend_riders import recommend_riders_tool
from gazel.workflow.tools.search_clauses import search_clauses_tool

FACTORIES = (
    coverage_search_tool, compare_coverage_tool, payout_calc_tool, indemnity_calc_tool, deadline_calc_tool, waiver_rule_tool,
    claim_procedure_tool, glossary_tool, recommend_riders_tool, memory_search_tool, memory_write_tool, rights_guide_tool,
    search_clauses_tool,
)  # fmt: skip


def build_tools(deps: ToolDeps) -> dict[str, BaseTool]:
    """The tools by name, each returning (summary, Evidence) as content and artifact."""
    tools = [factory(deps) for factory in FACTORIES]
    return {tool.name: tool for tool in tools}
