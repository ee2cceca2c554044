"""`bench_retrieval`: the store's two legs and their fusion on others' benchmarks, with any embedder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langgraph.store.base import PutOp

from gazel.db.database import Database
from gazel.memory.assembly import analyzer_of
from gazel.memory.benchmark.filling import TENANT, scratch_database
from gazel.memory.benchmark.foreign import ForeignQuestion, ForeignTurn, Pool, read_pools
from gazel.memory.benchmark.metrics import Found, found, means
from gazel.memory.store import PgvectorStore, ScoredItem
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.fusion import Legs, Recipe, fuse, load_recipes
from gazel.retrieval.langchain_embeddings import LangchainEmbeddings
from gazel.settings import Settings

CANDIDATES = 300
BATCH = 64
REPLY_CHARS = 1000
"""How much of a reply is searched: what answers the question stands in its beginning, and embedding costs by length."""

SESSION_TURNS = 3
"""A session is as good as its best turns, each next one counting half."""

CUTS = (5, 10)


def bench_retrieval(
    files: Sequence[Path], embedder: Embedder, server: Database, chosen: Settings, *, together: bool = False
) -> dict[str, Any]:
    """{"questions", "turns", "legs": {leg: {"turn": …, "session": …}}, "by_type"}: recall@5 and @10, nDCG, MRR of each leg."""
    pools = read_pools(files, together=together)
    recipe = load_recipes(chosen.data)["chat_memory"]
    results: dict[str, list[tuple[ForeignQuestion, list[str], list[str]]]] = {"fused": [], "dense": [], "bm25": []}
    with scratch_database(server) as database:
        store = _store(database, embedder, chosen)
        for pool in pools:
            if pool.questions:
                _fill(store, pool)
                for question in pool.questions:
                    items = _candidates(store, embedder, pool, question)
                    for leg in results:
                        results[leg].append((question, *_ranked(items, leg, recipe)))
    types = sorted({question.type for question, _, _ in results["fused"]})
    return {
        "questions": len(results["fused"]),
        "turns": sum(len(pool.turns) for pool in pools),
        "legs": {leg: _measures(rows) for leg, rows in results.items()},
        "by_type": {name: _measures([row for row in results["fused"] if row[0].type == name]) for name in types},
    }


def _store(database: Database, embedder: Embedder, chosen: Settings) -> PgvectorStore:
    store = PgvectorStore(
        database.pool,
        index={
            "dims": embedder.dims,
            "embed": LangchainEmbeddings(embedder),
            "fields": ["text", "reply"],
            "model": embedder.model_id,
            "analyzer": analyzer_of(chosen).analyze,
        },
    )
    store.setup()
    return store


def _fill(store: PgvectorStore, pool: Pool) -> None:
    for start in range(0, len(pool.turns), BATCH):
        store.batch([_put(pool, turn) for turn in pool.turns[start : start + BATCH]])


def _put(pool: Pool, turn: ForeignTurn) -> PutOp:
    value = {"text": turn.text, "session": turn.session} | ({"reply": turn.reply[:REPLY_CHARS]} if turn.reply else {})
    return PutOp((TENANT, pool.name, "episodic"), turn.id, value)


def _candidates(store: PgvectorStore, embedder: Embedder, pool: Pool, question: ForeignQuestion) -> list[ScoredItem]:
    vector = embedder.embed_query(question.question)
    return store.search_legs([(TENANT, pool.name)], question.question, limit=CANDIDATES, query_vector=vector)


def _ranked(items: Sequence[ScoredItem], leg: str, recipe: Recipe) -> tuple[list[str], list[str]]:
    """Turn ids and session ids, best first."""
    scored = sorted(((_score(item, leg, recipe), item) for item in items), key=lambda pair: -pair[0])
    sessions: dict[str, list[float]] = {}
    lowest = scored[-1][0] if scored else 0.0
    for score, item in scored:
        sessions.setdefault(item.value["session"], []).append(score - lowest)
    weight = {id: sum(score / 2**n for n, score in enumerate(scores[:SESSION_TURNS])) for id, scores in sessions.items()}
    return [item.key for _, item in scored], sorted(weight, key=lambda id: -weight[id])


def _score(item: ScoredItem, leg: str, recipe: Recipe) -> float:
    if leg != "fused":
        return item.bm25 if leg == "bm25" else item.dense or 0.0
    legs = Legs(dense=item.dense, dense_z=item.dense_z, bm25_z=item.bm25_z, age_days=0.0, importance=0.0)
    return fuse(legs, recipe).score


def _measures(rows: Sequence[tuple[ForeignQuestion, list[str], list[str]]]) -> dict[str, dict[str, float]]:
    turns = [(turns, question.turns) for question, turns, _ in rows if question.turns]
    sessions = [(sessions, question.sessions) for question, _, sessions in rows]
    return {"turn": _at_cuts(turns), "session": _at_cuts(sessions)}


def _at_cuts(pairs: Sequence[tuple[list[str], tuple[str, ...]]]) -> dict[str, float]:
    measured: dict[str, float] = {}
    for top in CUTS:
        results: list[Found] = [found([{id} for id in ranking], evidence, top) for ranking, evidence in pairs]
        measured |= means(results, top)
    return measured
