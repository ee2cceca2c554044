"""A small learned judge of questions: catches other wordings of what the phrase rules decline.

Multinomial logistic regression over hashed character n-grams and the shipped sentence embedding; its weights come from
data/insurance/conduct_examples.jsonl by `python -m gazel.reasoning.conduct_training`.
"""

from collections import Counter
from functools import cache
from math import log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from gazel.reasoning.conduct_rules import conduct_rules
from gazel.settings import settings

if TYPE_CHECKING:
    from gazel.retrieval.embedding import Embedder

BUCKETS = 8192
GRAM_WEIGHT, SENSE_WEIGHT = 3.0, 8.0
HARMLESS = "harmless"


def gram_counts(text: str) -> Counter[int]:
    """How often each hashed character 1- to 3-gram occurs in the text without blanks."""
    tight = conduct_rules().views(text)["tight"]
    return Counter(crc32(tight[at : at + size].encode()) % BUCKETS for size in (1, 2, 3) for at in range(len(tight) - size + 1))


def features(text: str, idf: Any, mean: Any, embedder: "Embedder") -> Any:
    """The feature vector, float32 of shape (BUCKETS + embedding dimension,)."""
    import numpy as np

    grams = np.zeros(BUCKETS, np.float32)
    for bucket, count in gram_counts(text).items():
        grams[bucket] = (1 + log(count)) * idf[bucket]
    grams *= GRAM_WEIGHT / (sqrt(float(grams @ grams)) or 1.0)
    sense = (np.asarray(embedder.embed_query(text), np.float32) - mean) * SENSE_WEIGHT
    return np.concatenate([grams, sense])


class ConductModel:
    """The trained judge; `file` is an .npz with weights, bias, idf, mean and classes."""

    def __init__(self, file: Path, embedder: "Embedder") -> None:
        import numpy as np

        with np.load(file) as stored:
            self._weights = stored["weights"].astype(np.float32)
            self._bias, self._idf, self._mean = stored["bias"], stored["idf"], stored["mean"]
            self._classes = [str(name) for name in stored["classes"]]
        self._embedder = embedder

    def judge(self, text: str) -> tuple[str, float]:
        """The likeliest topic to decline and the probability (0–1) that the question belongs to any of them."""
        import numpy as np

        scores = self._weights @ features(text, self._idf, self._mean, self._embedder) + self._bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        by_topic = dict(zip(self._classes, shares.tolist(), strict=True))
        harmless = by_topic.pop(HARMLESS)
        return max(by_topic, key=lambda topic: by_topic[topic]), 1.0 - harmless


@cache
def conduct_model() -> ConductModel:
    """The shipped judge over the shipped embedding model, loaded once (0.4 s)."""
    from gazel.memory.assembly import shipped_embedder

    data = settings().data
    return ConductModel(data / "insurance" / "conduct_model.npz", shipped_embedder(data))
