"""Stores on schemas that hold nothing else."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from letter_embeddings import index_of
from psycopg.conninfo import make_conninfo

from gazel.db.embedded import EmbeddedServer
from gazel.memory.store import PgvectorStore


@pytest.fixture(scope="session")
def store_database_url(server: EmbeddedServer) -> str:
    """One database for all tests of the store, each in a schema of its own: much faster than a database each."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("create database store_tests")
    url = make_conninfo(server.url(), dbname="store_tests")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create extension vector")
    return url


def make_schema(url: str) -> Iterator[str]:
    name = f"s_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"create schema {name}")
        yield make_conninfo(url, options=f"-csearch_path={name},public")
        connection.execute(f"drop schema {name} cascade")


@pytest.fixture
def empty_url(store_database_url: str) -> Iterator[str]:
    """The URL of a new, empty schema."""
    yield from make_schema(store_database_url)


@pytest.fixture(scope="module")
def shared_url(store_database_url: str) -> Iterator[str]:
    """One new schema for all tests of a module."""
    yield from make_schema(store_database_url)


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
