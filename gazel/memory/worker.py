"""The worker of the job queue: a thread of the app, or a process of its own (`gazel worker`); any number may run."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import psycopg

from gazel.memory.queue import CONSOLIDATE, QUEUE, TIDY
from gazel.memory.types import Scope

if TYPE_CHECKING:
    from procrastinate import App

log = logging.getLogger(__name__)
Consolidate = Callable[[Scope], object]
Tidy = Callable[[], object]
"""Deletes what has expired, of all customers."""

STALLED_SECONDS = 30.0
"""A job whose worker gave no sign of life for so long goes back into the queue."""
RESTART_SECONDS = 2.0
TIDY_CRON = "23 * * * *"
ATTEMPTS = 5


def queue_app(url: str, consolidate: Consolidate, tidy: Tidy) -> "App":
    """The queue on the database at `url`; a failed consolidation is tried again, later each time.

    Every hour one of all the workers tidies up.
    """
    from procrastinate import App, PsycopgConnector, RetryStrategy

    app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=3))

    @app.task(name=CONSOLIDATE, queue=QUEUE, retry=RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=3))
    def run(tenant: str, customer: str) -> None:
        consolidate(Scope(tenant, customer))

    @app.periodic(cron=TIDY_CRON)
    @app.task(name=TIDY, queue=QUEUE, queueing_lock=TIDY, lock=TIDY)
    def clear_away(timestamp: int) -> None:
        tidy()

    return app


def work_off(url: str, consolidate: Consolidate, tidy: Tidy, *, stalled_seconds: float = STALLED_SECONDS) -> None:
    """Do every job that waits now, stalled ones included, and return."""

    async def once() -> None:
        app = queue_app(url, consolidate, tidy)
        async with app.open_async():
            await rescue_stalled(app, stalled_seconds)
            await app.run_worker_async(queues=[QUEUE], wait=False, install_signal_handlers=False, delete_jobs="successful")

    asyncio.run(once())


async def rescue_stalled(app: "App", seconds: float) -> int:
    """Put jobs of dead workers back into the queue; one that has a waiting twin is dropped instead. How many there were."""
    from procrastinate.exceptions import UniqueViolation
    from procrastinate.jobs import Status

    stalled = list(await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=seconds))
    for job in stalled:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
    return len(stalled)


class ConsolidationWorker:
    """Runs in a daemon thread, starts again after a lost database, and stops between two jobs."""

    def __init__(self, url: Callable[[], str], consolidate: Consolidate, tidy: Tidy) -> None:
        self._url = url
        self._consolidate = consolidate
        self._tidy = tidy
        self._stopping = Event()
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Any] | None = None

    def start(self) -> None:
        """Begin to work; does nothing when it already does."""
        if self._thread is None or not self._thread.is_alive():
            self._stopping.clear()
            self._thread = Thread(target=self.serve, name="gazel-worker", daemon=True)
            self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish the job at hand and end."""
        self._stopping.set()
        if self._loop and self._task:
            with suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._task.cancel)
        if self._thread:
            self._thread.join(timeout)

    def serve(self) -> None:
        """Work until `stop`; a lost database is waited for."""
        while not self._stopping.is_set():
            try:
                asyncio.run(self._serve())
            except (psycopg.Error, OSError, ConnectionError) as error:
                log.warning("worker lost the database, trying again: %s", error)
            except Exception:
                log.exception("worker failed, starting again")
            self._stopping.wait(RESTART_SECONDS)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        app = queue_app(self._url(), self._consolidate, self._tidy)
        async with app.open_async():
            rescuing = asyncio.create_task(self._rescue(app))
            self._task = asyncio.create_task(
                app.run_worker_async(queues=[QUEUE], install_signal_handlers=False, delete_jobs="successful")
            )
            if self._stopping.is_set():
                self._task.cancel()
            try:
                with suppress(asyncio.CancelledError):
                    await self._task
            finally:
                rescuing.cancel()

    async def _rescue(self, app: "App") -> None:
        while True:
            await rescue_stalled(app, STALLED_SECONDS)
            await asyncio.sleep(STALLED_SECONDS)
