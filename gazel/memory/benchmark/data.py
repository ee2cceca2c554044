"""The shipped benchmark as values: customers, turns, questions with their evidence, labelled facts; and its checks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from gazel.errors import CatalogError
from gazel.memory.clock import day_in_seoul
from gazel.retrieval.when import parse_when

Part = Literal["dev", "heldout"]
QuestionType = Literal[
    "single_fact", "multi_hop", "temporal", "changed_fact", "preference", "procedure", "negative", "other_customer"
]
UNANSWERABLE: frozenset[str] = frozenset({"negative", "other_customer"})
FOLDER = "eval/memory"


@dataclass(frozen=True, slots=True)
class BenchmarkCustomer:
    """A fictional customer; `part` says whether weights may be tuned on it."""

    id: str
    name: str
    part: Part
    about: str


@dataclass(frozen=True, slots=True)
class BenchmarkTurn:
    """A question with its answer; `kind` is evidence, general or junk; `procedure` the id of what was explained."""

    id: str
    customer: str
    thread: str
    at: datetime
    kind: Literal["evidence", "general", "junk"]
    question: str
    answer: str
    procedure: str | None


@dataclass(frozen=True, slots=True)
class BenchmarkQuestion:
    """A question with the ids of the turns that answer it, and of those whose fact was replaced since."""

    id: str
    customer: str
    type: QuestionType
    question: str
    asked_at: datetime
    evidence: tuple[str, ...]
    superseded: tuple[str, ...]
    told_by_other: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether this customer ever said it."""
        return self.type not in UNANSWERABLE


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """A fact that a turn states of its speaker."""

    turn: str
    slot: str
    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """All of it, or the part of some customers."""

    customers: tuple[BenchmarkCustomer, ...]
    turns: tuple[BenchmarkTurn, ...]
    questions: tuple[BenchmarkQuestion, ...]
    facts: tuple[LabelledFact, ...]

    def only(self, customers: set[str]) -> "Benchmark":
        """What belongs to these customers."""
        turns = tuple(turn for turn in self.turns if turn.customer in customers)
        ids = {turn.id for turn in turns}
        return Benchmark(
            tuple(customer for customer in self.customers if customer.id in customers),
            turns,
            tuple(question for question in self.questions if question.customer in customers),
            tuple(fact for fact in self.facts if fact.turn in ids),
        )

    def part_of(self, customer: str) -> Part:
        """Whether a customer is for tuning or for reporting."""
        return next(row.part for row in self.customers if row.id == customer)


def load_benchmark(data: Path) -> Benchmark:
    """The benchmark in `data/eval/memory`; raises CatalogError when a file is missing or malformed."""
    folder = data / FOLDER
    try:
        return Benchmark(
            tuple(BenchmarkCustomer(**row) for row in _rows(folder / "customers.jsonl")),
            tuple(BenchmarkTurn(**{**row, "at": _moment(row["at"])}) for row in _rows(folder / "conversations.jsonl")),
            tuple(_question(row) for row in _rows(folder / "questions.jsonl")),
            tuple(LabelledFact(**row) for row in _rows(folder / "facts.jsonl")),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogError(
            f"기억 평가 자료 {folder}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요."
        ) from error


def problems(benchmark: Benchmark) -> Iterator[str]:
    """What is wrong with the labels: unknown or foreign turns, evidence outside the time asked for, questions without need."""
    turns = {turn.id: turn for turn in benchmark.turns}
    replaced = {id for question in benchmark.questions for id in question.superseded}
    for question in benchmark.questions:
        named = [*question.evidence, *question.superseded]
        if question.type not in get_args(QuestionType):
            yield f"{question.id}: unknown type {question.type}"
        if question.answerable != bool(question.evidence):
            yield f"{question.id}: evidence does not fit the type"
        if any(id not in turns or turns[id].customer != question.customer for id in named):
            yield f"{question.id}: evidence of nobody or of another customer"
        if any(turns[id].customer == question.customer for id in question.told_by_other):
            yield f"{question.id}: told by the customer himself"
        if any(turns[id].kind != "evidence" or turns[id].at > question.asked_at for id in named if id in turns):
            yield f"{question.id}: evidence that is filler or lies in the future"
        if question.type == "changed_fact" and replaced.issuperset(question.evidence):
            yield f"{question.id}: what is given as the current value was replaced later"
        yield from _out_of_time(question, turns)
    for fact in benchmark.facts:
        if turns[fact.turn].kind != "evidence":
            yield f"{fact.turn}: a fact in a turn that is none"


def _out_of_time(question: BenchmarkQuestion, turns: dict[str, BenchmarkTurn]) -> Iterator[str]:
    when = parse_when(question.question, day_in_seoul(question.asked_at)) if question.type == "temporal" else None
    if when and not any(when.contains(day_in_seoul(turns[id].at)) for id in question.evidence):
        yield f"{question.id}: '{when.phrase}' is not when it was said"


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _question(row: dict[str, Any]) -> BenchmarkQuestion:
    return BenchmarkQuestion(
        row["id"], row["customer"], row["type"], row["question"], _moment(row["asked_at"]),
        tuple(row["evidence"]), tuple(row["superseded"]), tuple(row.get("told_by_other", ())),
    )  # fmt: skip
