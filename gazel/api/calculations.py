"""The rule functions on JSON."""

from typing import Any

from fastapi import APIRouter

from gazel.api.errors import REJECTED
from gazel.insurance import calc

router = APIRouter(prefix="/calc", tags=["calc"])


@router.get("")
def functions() -> list[str]:
    """The names of all rule functions."""
    return sorted(calc.FUNCTIONS)


@router.post("/{fn}", responses=REJECTED)
def compute(fn: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Compute one case."""
    return calc.run(fn, inputs).as_dict()
