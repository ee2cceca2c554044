"""Measures a served model in GAZEL's own steps: planning, extraction, answers, and the client's cost."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import load_catalog
from gazel.memory.benchmark.data import load_benchmark
from gazel.reasoning.model.audit import Auditor
from gazel.reasoning.model.composer import Composer
from gazel.reasoning.model.endpoint import Endpoint
from gazel.reasoning.model.extraction import Extractor
from gazel.reasoning.model.grounding.names import ExactNames
from gazel.reasoning.model.measuring import answers, extraction, planning
from gazel.reasoning.model.measuring.journal import Journal, measure
from gazel.reasoning.model.measuring.overhead import client_overhead
from gazel.reasoning.model.measuring.stopwatch import Stopwatch
from gazel.reasoning.model.planner import Planner
from gazel.reasoning.model.prompts import DEFAULT_CONTEXT_TOKENS, compose_messages
from gazel.reasoning.model.vocabulary import Vocabulary
from gazel.reasoning.rules import RuleReasoner
from gazel.workflow.market_turns import MarketTurn, MarketTurns

T = TypeVar("T")
Report = dict[str, Any]
PLANNING_SETS = ("questions_dev", "planning_free", "planning_generated")
ANSWERS = "adversarial_answers"
OVERHEAD_PROMPTS = 3


@dataclass(frozen=True)
class ReasonerEvaluation:
    """One server, measured over the shipped sets.

    `limit` takes that many cases, evenly spread over each set; `folder` keeps what was found, so that a broken-off run
    goes on; `seconds` is the longest wait for one call (a CPU is slow, and deadlines are not what is measured here).
    """

    data: Path
    base_url: str
    model: str | None = None
    api_key: str = "none"
    limit: int | None = None
    concurrency: int = 1
    folder: Path | None = None
    seconds: float = 600.0

    @property
    def parts(self) -> Mapping[str, Callable[[], Report]]:
        """The parts by name, each giving its report."""
        return {
            "planning": self.measure_planning,
            "extraction": self.measure_extraction,
            "answers": self.measure_answers,
            "overhead": self.measure_overhead,
        }

    def measure_planning(self) -> Report:
        """Right intents, names and tools by rules, model and both, on each set."""
        return {name: self._planned(name) for name in PLANNING_SETS}

    def measure_extraction(self) -> Report:
        """Precision and recall on the held-back part of the memory benchmark and on freely worded statements, and of the refusals alone."""
        told = extraction.told_turns(load_benchmark(self.data), "heldout")
        free = extraction.read_told_turns(self.data / "eval" / "extraction_free.jsonl")
        sets = {"memory_benchmark_heldout": told, "extraction_free": free}
        reports = {name: self._extracted(name, turns) for name, turns in sets.items()}
        return reports | {"every_claim_of_every_clause": extraction.every_claim(told)}

    def measure_answers(self) -> Report:
        """What of the model's prose was shown and dropped over misleading questions, and the wrong figures in it."""
        rows = map(json.loads, (self.data / "eval" / f"{ANSWERS}.jsonl").read_text(encoding="utf-8").splitlines())
        turns = {row["id"]: self._turns.turn(row["text"], date.fromisoformat(row["as_of"])) for row in self._some(list(rows))}

        def judge(worker: tuple[Stopwatch, Composer], turn: MarketTurn) -> Report:
            clock, composer = worker
            return answers.answer(
                turn.question, turn.plan, turn.evidence, turn.context, composer=composer, rules=self._rules, clock=clock
            )

        workers = [(clock, Composer(self._rules, clock, self._names)) for clock in self._clocks()]
        journal = self._journal(ANSWERS)
        measure(turns.items(), workers, judge, journal)
        auditor = Auditor(self._catalog)
        audited = [answers.audited(r, turns[r["id"]].evidence, auditor) for r in journal.records if r["id"] in turns]
        return answers.answers_report(audited)

    def measure_overhead(self) -> Report:
        """The client's cost over the bare server for the writing prompts of a few questions."""
        rows = (self.data / "eval" / f"{ANSWERS}.jsonl").read_text(encoding="utf-8").splitlines()[:OVERHEAD_PROMPTS]
        turns = [self._turns.turn(json.loads(row)["text"], date.min) for row in rows]
        prompts = [compose_messages(t.question, t.evidence, t.context, DEFAULT_CONTEXT_TOKENS).messages for t in turns]
        return client_overhead(next(self._clocks()), prompts)

    def _planned(self, name: str) -> Report:
        cases = self._some(planning.read_planning_cases(self.data / "eval" / f"{name}.jsonl"))
        vocabulary = Vocabulary.from_catalog(self._catalog)
        workers = [(clock, Planner(self._rules, clock, vocabulary, self._names)) for clock in self._clocks()]
        journal = self._journal(name)

        def judge(worker: tuple[Stopwatch, Planner], case: planning.PlanningCase) -> Report:
            return planning.plan_all(case, self._rules, worker[1], worker[0])

        measure([(case.id, case) for case in cases], workers, judge, journal)
        return planning.planning_report(journal.records)

    def _extracted(self, name: str, turns: Sequence[extraction.ToldTurn]) -> Report:
        journal = self._journal(name)

        def judge(worker: tuple[Stopwatch, Extractor], turn: extraction.ToldTurn) -> Report:
            return extraction.find_facts(turn, worker[1], worker[0])

        workers = [(clock, Extractor(clock)) for clock in self._clocks()]
        measure([(turn.id, turn) for turn in self._some(turns)], workers, judge, journal)
        return extraction.extraction_report(journal.records)

    def _some(self, cases: Sequence[T]) -> Sequence[T]:
        """`limit` of the cases, evenly spread."""
        if self.limit is None or self.limit >= len(cases):
            return cases
        return [cases[at * len(cases) // self.limit] for at in range(self.limit)]

    def _clocks(self) -> Iterator[Stopwatch]:
        for _ in range(self.concurrency):
            endpoint = Endpoint(self.base_url, self.model, self.api_key)
            wait = self.seconds
            yield Stopwatch([endpoint], first_token_seconds=wait, step_seconds=wait, plan_seconds=wait)

    def _journal(self, name: str) -> Journal:
        return Journal(self.folder / f"{name}.jsonl" if self.folder else None)

    @cached_property
    def _catalog(self) -> Catalog:
        return load_catalog(self.data / "insurance")

    @cached_property
    def _rules(self) -> RuleReasoner:
        return RuleReasoner(self._catalog)

    @cached_property
    def _names(self) -> ExactNames:
        return ExactNames.from_catalog(self._catalog)

    @cached_property
    def _turns(self) -> MarketTurns:
        return MarketTurns(self._catalog, self._rules)
