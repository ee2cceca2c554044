"""Stores on databases that hold nothing else."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from letter_embeddings import index_of
from psycopg.conninfo import make_conninfo

from gazel.db.embedded import EmbeddedServer
from gazel.memory.store import PgvectorStore


def make_database(server: EmbeddedServer) -> Iterator[str]:
    name = f"s_{uuid4().hex}"
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
        yield make_conninfo(server.url(), dbname=name)
        connection.execute(f'drop database "{name}" with (force)')


@pytest.fixture
def empty_url(server: EmbeddedServer) -> Iterator[str]:
    """The URL of a new, empty database."""
    yield from make_database(server)


@pytest.fixture(scope="module")
def shared_url(server: EmbeddedServer) -> Iterator[str]:
    """One new database for all tests of a module."""
    yield from make_database(server)


@pytest.fixture
def store(empty_url: str) -> Iterator[PgvectorStore]:
    """A store on a single connection."""
    with PgvectorStore.from_conn_string(empty_url, index=index_of()) as fresh:
        fresh.setup()
        yield fresh


@pytest.fixture(scope="module")
def shared_store(shared_url: str) -> Iterator[PgvectorStore]:
    """A store for tests that use namespaces of their own."""
    with PgvectorStore.from_conn_string(shared_url, index=index_of()) as fresh:
        fresh.setup()
        yield fresh
