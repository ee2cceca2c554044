"""The pool outlives a killed server; migrations are applied once."""

from pathlib import Path

import psutil
import psycopg
import pytest

from gazel.db.database import Database
from gazel.db.embedded import EmbeddedServer
from gazel.db.migrate import migrate
from gazel.errors import DatabaseUnavailable, MigrationError


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.connection() as connection:
            connection.execute("insert into customers (tenant, customer, name) values ('t', 'c', '가상')")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with database.connection() as connection:
        assert connection.execute("select count(*) as n from customers").fetchone() == {"n": 0}


def test_a_dead_connection_is_replaced(database: Database) -> None:
    with database.connection() as connection:
        pid = connection.info.backend_pid
    with psycopg.connect(database.url(), autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s)", [pid])
    with database.connection() as connection:
        assert connection.execute("select 1 as one").fetchone() == {"one": 1}


def test_migrations_are_applied_once(database: Database) -> None:
    assert migrate(database) == []


def test_a_broken_migration_is_named_and_leaves_nothing(database: Database, tmp_path: Path) -> None:
    (tmp_path / "9999_broken.sql").write_text("create table half (id int); select nonsense;")
    with pytest.raises(MigrationError, match=r"9999_broken\.sql"):
        migrate(database, tmp_path)
    with database.connection() as connection:
        assert connection.execute("select to_regclass('half') as t").fetchone() == {"t": None}


def test_no_server_is_said_in_words() -> None:
    nowhere = Database(lambda: "postgresql://localhost:1/none?connect_timeout=1", pool_size=2)
    nowhere.pool.timeout = 0.5
    with pytest.raises(DatabaseUnavailable, match="연결할 수 없습니다"), nowhere.connection():
        pass
    nowhere.close()


def test_a_killed_embedded_server_is_started_by_the_next_request(server_home: Path) -> None:
    server = EmbeddedServer(server_home / "killed")
    database = Database(server.url, pool_size=2)
    try:
        with database.connection() as connection:
            connection.execute("create table kept (word text)")
            connection.execute("insert into kept values ('갑상선암')")
        postmaster = psutil.Process(int((server.folder / "postmaster.pid").read_text().split()[0]))
        postmaster.kill()
        postmaster.wait(10)
        with database.connection() as connection:
            assert connection.execute("select word from kept").fetchone() == {"word": "갑상선암"}
    finally:
        database.close()
        server.stop()
