"""The rule adviser without the workflow: guard, plan, tools and prose in one call, with or without a memory behind it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from langchain_core.tools import BaseTool

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import load_catalog
from gazel.memory.clock import moment_on
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.types import Hit, Scope, Turn, Written
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.guard import inspect
from gazel.reasoning.masking import mask
from gazel.reasoning.outcome import behaviour
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.rules import RuleReasoner
from gazel.settings import settings
from gazel.workflow.tools import CallContext, ToolDeps, build_tools
from gazel.workflow.tools.claim_procedure import titles_explained

TODAY = date(2026, 11, 21)
MEMORY_TOOLS = {"memory_search", "memory_write", "recommend_riders"}
"""Tools that an adviser without a memory leaves out."""
OWN_QUESTIONS = Path(__file__).parents[1] / "data" / "eval" / "questions_own.jsonl"


@cache
def shipped_catalog() -> Catalog:
    """The catalogue as shipped."""
    return load_catalog(settings().data / "insurance")


@cache
def shipped_reasoner() -> RuleReasoner:
    """The rule reasoner over the shipped catalogue."""
    return RuleReasoner(shipped_catalog())


class Forgetful:
    """Stands for a memory of which nothing is ever known."""

    def facts(self, scope: Scope, **asked: object) -> list[dict[str, Any]]:
        return []


@cache
def tools_over(memory: HierarchicalMemoryManager | None) -> dict[str, BaseTool]:
    """Every tool over one memory; without one, only tools that need none may be called."""
    return build_tools(ToolDeps(shipped_catalog(), memory or Forgetful(), None))  # type: ignore[arg-type]


@dataclass
class Answer:
    """What came of one question."""

    plan: Plan
    behaviour: str
    prose: str
    evidence: tuple[Evidence, ...] = ()
    recalled: tuple[Hit, ...] = ()
    written: tuple[Written, ...] = ()

    @property
    def tools(self) -> list[str]:
        return [call.tool for call in self.plan.calls]

    @property
    def text(self) -> str:
        """Prose and table cells, blanks collapsed, as the evaluation reads them."""
        cells = [
            cell
            for item in self.evidence
            for table in item.tables
            for row in (table.columns, *table.rows)
            for cell in (table.title, *row)
        ]
        return re.sub(r"\s+", " ", " ".join([self.prose, *cells])).strip()


@dataclass
class Adviser:
    """Asks question after question as one customer; each thread keeps its slots and messages."""

    memory: HierarchicalMemoryManager | None = None
    scope: Scope = field(default_factory=lambda: Scope("demo", f"c-{uuid4().hex[:8]}"))
    policies: tuple[dict[str, Any], ...] = ()
    threads: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = field(default_factory=dict)

    def ask(self, question: str, *, thread: str = "t1", as_of: date = TODAY) -> Answer:
        masked = mask(question)
        inspection = inspect(masked.text)
        if inspection.refusal is not None:
            refused = Plan(intents=inspection.refusal.intents, outcome="refuse", reply=inspection.refusal.reply)
            return Answer(refused, "refuse", inspection.refusal.reply)
        slots, messages = self.threads.get(thread, ({}, []))
        context = Context(as_of=as_of, previous=slots, history=tuple(messages), policies=self.policies, masked=masked.kinds)
        plan, _ = shipped_reasoner().plan(masked.text, context)
        recalled = self._recall(plan, masked.text, as_of)
        evidence = self._run(plan, masked.text, as_of, recalled)
        prose = "".join(str(piece) for piece in shipped_reasoner().compose(masked.text, plan, evidence, context))
        self.threads[thread] = (plan.slots, [*messages, ("user", masked.text), ("assistant", prose)])
        outcome = behaviour(plan, evidence)
        return Answer(
            plan, outcome, prose, evidence, recalled, self._remember(plan, masked.text, prose, outcome, thread, evidence, as_of)
        )

    def _recall(self, plan: Plan, question: str, as_of: date) -> tuple[Hit, ...]:
        if self.memory is None:
            return ()
        handling = titles_explained(plan.calls, shipped_catalog())
        query = plan.slots.get("recall_query") or question
        return self.memory.recall(self.scope, query, as_of=as_of, handling=handling).hits

    def _run(self, plan: Plan, question: str, as_of: date, recalled: tuple[Hit, ...]) -> tuple[Evidence, ...]:
        tools = tools_over(self.memory)
        call = CallContext(
            scope=self.scope,
            as_of=as_of,
            thread_id="t1",
            run_id=uuid4().hex,
            question=question,
            memories=recalled,
            policies=self.policies,
        )
        config = {"configurable": {"call": call}}
        return tuple(
            tools[planned.tool]
            .invoke({"name": planned.tool, "args": planned.args, "id": "1", "type": "tool_call"}, config)
            .artifact
            for planned in plan.calls
            if self.memory is not None or planned.tool not in MEMORY_TOOLS
        )

    def _remember(
        self, plan: Plan, question: str, prose: str, outcome: str, thread: str, evidence: Sequence[Evidence], as_of: date
    ) -> tuple[Written, ...]:
        if self.memory is None:
            return ()
        procedures = [item.data["procedure"] for item in evidence if item.data.get("procedure")]
        turn = Turn(
            run_id=uuid4().hex, thread_id=thread, question=question, answer=prose, at=moment_on(as_of), intents=plan.intents,
            tools=tuple(call.tool for call in plan.calls), behaviour=outcome, procedure=procedures[0] if procedures else None,
            topics=tuple(plan.slots.get("topics", ())), insurers=tuple(plan.slots.get("insurers", ())),
        )  # fmt: skip
        return tuple(self.memory.remember(self.scope, turn))


def own_questions() -> list[dict[str, Any]]:
    """The questions written for this project, one a line."""
    return [json.loads(line) for line in OWN_QUESTIONS.read_text().splitlines() if line.strip()]


def needs_memory(row: dict[str, Any]) -> bool:
    """Whether a question leans on what was remembered."""
    return bool(
        set(row["tools_any"]) & MEMORY_TOOLS
        or "저번에" in row["text"]
        or row["memory_kinds_recalled"]
        or set(row["memory_kinds_written"]) - {"E"}
    )


def misses(row: dict[str, Any], adviser: Adviser) -> list[str]:
    """Every way in which the adviser misses what the question expects, after its earlier turns."""
    for turn in row["setup"]:
        adviser.ask(turn["text"], thread=turn["thread"])
    answer = adviser.ask(row["text"], thread=row["thread"], as_of=date.fromisoformat(row["as_of"]))
    letters = {"episodic": "E", "semantic": "S", "procedural": "P"}
    found = [] if answer.behaviour == row["behaviour"] else [f"behaviour {answer.behaviour} ≠ {row['behaviour']}"]
    found += [f"missing {pattern}" for pattern in row["must_match"] if not re.search(pattern, answer.text)]
    found += [f"forbidden {pattern}" for pattern in row["must_not_match"] if re.search(pattern, answer.text)]
    if row["tools_any"] and not set(row["tools_any"]) & set(answer.tools):
        found.append(f"tools {answer.tools}")
    if adviser.memory is not None:
        found += [
            f"not recalled {k}" for k in row["memory_kinds_recalled"] if k not in {letters[h.kind] for h in answer.recalled}
        ]
        found += [f"not written {k}" for k in row["memory_kinds_written"] if k not in {letters[w.kind] for w in answer.written}]
    return found
