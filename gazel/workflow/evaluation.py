"""Runs a file of questions through the real workflow and checks what each must and must not say."""

import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from gazel.errors import GazelError, SettingsError
from gazel.workflow.customers import Customers
from gazel.workflow.runs import Runs
from gazel.workflow.view import RunView

KIND_LETTER = {"episodic": "E", "semantic": "S", "procedural": "P"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line of a question file."""

    id: str
    text: str
    thread: str
    as_of: date
    behaviour: str
    setup: tuple[tuple[str, str], ...] = ()
    intents: tuple[str, ...] = ()
    must_match: tuple[str, ...] = ()
    must_not_match: tuple[str, ...] = ()
    tools_any: tuple[str, ...] = ()
    memory_kinds_recalled: tuple[str, ...] = ()
    memory_kinds_written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a question came out; `reasons` is empty where it passed."""

    id: str
    passed: bool
    reasons: list[str]
    behaviour: str | None
    answer: str
    tools: list[str]
    ms: int
    intents: list[str] = field(default_factory=list)


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSON-lines file; raises SettingsError naming the line that cannot be read."""
    questions = []
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            questions.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"{path.name} {number}행을 읽을 수 없습니다: {error!r}.", hint="README의 문항 형식을 확인하세요."
            ) from error
    return questions


def _question(row: dict[str, Any]) -> Question:
    lists = ("intents", "must_match", "must_not_match", "tools_any", "memory_kinds_recalled", "memory_kinds_written")
    return Question(
        id=row["id"],
        text=row["text"],
        thread=row.get("thread", "t1"),
        as_of=date.fromisoformat(row["as_of"]),
        behaviour=row["behaviour"],
        setup=tuple((turn["text"], turn["thread"]) for turn in row.get("setup", [])),
        **{name: tuple(row.get(name, ())) for name in lists},
    )


def evaluate(
    questions: Sequence[Question], runs: Runs, customers: Customers, *, prepare: Callable[[str], None] | None = None
) -> Iterator[Result]:
    """Ask each question as a fresh fictional customer, whom `prepare` may give something, after its earlier turns."""
    for question in questions:
        customer = f"eval-{uuid4().hex[:12]}"
        customers.add(customer, "평가용 가상 고객", position=999)
        try:
            if prepare:
                prepare(customer)
            yield _ask(question, customer, runs)
        finally:
            customers.remove(customer)


def _ask(question: Question, customer: str, runs: Runs) -> Result:
    for text, thread in question.setup:
        runs.wait(runs.start(customer, thread, text, as_of=question.as_of))
    began = time.perf_counter()
    try:
        view = runs.wait(runs.start(customer, question.thread, question.text, as_of=question.as_of))
    except GazelError as error:
        view = RunView(status="failed", error=str(error))
    reasons = check(question, view)
    return Result(
        id=question.id,
        passed=not reasons,
        reasons=reasons,
        behaviour=view.behaviour,
        answer=view.answer,
        tools=[tool.name for tool in view.tools.values()],
        ms=round((time.perf_counter() - began) * 1000),
        intents=list(question.intents),
    )


def check(question: Question, view: RunView) -> list[str]:
    """Every way in which the run misses what the question asks for."""
    text = said(view)
    tools = {tool.name for tool in view.tools.values()}
    recalled = {KIND_LETTER[hit["kind"]] for hit in view.recalled}
    written = {KIND_LETTER[memory.kind] for memory in view.written}
    reasons = [f"실행 실패: {view.error}"] if view.status != "ok" else []
    if view.behaviour != question.behaviour:
        reasons.append(f"behaviour {view.behaviour} ≠ {question.behaviour}")
    reasons += [f"없음: {pattern}" for pattern in question.must_match if not re.search(pattern, text)]
    reasons += [f"있으면 안 됨: {pattern}" for pattern in question.must_not_match if re.search(pattern, text)]
    if question.tools_any and not tools & set(question.tools_any):
        reasons.append(f"도구 {sorted(tools)} 중 {list(question.tools_any)} 없음")
    reasons += [f"{kind} 회상 없음" for kind in question.memory_kinds_recalled if kind not in recalled]
    reasons += [f"{kind} 저장 없음" for kind in question.memory_kinds_written if kind not in written]
    return reasons


def said(view: RunView) -> str:
    """The answer's text and all table cells, white space collapsed to one blank."""
    cells = [cell for table in view.tables for row in (table.columns, *table.rows) for cell in (table.title, *row)]
    return re.sub(r"\s+", " ", " ".join([view.answer, *cells])).strip()


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """The totals, every result, and pass counts by intent."""
    by_intent: dict[str, dict[str, int]] = defaultdict(lambda: {"total": 0, "passed": 0})
    for result in results:
        for intent in result.intents:
            by_intent[intent]["total"] += 1
            by_intent[intent]["passed"] += result.passed
    return {
        "total": len(results),
        "passed": sum(result.passed for result in results),
        "results": [asdict(result) for result in results],
        "by_intent": dict(by_intent),
    }
