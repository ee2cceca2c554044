"""One pool of connections that survives dead connections and a restarted server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from gazel.errors import DatabaseUnavailable

Row = dict[str, Any]
Connection = psycopg.Connection[Row]
CONNECT_SECONDS = 15.0


class Database:
    """PostgreSQL behind a pool; `url` is asked before each use, so it may start a server that was killed."""

    def __init__(self, url: Callable[[], str], *, pool_size: int = 16) -> None:
        self.url = url
        self.pool_size = pool_size

    @cached_property
    def pool(self) -> "ConnectionPool[Connection]":
        """The pool; each connection commits by itself unless used through `connection()`, and yields dict rows."""
        return ConnectionPool(
            self.url,
            connection_class=psycopg.Connection[Row],
            kwargs={"autocommit": True, "row_factory": dict_row, "prepare_threshold": 5, "connect_timeout": 5},
            min_size=1,
            max_size=self.pool_size,
            timeout=CONNECT_SECONDS,
            check=ConnectionPool.check_connection,
            open=True,
            name="gazel",
        )

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """One connection inside one transaction; raises DatabaseUnavailable when no server answers or it goes away."""
        with translated_errors():
            self.url()
            with self.pool.connection() as connection, connection.transaction():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One connection for statements that each stand alone, without a transaction around them; errors as `connection`."""
        with translated_errors():
            self.url()
            with self.pool.connection() as connection:
                yield connection

    def check(self) -> None:
        """Connect once, without waiting for the pool; raises DatabaseUnavailable with the server's own reason."""
        with translated_errors():
            psycopg.connect(self.url(), connect_timeout=5).close()

    def close(self) -> None:
        """Close every connection."""
        if "pool" in self.__dict__:
            self.pool.close()
            del self.__dict__["pool"]


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn a lost, full or absent server into DatabaseUnavailable; other errors pass."""
    try:
        yield
    except (psycopg.errors.DiskFull, psycopg.errors.OutOfMemory) as error:
        raise DatabaseUnavailable(
            f"데이터베이스에 저장할 공간이 없습니다({error}).",
            hint="디스크 공간을 확보한 뒤 다시 질문해 주세요. 저장된 내용은 그대로입니다.",
        ) from error
    except (psycopg.OperationalError, PoolTimeout) as error:
        raise DatabaseUnavailable(
            f"데이터베이스에 연결할 수 없습니다({error}).".replace("\n", " "),
            hint="서버가 켜져 있는지 확인하고(gazel doctor) 잠시 뒤 다시 시도하세요.",
        ) from error
