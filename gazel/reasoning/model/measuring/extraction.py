"""Lets the model find facts in labelled turns and counts which were told."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazel.errors import ReasonerError, SettingsError
from gazel.memory.benchmark.data import Benchmark, LabelledFact
from gazel.memory.benchmark.extraction import states
from gazel.memory.drafts import Draft
from gazel.reasoning.model.extraction import Extractor, checked, statements
from gazel.reasoning.model.measuring.journal import Record
from gazel.reasoning.model.measuring.numbers import median, share
from gazel.reasoning.model.measuring.stopwatch import Stopwatch
from gazel.reasoning.model.memory_claims import CLAIMS


@dataclass(frozen=True, slots=True)
class ToldTurn:
    """What a customer said, the answer, and the facts it tells."""

    id: str
    text: str
    answer: str
    facts: tuple[LabelledFact, ...]


def read_told_turns(path: Path) -> list[ToldTurn]:
    """JSON lines with id, text and told ('slot/facet' → value); raises SettingsError naming the line."""
    turns = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            subjects = [(*key.partition("/")[::2], value) for key, value in row["told"].items()]
            facts = [LabelledFact(row["id"], slot, facet, value) for slot, facet, value in subjects]
            turns.append(ToldTurn(row["id"], row["text"], "", tuple(facts)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SettingsError(f"{path.name} {number}행을 읽을 수 없습니다: {error!r}.") from error
    return turns


def told_turns(benchmark: Benchmark, part: str) -> list[ToldTurn]:
    """The turns of a part of the memory benchmark with their labelled facts, customer by customer in turn."""
    customers = [customer.id for customer in benchmark.customers if customer.part == part]
    facts: dict[str, list[LabelledFact]] = {}
    for fact in benchmark.facts:
        facts.setdefault(fact.turn, []).append(fact)
    queues = [[turn for turn in benchmark.turns if turn.customer == customer] for customer in customers]
    mixed = [queue[at] for at in range(max(map(len, queues), default=0)) for queue in queues if at < len(queue)]
    return [ToldTurn(turn.id, turn.question, turn.answer, tuple(facts.get(turn.id, ()))) for turn in mixed]


def find_facts(turn: ToldTurn, extractor: Extractor, clock: Stopwatch) -> Record:
    """The drafts found in a turn, right and wrong, how many facts it tells, and what was refused."""
    clock.start()
    told = len(turn.facts)
    try:
        found = extractor.extract(turn.text, turn.answer)
    except ReasonerError as error:
        return {
            "text": turn.text,
            "told": told,
            "right": 0,
            "wrong": [],
            "refused": {},
            "failure": str(error),
            **clock.lap().as_dict(),
        }
    right, wrong = matched(found.drafts, turn.facts)
    return {
        "text": turn.text,
        "told": told,
        "right": right,
        "wrong": wrong,
        "refused": dict(found.refused),
        **clock.lap().as_dict(),
    }


def matched(drafts: Iterable[Draft], facts: Sequence[LabelledFact]) -> tuple[int, list[str]]:
    """How many drafts state a labelled fact, each fact once, and the others as 'slot/facet=value'."""
    left, right, wrong = list(facts), 0, []
    for draft in drafts:
        label = next((fact for fact in left if states(draft, fact)), None)
        if label is None:
            wrong.append(f"{draft.subject}={draft.value}")
        else:
            left.remove(label)
            right += 1
    return right, wrong


def every_claim(turns: Iterable[ToldTurn]) -> dict[str, Any]:
    """What stands when every claim is made of every clause: the refusals alone, without a model's judgement."""
    right, wrong = 0, []
    for turn in turns:
        for label in CLAIMS:
            proposed = [{"quote": quote, "claim": label} for quote in statements(turn.text)]
            hits, misses = matched(checked(proposed, turn.text, "").drafts, turn.facts)
            right += hits
            wrong += [f"{turn.text} → {item}" for item in misses]
    return {"found": right + len(wrong), "precision_pct": share(right, right + len(wrong)), "wrong": wrong}


def extraction_report(records: Sequence[Record]) -> dict[str, Any]:
    """Precision and recall in per cent over all turns, refusals by reason, wrong drafts, calls and times."""
    right = sum(record["right"] for record in records)
    wrong = [f"{record['text']} → {item}" for record in records for item in record["wrong"]]
    told = sum(record["told"] for record in records)
    asked = [record for record in records if record["calls"]]
    return {
        "turns": len(records),
        "asked_of_the_model": len(asked),
        "told": told,
        "found": right + len(wrong),
        "precision_pct": share(right, right + len(wrong)),
        "recall_pct": share(right, told),
        "refused": dict(_sum(record["refused"] for record in records)),
        "failures": sum("failure" in record for record in records),
        "wrong": wrong,
        "prompt_tokens": median([record["prompt_tokens"] for record in asked]),
        "completion_tokens": median([record["completion_tokens"] for record in asked]),
        "median_seconds": median([record["seconds"] for record in asked]),
    }


def _sum(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total
