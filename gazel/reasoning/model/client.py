"""The one client over every OpenAI-compatible server: deadlines, breaker, load balancing, typed errors, cancellation."""

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from gazel.errors import GazelError, ModelMisbehaved, ModelUnavailable, ReasonerError
from gazel.reasoning.model.background_loop import submit
from gazel.reasoning.model.endpoint import Endpoint, Message, ServedModel
from gazel.reasoning.model.health import ModelHealth, health_of
from gazel.reasoning.model.streaming import Channel, next_item, pump, read_object
from gazel.settings import Settings

ENDLESS_WHITESPACE = 200
"""Blank characters in a row after which an answer is given up: small models loop on them."""
HEALTH_SECONDS = 5.0
"""How long an answer to `health` is good for."""
BACKGROUND_PATIENCE_SECONDS = 20.0
"""How long background work (extraction, summaries) waits for a waiting user's call to end."""


@dataclass(slots=True)
class Usage:
    """Calls and tokens so far; token counts only where the server gives them."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class _Request:
    """One call: what is asked, within which bounds, and how to learn that its turn was cancelled."""

    messages: tuple[Message, ...]
    max_tokens: int
    schema: dict[str, Any] | None
    step_seconds: float
    is_cancelled: Callable[[], bool]


class ModelClient:
    """Streams prose and constrained JSON from the least busy endpoint whose breaker is closed.

    Every failure is ModelUnavailable (no answer in time; trips the breaker) or ModelMisbehaved (an unusable answer).
    """

    def __init__(self, endpoints: Sequence[Endpoint], *, first_token_seconds: float = 8.0, step_seconds: float = 30.0) -> None:
        self.endpoints = tuple(endpoints)
        self.first_token_seconds = first_token_seconds
        self.step_seconds = step_seconds
        self.usage = Usage()
        self._lock = threading.Lock()
        self._health: list[ModelHealth] = []
        self._health_at = float("-inf")
        self._users_waiting = 0
        self._idle = threading.Condition(self._lock)

    @classmethod
    def from_settings(cls, settings: Settings) -> "ModelClient | None":
        """The client of GAZEL_LLM_BASE_URL (several servers separated by commas), or None when it is unset."""
        urls = [url.strip() for url in (settings.llm_base_url or "").split(",") if url.strip()]
        if not urls:
            return None
        endpoints = [Endpoint(url, settings.llm_model, settings.llm_api_key) for url in urls]
        return cls(endpoints, first_token_seconds=settings.llm_first_token_seconds, step_seconds=settings.llm_step_seconds)

    @property
    def name(self) -> str:
        """The model's id as configured or discovered; '' before any contact."""
        return next((endpoint.model_name for endpoint in self.endpoints if endpoint.model_name), "")

    def served(self) -> ServedModel:
        """What the first answering server says of itself; raises ModelUnavailable or ModelMisbehaved."""
        with self._lease() as endpoint:
            return endpoint.served()

    def health(self) -> list[ModelHealth]:
        """How every server is, asked at most every few seconds (a page is drawn more often); never raises."""
        with self._lock:
            fresh = time.monotonic() - self._health_at < HEALTH_SECONDS
        if not fresh:
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
        request = _Request(tuple(messages), max_tokens, None, step_seconds or self.step_seconds, is_cancelled)
        with self._as_background() if background else self._as_user(), self._lease() as endpoint:
            endpoint.served()
            with closing(self._pieces(endpoint, request)) as pieces:
                yield from pieces

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
        request = _Request(tuple(messages), max_tokens, schema, step_seconds or self.step_seconds, is_cancelled)
        with self._as_background() if background else self._as_user(), self._lease() as endpoint:
            endpoint.served()
            with closing(self._pieces(endpoint, request)) as pieces:
                return read_object(pieces, is_cancelled)

    def report_misbehaviour(self, error: str) -> None:
        """Count an answer that was well-formed but unusable (wrong schema, nonsense) against the servers' patience."""
        for endpoint in self.endpoints:
            endpoint.breaker.misbehaved(error)

    def _pieces(self, endpoint: Endpoint, request: "_Request") -> Generator[str, None, None]:
        """Bridge the loop's stream into this thread; the loop keeps both deadlines, this side only waits."""
        channel: Channel = queue.SimpleQueue()
        chunks = endpoint.chat(list(request.messages), max_tokens=request.max_tokens, schema=request.schema)
        moving = submit(pump(chunks, channel, self.first_token_seconds, request.step_seconds))
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

    @contextmanager
    def _lease(self) -> Iterator[Endpoint]:
        """The least busy usable endpoint; what happens inside decides over its breaker."""
        endpoint = self._choose()
        with self._lock:
            endpoint.in_flight += 1
        try:
            yield endpoint
        except ModelUnavailable as error:
            endpoint.forget()
            endpoint.breaker.trip(str(error))
            raise
        except ModelMisbehaved as error:
            endpoint.breaker.misbehaved(str(error))
            raise
        else:
            endpoint.breaker.succeed()
        finally:
            with self._lock:
                endpoint.in_flight -= 1

    def _choose(self) -> Endpoint:
        """A closed endpoint, else one whose cool-down is over and that answers a probe; raises ModelUnavailable."""
        ready = [endpoint for endpoint in self.endpoints if endpoint.breaker.state == "closed"]
        if ready:
            return min(ready, key=lambda endpoint: endpoint.in_flight)
        for endpoint in self.endpoints:
            if endpoint.breaker.claim_probe():
                try:
                    endpoint.probe()
                except ReasonerError as error:
                    endpoint.breaker.trip(str(error))
                else:
                    endpoint.breaker.succeed()
                    return endpoint
        wait = min((endpoint.breaker.seconds_to_probe for endpoint in self.endpoints), default=0.0)
        why = next((endpoint.breaker.last_error for endpoint in self.endpoints if endpoint.breaker.last_error), "")
        raise ModelUnavailable(f"모델 서버를 쉬게 하는 중입니다({wait:.0f}초 뒤 다시 확인). {why}".strip())

    @contextmanager
    def _as_user(self) -> Iterator[None]:
        with self._lock:
            self._users_waiting += 1
        try:
            yield
        finally:
            with self._idle:
                self._users_waiting -= 1
                self._idle.notify_all()

    @contextmanager
    def _as_background(self) -> Iterator[None]:
        deadline = time.monotonic() + BACKGROUND_PATIENCE_SECONDS
        with self._idle:
            self._idle.wait_for(lambda: self._users_waiting == 0, timeout=max(0.0, deadline - time.monotonic()))
        yield
