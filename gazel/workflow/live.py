"""A run that a thread of this process is working on."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from gazel.errors import DatabaseError
from gazel.events import AnswerToken, Event
from gazel.memory.types import Scope
from gazel.workflow.event_log import EventLog

log = logging.getLogger(__name__)

TOKEN_FLUSH_SECONDS = 0.1
"""Tokens are stored in batches this far apart; every other event is stored at once."""
LAST_FLUSH_ATTEMPTS = 5


class LiveRun:
    """Stamps, keeps and stores a run's events, and wakes whoever follows them."""

    def __init__(self, scope: Scope, run_id: str, event_log: EventLog, earlier: Sequence[Event] = ()) -> None:
        self.scope, self.run_id = scope, run_id
        self.cancelled = threading.Event()
        self._log = event_log
        self._events: list[Event] = list(earlier)
        self._stored = len(earlier)
        self._stored_at = 0.0
        self._done = False
        self._changed = threading.Condition()

    def emit(self, event: Event) -> None:
        """Number the event, show it to the followers, and store it (later, where the database is away)."""
        with self._changed:
            stamped = replace(
                event, seq=len(self._events), at=datetime.now(UTC), run_id=self.run_id, customer_id=self.scope.customer
            )
            self._events.append(stamped)
            self._changed.notify_all()
        if not isinstance(event, AnswerToken) or time.monotonic() - self._stored_at > TOKEN_FLUSH_SECONDS:
            self._flush()

    def close(self) -> None:
        """Store what is left and let the followers go."""
        for attempt in range(LAST_FLUSH_ATTEMPTS):
            if self._flush():
                break
            time.sleep(0.2 * 2**attempt)
        with self._changed:
            self._done = True
            self._changed.notify_all()

    def events(self, start: int = 0) -> list[Event]:
        """The events so far from `start` on."""
        with self._changed:
            return self._events[start:]

    def follow(self, start: int = 0) -> Iterator[Event]:
        """The events from `start` on, then the new ones until the run ends."""
        while True:
            with self._changed:
                while len(self._events) <= start and not self._done:
                    self._changed.wait()
                batch, done = self._events[start:], self._done
            yield from batch
            start += len(batch)
            if done and start >= len(self._events):
                return

    def _flush(self) -> bool:
        pending = self._events[self._stored :]
        try:
            if pending:
                self._log.append(self.scope, pending)
        except DatabaseError:
            log.warning("run %s: %d events wait for the database", self.run_id, len(pending), exc_info=True)
            return False
        self._stored += len(pending)
        self._stored_at = time.monotonic()
        return True
