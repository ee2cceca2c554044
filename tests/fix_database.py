"""A real PostgreSQL for the tests: one embedded server a test process, one database a test, cut from a migrated template."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from gazel.db.database import Database
from gazel.db.embedded import EmbeddedServer
from gazel.db.migrate import migrate
from gazel.memory.assembly import prepare_memory
from gazel.memory.checkpointer import PgCheckpointer
from gazel.settings import settings


@pytest.fixture(scope="session")
def server_home() -> Iterator[Path]:
    """A folder that PostgreSQL can reach: pytest closes its own to other users whenever a session starts."""
    with TemporaryDirectory(prefix="gazel-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def server(server_home: Path) -> Iterator[EmbeddedServer]:
    """A running embedded server in a folder of its own."""
    embedded = EmbeddedServer(server_home / "shared")
    embedded.url()
    yield embedded
    embedded.stop()


@pytest.fixture(scope="session")
def template_name(server: EmbeddedServer) -> str:
    """The name of a database with the whole schema, ready to be copied."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("create database gazel_template")
    template = Database(lambda: make_conninfo(server.url(), dbname="gazel_template"))
    migrate(template)
    prepare_memory(template, settings())
    PgCheckpointer(template.pool).setup()
    template.close()
    return "gazel_template"


@pytest.fixture
def database_url(server: EmbeddedServer, template_name: str) -> Iterator[str]:
    """The URL of a fresh, migrated database."""
    name = f"t_{uuid4().hex}"
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f'create database "{name}" template {template_name}')
        yield make_conninfo(server.url(), dbname=name)
        connection.execute(f'drop database "{name}" with (force)')


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A pool on a fresh, migrated database."""
    fresh = Database(lambda: database_url, pool_size=8)
    yield fresh
    fresh.close()
