"""The servers behind the client: who is asked, who takes over, who rests, and how one comes back."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from gazel.errors import ModelMisbehaved, ModelUnavailable, ReasonerError
from gazel.reasoning.model.background_loop import submit
from gazel.reasoning.model.endpoint import Endpoint
from gazel.reasoning.model.streaming import drain

COMEBACK_SECONDS = 1.5
"""How long a waiting user's call stays for the probe of a rested server; the probe itself goes on off its path."""


class EndpointPool:
    """Gives the least busy server whose breaker is closed; a rested one is probed with one real token first."""

    def __init__(self, endpoints: Sequence[Endpoint], probe_seconds: float) -> None:
        self.endpoints = tuple(endpoints)
        self._probe_seconds = probe_seconds
        self._lock = threading.Lock()
        self._probed = threading.Condition(self._lock)
        self._probing = 0

    def choose(self, tried: Sequence[Endpoint] = ()) -> Endpoint:
        """The least busy closed server that is not among `tried`, else one that comes back now; raises ModelUnavailable."""
        if not (ready := self._ready(tried)):
            self.revive()
            with self._probed:
                self._probed.wait_for(lambda: self._ready(tried) or not self._probing, timeout=COMEBACK_SECONDS)
            ready = self._ready(tried)
        if ready:
            return min(ready, key=lambda endpoint: endpoint.in_flight)
        wait = min((endpoint.breaker.seconds_to_probe for endpoint in self.endpoints), default=0.0)
        why = next((endpoint.breaker.last_error for endpoint in self.endpoints if endpoint.breaker.last_error), "")
        raise ModelUnavailable(f"모델 서버를 쉬게 하는 중입니다({wait:.0f}초 뒤 다시 확인). {why}".strip())

    def others(self, tried: Sequence[Endpoint]) -> bool:
        """Whether another server is ready to take over."""
        return bool(self._ready(tried))

    def revive(self) -> None:
        """Probe every server whose rest is over, each in a thread of its own; returns at once."""
        for endpoint in self.endpoints:
            if endpoint.breaker.claim_probe():
                with self._lock:
                    self._probing += 1
                threading.Thread(target=self._probe, args=(endpoint,), name="model-probe", daemon=True).start()

    @contextmanager
    def lease(self, endpoint: Endpoint) -> Iterator[None]:
        """A call to `endpoint`; what happens inside decides over its breaker."""
        with self._lock:
            endpoint.in_flight += 1
        try:
            yield
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

    def _ready(self, tried: Sequence[Endpoint]) -> list[Endpoint]:
        return [endpoint for endpoint in self.endpoints if endpoint.breaker.state == "closed" and endpoint not in tried]

    def _probe(self, endpoint: Endpoint) -> None:
        """One token decides: a server that lists its models and writes nothing is not back."""
        try:
            endpoint.forget()
            endpoint.prepare()
            submit(drain(endpoint.chat([("user", "1")], max_tokens=1, schema=None), self._probe_seconds)).result()
        except ReasonerError as error:
            endpoint.breaker.trip(str(error))
        else:
            endpoint.breaker.succeed()
        finally:
            with self._probed:
                self._probing -= 1
                self._probed.notify_all()
