"""The sample questions with their vectors: shipped for the shipped embedding model, computed on first use for any other."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from gazel.errors import SettingsError
from gazel.retrieval.embedding import Embedder

TEXTS = "memory/sample_questions.toml"
VECTORS = "memory/sample_vectors.npz"
PAST, GENERAL = "past", "general"


@dataclass(frozen=True)
class Samples:
    """Groups of questions: 'past', 'general', and one a slot; `vectors` gives a matrix (questions × dims) a group."""

    data: Path
    embedder: Embedder
    groups: Mapping[str, tuple[str, ...]]
    _lock: Lock = field(default_factory=Lock)

    @property
    def vectors(self) -> Mapping[str, Any]:
        """The matrices, loaded or computed once."""
        with self._lock:
            return self._vectors

    @property
    def digest(self) -> str:
        """What the stored vectors must have been made from."""
        texts = "\n".join(f"{name}: {text}" for name, group in self.groups.items() for text in group)
        return hashlib.sha256(f"{self.embedder.model_id}\n{texts}".encode()).hexdigest()

    def write(self) -> Path:
        """Compute the vectors and store them beside the questions."""
        import numpy as np

        file = self.data / VECTORS
        np.savez_compressed(file, digest=np.array(self.digest), matrix=self._computed().astype("float16"))
        return file

    @cached_property
    def _vectors(self) -> dict[str, Any]:
        matrix, start, parts = self._matrix(), 0, {}
        for name, group in self.groups.items():
            parts[name] = matrix[start : start + len(group)]
            start += len(group)
        return parts

    def _matrix(self) -> Any:
        import numpy as np

        file = self.data / VECTORS
        if file.is_file():
            with np.load(file) as stored:
                if str(stored["digest"]) == self.digest:
                    return stored["matrix"].astype("float32")
        return self._computed()

    def _computed(self) -> Any:
        import numpy as np

        return np.array([self.embedder.embed_query(text) for group in self.groups.values() for text in group], dtype="float32")


def load_samples(data: Path, embedder: Embedder) -> Samples:
    """The questions of `data/memory/sample_questions.toml`; raises SettingsError."""
    try:
        raw = tomllib.loads((data / TEXTS).read_text(encoding="utf-8"))
        groups = {
            PAST: tuple(raw[PAST]),
            GENERAL: tuple(raw[GENERAL]),
            **{slot: tuple(texts) for slot, texts in raw["slot"].items()},
        }
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SettingsError(
            f"예시 질문 {data / TEXTS}을(를) 읽을 수 없습니다({error}).", hint="파일을 배포본과 비교하세요."
        ) from error
    return Samples(data, embedder, groups)


if __name__ == "__main__":
    from gazel.memory.assembly import embedder_of
    from gazel.settings import settings

    print(load_samples(settings().data, embedder_of(settings())).write())
