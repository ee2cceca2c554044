"""Whether everything works."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from gazel.runtime import runtime

router = APIRouter(tags=["status"])


@router.get("/status")
def status() -> dict[str, Any]:
    """The state of the model, the database and the embedder, and the day the insurance data speaks for."""
    return asdict(runtime().status())
