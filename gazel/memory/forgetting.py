"""forget: erase for good, with vectors, keywords, versions and whatever was derived from what is erased."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from langgraph.store.base import PutOp, SearchItem

from gazel.db.database import Connection, Database
from gazel.events import MemoryKind
from gazel.memory import customer_state, ledger
from gazel.memory.drafts import SENSITIVE_SLOTS
from gazel.memory.kinds import INDEXED, KINDS, kind_of
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Scope
from gazel.retrieval.lexical import KoreanAnalyzer

Row = dict[str, Any]
EVERYTHING = 1_000_000
OWN_TABLES = ("memory_state", "memory_exposures", "memory_consents", "memory_versions", "memory_proposals")


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Erasing is one transaction; an audit row says that, when and by whom, never what."""

    database: Database
    store: PgvectorStore
    analyzer: KoreanAnalyzer

    def forget(self, scope: Scope, about: str, by: str) -> list[str]:
        """Erase 'all', 'health' or what names a topic; the erased keys."""
        topic = self.analyzer.analyze(about) if about not in ("all", "health") else []
        with self.database.connection() as connection:
            customer_state.lock(connection, scope)
            bound = self.store.using(connection)
            items = bound.search((scope.tenant, scope.customer), limit=EVERYTHING)
            if about == "all":
                doomed = items
            else:
                chosen = [item for item in items if _is_about(item, about, topic, self.analyzer)]
                doomed = chosen if about == "health" else _with_derived(chosen, items)
            self._erase(connection, scope, doomed, items, everything=about == "all")
            ledger.audit(
                connection, scope, by, "forget", detail=f"{about if about in ('all', 'health') else 'topic'}: {len(doomed)}"
            )
        return [item.key for item in doomed]

    def _erase(
        self, connection: Connection, scope: Scope, doomed: Sequence[SearchItem], items: Sequence[SearchItem], *, everything: bool
    ) -> None:
        gone = {item.key for item in doomed}
        ops = [PutOp(item.namespace, item.key, None) for item in doomed]
        ops += (
            [] if everything else [self._thinned(item, gone) for item in items if item.key not in gone and _leans_on(item, gone)]
        )
        self.store.write(connection, self.store.prepare(ops))
        if everything:
            for table in OWN_TABLES:
                connection.execute(
                    f"delete from {table} where tenant = %s and customer = %s".encode(), [scope.tenant, scope.customer]
                )
            return
        ledger.erase(connection, scope, [(kind_of(item.namespace), item.key) for item in doomed])
        thinned: list[tuple[MemoryKind, str]] = [(kind_of(op.namespace), op.key) for op in ops if op.value is not None]
        ledger.erase(connection, scope, thinned)  # older versions still hold the erased quotes
        now = datetime.now(UTC)
        rows = [
            ledger.Version(kind_of(op.namespace), op.key, dict(op.value), "forget", "forget")
            for op in ops
            if op.value is not None
        ]
        ledger.append(connection, scope, rows, now)
        left = [item for item in items if item.key not in gone and kind_of(item.namespace) == "episodic"]
        counts = Counter(category for item in left for category in item.value["categories"])
        customer_state.replace_exposures(connection, scope, dict(counts), now)

    def _thinned(self, item: SearchItem, gone: set[str]) -> PutOp:
        """A memory that keeps standing on its other evidence, or on its own harmless words where the episode held a health remark."""
        left = [proof for proof in item.value["evidence"] if proof["episode"] not in gone]
        own_words = [{**proof, "episode": None} for proof in item.value["evidence"] if proof["episode"] in gone]
        row = {**item.value, "evidence": left or own_words}
        if "proof_count" in row:
            row["proof_count"] = len(row["evidence"])
        return PutOp(item.namespace, item.key, row, INDEXED[kind_of(item.namespace)])


def _is_about(item: SearchItem, about: str, topic: Sequence[str], analyzer: KoreanAnalyzer) -> bool:
    """Whether a memory is a health matter, or names every word of the topic, alone or in a longer one (갱신 in 비갱신형)."""
    row, kind = item.value, kind_of(item.namespace)
    if about == "health":
        return bool(row.get("sensitive")) or row.get("slot") in SENSITIVE_SLOTS
    if not topic:
        return False
    text = {"episodic": "question", "semantic": "facts", "procedural": "title"}[kind]
    words = set(analyzer.analyze(str(row[text]))) | set(row.get("topics", ()))
    return all(word in words or (len(word) > 1 and any(word in longer for longer in words)) for word in topic)


def _with_derived(chosen: Sequence[SearchItem], items: Sequence[SearchItem]) -> list[SearchItem]:
    """The chosen memories and every fact whose only evidence is among them."""
    gone = {item.key for item in chosen}
    derived = [
        item
        for item in items
        if item.key not in gone
        and kind_of(item.namespace) == "semantic"
        and item.value["evidence"]
        and all(proof["episode"] in gone for proof in item.value["evidence"])
    ]
    return [*chosen, *derived]


def _leans_on(item: SearchItem, gone: set[str]) -> bool:
    return kind_of(item.namespace) in KINDS[1:] and any(proof.get("episode") in gone for proof in item.value["evidence"])
