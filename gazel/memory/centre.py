"""The mean vector of what people tell: what all texts share in an embedding model, whatever they say."""

from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from gazel.memory.life_examples import load_life_topics
from gazel.retrieval.embedding import Embedder

SAMPLE = 64
"""Statements from which it is taken."""


class Centre:
    """Computed on first use from the written examples (0.3 s with the shipped model)."""

    def __init__(self, data: Path, embedder: Embedder) -> None:
        self._data = data
        self._embedder = embedder
        self._loading = Lock()

    @property
    def vector(self) -> Any:
        """float32 of the embedder's dimension."""
        with self._loading:
            return self._mean

    def warm(self) -> None:
        """Compute it now, for a background thread at start."""
        assert self.vector is not None

    @cached_property
    def _mean(self) -> Any:
        import numpy as np

        statements = [text for topic in load_life_topics(self._data) if topic.of_life for text in topic.statements]
        every = max(1, len(statements) // SAMPLE)
        return np.mean(np.array(self._embedder.embed_passages(statements[::every]), np.float32), axis=0)
