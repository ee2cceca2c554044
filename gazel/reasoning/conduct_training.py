"""Trains the learned judge from labelled questions: `python -m gazel.reasoning.conduct_training`."""

import json
from math import log
from pathlib import Path
from typing import Any

from gazel.reasoning.conduct_model import BUCKETS, HARMLESS, features, gram_counts
from gazel.retrieval.embedding import Embedder
from gazel.settings import settings

INVERSE_REGULARISATION = 10.0


def train(examples: Path, target: Path, embedder: Embedder) -> int:
    """Fit on JSON lines {"topic", "text"} ('harmless' or a topic of the guard) and write the weights; the number of examples."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    rows = [json.loads(line) for line in examples.read_text("utf-8").splitlines() if line.strip()]
    texts = [str(row["text"]) for row in rows]
    idf = _idf(texts)
    mean = np.mean([embedder.embed_query(text) for text in texts], axis=0).astype(np.float32)
    table = np.stack([features(text, idf, mean, embedder) for text in texts])
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=3000, class_weight="balanced")
    model.fit(table, [row["topic"] for row in rows])
    classes = np.array([str(name) for name in model.classes_])
    assert HARMLESS in classes, "the examples need harmless questions"
    np.savez_compressed(
        target,
        weights=model.coef_.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
        idf=idf,
        mean=mean,
        classes=classes,
    )
    return len(rows)


def _idf(texts: list[str]) -> Any:
    import numpy as np

    seen = np.zeros(BUCKETS, np.float32)
    for text in texts:
        for bucket in gram_counts(text):
            seen[bucket] += 1
    return np.array([log((1 + len(texts)) / (1 + count)) + 1 for count in seen], np.float32)


def main() -> None:
    """Train on the shipped examples and replace the shipped weights."""
    from gazel.retrieval.onnx_embedder import OnnxEmbedder

    folder = settings().data / "insurance"
    count = train(
        folder / "conduct_examples.jsonl", folder / "conduct_model.npz", OnnxEmbedder(settings().data / "models" / "ko-e5-small")
    )
    print(f"{count}개 문장으로 {folder / 'conduct_model.npz'} 을(를) 만들었습니다.")


if __name__ == "__main__":
    main()
