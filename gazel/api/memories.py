"""A customer's memories: list, recall, edit, undo, erase."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from gazel.api.customers import CustomerId, known
from gazel.api.errors import NOT_FOUND, REJECTED
from gazel.events import MemoryKind
from gazel.memory.clock import today
from gazel.memory.types import Scope
from gazel.runtime import runtime

router = APIRouter(prefix="/customers/{customer}/memories", tags=["memories"])


class Cue(BaseModel):
    """What to recall by."""

    query: str = Field(min_length=1, max_length=4000)
    as_of: date | None = None
    kinds: list[MemoryKind] | None = None
    limit: int = Field(default=8, ge=1, le=50)


class NewText(BaseModel):
    """What a memory shall say from now on."""

    text: str = Field(min_length=1, max_length=4000)


def scope(customer: str) -> Scope:
    """Whose memory; raises UnknownCustomer."""
    return Scope(runtime().settings.tenant, known(customer))


@router.get("", responses=NOT_FOUND)
def timeline(
    customer: CustomerId,
    kind: MemoryKind | None = None,
    as_of: date | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[dict[str, Any]]:
    """Memories newest first."""
    return runtime().memory.timeline(scope(customer), kind=kind, as_of=as_of, limit=limit, offset=offset)


@router.post("/recall", responses=NOT_FOUND | REJECTED)
def recall(customer: CustomerId, cue: Cue) -> dict[str, Any]:
    """The memories that help with a question, each with the reason."""
    as_of = cue.as_of or today()
    found = runtime().memory.recall(scope(customer), cue.query, as_of=as_of, kinds=cue.kinds, limit=cue.limit)
    return {"abstained": found.abstained, "hits": [hit.as_dict() for hit in found.hits]}


@router.put("/{kind}/{key}", responses=NOT_FOUND | REJECTED)
def edit(customer: CustomerId, kind: MemoryKind, key: str, new: NewText) -> dict[str, Any]:
    """Replace what a memory says; its history keeps the old text."""
    written = runtime().memory.edit(scope(customer), kind, key, new.text, by="api")
    return {"kind": written.kind, "key": written.key, "text": written.text, "importance": written.importance}


@router.delete("/{kind}/{key}", responses=NOT_FOUND)
def delete(customer: CustomerId, kind: MemoryKind, key: str) -> dict[str, bool]:
    """Take a memory out of recall."""
    return {"deleted": runtime().memory.delete(scope(customer), kind, key, by="api")}


@router.post("/{kind}/{key}/undo", responses=NOT_FOUND)
def undo(customer: CustomerId, kind: MemoryKind, key: str) -> dict[str, bool]:
    """Step a memory back one version."""
    return {"undone": runtime().memory.undo(scope(customer), kind, key, by="api")}


@router.delete("", responses=NOT_FOUND)
def forget(customer: CustomerId, about: Annotated[str, Query(max_length=64)] = "all") -> dict[str, list[str]]:
    """Erase for good: everything, 'health', or all about a topic."""
    return {"erased": runtime().memory.forget(scope(customer), about, by="api")}
