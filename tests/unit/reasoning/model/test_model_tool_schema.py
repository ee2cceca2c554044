"""A closed schema admits what the tool takes and nothing that is unbounded."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from gazel.errors import SettingsError
from gazel.reasoning.model.tool_schema import closed, violation


class Place(BaseModel):
    city: str


class Arguments(BaseModel):
    currency: Literal["USD", "EUR"]
    count: int = Field(default=1, ge=1, le=9)
    note: str | None = None
    places: list[Place] = []
    exact: bool = False


SCHEMA = closed("t", Arguments.model_json_schema())


@given(st.text(max_size=250))
def test_texts_are_bounded(text: str) -> None:
    allowed = 1 <= len(text) <= 200 and not any(c in '"\\' or c < " " for c in text)
    assert (violation({"currency": "USD", "note": text}, SCHEMA) == "") is allowed


@pytest.mark.parametrize(
    "args",
    [
        {}, {"currency": "KRW"}, {"currency": "USD", "count": 10}, {"currency": "USD", "count": True}, {"currency": "USD", "extra": 1},
        {"currency": "USD", "places": [{"city": "a"}] * 9}, {"currency": "USD", "places": [{"town": "a"}]}, "USD",
        {"currency": "USD", "exact": 1}, {"currency": "USD", "places": "서울"},
    ],
)  # fmt: skip
def test_what_the_schema_does_not_hold_is_refused(args: object) -> None:
    assert violation(args, SCHEMA)


def test_what_it_holds_is_taken() -> None:
    assert violation({"currency": "USD", "count": 2, "places": [{"city": "서울"}], "exact": True}, SCHEMA) == ""


@pytest.mark.parametrize("field", [{"type": "object"}, {}, {"type": "array", "items": {}}])
def test_an_argument_that_cannot_be_closed_is_named(field: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match="lookup"):
        closed("lookup", {"type": "object", "properties": {"anything": field}})
