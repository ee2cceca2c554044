"""What a clause is found by: its words, and its vector, which is computed once for all documents that hold the clause."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from gazel.documents.clauses import Clause
from gazel.documents.instructions import instruction_in
from gazel.documents.rows import Indexed
from gazel.memory.store_terms import term_ids
from gazel.memory.store_vectors import literal
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.lexical import KoreanAnalyzer

MOST_WORKERS = 4
"""Threads that embed clauses; each runs the model on one core."""


class Indexer:
    """Embeds clause by clause, for the int8 model scales a whole batch alike: in a batch a vector would depend on its neighbours.

    That is nine tenths of the time a document takes; so what another edition or another customer's copy holds is taken over.
    """

    def __init__(self, embedder: Embedder, analyzer: KoreanAnalyzer) -> None:
        self._embedder, self._analyzer = embedder, analyzer
        self._workers = ThreadPoolExecutor(max_workers=min(MOST_WORKERS, os.cpu_count() or 1), thread_name_prefix="clauses")

    def indexed(self, clauses: Sequence[Clause], known: Mapping[str, str]) -> list[Indexed]:
        """The clauses with their words and vectors, which are taken from `known` (by context) where they are there."""
        vectors = self._vectors(clauses, known)
        words = self._workers.map(self._words, clauses)
        return [
            Indexed(clause, instruction_in(clause.text), own, vectors[clause.context] if clause.text else None)
            for clause, own in zip(clauses, words, strict=True)
        ]

    def _vectors(self, clauses: Sequence[Clause], known: Mapping[str, str]) -> dict[str, str]:
        """Each context's vector as pgvector reads it: a known one, or one computed now."""
        new = list(dict.fromkeys(clause.context for clause in clauses if clause.text and clause.context not in known))
        return dict(known) | dict(zip(new, self._workers.map(self._vector, new), strict=True))

    def _vector(self, context: str) -> str:
        return literal(self._embedder.embed_passages([context])[0])

    def _words(self, clause: Clause) -> list[int]:
        return term_ids([clause.context], self._analyzer.analyze) if clause.text else []
