"""Trains the judge of what is told and what is asked back, from the written examples: `python -m gazel.memory.learning`."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gazel.memory.life_examples import LifeTopic, load_life_topics
from gazel.memory.life_model import FILE, features
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.lexical import KoreanAnalyzer

INVERSE_REGULARISATION = 3.0
HARMLESS = "insurance/conduct_examples.jsonl"
LOOKING_BACK = "되묻기"


def learn(data: Path, embedder: Embedder, analyzer: KoreanAnalyzer) -> Path:
    """Write the weights of the life model into `data`; the file."""
    import numpy as np

    topics = load_life_topics(data)
    told, asked = list(_told(topics)), [*_asked(topics), *((text, False) for text in _general_questions(data))]
    tells = _fit(analyzer, told, embedder.embed_passages([text for text, _ in told]))
    asks = _fit(analyzer, asked, [embedder.embed_query(text) for text, _ in asked])
    weights, bias, means = (np.stack(pair) for pair in zip(tells, asks, strict=True))
    target = data / FILE
    np.savez_compressed(target, weights=weights.astype(np.float16), bias=bias, means=means)
    return target


def _told(topics: Sequence[LifeTopic]) -> Iterator[tuple[str, bool]]:
    for topic in topics:
        yield from ((text, topic.of_life) for text in (*topic.statements, *topic.neighbours))


def _asked(topics: Sequence[LifeTopic]) -> Iterator[tuple[str, bool]]:
    """What was asked back, and what was not: general questions, chatter, and statements."""
    for topic in topics:
        yield from ((text, True) for text in topic.questions)
        yield from ((text, topic.name == LOOKING_BACK) for text in topic.statements)


def _general_questions(data: Path) -> Iterator[str]:
    """Harmless questions from the examples of the conduct judge."""
    rows = [json.loads(line) for line in (data / HARMLESS).read_text(encoding="utf-8").splitlines()]
    return (row["text"] for row in rows if row["topic"] == "harmless")


def _fit(
    analyzer: KoreanAnalyzer, labelled: Sequence[tuple[str, bool]], senses: Sequence[Sequence[float]]
) -> tuple[Any, Any, Any]:
    """(weights, bias, mean sense) of a logistic regression."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    mean = np.mean(senses, axis=0).astype(np.float32)
    table = np.stack([features(analyzer, text, sense, mean) for (text, _), sense in zip(labelled, senses, strict=True)])
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=3000, class_weight="balanced")
    model.fit(table, [label for _, label in labelled])
    return model.coef_[0].astype(np.float32), np.float32(model.intercept_[0]), mean


if __name__ == "__main__":
    from gazel.memory.assembly import analyzer_of, embedder_of
    from gazel.settings import settings

    print(learn(settings().data, embedder_of(settings()), analyzer_of(settings())))
