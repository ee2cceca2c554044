"""The memory engine on a fresh database, and short ways to say something to it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from gazel.db.database import Database
from gazel.memory.assembly import manager_of
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope, Turn, Written
from gazel.settings import settings

START = datetime(2026, 11, 1, 10, tzinfo=UTC)
CLAIM = {
    "title": "갑상선암 보험금 청구",
    "trigger": "갑상선암 진단을 받았을 때의 보험금 청구절차와 서류",
    "steps": [
        {"title": "진단 확정", "detail": "조직검사 결과"},
        {"title": "서류 제출", "detail": "진단서"},
        {"title": "심사와 지급", "detail": "3영업일"},
    ],
    "source": "상법",
}
Say = Callable[..., list[Written]]


@pytest.fixture
def memory(database: Database) -> HierarchicalMemoryManager:
    """The manager with the shipped model and data."""
    return manager_of(database, settings())


@pytest.fixture
def kim() -> Scope:
    """A fictional customer."""
    return Scope("demo", "kim")


@pytest.fixture
def say(memory: HierarchicalMemoryManager, kim: Scope) -> Say:
    """Remember a question as a turn of `kim` on the given day after 1 November 2026."""

    def remember(
        question: str, *, day: float = 0, scope: Scope = kim, thread: str = "t0", run: str = "", **more: Any
    ) -> list[Written]:
        turn = Turn(
            run_id=run or uuid4().hex, thread_id=thread, question=question, answer=more.pop("answer", f"'{question}'에 대한 답변"),
            at=START + timedelta(days=day), **more,
        )  # fmt: skip
        return memory.remember(scope, turn)

    return remember
