"""Numbered SQL files, each applied once and in order, by one process at a time."""

import hashlib
import re
from pathlib import Path

import psycopg

from gazel.db.database import Database
from gazel.errors import MigrationError

FOLDER = Path(__file__).parent / "migrations"
LOCK = 7_205_500_001
"""Advisory lock held while migrating, so that two starting processes do not race."""


def migrate(database: Database, folder: Path = FOLDER) -> list[str]:
    """Apply what is missing and return the names applied; raises MigrationError naming the file."""
    applied = []
    with database.connection() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        connection.execute(
            "create table if not exists schema_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())"
        )
        done = {row["name"] for row in connection.execute("select name from schema_migrations")}
        for file in sorted(folder.glob("*.sql")):
            if file.name in done:
                continue
            if not re.fullmatch(r"\d{4}_[a-z0-9_]+\.sql", file.name):
                raise MigrationError(
                    f"마이그레이션 파일 이름이 올바르지 않습니다: {file.name}.", hint="NNNN_이름.sql 형식으로 바꾸세요."
                )
            _apply(connection, file)
            applied.append(file.name)
    return applied


def _apply(connection: "psycopg.Connection[dict[str, object]]", file: Path) -> None:
    sql = file.read_text()
    try:
        connection.execute(sql.encode())
    except psycopg.Error as error:
        raise MigrationError(
            f"{file.name} 적용에 실패했습니다: {error}.", hint="gazel doctor로 PostgreSQL·pgvector 버전을 확인하세요."
        ) from error
    connection.execute(
        "insert into schema_migrations (name, sha256) values (%s, %s)", [file.name, hashlib.sha256(sql.encode()).hexdigest()]
    )
