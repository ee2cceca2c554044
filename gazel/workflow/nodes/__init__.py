"""The nodes of the workflow, one a file, in the order in which a question passes them."""

from gazel.workflow.nodes.act import act, run_tools
from gazel.workflow.nodes.compose import compose
from gazel.workflow.nodes.guard import guard
from gazel.workflow.nodes.memory_update import memory_update
from gazel.workflow.nodes.recall import recall
from gazel.workflow.nodes.understand import understand
from gazel.workflow.nodes.verify import verify

__all__ = ["act", "compose", "guard", "memory_update", "recall", "run_tools", "understand", "verify"]
