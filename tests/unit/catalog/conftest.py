"""The shipped catalogue, loaded once, and a copy of its files to damage."""

import shutil
from pathlib import Path

import pytest

from gazel.catalog.catalog import Catalog
from gazel.catalog.lexicon import Lexicon
from gazel.catalog.loading import load_catalog
from gazel.settings import ROOT

FOLDER = ROOT / "data" / "insurance"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(FOLDER)


@pytest.fixture(scope="session")
def lexicon(catalog: Catalog) -> Lexicon:
    return Lexicon(catalog)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the data files that a test may damage."""
    return Path(shutil.copytree(FOLDER, tmp_path / "insurance"))
