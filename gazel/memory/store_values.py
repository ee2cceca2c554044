"""What a memory may hold: JSON that PostgreSQL can store, keys and namespaces that its indexes can hold."""

import json
import re
from collections.abc import Mapping
from typing import Any

from gazel.errors import InvalidMemory

MAX_VALUE_BYTES = 16 * 1024 * 1024
MAX_KEY_BYTES = 2000
"""A B-tree entry holds 2,704 bytes; tenant, customer, prefix and key share it."""
NUL_IN_JSON = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def checked_text(text: object, what: str) -> str:
    """`text` itself when PostgreSQL can hold it; raises InvalidMemory for another type, a NUL or a lone surrogate."""
    if not isinstance(text, str):
        raise InvalidMemory(f"{what}이(가) 문자열이 아닙니다({type(text).__name__}).", hint="문자열로 바꿔 주세요.")
    if "\x00" in text:
        raise InvalidMemory(f"{what}에 NUL 문자(U+0000)가 있습니다.", hint="NUL 문자를 지우고 다시 저장하세요.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidMemory(
            f"{what}에 짝 없는 서로게이트 문자가 있습니다(위치 {error.start}).", hint="깨진 문자를 지우고 다시 저장하세요."
        ) from error
    return text


def json_text(value: object, what: str = "값") -> str:
    """`value` as JSON that jsonb takes unchanged; raises InvalidMemory for NaN, NUL, lone surrogates, cycles or non-JSON types."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_mapping)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidMemory(
            f"{what}을(를) JSON으로 저장할 수 없습니다({error}).",
            hint="문자열·숫자·참거짓·목록·사전만, 알맞은 깊이로 담아 주세요.",
        ) from error
    if "\\u0000" in text and NUL_IN_JSON.search(text):
        raise InvalidMemory(f"{what}에 NUL 문자(U+0000)가 있습니다.", hint="NUL 문자를 지우고 다시 저장하세요.")
    checked_text(text, what)
    if len(text) > MAX_VALUE_BYTES // 4 and len(text.encode()) > MAX_VALUE_BYTES:
        raise InvalidMemory(f"{what}이(가) 너무 큽니다(최대 {MAX_VALUE_BYTES:,}바이트).", hint="나누어 저장하세요.")
    return text


def _mapping(value: object) -> dict[Any, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__}")


def checked_key(prefix: str, key: object) -> str:
    """`key` itself when the primary key can hold it beside `prefix`; raises InvalidMemory."""
    text = checked_text(key, "키")
    if 2 * len(prefix.encode()) + len(text.encode()) > MAX_KEY_BYTES:
        raise InvalidMemory(
            f"네임스페이스와 키가 너무 깁니다(최대 {MAX_KEY_BYTES:,}바이트).", hint="짧은 식별자를 쓰고 긴 글은 값에 담으세요."
        )
    return text
