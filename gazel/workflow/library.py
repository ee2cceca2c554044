"""Puts the library together from settings: the shipped models, the 'clause' recipe, and identifiers masked."""

from gazel.catalog.catalog import Catalog
from gazel.db.database import Database
from gazel.documents.library import Library
from gazel.memory.assembly import analyzer_of, clause_embedder_of
from gazel.reasoning.masking import mask
from gazel.retrieval.fusion import load_recipes
from gazel.settings import Settings


def library_of(database: Database, catalog: Catalog, settings: Settings) -> Library:
    """The library of the settings' tenant on a prepared database."""
    recipe = load_recipes(settings.data)["clause"]
    return Library(
        database,
        catalog,
        clause_embedder_of(settings),
        analyzer_of(settings),
        recipe,
        settings.tenant,
        mask=lambda text: mask(text).text,
    )
