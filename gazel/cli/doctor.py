"""`gazel doctor`: what works on this machine, what does not, and what to do."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import typer

from gazel.cli.demo import port_is_taken
from gazel.errors import GazelError
from gazel.settings import settings

MINIMUM_PGVECTOR = (0, 7)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report; `todo` says what to do where it is not ok."""

    name: str
    ok: bool
    detail: str
    todo: str = ""


def doctor() -> None:
    """Check Python, the database, pgvector, the model files, the model server and the port."""
    failed = False
    for check in checks():
        print(f"{'✓' if check.ok else '✗'} {check.name}: {check.detail}")
        if not check.ok:
            failed = True
            print(f"    → {check.todo}")
    raise typer.Exit(1 if failed else 0)


def checks() -> Iterator[Check]:
    """Every check in turn; one that fails does not stop the next."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("Python", sys.version_info >= (3, 11), version, "Python 3.11 이상을 설치하세요.")
    yield from _database()
    yield _embedding_files()
    yield from _model_servers()
    port = settings().port
    taken = port_is_taken(port)
    yield Check(
        "포트",
        not taken,
        f"{port} {'사용 중' if taken else '비어 있음'}",
        "GAZEL이 이미 켜져 있지 않다면 GAZEL_PORT로 다른 포트를 지정하세요.",
    )


def _database() -> Iterator[Check]:
    from gazel.runtime import open_database

    where = "외부 서버" if settings().database_url else f"내장 서버 ({settings().home})"
    try:
        database, close = open_database(settings())
        with database.connection() as connection:
            server = connection.execute("show server_version").fetchone()
            vector = connection.execute(
                "select default_version as v from pg_available_extensions where name = 'vector'"
            ).fetchone()
        close()
    except GazelError as error:
        yield Check("PostgreSQL", False, where, str(error))
        return
    assert server is not None
    yield Check("PostgreSQL", True, f"{server['server_version']} · {where}")
    installed = str(vector["v"]) if vector else "없음"
    enough = vector is not None and tuple(map(int, installed.split(".")[:2])) >= MINIMUM_PGVECTOR
    yield Check("pgvector", enough, installed, "pgvector 0.7 이상을 서버에 설치하세요(예: pgvector/pgvector:pg18 이미지).")


def _embedding_files() -> Check:
    if settings().embedding_model:
        return Check("임베딩", True, f"sentence-transformers {settings().embedding_model}")
    from gazel.retrieval.onnx_embedder import GENERAL, MEMORY, check_files

    problems = [problem for model in (GENERAL, MEMORY) for problem in check_files(settings().data, model)]
    detail = " ".join(problems) or "ko-e5-small, ko-e5-small-memory · sha256 일치"
    return Check("임베딩", not problems, detail, "배포본의 data/models 폴더를 다시 내려받으세요.")


def _model_servers() -> Iterator[Check]:
    """One line a server: what it serves, its breaker, and its own counters."""
    from gazel.reasoning.model import ModelClient
    from gazel.reasoning.model.metrics import in_words, server_metrics
    from gazel.runtime import with_local_model

    client = ModelClient.from_settings(with_local_model(settings()))
    if client is None:
        how = "gazel llm serve로 켜거나 GAZEL_LLM_BASE_URL로 연결"
        yield Check("언어모델", True, f"설정 없음 — 내장 규칙으로 답합니다 ({how})")
        return
    for health in client.health():
        counters = in_words(server_metrics(health.base_url)) if health.state != "down" else ""
        detail = f"{health.model or '?'} @ {health.in_words}{f' [{counters}]' if counters else ''}"
        todo = "모델 서버를 켜거나 GAZEL_LLM_BASE_URL을 지우세요. 그동안은 규칙으로 답합니다."
        yield Check("언어모델", health.state == "ready", detail, todo)
