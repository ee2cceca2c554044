"""The store's tables, created by one process at a time; `setup()` may run again at any time."""

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from gazel.db.migrate import LOCK
from gazel.errors import EmbedderMismatch, MigrationError
from gazel.memory.store_index import StoreIndex
from gazel.memory.store_namespaces import Sql

MIGRATIONS: list[str] = [
    """
    CREATE TABLE IF NOT EXISTS store (
        tenant text COLLATE "C" NOT NULL,
        customer text COLLATE "C" NOT NULL,
        prefix text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        value jsonb NOT NULL,
        terms int[] NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz,
        ttl_minutes double precision,
        PRIMARY KEY (tenant, customer, prefix, key)
    )
    """,
    "CREATE INDEX IF NOT EXISTS store_expires_at_idx ON store (expires_at) WHERE expires_at IS NOT NULL",
    "CREATE STATISTICS IF NOT EXISTS store_owner_stats (ndistinct, dependencies) ON tenant, customer, prefix FROM store",
]

SETTINGS = """
    CREATE TABLE IF NOT EXISTS store_settings (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        version int NOT NULL DEFAULT 0,
        dims int,
        vector_type text,
        model text
    )
"""
HERE = "to_regclass(quote_ident(current_schema()) || '.' || quote_ident({0}))"
"""A relation of the schema in which CREATE would make it; one of the same name further down the search path is not meant."""
FOREIGN = """
    SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = {here} AND attname = 'prefix')
       AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = {here} AND attname = 'tenant') AS foreign_table
""".format(here=HERE.format("'store'"))
Row = Mapping[str, Any]


def setup_steps(migrations: Sequence[str], index: StoreIndex | None) -> Generator[Sql, Row, None]:
    """The statements of `setup()`; each answer's first row is sent back in. Raises MigrationError or EmbedderMismatch."""
    yield Sql("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    check_foreign((yield Sql(FOREIGN)))
    yield Sql(SETTINGS)
    yield Sql("INSERT INTO store_settings DEFAULT VALUES ON CONFLICT DO NOTHING")
    settings = yield Sql("SELECT * FROM store_settings")
    for statement in migrations[settings["version"] :]:
        yield Sql(statement)
    yield Sql("UPDATE store_settings SET version = %s WHERE version < %s", [len(migrations), len(migrations)])
    if index is None:
        return
    check_settings(settings, index)
    for name, statement in vector_migrations(index):
        missing = yield Sql(f"SELECT {HERE.format('%s')} IS NULL AS missing", [name])
        if missing["missing"]:
            yield Sql(statement)
    yield Sql(
        "UPDATE store_settings SET dims = %s, vector_type = %s, model = coalesce(%s, model)",
        [index.dims, index.vector_type, index.model],
    )


def asks(statement: Sql) -> bool:
    """Whether `setup_steps` wants the first row of this statement's answer."""
    return statement.text.lstrip().startswith("SELECT")


def vector_migrations(index: StoreIndex) -> list[tuple[str, str]]:
    """(name, statement) of the vectors' table and of its index for searches across customers."""
    steps = [
        ("vector_extension", "CREATE EXTENSION IF NOT EXISTS vector"),
        (
            "store_vectors",
            f"""
        CREATE TABLE store_vectors (
            tenant text COLLATE "C" NOT NULL,
            customer text COLLATE "C" NOT NULL,
            prefix text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            field_name text COLLATE "C" NOT NULL,
            embedding {index.vector_type}({index.dims}) NOT NULL,
            PRIMARY KEY (tenant, customer, prefix, key, field_name),
            FOREIGN KEY (tenant, customer, prefix, key) REFERENCES store ON DELETE CASCADE
        )
        """,
        ),
    ]
    if index.kind != "flat":
        options = ", ".join(f"{name} = {number}" for name, number in index.options.items())
        name = f"store_vectors_{index.kind}_{index.distance}_idx"
        create = f"CREATE INDEX {name} ON store_vectors USING {index.kind} (embedding {index.opclass})"
        steps.append((name, f"{create} WITH ({options})" if options else create))
    return steps


def check_foreign(row: Mapping[str, Any]) -> None:
    """Raise MigrationError when `store` is the table of LangGraph's own PostgresStore."""
    if row["foreign_table"]:
        raise MigrationError(
            "이 데이터베이스의 store 테이블은 LangGraph PostgresStore의 것입니다.",
            hint="다른 데이터베이스나 스키마(search_path)를 쓰거나, 그 테이블의 이름을 바꾸세요.",
        )


def check_settings(row: Mapping[str, Any], index: StoreIndex) -> None:
    """Raise EmbedderMismatch when vectors were written with another dimension, vector type or model than `index` has."""
    now = {"dims": index.dims, "vector_type": index.vector_type, "model": index.model}
    then = {name: row[name] for name in now}
    changed = [name for name in now if then[name] is not None and now[name] is not None and then[name] != now[name]]
    if changed:
        differences = ", ".join(f"{name}: {then[name]} → {now[name]}" for name in changed)
        raise EmbedderMismatch(
            f"이 저장소의 벡터는 다른 임베딩 설정으로 만들어졌습니다({differences}).",
            hint="이전 설정으로 되돌리거나, 새 데이터베이스에 기억을 옮겨 다시 임베딩하세요.",
        )
