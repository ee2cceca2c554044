"""Runs as rows: the question is stored before anything else happens to it."""

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import psutil

from gazel.db.database import Database
from gazel.errors import UnknownCustomer, UnknownRun
from gazel.memory.types import Scope

WORKER = f"{socket.gethostname()}:{os.getpid()}:{psutil.Process().create_time():.0f}"
"""Names this process, so that another can tell whether a running run still has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run as stored; `question` and `answer` are masked."""

    scope: Scope
    run_id: str
    thread_id: str
    question: str
    answer: str
    status: str
    behaviour: str | None
    as_of: date
    started_at: datetime
    worker: str


@dataclass(frozen=True, slots=True)
class ThreadRecord:
    """A conversation: its first question as title, and when it was last used."""

    thread_id: str
    title: str
    last_at: datetime


_COLUMNS = "tenant, customer, run_id, thread_id, question, answer, status, behaviour, as_of, started_at, worker"


class RunRecords:
    """Reads and writes the runs of customers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, scope: Scope, run_id: str, thread_id: str, question: str, as_of: date, request_id: str | None) -> str:
        """Store the question; the run id, or that of the earlier run with this `request_id`; raises UnknownCustomer."""
        with self._database.connection() as connection:
            known = connection.execute(
                "select 1 from customers where tenant = %s and customer = %s", [scope.tenant, scope.customer]
            ).fetchone()
            if known is None:
                raise UnknownCustomer(
                    f"'{scope.customer}' 고객을 찾을 수 없습니다.", hint="고객 목록에서 선택하거나 gazel seed를 실행하세요."
                )
            row = connection.execute(
                "insert into runs (tenant, customer, run_id, thread_id, request_id, question, as_of, worker)"
                " values (%s, %s, %s, %s, %s, %s, %s, %s)"
                " on conflict (tenant, customer, request_id) where request_id is not null do update set request_id = excluded.request_id"
                " returning run_id",
                [scope.tenant, scope.customer, run_id, thread_id, request_id, question, as_of, WORKER],
            ).fetchone()
        assert row is not None
        return str(row["run_id"])

    def finish(self, scope: Scope, run_id: str, status: str, behaviour: str | None = None, answer: str = "") -> None:
        """Record how a run ended."""
        with self._database.connection() as connection:
            connection.execute(
                "update runs set status = %s, behaviour = %s, answer = %s, finished_at = now()"
                " where tenant = %s and customer = %s and run_id = %s",
                [status, behaviour, answer.replace("\x00", ""), scope.tenant, scope.customer, run_id],
            )

    def get(self, run_id: str) -> RunRecord:
        """One run; raises UnknownRun."""
        with self._database.connection() as connection:
            row = connection.execute(f"select {_COLUMNS} from runs where run_id = %s", [run_id]).fetchone()
        if row is None:
            raise UnknownRun(f"'{run_id}' 실행을 찾을 수 없습니다.", hint="주소를 확인하거나 다시 질문해 주세요.")
        return _record(row)

    def of_thread(self, scope: Scope, thread_id: str, limit: int = 50) -> list[RunRecord]:
        """The latest `limit` runs of a conversation, oldest first."""
        with self._database.connection() as connection:
            rows = connection.execute(
                f"select {_COLUMNS} from runs where tenant = %s and customer = %s and thread_id = %s order by started_at desc limit %s",
                [scope.tenant, scope.customer, thread_id, limit],
            ).fetchall()
        return [_record(row) for row in reversed(rows)]

    def erase(self, scope: Scope, run_ids: Sequence[str]) -> list[str]:
        """Erase runs with their events; the conversations they belonged to."""
        with self._database.connection() as connection:
            rows = connection.execute(
                "delete from runs where tenant = %s and customer = %s and run_id = any(%s) returning thread_id",
                [scope.tenant, scope.customer, list(run_ids)],
            ).fetchall()
        return sorted({row["thread_id"] for row in rows})

    def running(self) -> list[RunRecord]:
        """Every run that has not ended."""
        with self._database.connection() as connection:
            rows = connection.execute(f"select {_COLUMNS} from runs where status = 'running'").fetchall()
        return [_record(row) for row in rows]

    def policies(self, scope: Scope) -> tuple[dict[str, Any], ...]:
        """The customer's own contracts as entered."""
        with self._database.connection() as connection:
            rows = connection.execute(
                "select body from policies where tenant = %s and customer = %s order by policy_id", [scope.tenant, scope.customer]
            ).fetchall()
        return tuple(row["body"] for row in rows)

    def threads(self, scope: Scope, limit: int = 20) -> list[ThreadRecord]:
        """The customer's conversations, latest first."""
        with self._database.connection() as connection:
            rows = connection.execute(
                "select thread_id, (array_agg(question order by started_at))[1] as title, max(started_at) as last_at"
                " from runs where tenant = %s and customer = %s group by thread_id order by last_at desc limit %s",
                [scope.tenant, scope.customer, limit],
            ).fetchall()
        return [ThreadRecord(row["thread_id"], row["title"], row["last_at"]) for row in rows]


def worker_is_gone(worker: str) -> bool:
    """Whether the process that ran it was on this machine and no longer lives."""
    host, pid, created = worker.split(":")
    if host != socket.gethostname():
        return False
    try:
        return f"{psutil.Process(int(pid)).create_time():.0f}" != created
    except psutil.NoSuchProcess:
        return True


def _record(row: dict[str, object]) -> RunRecord:
    values = dict(row)
    scope = Scope(str(values.pop("tenant")), str(values.pop("customer")))
    return RunRecord(scope=scope, **values)  # type: ignore[arg-type]
