"""Vectors on their way to PostgreSQL: a literal where many are written, pgvector's binary form where one is searched by."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from psycopg import adapters
from psycopg.adapt import Dumper
from psycopg.pq import Format

from gazel.errors import InvalidMemory
from gazel.memory.store_namespaces import Namespace, Sql, address


def checked_vector(vector: Sequence[float], dims: int) -> list[float]:
    """`vector` as floats; raises InvalidMemory when it has not `dims` finite numbers."""
    if len(vector) != dims:
        raise InvalidMemory(f"벡터가 {len(vector)}차원입니다(저장소는 {dims}차원).", hint="저장소와 같은 임베딩 모델을 쓰세요.")
    numbers = [float(x) for x in vector]
    if not isfinite(sum(numbers)) and not all(map(isfinite, numbers)):
        raise InvalidMemory("벡터에 NaN이나 무한대가 있습니다.", hint="임베딩 모델의 출력을 확인하세요.")
    return numbers


def literal(vector: Sequence[float]) -> str:
    """A vector as pgvector reads it from text."""
    return "[" + ",".join(map(repr, vector)) + "]"


@dataclass(frozen=True, slots=True)
class QueryVector:
    """A vector to search by, in pgvector's binary form: dimensions, an unused number, then 32-bit floats."""

    binary: bytes

    @classmethod
    def of(cls, vector: Sequence[float]) -> "QueryVector":
        """The parameter for a checked vector; raises InvalidMemory for a number beyond 32 bits."""
        try:
            return cls(struct.pack(f">HH{len(vector)}f", len(vector), 0, *vector))
        except OverflowError as error:
            raise InvalidMemory("벡터에 32비트를 넘는 수가 있습니다.", hint="임베딩 모델의 출력을 확인하세요.") from error


class QueryVectorDumper(Dumper):
    """Sends a QueryVector as it is; the cast beside the placeholder tells the server its type."""

    format = Format.BINARY
    oid = 0

    def dump(self, obj: QueryVector) -> bytes:
        """The binary form."""
        return obj.binary


adapters.register_dumper(QueryVector, QueryVectorDumper)


def vectors_statement(namespace: Namespace, keys: Sequence[str], field: str) -> Sql:
    """The stored vector of one `field` of the memories under `keys`."""
    return Sql(
        "SELECT key, embedding::vector AS embedding FROM store_vectors"
        " WHERE tenant = %s AND customer = %s AND prefix = %s AND key = ANY(%s) AND field_name = %s",
        [*address(namespace), list(keys), field],
    )


def from_binary(stored: bytes) -> Any:
    """A vector that was read in pgvector's binary form, as a float32 array."""
    import numpy as np

    return np.frombuffer(stored, ">f4", offset=4).astype(np.float32)
