"""From answers to numbers: recall, order, supersession, abstention and leaks, for a part and for each type of question."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from gazel.memory.benchmark.data import BenchmarkQuestion
from gazel.memory.benchmark.metrics import found, means, newer_first
from gazel.memory.benchmark.rankers import Answer

Asked = Sequence[tuple[BenchmarkQuestion, Answer]]
ENGINE = "fused"


def report(questions: Sequence[BenchmarkQuestion], answers: Mapping[str, Sequence[Answer]], named: Set[str]) -> dict[str, Any]:
    """The engine's measures, per type and wording too, and under "legs" those of every ranker.

    `answers` are in the questions' order; `named` are the ids of questions that share a word with their evidence.
    """
    asked = list(zip(questions, answers[ENGINE], strict=True))
    types = sorted({question.type for question in questions})
    return {
        "questions": len(questions),
        **evidence_measures(asked),
        "abstention": abstention(asked),
        "leaks": leaks(asked),
        "by_type": {name: _of_type([pair for pair in asked if pair[0].type == name]) for name in types},
        "by_wording": {
            "named": _of_type([pair for pair in asked if pair[0].answerable and pair[0].id in named]),
            "paraphrased": _of_type([pair for pair in asked if pair[0].answerable and pair[0].id not in named]),
        },
        "legs": {name: evidence_measures(list(zip(questions, given, strict=True))) for name, given in answers.items()},
    }


def evidence_measures(asked: Asked) -> dict[str, Any]:
    """Recall@10 (fraction, any, all), nDCG@10, MRR over the answerable questions, supersession where facts changed."""
    answerable = [found(answer.ranking, question.evidence) for question, answer in asked if question.answerable]
    changed = [
        newer_first(answer.ranking, question.evidence, question.superseded) for question, answer in asked if question.superseded
    ]
    pairs = {"supersession": _share(sum(changed), len(changed))} if changed else {}
    return {**means(answerable), **pairs}


def abstention(asked: Asked) -> dict[str, Any]:
    """Both error rates: silence on what was said, and an answer to what never was."""
    answerable = [answer.abstained for question, answer in asked if question.answerable]
    never = [answer.abstained for question, answer in asked if question.type == "negative"]
    others = [answer.abstained for question, answer in asked if question.type == "other_customer"]
    return {
        "silent_though_known": _share(sum(answerable), len(answerable)),
        "answered_though_unknown": _share(len(never) - sum(never), len(never)),
        "answered_about_others": _share(len(others) - sum(others), len(others)),
        "accuracy": _share(len(answerable) - sum(answerable) + sum(never), len(answerable) + len(never)),
    }


def leaks(asked: Asked) -> int:
    """How many hits rest on a turn of somebody else."""
    return sum(
        any(not turn.startswith(f"{question.customer}-") for turn in turns)
        for question, answer in asked
        for turns in answer.ranking
    )


def _of_type(asked: Asked) -> dict[str, Any]:
    if asked and asked[0][0].answerable:
        return {"questions": len(asked), **evidence_measures(asked), "abstained": sum(answer.abstained for _, answer in asked)}
    return {"questions": len(asked), "abstained": sum(answer.abstained for _, answer in asked)}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
