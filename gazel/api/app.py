"""The FastAPI application, mounted at /api beside the Streamlit app."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from gazel import __version__
from gazel.api import calculations, customers, memories, runs, status
from gazel.errors import (
    ConsentMissing,
    DatabaseUnavailable,
    GazelError,
    InvalidMemory,
    QuestionRejected,
    RuleError,
    UnknownCustomer,
    UnknownRun,
)

STATUS_CODES: dict[type[GazelError], int] = {
    UnknownCustomer: 404,
    UnknownRun: 404,
    QuestionRejected: 422,
    RuleError: 422,
    InvalidMemory: 422,
    ConsentMissing: 403,
    DatabaseUnavailable: 503,
}

api = FastAPI(
    title="GAZEL",
    version=__version__,
    description="보험 상담 실행, 이벤트(SSE), 기억, 규칙 계산",
    root_path="/api",
    docs_url=None,  # its page would load scripts from outside
    redoc_url=None,
)
for router in (runs.router, customers.router, memories.router, calculations.router, status.router):
    api.include_router(router)


@api.exception_handler(GazelError)
async def say_what_happened(request: Request, error: Exception) -> JSONResponse:
    """A GazelError as JSON: what happened and what to do."""
    code = next((code for kind, code in STATUS_CODES.items() if isinstance(error, kind)), 500)
    return JSONResponse({"error": type(error).__name__, "detail": str(error)}, status_code=code)
