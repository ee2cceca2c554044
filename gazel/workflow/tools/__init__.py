"""The LangChain tools the workflow may call; each answers with an `Evidence` as its artifact."""

from gazel.workflow.tools.context import CallContext, ToolDeps, call_context
from gazel.workflow.tools.registry import build_tools

__all__ = ["CallContext", "ToolDeps", "build_tools", "call_context"]
