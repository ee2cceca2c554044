"""Builds every tool of the workflow by name."""

from langchain_core.tools import BaseTool

from gazel.workflow.tools.context import ToolDeps


def build_tools(deps: ToolDeps) -> dict[str, BaseTool]:
    """The tools by name, each returning (summary, Evidence) as content and artifact."""
    tools: list[BaseTool] = []
    return {tool.name: tool for tool in tools}
