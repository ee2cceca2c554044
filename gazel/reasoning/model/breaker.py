"""A circuit breaker: after a failure the server is left alone for a while, then one probe decides."""

import threading
import time
from collections.abc import Callable
from typing import Literal

State = Literal["closed", "open", "half_open"]


class CircuitBreaker:
    """Closed → open on `trip` (or `patience` misbehaviours in a row) → after the cool-down half-open for one probe.

    The cool-down doubles with every failed probe, from `cooldown` to `longest` seconds; `clock` gives seconds.
    """

    def __init__(
        self,
        *,
        cooldown: float = 5.0,
        longest: float = 60.0,
        patience: int = 3,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._first_cooldown = cooldown
        self._cooldown = cooldown
        self._longest = longest
        self._patience = patience
        self._clock = clock
        self._lock = threading.Lock()
        self._state: State = "closed"
        self._opened_at = 0.0
        self._misbehaved = 0
        self.last_error = ""

    @property
    def state(self) -> State:
        """'closed' (in use), 'open' (left alone) or 'half_open' (a probe is under way)."""
        return self._state

    @property
    def seconds_to_probe(self) -> float:
        """Seconds until the next probe may go out; 0 when closed or due."""
        if self._state != "open":
            return 0.0
        return max(0.0, self._opened_at + self._cooldown - self._clock())

    def claim_probe(self) -> bool:
        """True for the one caller that may probe an open server whose cool-down is over."""
        with self._lock:
            if self._state == "open" and self.seconds_to_probe == 0.0:
                self._state = "half_open"
                return True
            return False

    def succeed(self) -> None:
        """The server answered well: close, and forget earlier failures."""
        with self._lock:
            self._state, self._cooldown, self._misbehaved, self.last_error = "closed", self._first_cooldown, 0, ""

    def trip(self, error: str) -> None:
        """The server did not answer: open at once, for twice as long when a probe had just been tried."""
        with self._lock:
            if self._state != "closed":
                self._cooldown = min(self._cooldown * 2, self._longest)
            self._state, self._opened_at, self._misbehaved, self.last_error = "open", self._clock(), 0, error

    def misbehaved(self, error: str) -> None:
        """The server answered with something unusable; `patience` of these in a row open the breaker."""
        with self._lock:
            self._misbehaved += 1
            self.last_error = error
            full = self._misbehaved >= self._patience
        if full:
            self.trip(error)
