"""Precision and recall of the facts that the rules find in what was said, and how much junk they take for a fact."""

import re
from collections.abc import Sequence
from typing import Any

from gazel.memory.benchmark.data import Benchmark, BenchmarkTurn, LabelledFact
from gazel.memory.clock import day_in_seoul
from gazel.memory.drafts import Draft
from gazel.memory.extraction.extract import extract

NAMED_BY_FACET = frozenset({"existing_policy", "health", "family_history", "goal"})
"""Slots whose facet names the thing (which policy, which illness) and whose value only says how it stands."""


def evaluate_extraction(benchmark: Benchmark) -> dict[str, Any]:
    """{"precision", "recall", "junk_turns", "junk_with_facts", "by_slot", "wrong", "missed"}; examples as (turn, slot, value)."""
    labels: dict[str, list[LabelledFact]] = {}
    for fact in benchmark.facts:
        labels.setdefault(fact.turn, []).append(fact)
    right, wrong, missed = [], [], []
    for turn in benchmark.turns:
        found = extract(turn.question, said_on=day_in_seoul(turn.at))
        open_labels = list(labels.get(turn.id, []))
        for draft in found:
            match = next((label for label in open_labels if states(draft, label)), None)
            if match:
                open_labels.remove(match)
                right.append((turn.id, match.slot, match.value))
            else:
                wrong.append((turn.id, draft.slot, draft.value))
        missed += [(turn.id, label.slot, label.value) for label in open_labels]
    junk = [turn for turn in benchmark.turns if turn.kind == "junk"]
    return {
        "precision": _share(len(right), len(right) + len(wrong)),
        "recall": _share(len(right), len(right) + len(missed)),
        "junk_turns": len(junk),
        "junk_with_facts": _with_facts(junk),
        "by_slot": _by_slot(right, wrong, missed),
        "wrong": wrong,
        "missed": missed,
    }


def states(draft: Draft, label: LabelledFact) -> bool:
    """Whether a draft says what the label says: the same slot, and one of the label's values ('농부/농업') of its facet."""
    if draft.slot != label.slot:
        return False
    said = _squeezed(f"{draft.value} {draft.facet} {draft.fact}")
    values = [_squeezed(value) for value in label.value.split("/")]
    if label.slot in NAMED_BY_FACET:
        return _squeezed(draft.value) in values and (_squeezed(label.facet) in said or values[0] in said)
    return any(value in said for value in values)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _with_facts(turns: Sequence[BenchmarkTurn]) -> int:
    return sum(bool(extract(turn.question, said_on=day_in_seoul(turn.at))) for turn in turns)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _by_slot(*groups: Sequence[tuple[str, str, str]]) -> dict[str, dict[str, int]]:
    slots = sorted({slot for group in groups for _, slot, _ in group})
    names = ("right", "wrong", "missed")
    return {
        slot: {name: sum(s == slot for _, s, _ in group) for name, group in zip(names, groups, strict=True)} for slot in slots
    }
