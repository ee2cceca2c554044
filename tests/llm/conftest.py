"""Real model servers: only `make test-llm` starts them."""

import os
from pathlib import Path

import pytest
from fix_real_server import adviser, real_server

__all__ = ["adviser", "real_server"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Outside of `make test-llm` nothing here runs."""
    if not os.environ.get("GAZEL_TEST_LLM"):
        for item in items:
            if Path(item.path).parent == Path(__file__).parent:
                item.add_marker(pytest.mark.skip(reason="make test-llm로 실행합니다"))
