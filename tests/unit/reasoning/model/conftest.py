"""The protocol servers for this folder's tests."""

import pytest
from fix_model_server import model_server, second_server

from gazel.reasoning.guard import conduct, inspect

__all__ = ["model_server", "second_server"]


@pytest.fixture(scope="session", autouse=True)
def loaded_guard() -> None:
    """The guard's rules are read once, before anything is timed."""
    inspect("갑상선암 보장")
    conduct("갑상선암을 보장합니다.")
