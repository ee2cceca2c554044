"""Whatever is asked, by whatever path, nothing of another customer comes back.

`make test-leaks` asks 10,000 times; the everyday run a few hundred times.
"""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from zlib import crc32

import pytest
from fix_memory import CLAIM, START
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langgraph.checkpoint.base import empty_checkpoint

from gazel.db.database import Database
from gazel.memory.assembly import analyzer_of, life_model_of, store_of
from gazel.memory.checkpointer import PgCheckpointer
from gazel.memory.kinds import KINDS
from gazel.memory.manager import HierarchicalMemoryManager
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope, Turn
from gazel.retrieval.fusion import load_recipes
from gazel.retrieval.onnx_embedder import MEMORY
from gazel.settings import settings as gazel_settings

RECALLS = int(os.environ.get("LEAK_RECALLS", "300"))
A_ROUND = 20
SCOPES = [
    Scope(tenant, customer)
    for tenant in ("demo", "dem", "demo2")
    for customer in ("kim", "kim2", "ki", "k_m", "k%", "김", "kim/1")
]
SAID = ("저는 보험료 싼 게 좋아요", "저는 35세 교사예요", "유사암 진단비는요?", "청구절차 알려주세요", "실손 하나 있어요")
TODAY = START + timedelta(days=30)
pytestmark = pytest.mark.timeout(900)


class Scattered:
    """Vectors without meaning, in no time: near or far by chance, so that every memory is somebody's nearest."""

    model_id, dims = MEMORY.model_id, 384

    def embed_query(self, text: str) -> list[float]:
        """A direction that depends on the text."""
        chance = random.Random(crc32(text.encode()))
        return [chance.gauss(0, 0.05) for _ in range(self.dims)]

    def embed_passages(self, texts: object) -> list[list[float]]:
        """The same for each text."""
        return [self.embed_query(text) for text in texts]  # type: ignore[attr-defined]


def secret(scope: Scope) -> str:
    """A word that only this customer's memories hold."""
    return f"비밀{SCOPES.index(scope):03d}번"


@dataclass(frozen=True)
class Filled:
    """A database in which every customer said the same, with his secret."""

    memory: HierarchicalMemoryManager
    store: PgvectorStore
    saver: PgCheckpointer


@pytest.fixture
def filled(database: Database) -> Filled:
    store = store_of(database, gazel_settings())
    memory = HierarchicalMemoryManager(
        database, store, Scattered(), analyzer_of(gazel_settings()), life_model_of(gazel_settings()), gazel_settings()
    )
    store.embeddings.embed_documents = Scattered().embed_passages  # type: ignore[method-assign,union-attr]
    memory._store.embeddings.embed_query = Scattered().embed_query  # type: ignore[method-assign,union-attr]
    saver = PgCheckpointer(database.pool)
    for scope in SCOPES:
        for day, said in enumerate(SAID):
            memory.remember(
                scope,
                Turn(
                    run_id=f"{scope.tenant}-{scope.customer}-{day}", thread_id=secret(scope), question=f"{said} {secret(scope)}",
                    answer=f"{secret(scope)} 답", at=START + timedelta(days=day),
                    procedure={**CLAIM, "title": f"{CLAIM['title']} {secret(scope)}"} if "청구" in said else None,
                ),
            )  # fmt: skip
        config = {"configurable": {"thread_id": f"{scope.tenant}/{scope.customer}/t", "checkpoint_ns": ""}}
        saver.put(config, empty_checkpoint(), {"source": "loop", "step": 0, "secret": secret(scope)}, {})  # type: ignore[arg-type,typeddict-unknown-key]
    return Filled(memory, store, saver)


def paths(filled: Filled, scope: Scope, query: str, chance: random.Random) -> list[Callable[[], object]]:
    """Every way to read this customer's memories."""
    memory, store = filled.memory, filled.store
    kind = chance.choice(KINDS)
    owner = (scope.tenant, scope.customer)
    space = chance.choice([owner, (*owner, kind)])
    thread = {"configurable": {"thread_id": f"{scope.tenant}/{scope.customer}/t"}}
    wanted = {"$or": [{"thread_id": {"$ne": ""}}, {"facts": {"$exists": True}}]}
    return [
        lambda: memory.recall(
            scope, query, as_of=TODAY, limit=50, recipe=chance.choice(list(load_recipes(gazel_settings().data)))
        ),
        lambda: memory.recall(scope, query, as_of=TODAY, kinds=[kind]),
        lambda: memory.examples(scope, query, as_of=TODAY, limit=50),
        lambda: memory.facts(scope, as_of=TODAY),
        lambda: memory.timeline(scope, kind=kind, limit=1000),
        lambda: memory.history(scope, kind, f"e-{chance.choice(SCOPES).tenant}-kim-0"),
        lambda: memory.map2d(scope),
        lambda: memory.improving.proposals(scope),
        lambda: store.search(space, query=query, limit=1000),
        lambda: store.search(space, filter=wanted, limit=1000, offset=chance.randrange(3)),
        lambda: store.search_legs([space], query, limit=1000),
        lambda: store.get(space, f"e-{chance.choice(SCOPES).customer}-0"),
        lambda: store.list_namespaces(prefix=owner, limit=1000) if "*" not in owner else None,
        lambda: list(filled.saver.list(thread)),  # type: ignore[arg-type]
        lambda: filled.saver.get_tuple(thread),  # type: ignore[arg-type]
    ]


@settings(max_examples=max(1, RECALLS // A_ROUND), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32), words=st.lists(st.sampled_from([*SAID, "제 성향", "지난달에", "질문 했었죠", "청구"]), min_size=1)
)
def test_no_path_leads_to_another_customer(filled: Filled, seed: int, words: list[str]) -> None:
    chance = random.Random(seed)
    for _ in range(A_ROUND):
        scope, other = chance.choice(SCOPES), chance.choice(SCOPES)
        query = " ".join(chance.sample([*words, secret(scope), secret(other), other.customer], k=2))
        found = repr(chance.choice(paths(filled, scope, query, chance))())
        leaked = [secret(one) for one in SCOPES if one != scope and secret(one) in found]
        assert not leaked, (scope, query, leaked)


def test_the_paths_lead_somewhere(filled: Filled) -> None:
    results = [repr(path()) for path in paths(filled, SCOPES[0], f"유사암 {secret(SCOPES[0])}", random.Random(1))]
    assert sum(secret(SCOPES[0]) in result for result in results) >= 9
