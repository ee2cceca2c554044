"""A linear map that turns a question's vector towards the turn that answers it, learned from the written examples.

The vector of '배우자가 뭐 하는 사람이라고 했죠?' lies near other questions of that form, not near '남편은 소방관이에요'. The map is the
ridge regression from the questions of each topic to the mean of its statements, held to the identity where the examples
say nothing. Stored vectors stay as they are: only the query changes.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from gazel.memory.life_examples import LifeTopic, load_life_topics
from gazel.retrieval.embedding import Embedder

VECTORS = "memory/life_vectors.npz"
RIDGE = 1.0
"""Weight of the identity against the examples, in mean variances of a question's dimension; chosen on the dev customers."""


class QuestionAdapter:
    """Maps query vectors of `embedder`; uses the shipped example vectors, or computes them on first use for another model."""

    def __init__(self, data: Path, embedder: Embedder) -> None:
        self._data = data
        self._embedder = embedder
        self._loading = Lock()

    def turned(self, vector: Sequence[float], share: float) -> list[float]:
        """The unit vector to search with: `share` (0–1) of the way from the question's own to where its answers lie."""
        import numpy as np

        if not share:
            return list(vector)
        mean, matrix, _ = self._map
        own = np.asarray(vector, np.float32)
        towards = (own - mean) @ matrix
        mixed = share * towards / (np.linalg.norm(towards) or 1.0) + (1 - share) * own
        return [float(x) for x in mixed / (np.linalg.norm(mixed) or 1.0)]

    @property
    def centre(self) -> Any:
        """The mean statement of a life: what all of them share, whatever they tell."""
        return self._map[2]

    def warm(self) -> None:
        """Learn the map now, for a background thread at start."""
        assert self._map

    @property
    def _map(self) -> tuple[Any, Any, Any]:
        with self._loading:
            return self._learned

    @cached_property
    def _learned(self) -> tuple[Any, Any, Any]:
        topics = load_life_topics(self._data)
        return learned_map(topics, *self._example_vectors(topics))

    def _example_vectors(self, topics: Sequence[LifeTopic]) -> tuple[Any, Any]:
        import numpy as np

        file = self._data / VECTORS
        if file.is_file():
            with np.load(file) as stored:
                if str(stored["digest"]) == digest(topics, self._embedder.model_id):
                    return stored["statements"].astype(np.float32), stored["questions"].astype(np.float32)
        return example_vectors(topics, self._embedder)


def example_vectors(topics: Sequence[LifeTopic], embedder: Embedder) -> tuple[Any, Any]:
    """Vectors of all statements and of all questions, in order, float32 (n × dims) each."""
    import numpy as np

    statements = embedder.embed_passages([text for topic in topics for text in topic.statements])
    questions = [embedder.embed_query(text) for topic in topics for text in topic.questions]
    return np.array(statements, np.float32), np.array(questions, np.float32)


def learned_map(topics: Sequence[LifeTopic], statements: Any, questions: Any) -> tuple[Any, Any, Any]:
    """(mean question, matrix dims × dims, mean statement of a life); the matrix minimises |(q - mean) M - target|² + ridge · |M - 1|² over the examples."""
    import numpy as np

    told = np.repeat([topic.name for topic in topics], [len(topic.statements) for topic in topics])
    asked = np.repeat([topic.name for topic in topics], [len(topic.questions) for topic in topics])
    centres = {topic.name: statements[told == topic.name].mean(axis=0) for topic in topics if topic.questions}
    of_life = statements[np.isin(told, [topic.name for topic in topics if topic.of_life])].mean(axis=0)
    mean = questions.mean(axis=0)
    centred = questions - mean
    targets = np.stack([centres[name] for name in asked]) - of_life
    targets *= np.linalg.norm(centred) / np.linalg.norm(targets)
    same = np.eye(centred.shape[1], dtype=np.float32)
    ridge = RIDGE * float((centred**2).sum()) / centred.shape[1]
    return mean, np.linalg.solve(centred.T @ centred + ridge * same, centred.T @ targets + ridge * same), of_life


def digest(topics: Sequence[LifeTopic], model_id: str) -> str:
    """What stored example vectors must have been made from."""
    import hashlib

    return hashlib.sha256(f"{model_id}\n{[(t.name, t.statements, t.questions) for t in topics]}".encode()).hexdigest()
