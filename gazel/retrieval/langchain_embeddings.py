"""An `Embedder` as LangChain's `Embeddings`, which LangGraph stores expect."""

from langchain_core.embeddings import Embeddings

from gazel.retrieval.embedding import Embedder


class LangchainEmbeddings(Embeddings):
    """Passages and queries keep their different prompts."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of stored texts."""
        return self._embedder.embed_passages(texts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._embedder.embed_query(text)
