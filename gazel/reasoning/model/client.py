"""The one client over every OpenAI-compatible server: deadlines, load balancing, fail-over, typed errors, cancellation."""

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from gazel.errors import GazelError, ModelMisbehaved, ModelUnavailable
from gazel.reasoning.model.background_loop import submit
from gazel.reasoning.model.endpoint import Endpoint, Message, ServedModel
from gazel.reasoning.model.health import ModelHealth, health_of
from gazel.reasoning.model.pool import EndpointPool
from gazel.reasoning.model.precedence import Precedence
from gazel.reasoning.model.streaming import Channel, next_item, pump, read_object
from gazel.settings import Settings

T = TypeVar("T")

ENDLESS_WHITESPACE = 200
"""Blank characters in a row after which an answer is given up: small models loop on them."""
HEALTH_SECONDS = 5.0
"""How long an answer to `health` is good for."""
BACKGROUND_PATIENCE_SECONDS = 20.0
"""How long background work (extraction, summaries) waits for a waiting user's call to end."""
BACKGROUND_SECONDS = 300.0
"""Longest background call: nobody waits for it, and a busy CPU reads a prompt that it has not seen for minutes."""
STEPS_ASIDE = 3
"""How often background work gives way to a user and starts anew; then it is finished, so that it ends at all."""


@dataclass(slots=True)
class Usage:
    """Calls and tokens so far; token counts only where the server gives them."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class _Request:
    """One call: what is asked, within which bounds (seconds), and how to learn that nobody waits for it any more."""

    messages: tuple[Message, ...]
    max_tokens: int
    schema: dict[str, Any] | None
    first_token_seconds: float
    step_seconds: float
    is_cancelled: Callable[[], bool]
    background: bool = False


class ModelClient:
    """Streams prose and constrained JSON from the least busy server whose breaker is closed.

    Every failure is ModelUnavailable (no answer in time; trips the breaker) or ModelMisbehaved (an unusable answer).
    """

    def __init__(
        self,
        endpoints: Sequence[Endpoint],
        *,
        first_token_seconds: float = 8.0,
        step_seconds: float = 30.0,
        plan_seconds: float | None = None,
    ) -> None:
        self.endpoints = tuple(endpoints)
        self.first_token_seconds = first_token_seconds
        self.step_seconds = step_seconds
        self.plan_seconds = plan_seconds or step_seconds
        self.usage = Usage()
        self._pool = EndpointPool(self.endpoints, first_token_seconds)
        self._precedence = Precedence()
        self._lock = threading.Lock()
        self._health: list[ModelHealth] = []
        self._health_at = float("-inf")

    @classmethod
    def from_settings(cls, settings: Settings) -> "ModelClient | None":
        """The client of GAZEL_LLM_BASE_URL (several servers separated by commas), or None when it is unset."""
        urls = [url.strip() for url in (settings.llm_base_url or "").split(",") if url.strip()]
        if not urls:
            return None
        return cls(
            [Endpoint(url, settings.llm_model, settings.llm_api_key) for url in urls],
            first_token_seconds=settings.llm_first_token_seconds,
            step_seconds=settings.llm_step_seconds,
            plan_seconds=settings.llm_plan_seconds,
        )

    @property
    def name(self) -> str:
        """The model's id as configured or discovered; '' before any contact."""
        return next((endpoint.model_name for endpoint in self.endpoints if endpoint.model_name), "")

    def served(self) -> ServedModel:
        """What the first answering server says of itself; raises ModelUnavailable or ModelMisbehaved."""
        tried: list[Endpoint] = []
        while True:
            endpoint = self._pool.choose(tried)
            tried.append(endpoint)
            try:
                with self._pool.lease(endpoint):
                    return endpoint.served()
            except ModelUnavailable:
                if not self._pool.others(tried):
                    raise

    def health(self) -> list[ModelHealth]:
        """How every server is, asked at most every few seconds (a page is drawn more often); never raises."""
        with self._lock:
            fresh = time.monotonic() - self._health_at < HEALTH_SECONDS
        if not fresh:
            self._pool.revive()
            self._health, self._health_at = [health_of(endpoint) for endpoint in self.endpoints], time.monotonic()
        return self._health

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        step_seconds: float | None = None,
        is_cancelled: Callable[[], bool] = bool,
        background: bool = False,
    ) -> Generator[str, None, None]:
        """Prose piece by piece; closing the generator, or a cancelled turn, closes the connection, so that the server stops too."""
        request = self._request(messages, None, max_tokens, step_seconds, is_cancelled, background)
        if background:
            self._precedence.wait_for_quiet(BACKGROUND_PATIENCE_SECONDS)
            yield from self._answered(request, iter)
            return
        with self._precedence.user():
            yield from self._answered(request, iter)

    def structured(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any],
        *,
        max_tokens: int,
        step_seconds: float | None = None,
        is_cancelled: Callable[[], bool] = bool,
        background: bool = False,
    ) -> dict[str, Any]:
        """One JSON object after `schema` (checked by the caller), {} for a cancelled turn; `background` work waits for users."""
        request = self._request(messages, schema, max_tokens, step_seconds, is_cancelled, background)
        if background:
            return self._object_in_background(request)
        with self._precedence.user():
            return self._object(request)

    def _request(
        self, messages: Sequence[Message], schema: dict[str, Any] | None, max_tokens: int, step_seconds: float | None,
        is_cancelled: Callable[[], bool], background: bool,
    ) -> _Request:  # fmt: skip
        step = step_seconds or (BACKGROUND_SECONDS if background else self.step_seconds)
        first = step if background else min(self.first_token_seconds, step)
        return _Request(tuple(messages), max_tokens, schema, first, step, is_cancelled, background)

    def _object(self, request: _Request) -> dict[str, Any]:
        def one(pieces: Iterator[str]) -> Iterator[dict[str, Any]]:
            yield read_object(pieces, request.is_cancelled)

        with closing(self._answered(request, one)) as found:
            return next(found)

    def _object_in_background(self, request: _Request) -> dict[str, Any]:
        """The object, begun when no user waits; a user who comes meanwhile gets the server, and it is begun anew."""
        for _ in range(STEPS_ASIDE):
            self._precedence.wait_for_quiet(BACKGROUND_PATIENCE_SECONDS)
            gave_way = False

            def aside() -> bool:
                nonlocal gave_way
                gave_way = gave_way or self._precedence.user_waits
                return gave_way or request.is_cancelled()

            found = self._object(replace(request, is_cancelled=aside))
            if found or not gave_way:
                return found
        return self._object(request)

    def _answered(self, request: _Request, read: Callable[[Iterator[str]], Iterator[T]]) -> Generator[T, None, None]:
        """What `read` makes of the answer; a server that fails at once is replaced by the next, within one first-token deadline."""
        began, tried = time.monotonic(), list[Endpoint]()
        while True:
            endpoint = self._pool.choose(tried)
            tried.append(endpoint)
            left = request.first_token_seconds - (time.monotonic() - began)
            said = False
            try:
                with self._pool.lease(endpoint):
                    endpoint.prepare()
                    with closing(self._pieces(endpoint, replace(request, first_token_seconds=max(0.1, left)))) as pieces:
                        for item in read(pieces):
                            said = True
                            yield item
                return
            except GeneratorExit:  # whoever reads has heard enough
                if said:
                    endpoint.breaker.succeed()
                raise
            except ModelUnavailable:
                late = time.monotonic() - began > request.first_token_seconds / 2
                if said or late or not self._pool.others(tried):
                    raise

    def _pieces(self, endpoint: Endpoint, request: _Request) -> Generator[str, None, None]:
        """Bridge the loop's stream into this thread; the loop keeps both deadlines, this side only waits."""
        channel: Channel = queue.SimpleQueue()
        chunks = endpoint.chat(
            list(request.messages), max_tokens=request.max_tokens, schema=request.schema, background=request.background
        )
        moving = submit(pump(chunks, channel, request.first_token_seconds, request.step_seconds))
        self._count(Usage(calls=1))
        blanks = 0
        try:
            while (item := next_item(channel, request.is_cancelled)) is not None:
                if isinstance(item, GazelError):
                    raise item
                if item.usage:
                    self._count(Usage(0, *item.usage))
                blanks = 0 if item.text.strip() else blanks + len(item.text)
                if blanks > ENDLESS_WHITESPACE:
                    raise ModelMisbehaved("모델이 빈칸만 이어서 보냈습니다.")
                if item.text:
                    yield item.text
        finally:
            moving.cancel()

    def _count(self, more: Usage) -> None:
        with self._lock:
            self.usage.calls += more.calls
            self.usage.prompt_tokens += more.prompt_tokens
            self.usage.completion_tokens += more.completion_tokens
