"""Plans questions by the rules, by the model alone and by both, and counts right intents, names and tools."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gazel.errors import ReasonerError, SettingsError
from gazel.reasoning.model.measuring.journal import Record
from gazel.reasoning.model.measuring.numbers import median, share
from gazel.reasoning.model.measuring.stopwatch import Stopwatch
from gazel.reasoning.model.planner import Planner
from gazel.reasoning.model.policy import closed
from gazel.reasoning.model.understanding import Understanding
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.reasoner import Reasoner

SLOTS = ("insurers", "diseases", "families")
ASPECTS = ("intent", "slots", "tools", "all")
PLANNERS = ("rules", "model", "combined")
TOOLS_OF: Mapping[str, frozenset[str]] = {
    "coverage_lookup": frozenset({"coverage_search", "compare_coverage", "glossary"}),
    "comparison": frozenset({"compare_coverage"}),
    "eligibility_waiting": frozenset({"waiver_rule", "coverage_search", "deadline_calc", "glossary"}),
    "payout_calc": frozenset({"payout_calc", "indemnity_calc"}),
    "claim_procedure": frozenset({"claim_procedure"}),
    "recommendation": frozenset({"recommend_riders"}),
    "recall_history": frozenset({"memory_search"}),
    "profile_update": frozenset({"memory_write"}),
    "rights_privacy": frozenset({"rights_guide"}),
    "glossary": frozenset({"glossary", "waiver_rule"}),
}
"""Tools of which one answers an intent, where a case names none; the other intents are answered without a tool."""


@dataclass(frozen=True, slots=True)
class PlanningCase:
    """A question; of `intents` and `tools` one has to be planned (no tools: none may be), of the slots all that are named."""

    id: str
    text: str
    intents: frozenset[str]
    slots: Mapping[str, frozenset[str]]
    tools: frozenset[str]
    as_of: date
    part: str = ""


def read_planning_cases(path: Path) -> list[PlanningCase]:
    """JSON lines with id, text, intents and, optionally, insurers, diseases, families, tools (or tools_any), part and as_of.

    Raises SettingsError naming the line.
    """
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            cases.append(_case(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise SettingsError(f"{path.name} {number}행을 읽을 수 없습니다: {error!r}.") from error
    return cases


def plan_all(case: PlanningCase, rules: Reasoner, planner: Planner, clock: Stopwatch) -> Record:
    """What each planner has right; the model is asked once, and not where the rules end the turn themselves."""
    context = Context(as_of=case.as_of)
    plan, _ = rules.plan(case.text, context)
    by_rules = right(plan, case)
    record: Record = {"text": case.text, "part": case.part, "rules": by_rules, "at_a_loss": not plan.calls and not closed(plan)}
    clock.start()
    if closed(plan):
        return {**record, "model": by_rules, "combined": by_rules, **clock.lap().as_dict()}
    try:
        understood = planner.understand(case.text, context)
    except ReasonerError as error:
        nothing = dict.fromkeys(ASPECTS, False)
        return {**record, "model": nothing, "combined": by_rules, "failure": str(error), **clock.lap().as_dict()}
    cost = clock.lap().as_dict()
    joined, notes = planner.join(plan, understood, case.text, context)
    alone = right(_alone(understood, rules, planner, context), case)
    return {
        **record,
        "model": alone,
        "combined": right(joined, case),
        "disagrees": bool(notes),
        "wishes": understood.wishes,
        **cost,
    }


def right(plan: Plan, case: PlanningCase) -> dict[str, bool]:
    """Whether intent, slots and tools are those of the case, and all three."""
    tools = {call.tool for call in plan.calls}
    found = {
        "intent": bool(case.intents & set(plan.intents)),
        "slots": all(wanted <= _named(plan, kind) for kind, wanted in case.slots.items()),
        "tools": bool(tools & case.tools) if case.tools else not tools,
    }
    return {**found, "all": all(found.values())}


def planning_report(records: Sequence[Record]) -> dict[str, Any]:
    """Shares in per cent by planner and aspect, over all and over each part; what got worse by the model; calls and times."""
    parts = {record["part"] for record in records if record["part"]}
    asked = [record for record in records if record["calls"]]
    return {
        "total": len(records),
        "right_pct": _shares(records),
        **({"by_part": {part: _shares([r for r in records if r["part"] == part]) for part in sorted(parts)}} if parts else {}),
        "rules_at_a_loss": sum(record["at_a_loss"] for record in records),
        "where_rules_have_a_plan": _sole(record for record in asked if not record["at_a_loss"]),
        "disagreements": sum(record.get("disagrees", False) for record in records),
        "failures": sum("failure" in record for record in records),
        "worse": [record["id"] for record in records if record["rules"]["all"] and not record["combined"]["all"]],
        "asked_of_the_model": len(asked),
        "calls": sum(record["calls"] for record in asked),
        "prompt_tokens": median([record["prompt_tokens"] for record in asked]),
        "completion_tokens": median([record["completion_tokens"] for record in asked]),
        "median_seconds": median([record["seconds"] for record in asked]),
    }


def _shares(records: Sequence[Record]) -> dict[str, dict[str, float]]:
    return {
        planner: {aspect: share(sum(record[planner][aspect] for record in records), len(records)) for aspect in ASPECTS}
        for planner in PLANNERS
    }


def _sole(records: Iterable[Record]) -> dict[str, int]:
    """How often only the rules, and how often only the model, has a right intent: what a policy between both loses and wins."""
    pairs = [(record["rules"]["intent"], record["model"]["intent"]) for record in records]
    return {"only_rules_right": pairs.count((True, False)), "only_model_right": pairs.count((False, True))}


def _alone(understood: Understanding, rules: Reasoner, planner: Planner, context: Context) -> Plan:
    """The plan of what the model understood, carried out without a look at the question itself."""
    named = {"insurers": understood.insurers, "diseases": understood.diseases, "families": understood.families}
    told = understood.retold(planner.vocabulary)
    plan = rules.plan(told, context)[0] if told else Plan(intents=understood.intents)
    return replace(plan, intents=understood.intents, slots={**plan.slots, **named})


def _named(plan: Plan, kind: str) -> set[str]:
    """The names of a kind in the plan's slots and its calls' arguments."""
    args = [call.args.get(key) for call in plan.calls for key in (kind, kind.removesuffix("s"))]
    listed = [value for arg in args if arg for value in (arg if isinstance(arg, list) else [arg])]
    return {*plan.slots.get(kind, ()), *map(str, listed)}


def _case(row: Mapping[str, Any]) -> PlanningCase:
    intents = frozenset(row["intents"])
    told = row.get("tools", row.get("tools_any"))
    tools = frozenset(told) if told is not None else frozenset(tool for name in intents for tool in TOOLS_OF.get(name, ()))
    return PlanningCase(
        id=row["id"],
        text=row["text"],
        intents=intents,
        slots={kind: frozenset(row[kind]) for kind in SLOTS if kind in row},
        tools=tools,
        as_of=date.fromisoformat(row.get("as_of", "2026-11-21")),
        part=row.get("part", ""),
    )
