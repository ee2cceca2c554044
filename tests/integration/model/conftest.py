"""An adviser with the protocol server as its model, for this folder's tests."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from fix_model_server import ModelServer, model_server, second_server

from gazel.events import Event
from gazel.runtime import Runtime
from gazel.settings import Settings
from gazel.workflow.view import RunView

__all__ = ["model_server", "second_server"]

AS_OF = date(2026, 11, 21)


class Adviser:
    """All parts wired; asks as the first fictional customer."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.customer = runtime.customers.list()[0].id

    def start(self, text: str, thread: str = "t1") -> str:
        return self.runtime.runs.start(self.customer, thread, text, as_of=AS_OF)

    def ask(self, text: str, thread: str = "t1") -> tuple[RunView, list[Event]]:
        run_id = self.start(text, thread)
        events = list(self.runtime.runs.follow(run_id))
        return RunView.of(events), events


@pytest.fixture
def adviser_settings(database_url: str, model_server: ModelServer) -> dict[str, Any]:
    """Settings of an impatient adviser; a test module may override this fixture."""
    return {
        "database_url": database_url, "llm_base_url": model_server.base_url, "llm_model": "tiny-test", "embedding_model": None,
        "llm_first_token_seconds": 2.0, "llm_plan_seconds": 3.0, "llm_step_seconds": 4.0,
    }  # fmt: skip


@pytest.fixture
def adviser(adviser_settings: dict[str, Any]) -> Iterator[Adviser]:
    """An adviser on a fresh database."""
    wired = Runtime(Settings(**adviser_settings))
    yield Adviser(wired)
    wired.close()
