"""`gazel ask`: one question on the command line."""

import json
from datetime import datetime
from typing import Annotated, Any

import typer

from gazel.runtime import runtime
from gazel.workflow.view import RunView


def ask(
    text: Annotated[str, typer.Argument(help="질문")],
    customer: Annotated[str, typer.Option(help="고객 식별자")],
    thread: Annotated[str, typer.Option(help="대화 식별자")] = "cli",
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="기준일")] = None,
    json_: Annotated[bool, typer.Option("--json", help="JSON 한 줄로 출력")] = False,
) -> None:
    """Ask a question for a customer and print the answer."""
    gazel = runtime()
    gazel.load_models()
    runs = gazel.runs
    run_id = runs.start(customer, thread, text, as_of=as_of.date() if as_of else None)
    view = runs.wait(run_id)
    if json_:
        print(json.dumps(as_json(run_id, view), ensure_ascii=False))
    else:
        print(as_text(view))
    if view.status == "failed":
        raise typer.Exit(1)


def as_json(run_id: str, view: RunView) -> dict[str, Any]:
    """A finished run as the object that `--json` prints."""
    return {
        "run_id": run_id,
        "behaviour": view.behaviour,
        "answer": view.answer or view.error,
        "tables": [{"title": table.title, "columns": table.columns, "rows": table.rows} for table in view.tables],
        "intents": view.intents,
        "tools": [{"name": tool.name, "args": tool.arguments, "ok": tool.ok, "ms": tool.ms} for tool in view.tools.values()],
        "citations": view.citations,
        "memory": {
            "recalled": [{key: hit[key] for key in ("kind", "key", "text", "why")} for hit in view.recalled],
            "written": [
                {"kind": memory.kind, "key": memory.key, "text": memory.text, "importance": memory.importance}
                for memory in view.written
            ],
        },
        "reasoner": view.reasoner,
        "ms": view.ms,
    }


def as_text(view: RunView) -> str:
    """A finished run for a terminal: prose, then tables."""
    parts = [view.answer or view.error]
    for table in view.tables:
        lines = [" | ".join(row) for row in (table.columns, *table.rows)]
        parts.append("\n".join([f"[{table.title}]", *lines]))
    return "\n\n".join(parts)
