"""Lets the model write answers and counts what it got past the grounding check, figure by figure."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from gazel.events import AnswerDropped, Fallback
from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.audit import Auditor
from gazel.reasoning.model.composer import Composer, may_phrase
from gazel.reasoning.model.measuring.journal import Record
from gazel.reasoning.model.measuring.numbers import median, percentile
from gazel.reasoning.model.measuring.stopwatch import Stopwatch
from gazel.reasoning.plan import Context, Plan
from gazel.reasoning.reasoner import Reasoner


def answer(
    question: str,
    plan: Plan,
    evidence: Sequence[Evidence],
    context: Context,
    *,
    composer: Composer,
    rules: Reasoner,
    clock: Stopwatch,
) -> Record:
    """One composed answer: the model's sentences that were shown, those dropped and why, what took their place, and the cost."""
    by_rules = "".join(piece for piece in rules.compose(question, plan, evidence, context) if isinstance(piece, str))
    shown: list[str] = []
    dropped: list[dict[str, str]] = []
    fallbacks: list[str] = []
    clock.start()
    for piece in composer.compose(question, plan, evidence, context):
        if isinstance(piece, AnswerDropped):
            dropped.append({"sentence": piece.sentence, "reason": piece.reason, "replacement": piece.replacement})
        elif isinstance(piece, Fallback):
            fallbacks.append(piece.reason)
        elif isinstance(piece, str) and (said := piece.strip()) and said not in by_rules and not piece.endswith("\n"):
            shown.append(said)
    replaced = {item["replacement"].strip() for item in dropped}
    return {
        "question": question,
        "phrased": may_phrase(plan, evidence),
        "shown": [said for said in shown if said not in replaced],
        "dropped": dropped,
        "fallbacks": fallbacks,
        **clock.lap().as_dict(),
    }


def audited(record: Record, evidence: Sequence[Evidence], auditor: Auditor) -> Record:
    """The record with its shown sentences' figures counted, the wrong ones named with their sentence."""
    known = auditor.known(evidence)
    found = [(said, *auditor.audit(said, record["question"], known)) for said in record["shown"]]
    wrong = [f"{said} ({name})" for said, _, names in found for name in names]
    return {**record, "figures": sum(count for _, count, _ in found), "wrong": wrong}


def answers_report(records: Sequence[Record]) -> dict[str, Any]:
    """Counts over audited records: answers, sentences shown and dropped by reason, figures, wrong figures, tokens and times."""
    asked = [record for record in records if record["calls"]]
    shown = sum(len(record["shown"]) for record in records)
    reasons = Counter(item["reason"] for record in records for item in record["dropped"])
    firsts = [record["first_token_seconds"] for record in asked if record["first_token_seconds"] is not None]
    return {
        "answers": len(records),
        "by_model": len(asked),
        "sentences_shown": shown,
        "sentences_dropped": sum(reasons.values()),
        "drop_reasons": dict(reasons.most_common()),
        "answers_with_model_prose": sum(bool(record["shown"]) for record in records),
        "figures_shown": sum(record["figures"] for record in records),
        "wrong_figures": [f"{record['id']} {record['question']} → {wrong}" for record in records for wrong in record["wrong"]],
        "fallbacks": sum(bool(record["fallbacks"]) for record in records),
        "calls_per_turn": _mean([record["calls"] for record in asked]),
        "prompt_tokens_per_turn": _mean([record["prompt_tokens"] for record in asked]),
        "completion_tokens_per_turn": _mean([record["completion_tokens"] for record in asked]),
        "first_token_seconds": {"median": median(firsts), "p95": percentile(firsts, 95)},
        "seconds": {"median": median([r["seconds"] for r in asked]), "p95": percentile([r["seconds"] for r in asked], 95)},
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 1) if values else 0.0
