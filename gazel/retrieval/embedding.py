"""What an embedding model is to the rest: an id, a dimension and two ways in (queries and stored passages)."""

from collections.abc import Sequence
from typing import Protocol


class Embedder(Protocol):
    """Turns text into L2-normalised vectors of `dims` floats; safe to call from any thread."""

    @property
    def model_id(self) -> str:
        """The id that is recorded with the stored vectors."""
        ...

    @property
    def dims(self) -> int:
        """Length of each vector."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of texts that are stored, in order."""
        ...
