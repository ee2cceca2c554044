"""A thread's working memory: the newest messages verbatim, what was before them as a running summary."""

from collections.abc import Sequence
from dataclasses import dataclass

from gazel.memory.types import Scope
from gazel.reasoning.model.summary import summarise

Message = tuple[str, str]
"""(role, text), role 'user' or 'assistant'."""

SLACK = 2
"""The rule lets a summary grow to so many budgets, so that the model, off the answer's path, has something to choose from."""


@dataclass(frozen=True, slots=True)
class WorkingMemory:
    """What a thread knows of itself without asking the memory engine."""

    messages: tuple[Message, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Condensed:
    """A summary that the model made of `before`; of use only while the thread still has that."""

    before: str
    after: str


def current_summary(kept: str, condensed: Condensed | None) -> str:
    """The summary to go on with: the condensed one where it was made of the one that is kept."""
    return condensed.after if condensed and condensed.before == kept else kept


def checkpoint_thread(scope: Scope, thread: str) -> str:
    """The checkpointer's name of a customer's conversation."""
    return f"{scope.tenant}/{scope.customer}/{thread}"


def grown(
    messages: Sequence[Message], summary: str, said: Sequence[Message], *, keep: int, summary_tokens: int
) -> tuple[list[Message], str]:
    """The messages after a turn that `said` something, at most `keep`, and the summary with what left them."""
    together = [*messages, *said]
    kept, folded = together[-keep:], together[:-keep]
    return kept, summarise(summary, folded, budget=SLACK * summary_tokens)
