"""The composition root: from settings to a running adviser."""

from gazel.db.database import Database
from gazel.db.migrate import migrate


def prepare_schema(database: Database) -> None:
    """Bring every table to this version: GAZEL's own, the memory store's, the checkpoints' and the job queue's."""
    migrate(database)
