"""A whole adviser on a fresh database."""

from collections.abc import Iterator

import pytest

from gazel.runtime import Runtime
from gazel.settings import Settings


@pytest.fixture
def gazel(database_url: str) -> Iterator[Runtime]:
    """All parts wired on a fresh database with the three fictional customers, no model server."""
    wired = Runtime(Settings(database_url=database_url, llm_base_url=None, embedding_model=None))
    yield wired
    wired.close()
