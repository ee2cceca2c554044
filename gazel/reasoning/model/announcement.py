"""How `gazel llm serve` tells the app of this machine that a model server runs: a file in GAZEL_HOME while it does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

FILE = "model-server.json"


@dataclass(frozen=True, slots=True)
class Announcement:
    """Where the server answers and what it serves; `pid` and `started` (seconds since the epoch) name the process behind it.

    `first_token_seconds` is how long this server needs for a prompt it has not seen, 0.0 where the usual wait will do.
    """

    base_url: str
    model: str
    first_token_seconds: float
    pid: int
    started: float


@contextmanager
def announced(home: Path, base_url: str, model: str, first_token_seconds: float = 0.0) -> Iterator[None]:
    """Tell of a server that this process keeps, until the block ends."""
    home.mkdir(parents=True, exist_ok=True)
    me = psutil.Process()
    mine = Announcement(base_url, model, first_token_seconds, me.pid, me.create_time())
    (home / FILE).write_text(json.dumps(asdict(mine)), encoding="utf-8")
    try:
        yield
    finally:
        if found(home) == mine:
            (home / FILE).unlink(missing_ok=True)


def found(home: Path) -> Announcement | None:
    """The server that is told of, unless its process is gone or the file is not ours."""
    try:
        told = Announcement(**json.loads((home / FILE).read_text(encoding="utf-8")))
        alive = psutil.Process(told.pid).create_time() == told.started
    except (OSError, ValueError, TypeError, psutil.Error):
        return None
    return told if alive else None
