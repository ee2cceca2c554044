"""How likely a turn tells of the speaker's own life, which people later ask to be reminded of, and does not only ask or chat.

Logistic regression over hashed morphemes and the shipped sentence embedding, trained by `python -m gazel.memory.learning`.
"""

import itertools
from functools import cached_property
from math import exp, sqrt
from pathlib import Path
from threading import Lock
from typing import Any
from zlib import crc32

from gazel.errors import SettingsError
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.lexical import KoreanAnalyzer

FILE = "memory/life_model.npz"
BUCKETS = 4096
WORD_WEIGHT, SENSE_WEIGHT = 2.0, 8.0


class LifeModel:
    """Loads its weights on first use; `embedder` must be the shipped one, on whose vectors it was trained."""

    def __init__(self, data: Path, embedder: Embedder, analyzer: KoreanAnalyzer) -> None:
        self._file = data / FILE
        self._embedder = embedder
        self._analyzer = analyzer
        self._loading = Lock()

    def probability(self, text: str) -> float:
        """From 0 (a mere question, or chatter) to 1 (told of himself)."""
        weights, bias, mean = self._model
        score = float(features(text, mean, self._embedder, self._analyzer) @ weights) + bias
        return round(1 / (1 + exp(-score)), 3)

    def warm(self) -> None:
        """Load the weights now, for a background thread at start."""
        assert self._model

    @property
    def _model(self) -> tuple[Any, float, Any]:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> tuple[Any, float, Any]:
        import numpy as np

        try:
            with np.load(self._file) as stored:
                return stored["weights"].astype(np.float32), float(stored["bias"]), stored["mean"].astype(np.float32)
        except (OSError, ValueError, KeyError) as error:
            raise SettingsError(
                f"회상 모델 {self._file}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요."
            ) from error


def features(text: str, mean: Any, embedder: Embedder, analyzer: KoreanAnalyzer) -> Any:
    """The feature vector, float32 of shape (BUCKETS + embedding dimension,): morphemes and their pairs, and the sense."""
    import numpy as np

    morphemes = [f"{form}/{tag}" for form, tag, _, _ in analyzer.tokens(text)]
    words = np.zeros(BUCKETS, np.float32)
    for gram in {*morphemes, *(" ".join(pair) for pair in itertools.pairwise(morphemes))}:
        words[crc32(gram.encode()) % BUCKETS] = 1.0
    words *= WORD_WEIGHT / (sqrt(float(words @ words)) or 1.0)
    sense = (np.asarray(embedder.embed_passages([text])[0], np.float32) - mean) * SENSE_WEIGHT
    return np.concatenate([words, sense])
