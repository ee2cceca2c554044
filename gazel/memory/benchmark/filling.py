"""Telling the benchmark's conversations to the real engine, and the same turns to LangGraph's PostgresStore."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from langgraph.store.base import PutOp
from langgraph.store.postgres import PostgresStore
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from gazel.db.database import Database
from gazel.db.migrate import migrate
from gazel.memory.assembly import prepare_memory
from gazel.memory.benchmark.data import Benchmark, BenchmarkTurn
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Scope, Turn
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.langchain_embeddings import LangchainEmbeddings
from gazel.settings import Settings

TENANT = "benchmark"


@contextmanager
def scratch_database(server: Database) -> Iterator[Database]:
    """An empty database beside `server`'s own, dropped afterwards; its role must be allowed to create one."""
    name = f"gazel_benchmark_{uuid4().hex[:12]}"
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f'create database "{name}"'.encode())
        url = make_conninfo(server.url(), dbname=name)
        scratch = Database(lambda: url, pool_size=4)
        try:
            yield scratch
        finally:
            scratch.close()
            connection.execute(f'drop database "{name}" with (force)'.encode())


def prepare(database: Database, chosen: Settings) -> None:
    """The tables of the memory engine."""
    migrate(database)
    prepare_memory(database, chosen)


def fill_engine(memory: HierarchicalMemoryManager, benchmark: Benchmark, data: Path) -> None:
    """Every turn through `remember`, in the order of time, with the consent to health facts that a broker would ask for."""
    procedures = {row["id"]: row for row in json.loads((data / "insurance/procedures.json").read_text(encoding="utf-8"))}
    for customer in benchmark.customers:
        memory.consent(scope_of(customer.id), "health", True)
    for turn in sorted(benchmark.turns, key=lambda turn: turn.at):
        memory.remember(scope_of(turn.customer), _said(turn, procedures))


def scope_of(customer: str) -> Scope:
    """Where a customer's memories are."""
    return Scope(TENANT, customer)


def _said(turn: BenchmarkTurn, procedures: dict[str, Any]) -> Turn:
    row = procedures[turn.procedure] if turn.procedure else None
    explained = row and {
        "title": row["title"],
        "trigger": row["trigger"],
        "steps": [{"title": step["title"], "detail": step["detail"]} for step in row["steps"]],
        "source": "",
    }
    return Turn(
        run_id=turn.id, thread_id=turn.thread, question=turn.question, answer=turn.answer, at=turn.at, procedure=explained
    )


@contextmanager
def filled_reference(url: str, embedder: Embedder, turns: Sequence[BenchmarkTurn]) -> Iterator[PostgresStore]:
    """LangGraph's PostgresStore with the same turns, in a schema of its own in the same database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create schema if not exists reference")
    options = f"{conninfo_to_dict(url).get('options') or ''} -c search_path=reference,public".strip()
    index: Any = {"dims": embedder.dims, "embed": LangchainEmbeddings(embedder), "fields": ["question", "answer"]}
    with PostgresStore.from_conn_string(make_conninfo(url, options=options), index=index) as store:
        store.setup()
        for start in range(0, len(turns), 100):
            store.batch(
                [
                    PutOp((TENANT, turn.customer), turn.id, {"question": turn.question, "answer": turn.answer})
                    for turn in turns[start : start + 100]
                ]
            )
        yield store
