"""Whether a turn tells of the speaker's own life, which people later ask to be reminded of, and whether a question looks back.

Two logistic regressions over hashed morphemes and the shipped sentence embedding, trained by `python -m gazel.memory.learning`.
"""

import itertools
from collections.abc import Sequence
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
TELLS, ASKS = 0, 1
"""The rows of the weights: told of himself; asks for what was told or explained before."""
BUCKETS = 4096
WORD_WEIGHT, SENSE_WEIGHT = 2.0, 8.0


class LifeModel:
    """Loads its weights on first use; `embedder` must be the shipped one, on whose vectors it was trained."""

    def __init__(self, data: Path, embedder: Embedder, analyzer: KoreanAnalyzer) -> None:
        self._file = data / FILE
        self._embedder = embedder
        self._analyzer = analyzer
        self._loading = Lock()

    def tells(self, text: str) -> float:
        """From 0 (a mere question, or chatter) to 1 (told of himself)."""
        return self._probability(TELLS, text, self._embedder.embed_passages([text])[0])

    def asks_back(self, question: str) -> float:
        """From 0 (about insurance in general) to 1 (asks for what was told or explained before)."""
        return self._probability(ASKS, question, self._embedder.embed_query(question))

    def warm(self) -> None:
        """Load the weights now, for a background thread at start."""
        assert self._model

    def _probability(self, row: int, text: str, sense: Sequence[float]) -> float:
        weights, bias, means = self._model
        score = float(features(self._analyzer, text, sense, means[row]) @ weights[row] + bias[row])
        return round(1 / (1 + exp(-score)), 3)

    @property
    def _model(self) -> tuple[Any, Any, Any]:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> tuple[Any, Any, Any]:
        import numpy as np

        try:
            with np.load(self._file) as stored:
                return stored["weights"].astype(np.float32), stored["bias"].astype(np.float32), stored["means"].astype(np.float32)
        except (OSError, ValueError, KeyError) as error:
            raise SettingsError(
                f"회상 모델 {self._file}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요."
            ) from error


def features(analyzer: KoreanAnalyzer, text: str, sense: Sequence[float], mean: Any) -> Any:
    """The feature vector, float32 of shape (BUCKETS + embedding dimension,): morphemes and their pairs, and the sense."""
    import numpy as np

    morphemes = [f"{form}/{tag}" for form, tag, _, _ in analyzer.tokens(text)]
    words = np.zeros(BUCKETS, np.float32)
    for gram in {*morphemes, *(" ".join(pair) for pair in itertools.pairwise(morphemes))}:
        words[crc32(gram.encode()) % BUCKETS] = 1.0
    words *= WORD_WEIGHT / (sqrt(float(words @ words)) or 1.0)
    return np.concatenate([words, (np.asarray(sense, np.float32) - mean) * SENSE_WEIGHT])
