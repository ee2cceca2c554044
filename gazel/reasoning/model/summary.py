"""The running summary of a thread: the lines that are worth keeping, chosen by the model or by a rule; nobody writes new ones."""

import re
from collections.abc import Sequence
from typing import Any

from gazel.errors import ModelMisbehaved, ReasonerError
from gazel.memory.extraction.clauses import clauses_of
from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, summary_messages, tokens

ANSWER_TOKENS = 120
LINE = 120
"""Characters that are kept of a line."""
MOST_LINES = 40
CUSTOMER, ADVISER = "고객: ", "상담: "
SHORTEST_STATEMENT = 6
"""Characters below which a statement is a greeting or thanks."""
_ASKS = re.compile(r"알려|설명|말씀해|보여|가르쳐|비교해|계산해|찾아")
ASKING = ("알려 주세요", "말씀해 주세요", "적어 주세요", "확인이 필요", "?")
"""How an answer sounds that leaves the question open."""


def summarise(summary: str, folded: Sequence[tuple[str, str]], *, budget: int, client: ModelClient | None = None) -> str:
    """The lines of `summary` and of the `folded` (role, text) messages that fit `budget` tokens, in order.

    With a client the model picks the decisions and open questions; without one, or when it fails, a rule does.
    """
    lines = [*summary.splitlines(), *(_line(role, text) for role, text in folded)][-MOST_LINES:]
    if sum(map(tokens, lines)) <= budget:
        return "\n".join(lines)
    try:
        chosen = _chosen(lines, client) if client else worth_keeping(lines)
    except ReasonerError:  # the summary is off the answer's path and the rule does without a model
        chosen = worth_keeping(lines)
    return "\n".join(_within(lines, chosen, budget))


def worth_keeping(lines: Sequence[str]) -> list[int]:
    """By rule: what the customer told or decided, newest first, then the questions that were left open, newest first."""
    newest = range(len(lines) - 1, -1, -1)
    told = [index for index in newest if _tells(lines[index])]
    left_open = [index for index in newest if _is_open(lines, index)]
    return list(dict.fromkeys((*told, *left_open)))


def _tells(line: str) -> bool:
    """Whether the customer states or decides something; a request to be told something is a question."""
    return line.startswith(CUSTOMER) and any(
        clause.mood in ("statement", "request") and len(clause.text) >= SHORTEST_STATEMENT and not _ASKS.search(clause.text)
        for clause in clauses_of(line.removeprefix(CUSTOMER))
    )


def _is_open(lines: Sequence[str], index: int) -> bool:
    """Whether the customer's question at `index` was answered by asking back."""
    answer = lines[index + 1] if index + 1 < len(lines) else ""
    return lines[index].startswith(CUSTOMER) and answer.startswith(ADVISER) and any(word in answer for word in ASKING)


def _line(role: str, text: str) -> str:
    speaker = CUSTOMER if role == "user" else ADVISER
    flat = " ".join(text.split())
    return f"{speaker}{flat if len(flat) <= LINE else f'{flat[:LINE]}…'}"


def _chosen(lines: Sequence[str], client: ModelClient) -> list[int]:
    """The indices that the model wants kept, most important first; raises ModelUnavailable or ModelMisbehaved.

    A model that cannot be shown all of them cannot weigh them.
    """
    numbers = [str(number) for number in range(1, len(lines) + 1)]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {"keep": {"type": "array", "items": {"type": "string", "enum": numbers}, "minItems": 1, "maxItems": 20}},
        "required": ["keep"],
        "additionalProperties": False,
    }
    budget = (client.served().context_tokens or DEFAULT_CONTEXT_TOKENS) - ANSWER_TOKENS
    prompt = summary_messages(lines, budget)
    if prompt.left_out:
        raise ModelMisbehaved("요약할 대화가 모델의 입력에 다 들어가지 않습니다.")
    answer = client.structured(prompt.messages, schema, max_tokens=ANSWER_TOKENS, background=True)
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
