"""The thread that deletes expired memories."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

log = logging.getLogger(__name__)
DEFAULT_INTERVAL_MINUTES = 5.0


class TtlSweeper:
    """Calls `sweep` every so many minutes until stopped; a failed sweep is logged and tried again at the next turn."""

    def __init__(self, sweep: Callable[[], int]) -> None:
        self.sweep = sweep
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._done: Future[None] = Future()

    def start(self, interval_minutes: float) -> "Future[None]":
        """Start unless running; the future is done when the thread ends, and cancelling it stops the thread."""
        if self._thread is not None and self._thread.is_alive():
            return self._done
        self._stop.clear()
        self._done = Future()
        self._done.add_done_callback(lambda done: self._stop.set() if done.cancelled() else None)
        self._thread = threading.Thread(
            target=self._run, args=(interval_minutes * 60, self._done), daemon=True, name="ttl-sweeper"
        )
        self._thread.start()
        return self._done

    def stop(self, timeout: float | None = None) -> bool:
        """Ask the thread to end and wait `timeout` seconds (None: as long as it takes); whether it ended."""
        thread = self._thread
        if thread is None:
            return True
        self._stop.set()
        thread.join(timeout)
        return not thread.is_alive()

    def _run(self, seconds: float, done: "Future[None]") -> None:
        while not self._stop.wait(seconds):
            try:
                swept = self.sweep()
                log.debug("swept %d expired memories", swept)
            except Exception:
                log.exception("sweeping expired memories failed; next try in %.0f s", seconds)
        if not done.cancelled():
            done.set_result(None)
