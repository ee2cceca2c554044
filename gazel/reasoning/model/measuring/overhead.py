"""What the client costs over the bare server: the same prompts, streamed through both in turn."""

import time
from collections.abc import Sequence
from typing import Any

from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.endpoint import Message
from gazel.reasoning.model.measuring.numbers import median


def client_overhead(
    client: ModelClient, prompts: Sequence[Sequence[Message]], *, max_tokens: int = 64, rounds: int = 3
) -> dict[str, Any]:
    """Median seconds of a prompt through the client and straight over HTTP, and the difference in per cent.

    Both are asked alternately, and each prompt once before anything is timed, so that the server's prefix cache is the same.
    """
    through: list[float] = []
    bare: list[float] = []
    for messages in prompts:
        _bare_seconds(client, messages, max_tokens)
        for at in range(rounds):
            for timed, ask in ((through, _client_seconds), (bare, _bare_seconds))[:: 1 if at % 2 else -1]:
                timed.append(ask(client, messages, max_tokens))
    ours, theirs = median(through), median(bare)
    over = 100 * (ours - theirs) / theirs if theirs else 0.0
    return {
        "prompts": len(prompts),
        "rounds": rounds,
        "client_seconds": ours,
        "bare_seconds": theirs,
        "overhead_pct": round(over, 1),
    }


def _client_seconds(client: ModelClient, messages: Sequence[Message], max_tokens: int) -> float:
    began = time.monotonic()
    for _piece in client.stream(messages, max_tokens=max_tokens):
        pass
    return time.monotonic() - began


def _bare_seconds(client: ModelClient, messages: Sequence[Message], max_tokens: int) -> float:
    import httpx

    body = {
        "model": client.served().name,
        "max_tokens": max_tokens,
        "temperature": 0,
        "stream": True,
        "messages": [{"role": role, "content": text} for role, text in messages],
    }
    began = time.monotonic()
    with httpx.stream(
        "POST", f"{client.endpoints[0].base_url}/chat/completions", json=body, timeout=client.step_seconds
    ) as answer:
        for _line in answer.iter_lines():
            pass
    return time.monotonic() - began
