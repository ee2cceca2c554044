"""`bench_retrieval`: the store's two legs and their fusion on others' benchmarks, with any embedder.

Turns and whole sessions are memories of their own. What was said on a later day does not answer a question, where the
file tells both.
"""

from collections.abc import Iterator, Sequence
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
from gazel.retrieval.statements import statements_of
from gazel.settings import Settings

CANDIDATES = 300
BATCH = 64
REPLY_CHARS = 1000
"""How much of a reply is searched: what answers the question stands in its beginning, and embedding costs by length."""

SESSION_STATEMENTS = 400
"""How many sentences of a session have a vector of their own."""

CUTS = (5, 10)


def bench_retrieval(
    files: Sequence[Path], embedder: Embedder, server: Database, chosen: Settings, *, together: bool = False
) -> dict[str, Any]:
    """{"questions", "turns", "legs": {leg: {"turn": …, "session": …}}, "by_type"}: recall@5 and @10, nDCG, MRR of each leg."""
    pools = read_pools(files, together=together)
    recipes = load_recipes(chosen.data)
    results: dict[str, list[tuple[ForeignQuestion, list[str], list[str]]]] = {"fused": [], "dense": [], "bm25": []}
    with scratch_database(server) as database:
        store = _store(database, embedder, chosen)
        for pool in pools:
            if pool.questions:
                _fill(store, pool)
                for question in pool.questions:
                    vector = embedder.embed_query(question.question)
                    turns, sessions = (_candidates(store, vector, pool, question, kind) for kind in ("turn", "session"))
                    for leg in results:
                        results[leg].append(
                            (question, _ranked(turns, leg, recipes["chat_memory"]), _ranked(sessions, leg, recipes["session"]))
                        )
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
            "fields": ["text", "reply", "statements[*]"],
            "model": embedder.model_id,
            "analyzer": analyzer_of(chosen).analyze,
        },
    )
    store.setup()
    return store


def _fill(store: PgvectorStore, pool: Pool) -> None:
    puts = [*(_turn_put(pool, turn) for turn in pool.turns), *_session_puts(pool)]
    for start in range(0, len(puts), BATCH):
        store.batch(puts[start : start + BATCH])


def _turn_put(pool: Pool, turn: ForeignTurn) -> PutOp:
    value = {"text": turn.text, "day": turn.day} | ({"reply": turn.reply[:REPLY_CHARS]} if turn.reply else {})
    return PutOp((TENANT, pool.name, "turn"), turn.id, value, ["text", "reply"])


def _session_puts(pool: Pool) -> Iterator[PutOp]:
    """Each session with all that its speaker said in it, sentence by sentence."""
    sessions: dict[str, list[ForeignTurn]] = {}
    for turn in pool.turns:
        sessions.setdefault(turn.session, []).append(turn)
    for id, turns in sessions.items():
        said = [part for turn in turns for part in statements_of(turn.text) or [turn.text]]
        value = {"text": "\n".join(turn.text for turn in turns), "statements": said[:SESSION_STATEMENTS], "day": turns[0].day}
        yield PutOp((TENANT, pool.name, "session"), id, value)


def _candidates(store: PgvectorStore, vector: list[float], pool: Pool, question: ForeignQuestion, kind: str) -> list[ScoredItem]:
    said_before = {"day": {"$lte": question.day}} if question.day else None
    return store.search_legs(
        [(TENANT, pool.name, kind)], question.question, filter=said_before, limit=CANDIDATES, query_vector=vector
    )


def _ranked(items: Sequence[ScoredItem], leg: str, recipe: Recipe) -> list[str]:
    """Keys, best first."""
    return [item.key for item in sorted(items, key=lambda item: -_score(item, leg, recipe))]


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
