"""The running summary of a thread: the model chooses which lines to keep, and cannot write any of its own."""

from collections.abc import Sequence
from typing import Any

from gazel.errors import ModelMisbehaved, ReasonerError
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, summary_messages, tokens

ANSWER_TOKENS = 120
LINE = 120
"""Characters that are kept of a line."""
MOST_LINES = 40


def summarise(summary: str, folded: Sequence[tuple[str, str]], *, budget: int, client: ModelClient | None) -> str:
    """The lines of `summary` and of the `folded` (role, text) messages that fit `budget` tokens, in order.

    With a client the model picks the decisions and open questions; without one, or when it fails, the newest lines stay.
    """
    lines = [*summary.splitlines(), *(_line(role, text) for role, text in folded)][-MOST_LINES:]
    if sum(map(tokens, lines)) <= budget:
        return "\n".join(lines)
    try:
        chosen = _chosen(lines, client) if client else []
    except ReasonerError:  # the summary is off the answer's path and the newest lines do without a model
        chosen = []
    return "\n".join(_within(lines, chosen, budget))


def _line(role: str, text: str) -> str:
    speaker = "고객" if role == "user" else "상담"
    flat = " ".join(text.split())
    return f"{speaker}: {flat if len(flat) <= LINE else f'{flat[:LINE]}…'}"


def _chosen(lines: Sequence[str], client: ModelClient) -> list[int]:
    """The indices that the model wants kept, most important first; raises ModelUnavailable or ModelMisbehaved."""
    numbers = [str(number) for number in range(1, len(lines) + 1)]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {"keep": {"type": "array", "items": {"type": "string", "enum": numbers}, "minItems": 1, "maxItems": 20}},
        "required": ["keep"],
        "additionalProperties": False,
    }
    budget = (client.served().context_tokens or DEFAULT_CONTEXT_TOKENS) - ANSWER_TOKENS
    answer = client.structured(summary_messages(lines, budget).messages, schema, max_tokens=ANSWER_TOKENS, background=True)
    keep = answer.get("keep")
    if not isinstance(keep, list) or not set(keep) <= set(numbers):
        raise ModelMisbehaved("요약 응답이 줄 번호가 아닙니다.")
    return [int(number) - 1 for number in dict.fromkeys(keep)]


def _within(lines: Sequence[str], chosen: Sequence[int], budget: int) -> list[str]:
    """The chosen lines first, then the newest, as far as the budget goes; given back in the thread's order."""
    kept: set[int] = set()
    for index in (*chosen, *range(len(lines) - 1, -1, -1)):
        cost = tokens(lines[index])
        if index not in kept and cost <= budget:
            kept.add(index)
            budget -= cost
    return [lines[index] for index in sorted(kept)]
