"""What was understood of a question and which tools will answer it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from gazel.events import Behaviour
from gazel.memory.types import Hit

Intent = Literal[
    "coverage_lookup",
    "comparison",
    "eligibility_waiting",
    "payout_calc",
    "claim_procedure",
    "recommendation",
    "recall_history",
    "profile_update",
    "rights_privacy",
    "glossary",
    "out_of_scope",
    "prompt_injection",
    "small_talk",
]


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """One tool call: the tool's name and its JSON arguments."""

    tool: str
    args: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The understanding (JSON slots, kept in the thread for follow-ups), the tool calls, or an outcome without tools.

    `calls` of one step are independent and run in parallel. `outcome` with `reply` ends the turn without tools
    (refusal, question back, greeting).
    """

    intents: tuple[Intent, ...]
    slots: dict[str, Any] = field(default_factory=dict)
    calls: tuple[PlannedCall, ...] = ()
    outcome: Behaviour | None = None
    reply: str = ""
    notes: tuple[str, ...] = ()
    outside: bool = False
    """Whether it asks for something outside insurance: declined, unless a tool of the user's own has the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a reasoner may know beside the question."""

    as_of: date
    previous: dict[str, Any] = field(default_factory=dict)
    """Slots of the latest turn of this thread, for follow-ups."""
    history: tuple[tuple[str, str], ...] = ()
    """(role, text) of the thread's recent messages, oldest first."""
    summary: str = ""
    """What is kept of the thread before them, a line each."""
    memories: tuple[Hit, ...] = ()
    policies: tuple[dict[str, Any], ...] = ()
    masked: tuple[str, ...] = ()
    """Kinds of identifiers that were masked in the question ('주민등록번호', …)."""
    is_cancelled: Callable[[], bool] = bool
    """Asked while a model is waited for: True ends the wait and closes the connection (never, unless the workflow says so)."""
