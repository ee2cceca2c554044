"""An `Embedder` as LangChain's `Embeddings`, which LangGraph stores expect."""

from collections import OrderedDict
from threading import Lock

from langchain_core.embeddings import Embeddings

from gazel.retrieval.embedding import Embedder

KEPT = 512
"""Passages whose vectors are kept: the same answer is given often, and a write that lost a race is prepared again."""


class LangchainEmbeddings(Embeddings):
    """Passages and queries keep their different prompts; safe to call from any thread."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = Lock()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of stored texts; of those embedded lately without computing."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(missing, self._embedder.embed_passages(missing) if missing else (), strict=True))
        with self._lock:
            self._vectors.update(known)
            while len(self._vectors) > KEPT:
                self._vectors.popitem(last=False)
        return [known[text] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._embedder.embed_query(text)
