"""Trains the linear models of recall from the written examples: `python -m gazel.memory.learning`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gazel.memory import life_model, question_adapter
from gazel.memory.life_examples import LifeTopic, load_life_topics
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.lexical import KoreanAnalyzer

INVERSE_REGULARISATION = 3.0


def learn(data: Path, embedder: Embedder, analyzer: KoreanAnalyzer) -> list[Path]:
    """Write the example vectors and the weights of the life model into `data`; the files."""
    import numpy as np

    topics = load_life_topics(data)
    statements, questions = question_adapter.example_vectors(topics, embedder)
    vectors, weights = data / question_adapter.VECTORS, data / life_model.FILE
    np.savez_compressed(
        vectors,
        digest=np.array(question_adapter.digest(topics, embedder.model_id)),
        statements=statements.astype(np.float16),
        questions=questions.astype(np.float16),
    )
    _learn_life(weights, topics, statements.mean(axis=0), embedder, analyzer)
    return [vectors, weights]


def _learn_life(target: Path, topics: Sequence[LifeTopic], mean: Any, embedder: Embedder, analyzer: KoreanAnalyzer) -> None:
    import numpy as np
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    told = [(text, topic.of_life) for topic in topics for text in topic.statements]
    table = np.stack([life_model.features(text, mean, embedder, analyzer) for text, _ in told])
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=3000, class_weight="balanced")
    model.fit(table, [of_life for _, of_life in told])
    np.savez_compressed(
        target, weights=model.coef_[0].astype(np.float16), bias=np.float32(model.intercept_[0]), mean=mean.astype(np.float32)
    )


if __name__ == "__main__":
    from gazel.memory.assembly import analyzer_of, shipped_embedder
    from gazel.settings import settings

    for file in learn(settings().data, shipped_embedder(settings().data), analyzer_of(settings())):
        print(file)
