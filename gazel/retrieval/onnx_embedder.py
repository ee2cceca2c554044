"""The shipped embedding models: multilingual-e5-small cut to Korean and ASCII, int8, run by onnxruntime on one thread."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from gazel.errors import SettingsError

GRAPH, TOKENIZER = "onnx/model_int8.onnx", "tokenizer.json"


@dataclass(frozen=True, slots=True)
class ShippedModel:
    """A model that comes with GAZEL: its name, its folder below `data`, and the sha256 of its graph; README.md there states source and licence."""

    model_id: str
    folder: str
    graph: str
    tokenizer: str = "1734c587d0c59a4059f439fe48fd3c1670c8bc989fa9c173ce77ef364bedf504"


GENERAL = ShippedModel(
    "ko-e5-small-int8", "models/ko-e5-small", "fb3ce062482cddfea9503ff5de31492b81894dafe4d4ee1bf71ad7b99dc874ae"
)
"""For clauses of documents, and for what was trained on its vectors."""

MEMORY = ShippedModel(
    "ko-e5-small-memory-int8", "models/ko-e5-small-memory", "9c65bc6c0e523e9ce0820d9d6a81a23f5c5ae00ecebf7c3ff0edf2c86446e3b0"
)
"""For memories: the same model, taught which turn of a conversation answers a later question about it."""

MAX_TOKENS = 512
PAD_ID = 1
REMEMBERED = 256
"""Latest texts whose vectors are kept: a turn is judged and stored, and a question routed and searched, by the same vector."""


class OnnxEmbedder:
    """Loads on first use (0.4 s, no torch), then 3–6 ms a question; prompts 'query: ' and 'passage: ' as the model expects."""

    dims = 384

    def __init__(self, data: Path, model: ShippedModel) -> None:
        self.model_id = model.model_id
        self._data = data
        self._shipped = model
        self._loading = Lock()
        self._vector = lru_cache(maxsize=REMEMBERED)(self._embed)

    def embed_query(self, text: str) -> list[float]:
        """384 floats of length 1 for a question."""
        return list(self._vector(f"query: {text}"))

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        """384 floats of length 1 for each stored text; run one by one because padding costs more than a batch saves."""
        return [list(self._vector(f"passage: {text}")) for text in texts]

    def _embed(self, prompted: str) -> tuple[float, ...]:
        import numpy as np

        tokenizer, session = self._model
        encoding = tokenizer.encode(prompted)
        ids, mask = np.array([encoding.ids], dtype=np.int64), np.array([encoding.attention_mask], dtype=np.int64)
        (vectors,) = session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})
        return tuple(float(x) for x in vectors[0])

    @property
    def _model(self) -> tuple[Any, Any]:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        import onnxruntime
        from tokenizers import Tokenizer

        problems = check_files(self._data, self._shipped, hashes=False)
        if problems:
            raise SettingsError("임베딩 모델을 불러올 수 없습니다: " + " ".join(problems), hint="gazel doctor로 확인하세요.")
        folder = self._data / self._shipped.folder
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.enable_padding(pad_id=PAD_ID)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])
        return tokenizer, session


def check_files(data: Path, model: ShippedModel, *, hashes: bool = True) -> list[str]:
    """What is wrong with a shipped model's files, in Korean; empty when they are there and (with `hashes`) unaltered."""
    problems = []
    for name, expected in ((GRAPH, model.graph), (TOKENIZER, model.tokenizer)):
        file = data / model.folder / name
        if not file.is_file():
            problems.append(f"{file} 파일이 없습니다.")
        elif hashes and hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            problems.append(f"{file} 파일이 배포본과 다릅니다(sha256 불일치).")
    return problems
