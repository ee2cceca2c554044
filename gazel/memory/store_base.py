"""What the sync and the async store share: their settings, and the statements and vectors of a call."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar

import psycopg
from langgraph.store.base import TTLConfig

from gazel.db.database import translated_errors
from gazel.errors import InvalidMemory, MigrationError
from gazel.memory.store_index import PgIndexConfig, StoreIndex, resolve_index
from gazel.memory.store_legs import legs_statement, query_terms
from gazel.memory.store_namespaces import Namespace, Sql, within
from gazel.memory.store_schema import MIGRATIONS
from gazel.memory.store_ttl import DEFAULT_INTERVAL_MINUTES
from gazel.memory.store_values import checked_text
from gazel.memory.store_vectors import QueryVector, checked_vector, literal
from gazel.memory.store_writes import PreparedWrites


class StoreSettings:
    """The index and TTL settings of a store, and what follows from them without a connection."""

    supports_ttl = True
    MIGRATIONS: ClassVar[list[str]] = MIGRATIONS
    index_config: PgIndexConfig | None
    index: StoreIndex | None
    ttl_config: TTLConfig | None

    def _configure(self, index: PgIndexConfig | None, ttl: TTLConfig | None) -> None:
        self.index_config = index
        self.index = resolve_index(index)
        self.embeddings = self.index.embeddings if self.index else None
        self.ttl_config = ttl

    @property
    def _omit_expired(self) -> bool:
        return bool(self.ttl_config and self.ttl_config.get("omit_expired"))

    def _need_index(self) -> StoreIndex:
        if self.index is None:
            raise InvalidMemory("색인 설정 없이 만든 저장소입니다.", hint="index={'dims': …, 'embed': …}를 주고 만드세요.")
        return self.index

    def _sweep_minutes(self, asked: float | None) -> float:
        configured = self.ttl_config.get("sweep_interval_minutes") if self.ttl_config else None
        return float(asked or configured or DEFAULT_INTERVAL_MINUTES)

    def _legs(
        self,
        namespaces: Sequence[Namespace],
        query: str,
        vector: QueryVector | None,
        filter: Mapping[str, Any] | None,
        limit: int,
        now: datetime | None,
    ) -> tuple[Sql, list[str]]:
        """The statement of `search_legs` and the query's terms."""
        index = self._need_index()
        if limit < 1:
            raise InvalidMemory("limit은 1 이상이어야 합니다.")
        terms = query_terms(index.analyzer(query))
        statement = legs_statement(namespaces, terms, vector, index=index, filter=filter, limit=limit, now=now)
        return statement, terms

    def _given_vector(self, query: str, query_vector: Sequence[float] | None) -> QueryVector | None:
        """The caller's vector, if any; raises InvalidMemory for a query or vector that cannot be used."""
        checked_text(query, "검색어")
        return None if query_vector is None else QueryVector.of(checked_vector(query_vector, self._need_index().dims))

    def _by_query(self, queries: Sequence[str], vectors: Sequence[Sequence[float]]) -> dict[str, QueryVector]:
        checked = self._need_index().checked(vectors, len(queries))
        return dict(zip(queries, map(QueryVector.of, checked), strict=True))

    def _by_text(self, texts: Sequence[str], vectors: Sequence[Sequence[float]]) -> dict[str, str]:
        checked = self._need_index().checked(vectors, len(texts))
        return dict(zip(texts, map(literal, checked), strict=True))


@contextmanager
def typed_errors() -> Iterator[None]:
    """Turn what PostgreSQL refuses into DatabaseUnavailable, MigrationError or InvalidMemory; other errors pass."""
    with translated_errors():
        try:
            yield
        except psycopg.errors.UndefinedTable as error:
            raise MigrationError(f"저장소의 테이블이 없습니다({one_line(error)}).", hint="setup()을 먼저 부르세요.") from error
        except psycopg.DataError as error:
            raise InvalidMemory(
                f"데이터베이스가 값을 받지 않았습니다({one_line(error)}).", hint="벡터의 차원과 값의 형식을 확인하세요."
            ) from error


def one_line(error: psycopg.Error) -> str:
    """The first line of the server's message."""
    return str(error).partition("\n")[0]


def distinct_texts(writes: PreparedWrites) -> list[str]:
    """The texts to embed, each once."""
    return list(dict.fromkeys(text for _, _, text in writes.texts))


def deletion(prefix: Namespace) -> Sql:
    """The condition of `delete_namespace`; raises InvalidMemory for an empty prefix."""
    if not prefix:
        raise InvalidMemory("빈 네임스페이스로는 지울 수 없습니다.", hint="테넌트나 고객을 지정하세요.")
    return within(prefix, "s")


def counted_delete(where: Sql) -> Sql:
    """The statement that deletes memories and answers how many."""
    return Sql(f"WITH gone AS (DELETE FROM store s WHERE {where.text} RETURNING 1) SELECT count(*) AS n FROM gone", where.params)


EXPIRED = Sql("s.expires_at < now()")
