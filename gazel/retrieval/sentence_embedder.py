"""Any sentence-transformers model, for those who set GAZEL_EMBEDDING_MODEL; torch is imported only then."""

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any

from gazel.errors import SettingsError


class SentenceEmbedder:
    """Uses the model's own 'query' and 'passage'/'document' prompts where it has them."""

    def __init__(self, model: str) -> None:
        self.model_id = model
        self._lock = Lock()

    @property
    def dims(self) -> int:
        """Length of each vector; loads the model."""
        return int(self._model.get_embedding_dimension())

    def embed_query(self, text: str) -> list[float]:
        """The normalised vector of a question."""
        return self._encode([text], ("query",))[0]

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        """The normalised vectors of stored texts."""
        return self._encode(list(texts), ("passage", "document"))

    def _encode(self, texts: list[str], prompts: tuple[str, ...]) -> list[list[float]]:
        prompt = next((name for name in prompts if name in self._model.prompts), None)
        with self._lock:
            vectors = self._model.encode(texts, prompt_name=prompt, normalize_embeddings=True, show_progress_bar=False)
        return [[float(x) for x in vector] for vector in vectors]

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.model_id)
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"임베딩 모델 {self.model_id}을(를) 불러올 수 없습니다({error}).",
                hint="GAZEL_EMBEDDING_MODEL의 이름이나 경로를 확인하거나 비워서 내장 모델을 쓰세요.",
            ) from error
