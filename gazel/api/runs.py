"""Runs: ask, follow as server-sent events, cancel, rate."""

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated, Any, Literal

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Header, Path
from fastapi import status as http
from pydantic import BaseModel, Field
from sse_starlette import EventSourceResponse, ServerSentEvent

from gazel.api.errors import NOT_FOUND, REJECTED
from gazel.runtime import runtime
from gazel.workflow.view import RunView

router = APIRouter(prefix="/runs", tags=["runs"])

RunId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
FOLLOWERS = CapacityLimiter(200)
"""Each follower of a live run waits in a thread of its own."""


class Question(BaseModel):
    """A question of one customer in one conversation."""

    customer: str = Field(pattern=r"^[\w-]{1,64}$")
    text: str = Field(min_length=1, max_length=200_000)
    thread: str = Field(default="api", pattern=r"^[\w-]{1,64}$")
    as_of: date | None = None
    request_id: str | None = Field(default=None, pattern=r"^[\w-]{1,64}$", description="the same id twice is one run")


class RunRef(BaseModel):
    """The id of a run."""

    run_id: str


class Rating(BaseModel):
    """What the reader thought of an answer."""

    verdict: Literal["good", "bad"]
    reason: str = Field(default="", max_length=2000)


@router.post("", status_code=http.HTTP_201_CREATED, responses=NOT_FOUND | REJECTED)
def ask(question: Question) -> RunRef:
    """Take a question and begin to answer it."""
    runs = runtime().runs
    return RunRef(
        run_id=runs.start(question.customer, question.thread, question.text, as_of=question.as_of, request_id=question.request_id)
    )


@router.get("/{run_id}", responses=NOT_FOUND)
def run(run_id: RunId) -> dict[str, Any]:
    """The run as it stands: status, behaviour, answer, tables, tools, memories."""
    from dataclasses import asdict

    runs = runtime().runs
    view = asdict(RunView.of(runs.events(run_id)))
    return {"run_id": run_id, "thread": runs.record(run_id).thread_id, **view}


@router.get("/{run_id}/events", responses={200: {"content": {"text/event-stream": {}}}, **NOT_FOUND})
async def events(run_id: RunId, last_event_id: Annotated[int, Header(ge=-1)] = -1) -> EventSourceResponse:
    """Every event of the run after `Last-Event-ID`, then the new ones until it ends."""
    runs = runtime().runs
    await to_thread.run_sync(runs.record, run_id)
    following = runs.follow(run_id, start=last_event_id + 1)

    async def stream() -> AsyncIterator[ServerSentEvent]:
        while (event := await to_thread.run_sync(next, following, None, limiter=FOLLOWERS, abandon_on_cancel=True)) is not None:
            yield ServerSentEvent(id=str(event.seq), event=event.type, data=json.dumps(event.as_dict(), ensure_ascii=False))

    return EventSourceResponse(stream())


@router.delete("/{run_id}", status_code=http.HTTP_202_ACCEPTED, responses=NOT_FOUND)
def cancel(run_id: RunId) -> RunRef:
    """Ask the run to stop at its next event."""
    runs = runtime().runs
    runs.record(run_id)
    runs.cancel(run_id)
    return RunRef(run_id=run_id)


@router.put("/{run_id}/feedback", responses=NOT_FOUND)
def rate(run_id: RunId, rating: Rating) -> Rating:
    """Keep what the reader thought of the answer."""
    gazel = runtime()
    gazel.customers.rate(gazel.runs.record(run_id).scope.customer, run_id, rating.verdict, rating.reason)
    return rating
