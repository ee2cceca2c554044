"""The FastAPI application, mounted at /api beside the Streamlit app."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from gazel import __version__
from gazel.api import calculations, customers, documents, memories, runs, status
from gazel.api.errors import Problem, misfits, not_served
from gazel.errors import (
    ConsentMissing,
    DatabaseUnavailable,
    DocumentRejected,
    GazelError,
    InvalidMemory,
    QuestionRejected,
    RuleError,
    UnknownContract,
    UnknownCustomer,
    UnknownRun,
)

STATUS_CODES: dict[type[GazelError], int] = {
    UnknownContract: 404,
    UnknownCustomer: 404,
    UnknownRun: 404,
    QuestionRejected: 422,
    RuleError: 422,
    InvalidMemory: 422,
    DocumentRejected: 422,
    ConsentMissing: 403,
    DatabaseUnavailable: 503,
}

api = FastAPI(
    title="GAZEL",
    version=__version__,
    description="보험 상담 실행, 이벤트(SSE), 기억, 규칙 계산",
    servers=[{"url": "/api"}],
    docs_url=None,  # its page would load scripts from outside
    redoc_url=None,
    responses={422: {"model": Problem, "description": "understood but not acceptable"}},
)
for part in (runs, customers, memories, documents, calculations, status):
    api.include_router(part.router)


@api.exception_handler(GazelError)
async def say_what_happened(request: Request, error: Exception) -> JSONResponse:
    """A GazelError as JSON: what happened and what to do."""
    code = next((code for kind, code in STATUS_CODES.items() if isinstance(error, kind)), 500)
    return JSONResponse({"error": type(error).__name__, "detail": str(error)}, status_code=code)


@api.exception_handler(RequestValidationError)
async def say_what_does_not_fit(request: Request, error: Exception) -> JSONResponse:
    """A request that does not fit the schema: which fields, and how."""
    assert isinstance(error, RequestValidationError)
    return JSONResponse({"error": "RequestRejected", "detail": misfits(error.errors())}, status_code=422)


@api.exception_handler(HTTPException)
async def say_what_is_not_there(request: Request, error: Exception) -> JSONResponse:
    """An unknown path or method, in the same form as every other error."""
    assert isinstance(error, HTTPException)
    return JSONResponse(
        {"error": "HTTPException", "detail": not_served(request, error)}, status_code=error.status_code, headers=error.headers
    )
