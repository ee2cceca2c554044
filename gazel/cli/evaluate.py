"""`gazel eval …`: measure answers against files of expectations."""

import json
from pathlib import Path
from typing import Annotated

import typer

from gazel.cli.reasoner import reasoner
from gazel.runtime import runtime
from gazel.settings import settings
from gazel.workflow.evaluation import evaluate, read_questions, summary

app = typer.Typer(no_args_is_help=True, help="질문·안전 규칙·기억·언어모델 평가")
app.command("reasoner")(reasoner)


@app.command()
def questions(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="문항 JSON-lines 파일")],
    json_: Annotated[bool, typer.Option("--json", help="JSON 하나로 출력")] = False,
) -> None:
    """Ask every question of a file as a fresh customer and report what passed."""
    gazel = runtime()
    results = []
    for result in evaluate(read_questions(file), gazel.runs, gazel.customers):
        results.append(result)
        if not json_:
            print(
                f"{'통과' if result.passed else '실패'} {result.id} {result.ms} ms",
                *result.reasons,
                sep="\n     " if result.reasons else " ",
            )
    report = summary(results)
    if json_:
        print(json.dumps(report, ensure_ascii=False))
        return
    print(f"\n{report['passed']}/{report['total']} 통과")
    for intent, count in sorted(report["by_intent"].items()):
        print(f"  {intent}: {count['passed']}/{count['total']}")


@app.command()
def guard(
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="기본값: 함께 제공되는 문항")] = None,
    json_: Annotated[bool, typer.Option("--json", help="JSON 하나로 출력")] = False,
) -> None:
    """Measure precision and recall of the conduct guard."""
    from gazel.reasoning.guard_eval import evaluate as evaluate_guard

    report = evaluate_guard(file or settings().data / "eval" / "guard.jsonl")
    if json_:
        print(json.dumps(report, ensure_ascii=False))
        return
    print(
        f"공격 {report['attacks']}건, 정상 {report['harmless']}건 · 정밀도 {report['precision']:.1%} · 재현율 {report['recall']:.1%}"
    )
    for miss in report["misses"]:
        print(f"  놓침: {miss}")


@app.command()
def memory(json_: Annotated[bool, typer.Option("--json", help="JSON 하나로 출력")] = False) -> None:
    """Run the shipped memory benchmark through the engine, each leg alone, and LangGraph's PostgresStore."""
    from gazel.memory.benchmark.evaluation import run

    gazel = runtime()
    report = run(gazel.database, gazel.settings)
    if json_:
        print(json.dumps(report, ensure_ascii=False))
        return
    for part in ("dev", "heldout"):
        numbers = {name: value for name, value in report[part].items() if isinstance(value, int | float)}
        print(part, *(f"{name}={value}" for name, value in numbers.items()))
        for leg, found in report[part]["legs"].items():
            print(f"  {leg}: {found}")
