"""Remembering, timed: one writer alone, and eight at once; each turn is committed, with its facts and vectors."""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import psycopg
from psycopg.conninfo import make_conninfo

from gazel.db.database import Database
from gazel.db.migrate import migrate
from gazel.memory.assembly import manager_of, prepare_memory
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope, Turn
from gazel.settings import Settings

CONVERSATIONS = "eval/memory/conversations.jsonl"
CUSTOMERS_A_WRITER = 10


@dataclass(frozen=True, slots=True)
class Said:
    """Turns of the shipped conversations, where answers repeat as they do in life; or `new` ones, made so by a number."""

    pairs: Sequence[tuple[str, str]]
    new: bool = False

    def turn(self, number: int) -> Turn:
        """The turn of that number."""
        question, answer = self.pairs[number % len(self.pairs)]
        if self.new:
            question, answer = f"{question} ({number})", f"({number}) {answer}"
        return Turn(run_id=uuid4().hex, thread_id="bench", question=question, answer=answer, at=datetime.now(UTC))


def bench_writers(database_url: str, settings: Settings, *, writers: int = 8, turns: int = 400) -> dict[str, dict[str, float]]:
    """Milliseconds of `remember` (p50, p95) of a lone writer, then of `writers` at once with turns a second.

    Once with the shipped conversations, once with nothing but new text. A third of `turns` is written alone, the rest by
    all together, in a database of its own that is dropped afterwards.
    """
    with empty_database(database_url) as url:
        database = Database(lambda: url, pool_size=max(writers, 2))
        migrate(database)
        prepare_memory(database, settings)
        memory, pairs = manager_of(database, settings), read_said(settings.data)
        memory.warm()
        write(memory, Said(pairs, new=True), "warm", range(turns, turns + 10))
        report = {
            "conversations": measure(memory, Said(pairs), writers, turns),
            "all_new_text": measure(memory, Said(pairs, new=True), writers, turns),
        }
        database.close()
    return report


def measure(memory: HierarchicalMemoryManager, said: Said, writers: int, turns: int) -> dict[str, float]:
    """One writer, then all."""
    alone = write(memory, said, "alone", range(turns // 3))
    shares = [(f"w{writer}", range(turns // 3 + writer, turns, writers)) for writer in range(writers)]
    began = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        together = [ms for times in pool.map(lambda pair: write(memory, said, *pair), shares) for ms in times]
    seconds = time.perf_counter() - began
    return {
        "p50_ms": percentile(alone, 50),
        "p95_ms": percentile(alone, 95),
        "writers": writers,
        "turns_per_second": round(len(together) / seconds, 1),
        "together_p50_ms": percentile(together, 50),
        "together_p95_ms": percentile(together, 95),
    }


def write(memory: HierarchicalMemoryManager, said: Said, writer: str, numbers: range) -> list[float]:
    """Remember the turns of these numbers, spread over customers of the writer's own; milliseconds of each."""
    times = []
    for place, number in enumerate(numbers):
        turn, scope = said.turn(number), Scope("bench", f"{writer}-{place % CUSTOMERS_A_WRITER}")
        began = time.perf_counter()
        memory.remember(scope, turn)
        times.append(1000 * (time.perf_counter() - began))
    return times


def read_said(data: Path) -> list[tuple[str, str]]:
    """The questions and answers of the shipped conversations."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in (data / CONVERSATIONS).read_text(encoding="utf-8").splitlines()]
    return [(row["question"], row["answer"]) for row in rows]


@contextmanager
def empty_database(database_url: str) -> Iterator[str]:
    """The URL of a new database on the same server, dropped with everything in it afterwards."""
    name = f"bench_{uuid4().hex[:12]}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield make_conninfo(database_url, dbname=name)
    finally:
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def percentile(times: Sequence[float], share: float) -> float:
    """The percentile in hundredths of a millisecond's precision."""
    return round(float(np.percentile(times, share)), 2)
