"""Ways to rank a customer's memories for a question: the engine's recall, its single legs, the usual baselines, PostgresStore."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from langgraph.store.postgres import PostgresStore

from gazel.memory.benchmark.data import BenchmarkQuestion
from gazel.memory.benchmark.filling import TENANT, scope_of
from gazel.memory.benchmark.metrics import TOP
from gazel.memory.kinds import KINDS, kind_of, namespace
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.store import PgvectorStore, ScoredItem
from gazel.retrieval.embedding import Embedder

Row = dict[str, Any]
CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """The turns behind each hit, best first, and whether the ranker said that it knows nothing."""

    ranking: tuple[frozenset[str], ...]
    abstained: bool = False


Ranker = Callable[[BenchmarkQuestion], Answer]


def turns_behind(kind: str, key: str, row: Row) -> frozenset[str]:
    """The turns that a memory rests on; an interest, which many turns feed, says nothing of any one of them."""
    if kind == "episodic":
        return frozenset({key.removeprefix("e-")})
    if row.get("slot") == "interest":
        return frozenset()
    return frozenset(str(proof["episode"]).removeprefix("e-") for proof in row["evidence"])


def engine(memory: HierarchicalMemoryManager) -> Ranker:
    """`HierarchicalMemoryManager.recall` as the app calls it, with ten hits."""

    def rank(question: BenchmarkQuestion) -> Answer:
        found = memory.recall(scope_of(question.customer), question.question, as_of=question.asked_at, limit=TOP)
        return Answer(tuple(turns_behind(hit.kind, hit.key, hit.row) for hit in found.hits), found.abstained)

    return rank


def legs(store: PgvectorStore, embedder: Embedder) -> dict[str, Ranker]:
    """Each leg alone over all memories of the customer, and BM25 and vectors over his verbatim turns only."""

    @lru_cache(maxsize=4096)
    def candidates(question: BenchmarkQuestion) -> tuple[ScoredItem, ...]:
        spaces = [namespace(scope_of(question.customer), kind) for kind in KINDS]
        vector = embedder.embed_query(question.question)
        return tuple(store.search_legs(spaces, question.question, limit=CANDIDATES, query_vector=vector))

    def ranker(score: Callable[[ScoredItem], Any], *, turns_only: bool) -> Ranker:
        def rank(question: BenchmarkQuestion) -> Answer:
            items = [item for item in candidates(question) if not turns_only or kind_of(item.namespace) == "episodic"]
            return Answer(_turns(sorted(items, key=score, reverse=True)[:TOP]))

        return rank

    return {
        "dense": ranker(lambda item: item.dense or 0.0, turns_only=False),
        "bm25": ranker(lambda item: item.bm25, turns_only=False),
        "recency": ranker(lambda item: item.value["timestamp"], turns_only=False),
        "importance": ranker(lambda item: item.value["importance"], turns_only=False),
        "bm25_only": ranker(lambda item: item.bm25, turns_only=True),
        "dense_only": ranker(lambda item: item.dense or 0.0, turns_only=True),
    }


def postgres_store(store: PostgresStore) -> Ranker:
    """LangGraph's PostgresStore as its documentation uses it: ten nearest turns of the customer's namespace."""

    def rank(question: BenchmarkQuestion) -> Answer:
        found = store.search((TENANT, question.customer), query=question.question, limit=TOP)
        return Answer(tuple(frozenset({item.key}) for item in found))

    return rank


def _turns(items: Iterable[ScoredItem]) -> tuple[frozenset[str], ...]:
    return tuple(turns_behind(kind_of(item.namespace), item.key, item.value) for item in items)


def asked(ranker: Ranker, questions: Sequence[BenchmarkQuestion]) -> list[Answer]:
    """The answers in order."""
    return [ranker(question) for question in questions]
