"""A waiting user comes before background work: it starts when nobody waits, and steps aside when somebody comes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Precedence:
    """Counts the users who wait for the model."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting = 0

    @property
    def user_waits(self) -> bool:
        """Whether a user waits now."""
        return self._waiting > 0

    @contextmanager
    def user(self) -> Iterator[None]:
        """A user's call, from its first to its last moment."""
        with self._changed:
            self._waiting += 1
        try:
            yield
        finally:
            with self._changed:
                self._waiting -= 1
                self._changed.notify_all()

    def wait_for_quiet(self, seconds: float) -> bool:
        """Wait until no user waits, at most `seconds`; whether it is quiet."""
        with self._changed:
            return self._changed.wait_for(lambda: self._waiting == 0, timeout=seconds)
