"""A client that notes what each call cost: its tokens, its first token's time, its end."""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.endpoint import Message


@dataclass(slots=True)
class Lap:
    """What a case cost since `start`: calls, tokens, and the seconds to the first streamed token (None where none came)."""

    calls: int
    prompt_tokens: int
    completion_tokens: int
    first_token_seconds: float | None
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """JSON values, seconds to a thousandth."""
        first = self.first_token_seconds
        return {
            "calls": self.calls,
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "first_token_seconds": None if first is None else round(first, 3),
            "seconds": round(self.seconds, 3),
        }


class Stopwatch(ModelClient):
    """One thread's client; `lap` is what was spent since `start`."""

    _began = 0.0
    _first: float | None = None
    _before = (0, 0, 0)

    def start(self) -> None:
        """Begin a case."""
        self._began, self._first = time.monotonic(), None
        self._before = (self.usage.calls, self.usage.prompt_tokens, self.usage.completion_tokens)

    def lap(self) -> Lap:
        """What the case cost so far."""
        calls, prompt, completion = self._before
        spent = self.usage
        return Lap(
            spent.calls - calls,
            spent.prompt_tokens - prompt,
            spent.completion_tokens - completion,
            self._first,
            time.monotonic() - self._began,
        )

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        step_seconds: float | None = None,
        is_cancelled: Callable[[], bool] = bool,
        background: bool = False,
    ) -> Generator[str, None, None]:
        """As the client's; the first piece stops the first-token time."""
        pieces = super().stream(
            messages, max_tokens=max_tokens, step_seconds=step_seconds, is_cancelled=is_cancelled, background=background
        )
        try:
            for piece in pieces:
                if self._first is None:
                    self._first = time.monotonic() - self._began
                yield piece
        finally:
            pieces.close()
