"""`gazel bench …`: speed, measured and reported as medians."""

import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import typer

from gazel.events import MemoryWritten
from gazel.runtime import Runtime, runtime

app = typer.Typer(no_args_is_help=True, help="속도 측정")

QUESTION = "삼성화재의 갑상선암 보장에 대하여 알려줘"


@app.callback()
def bench() -> None:
    """Measure the speed of this machine."""


@app.command()
def turn(
    turns: Annotated[int, typer.Option(help="잴 질문 수")] = 20,
    sessions: Annotated[int, typer.Option(help="동시 세션 수")] = 20,
    json_: Annotated[bool, typer.Option("--json", help="JSON 하나로 출력")] = False,
) -> None:
    """Time a whole coverage answer with its memory writes, alone and with many sessions at once."""
    gazel = runtime()
    _timed_turn(gazel)
    alone = [_timed_turn(gazel) for _ in range(turns)]
    with ThreadPoolExecutor(max_workers=sessions) as pool:
        together = list(pool.map(lambda _: _timed_turn(gazel), range(sessions)))
    report = {
        "first_event_ms": round(statistics.median(t["first_event_ms"] for t in alone), 1),
        "turn_ms_median": round(statistics.median(t["turn_ms"] for t in alone), 1),
        "turn_ms_p95": round(statistics.quantiles([t["turn_ms"] for t in alone], n=20)[-1], 1),
        "sessions": sessions,
        "sessions_answered": sum(t["answered"] for t in together),
        "sessions_gapless": sum(t["gapless"] for t in together),
        "sessions_turn_ms_median": round(statistics.median(t["turn_ms"] for t in together), 1),
    }
    print(json.dumps(report) if json_ else "\n".join(f"{name}: {value}" for name, value in report.items()))


@app.command()
def memory(
    rows: Annotated[int, typer.Option(help="기억 수 (0: 쓰기만 잽니다)")] = 100_000,
    customers: Annotated[int, typer.Option(help="고객 수")] = 1_000,
    json_: Annotated[bool, typer.Option("--json", help="JSON 하나로 출력")] = False,
) -> None:
    """Time writing by one and by eight, then exact recall within a customer beside LangGraph's PostgresStore on the same made-up memories."""
    from gazel.memory.bench import bench_store
    from gazel.memory.bench_writers import bench_writers

    gazel = runtime()
    url = gazel.database.url()
    report = {"writers": bench_writers(url, gazel.settings), **(bench_store(rows, customers, url) if rows else {})}
    print(json.dumps(report) if json_ else "\n".join(f"{name}: {value}" for name, value in report.items()))


@app.command()
def retrieval(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="LoCoMo 또는 LongMemEval 형식의 JSON")],
    together: Annotated[bool, typer.Option(help="모든 대화를 한 고객의 것으로 모아 찾기")] = False,
    json_: Annotated[bool, typer.Option("--json", help="JSON 하나로 출력")] = False,
) -> None:
    """Measure retrieval on others' conversation benchmarks with the embedder that is set."""
    from gazel.memory.assembly import embedder_of
    from gazel.memory.benchmark.retrieval import bench_retrieval

    gazel = runtime()
    report = bench_retrieval(files, embedder_of(gazel.settings), gazel.database, gazel.settings, together=together)
    print(json.dumps(report) if json_ else "\n".join(f"{name}: {value}" for name, value in report.items()))


def _timed_turn(gazel: Runtime) -> dict[str, Any]:
    """One question of a fresh customer: milliseconds to the first event and to the end, and whether nothing was lost."""
    customer = f"bench-{uuid4().hex[:12]}"
    gazel.customers.add(customer, "측정용 가상 고객", position=999)
    began, first = time.perf_counter(), 0.0
    run_id = gazel.runs.start(customer, "bench", QUESTION)
    events = []
    for event in gazel.runs.follow(run_id):
        first = first or time.perf_counter()
        events.append(event)
    ended = time.perf_counter()
    stored = gazel.runs.events(run_id)
    gazel.customers.remove(customer)
    return {
        "first_event_ms": (first - began) * 1000,
        "turn_ms": (ended - began) * 1000,
        "answered": events[-1].type == "run.finished" and any(isinstance(event, MemoryWritten) for event in events),
        "gapless": [event.seq for event in stored] == list(range(len(events))),
    }
