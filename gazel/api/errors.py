"""How errors look in the API's schema, and their words in Korean."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request


class Problem(BaseModel):
    """What happened and what to do; `error` is the type's name."""

    error: str
    detail: str


Responses = dict[int | str, dict[str, Any]]
NOT_FOUND: Responses = {404: {"model": Problem, "description": "no such customer, run or memory"}}
REJECTED: Responses = {400: {"description": "not JSON"}}

_HAPPENED: Mapping[int, str] = {
    400: "요청 본문을 읽을 수 없습니다",
    404: "그런 주소는 없습니다",
    405: "이 주소는 이 방법으로 부를 수 없습니다",
}
_MISFITS: Mapping[str, str] = {
    "json_invalid": "JSON이 아닙니다",
    "missing": "값이 없습니다",
    "dict_type": "JSON 객체여야 합니다",
    "model_attributes_type": "JSON 객체여야 합니다",
    "string_type": "글자여야 합니다",
    "string_unicode": "깨진 글자가 있습니다",
    "string_too_short": "너무 짧습니다",
    "string_too_long": "너무 깁니다",
    "string_pattern_mismatch": "쓸 수 없는 글자가 있습니다",
    "int_type": "정수여야 합니다",
    "int_parsing": "정수여야 합니다",
    "literal_error": "정해진 낱말 가운데 하나여야 합니다",
    "enum": "정해진 낱말 가운데 하나여야 합니다",
    "date_from_datetime_parsing": "YYYY-MM-DD 날짜여야 합니다",
    "date_parsing": "YYYY-MM-DD 날짜여야 합니다",
    "greater_than_equal": "너무 작습니다",
    "less_than_equal": "너무 큽니다",
}
"""Pydantic's kinds of misfit; a kind that is not here is said in pydantic's own words."""


def misfits(found: Sequence[Mapping[str, Any]]) -> str:
    """Which fields of a request do not fit, and how."""
    fields = "; ".join(f"{'.'.join(map(str, one['loc']))}: {_MISFITS.get(one['type'], one['msg'])}" for one in found)
    return f"요청의 형식이 올바르지 않습니다({fields})."


def not_served(request: Request, error: HTTPException) -> str:
    """Why a path, a method or a body was not taken at all."""
    what = _HAPPENED.get(error.status_code, str(error.detail))
    return f"{what}({request.method} {request.url.path})."
