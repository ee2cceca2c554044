"""The shipped embedding model: multilingual-e5-small cut to Korean and ASCII, int8, run by onnxruntime on one thread."""

import hashlib
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from gazel.errors import SettingsError

SHA256 = {
    "onnx/model_int8.onnx": "fb3ce062482cddfea9503ff5de31492b81894dafe4d4ee1bf71ad7b99dc874ae",
    "tokenizer.json": "1734c587d0c59a4059f439fe48fd3c1670c8bc989fa9c173ce77ef364bedf504",
}
"""The files as shipped; README.md beside them states source and licence."""

MAX_TOKENS = 512
PAD_ID = 1
REMEMBERED = 256
"""Latest texts whose vectors are kept: a turn is judged and stored, and a question routed and searched, by the same vector."""


class OnnxEmbedder:
    """Loads on first use (0.4 s, no torch), then 3–6 ms a question; prompts 'query: ' and 'passage: ' as the model expects."""

    model_id = "ko-e5-small-int8"
    dims = 384

    def __init__(self, folder: Path) -> None:
        self._folder = folder
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

        problems = check_files(self._folder, hashes=False)
        if problems:
            raise SettingsError("임베딩 모델을 불러올 수 없습니다: " + " ".join(problems), hint="gazel doctor로 확인하세요.")
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.enable_padding(pad_id=PAD_ID)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(self._folder / "onnx/model_int8.onnx"), options, providers=["CPUExecutionProvider"]
        )
        return tokenizer, session


def check_files(folder: Path, *, hashes: bool = True) -> list[str]:
    """What is wrong with the shipped model's files, in Korean; empty when they are there and (with `hashes`) unaltered."""
    problems = []
    for name, expected in SHA256.items():
        file = folder / name
        if not file.is_file():
            problems.append(f"{file} 파일이 없습니다.")
        elif hashes and hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            problems.append(f"{file} 파일이 배포본과 다릅니다(sha256 불일치).")
    return problems
