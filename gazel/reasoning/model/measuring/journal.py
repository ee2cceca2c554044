"""Keeps what a long measurement found, case by case, so that a broken-off run goes on where it stopped."""

import json
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from gazel.errors import SettingsError

Record = dict[str, Any]
"""What was found in one case: JSON values with its 'id'."""
Case = TypeVar("Case")
Worker = TypeVar("Worker")


class Journal:
    """Records in memory and, with a path, in a JSON-lines file that earlier runs' records are read from."""

    def __init__(self, path: Path | None = None) -> None:
        self._path, self._lock = path, threading.Lock()
        self.records: list[Record] = _read(path) if path and path.exists() else []

    @property
    def ids(self) -> frozenset[str]:
        """The cases that are done."""
        return frozenset(str(record["id"]) for record in self.records)

    def add(self, record: Record) -> None:
        """Keep one case's record; safe from several threads."""
        with self._lock:
            self.records.append(record)
            if self._path:
                with self._path.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")


def measure(
    cases: Iterable[tuple[str, Case]], workers: Sequence[Worker], judge: Callable[[Worker, Case], Record], journal: Journal
) -> None:
    """Judge every case that the journal lacks, as many at a time as there are workers (a worker is one thread's own)."""
    done = journal.ids
    idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def one(case: tuple[str, Case]) -> None:
        worker = idle.get()
        try:
            journal.add({"id": case[0], **judge(worker, case[1])})
        finally:
            idle.put(worker)

    with ThreadPoolExecutor(max_workers=len(workers)) as pool:
        for job in [pool.submit(one, case) for case in cases if case[0] not in done]:
            job.result()


def _read(path: Path) -> list[Record]:
    """The records of a file; a last line that was cut off is left out. Raises SettingsError for any other broken line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    records = []
    for number, line in enumerate(lines, start=1):
        try:
            records.append(json.loads(line))
        except ValueError as error:
            if number == len(lines):
                path.write_text("".join(f"{kept}\n" for kept in lines[:-1]), encoding="utf-8")
                break
            raise SettingsError(f"{path.name} {number}행을 읽을 수 없습니다.", hint="파일을 지우고 다시 재세요.") from error
    return records
