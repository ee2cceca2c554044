"""A broker's own policy documents: put in, list, search, take out. Without a customer they are the whole tenant's."""

import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Path, Query, Response, UploadFile
from pydantic import BaseModel, Field

from gazel.api.customers import known
from gazel.api.errors import NOT_FOUND, REJECTED
from gazel.documents.rows import SHARED
from gazel.memory.types import Scope
from gazel.runtime import runtime

router = APIRouter(prefix="/documents", tags=["documents"])

OWNER = r"^[\w-]{0,64}$"
Owner = Annotated[str, Query(pattern=OWNER)]
InsurerName = Annotated[str, Field(pattern=r"^[\w() ]{0,60}$")]
DocumentId = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
NAME_LENGTH = 200


class Search(BaseModel):
    """What to look for, and in whose documents; `insurers` narrows it to theirs."""

    query: str = Field(min_length=1, max_length=4000)
    customer: str = Field(default=SHARED, pattern=OWNER)
    insurers: list[InsurerName] = Field(default=[], max_length=20)
    limit: int = Field(default=4, ge=1, le=20)


@router.get("", responses=NOT_FOUND)
def documents(customer: Owner = SHARED) -> list[dict[str, Any]]:
    """The customer's documents and the shared ones, newest first."""
    return [asdict(one) for one in runtime().documents.documents(_owner(customer))]


@router.post("", status_code=201, responses=NOT_FOUND | REJECTED | {200: {"description": "the same file was there already"}})
def upload(
    response: Response,
    file: Annotated[UploadFile, File(description="PDF, DOCX, HWPX, HTML or text")],
    customer: Annotated[str, Form(pattern=OWNER)] = SHARED,
    insurer: Annotated[str, Form(pattern=r"^[\w() ]{0,60}$")] = "",
) -> dict[str, Any]:
    """Read a file in clause by clause; the same file twice changes nothing."""
    owner = _owner(customer)
    with TemporaryDirectory() as folder:
        path = FilePath(folder) / "document"
        with path.open("wb") as copy:
            shutil.copyfileobj(file.file, copy)
        ingested = runtime().documents.ingest(path, customer=owner, name=_name(file.filename), insurer=insurer)
    if ingested.unchanged:
        response.status_code = 200
    return {"unchanged": ingested.unchanged, "document": asdict(ingested.document)}


@router.post("/search", responses=NOT_FOUND | REJECTED)
def search(body: Search) -> Sequence[dict[str, Any]]:
    """The clauses that answer a question, best first, each as it is cited; empty where nothing stands out."""
    gazel = runtime()
    scope = Scope(gazel.settings.tenant, _owner(body.customer))
    return [
        {"label": hit.label, **asdict(hit)}
        for hit in gazel.documents.search(scope, body.query, insurers=body.insurers, limit=body.limit)
    ]


@router.delete("/{document}", responses=NOT_FOUND)
def remove(document: DocumentId, customer: Owner = SHARED) -> dict[str, bool]:
    """Erase a document of exactly this owner with all its clauses."""
    return {"removed": runtime().documents.remove(_owner(customer), document)}


def _owner(customer: str) -> str:
    return known(customer) if customer != SHARED else SHARED


def _name(given: str | None) -> str:
    """The file's own name without folders and without what cannot be shown."""
    shown = "".join(letter for letter in FilePath(given or "").name if letter.isprintable())
    return shown[-NAME_LENGTH:] or "문서"
