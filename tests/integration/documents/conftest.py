"""A library on a fresh database, with the shipped model and catalogue."""

import pytest

from gazel.catalog.loading import load_catalog
from gazel.db.database import Database
from gazel.documents.library import Library
from gazel.memory.assembly import analyzer_of, clause_embedder_of
from gazel.reasoning.masking import mask
from gazel.retrieval.fusion import load_recipes
from gazel.settings import settings


@pytest.fixture
def library(database: Database) -> Library:
    """The library of tenant 'demo'."""
    chosen = settings()
    return Library(
        database, load_catalog(chosen.data / "insurance"), clause_embedder_of(chosen), analyzer_of(chosen), load_recipes(chosen.data)["clause"], "demo",
        mask=lambda text: mask(text).text,
    )  # fmt: skip
