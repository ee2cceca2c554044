"""An embedder for tests, without a model."""

import math
from typing import Any

from langchain_core.embeddings import Embeddings

DIMS = 16


class LetterEmbeddings(Embeddings):
    """Unit vectors of letter counts: equal texts are equal, texts with common letters are near."""

    def __init__(self, dims: int = DIMS) -> None:
        self.dims = dims

    def embed_query(self, text: str) -> list[float]:
        counts = [1e-3] * self.dims
        for letter in text:
            counts[ord(letter) % self.dims] += 1.0
        length = math.hypot(*counts)
        return [count / length for count in counts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


def index_of(**more: Any) -> Any:
    """Index settings of a small store."""
    return {"dims": DIMS, "embed": LetterEmbeddings(), "fields": ["text"], **more}
