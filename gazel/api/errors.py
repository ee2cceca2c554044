"""How errors look in the API's schema."""

from typing import Any

from pydantic import BaseModel


class Problem(BaseModel):
    """What happened and what to do; `error` is the type's name."""

    error: str
    detail: str


Responses = dict[int | str, dict[str, Any]]
NOT_FOUND: Responses = {404: {"model": Problem, "description": "no such customer, run or memory"}}
REJECTED: Responses = {400: {"description": "not JSON"}}
