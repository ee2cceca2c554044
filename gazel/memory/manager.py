"""HierarchicalMemoryManager: the one door to a customer's episodic, semantic and procedural memory."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from gazel.db.database import Connection, Database
from gazel.errors import MemoryEngineError
from gazel.events import MemoryKind
from gazel.memory import browsing, customer_state, feedback, ledger, procedures, queue
from gazel.memory.centre import Centre
from gazel.memory.clock import Moment
from gazel.memory.consenting import Consenting
from gazel.memory.consolidation import Consolidating, ConsolidationReport
from gazel.memory.contracts import Contract, Contracts
from gazel.memory.drafts import Draft, Slot
from gazel.memory.editing import Editing
from gazel.memory.feedback import Improving
from gazel.memory.forgetting import Forgetting
from gazel.memory.importance import load_importance
from gazel.memory.life_model import LifeModel
from gazel.memory.recalling import Recalling, all_kinds, examples, packed
from gazel.memory.reflecting import Correcting, Reflecting
from gazel.memory.remembering import Remembering
from gazel.memory.slot_router import load_router
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Hit, Recall, Scope, Turn, Written
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.fusion import load_recipes
from gazel.retrieval.lexical import KoreanAnalyzer
from gazel.settings import Settings

Row = dict[str, Any]
MAX_QUERY_CHARS = 4000
"""What follows in a longer question is not searched with."""


class HierarchicalMemoryManager:
    """Remembers turns, recalls memories and keeps them honest, one customer at a time; every write is one transaction."""

    def __init__(
        self,
        database: Database,
        store: PgvectorStore,
        embedder: Embedder,
        analyzer: KoreanAnalyzer,
        life: LifeModel,
        settings: Settings,
    ) -> None:
        self._database = database
        self._store = store
        self._recipes = load_recipes(settings.data)
        self._importance = load_importance(settings.data, settings.promotion_threshold)
        self._remembering = Remembering(database, store, self._importance, analyzer, life, settings.consolidate_after)
        self._life = life
        self._recalling = Recalling(store, embedder, analyzer, load_router(settings.data, life), Centre(settings.data, embedder))
        self._consenting = Consenting(database, store, self._remembering)
        self._contracts = Contracts(database, store, self._importance)
        self.improving = Improving(database, store)
        self._reflecting = Reflecting(database, self.improving)
        self._editing = Editing(database, store)
        self._forgetting = Forgetting(database, store, analyzer)
        self._after_forgetting: list[Callable[[Scope, list[str]], None]] = []
        self._consolidating = Consolidating(database, store, settings.decay_half_life_days)

    def warm(self) -> None:
        """Load the embedder, the Korean analyser and the learned models, for a background thread at start."""
        self._recalling.analyzer.warm()
        self._life.warm()
        self._recalling.centre.warm()

    def remember(self, scope: Scope, turn: Turn, *, drafts: Sequence[Draft] = ()) -> list[Written]:
        """Commit the turn as an episode, and the facts and the procedure it gave; the same `run_id` twice is written once.

        `row["withheld"]` of the episode lists facts that were not formed for want of consent.
        """
        return self._remembering.remember(scope, turn, drafts)

    def learn(self, scope: Scope, turn: Turn, drafts: Sequence[Draft]) -> list[Written]:
        """Add facts that a model found in a turn that `remember` committed; what was written, nothing where the turn was erased."""
        return self._remembering.learn(scope, turn, drafts)

    def enter_contract(self, scope: Scope, contract: Contract, *, at: datetime, also: Callable[[Connection], None]) -> Written:
        """Remember a contract with its terms' version and days, and do `also` in the same transaction. Raises RuleError."""
        return self._contracts.enter(scope, contract, at, also)

    def end_contract(
        self, scope: Scope, policy: str, *, mistaken: bool, at: datetime, also: Callable[[Connection], None]
    ) -> list[Written]:
        """Close what is remembered of a contract, as never held where it was `mistaken`, and do `also` in the same transaction."""
        return self._contracts.end(scope, policy, mistaken=mistaken, at=at, also=also)

    def recall(
        self,
        scope: Scope,
        query: str,
        *,
        as_of: Moment,
        kinds: Sequence[MemoryKind] | None = None,
        limit: int = 8,
        recipe: str = "chat_memory",
        token_budget: int | None = None,
        handling: Sequence[str] = (),
    ) -> Recall:
        """The memories of this customer that help with `query`, best first, or an abstention when nothing stands out.

        `handling`: titles of the procedures that the answer will explain, found however the question is worded.
        """
        if recipe not in self._recipes:
            raise MemoryEngineError(f"'{recipe}' 검색 배합이 없습니다.", hint=f"쓸 수 있는 것: {', '.join(self._recipes)}")
        cleaned = query[:MAX_QUERY_CHARS].encode("utf-8", "replace").decode().replace("\x00", " ").strip()
        if not cleaned:
            return Recall(abstained=True)
        hits = self._recalling.recall(
            scope, cleaned, self._recipes[recipe], as_of=as_of, kinds=all_kinds(kinds), limit=limit, handling=handling
        )
        return packed(hits, token_budget)

    def examples(self, scope: Scope, query: str, *, as_of: Moment, limit: int = 3) -> list[Hit]:
        """The most similar past episodes that were answered and not marked bad, for few-shot prompts."""
        asked = self._recalling.asked(scope, query, self._recipes["alike"], as_of=as_of, kinds=["episodic"], limit=limit)
        with self._database.connection() as connection:
            bad = feedback.bad_runs(connection, scope)
        return examples(asked, bad)

    def slots_asked(self, question: str) -> tuple[Slot, ...]:
        """The kinds of fact whose words occur in a question ('연봉' → income)."""
        return self._recalling.router.named(question)

    def facts(
        self, scope: Scope, *, as_of: Moment | None = None, slots: Sequence[str] | None = None, known_at: Moment | None = None
    ) -> list[Row]:
        """The semantic rows true on `as_of` (now when None) by what was known at `known_at` (`as_of` when None), newest first."""
        true_on = as_of if as_of is not None else datetime.now(UTC)
        known = known_at if known_at is not None else true_on
        return browsing.facts(self._store, scope, true_on=true_on, known_at=known, slots=slots)

    def timeline(
        self, scope: Scope, *, kind: MemoryKind | None = None, as_of: Moment | None = None, limit: int = 50, offset: int = 0
    ) -> list[Row]:
        """Memories newest first: {"kind", "key", "text", "at", "importance", "row"}."""
        with self._database.connection() as connection:
            return browsing.timeline(connection, scope, kind, as_of, limit, offset)

    def count(self, scope: Scope) -> dict[MemoryKind, int]:
        """How many memories of each kind this customer has now."""
        with self._database.connection() as connection:
            return browsing.count(connection, scope)

    def map2d(self, scope: Scope) -> list[Row]:
        """Each memory as a point of the plane: the timeline's fields with "x" and "y" in [-1, 1] (PCA of the vectors)."""
        with self._database.connection() as connection:
            return browsing.map2d(connection, scope)

    def edit(self, scope: Scope, kind: MemoryKind, key: str, text: str, *, by: str) -> Written:
        """Replace what a fact or procedure says; the old text stays in its history. Raises InvalidMemory."""
        return self._editing.edit(scope, kind, key, text, by)

    def delete(self, scope: Scope, kind: MemoryKind, key: str, *, by: str) -> bool:
        """Take a memory out of recall; `undo` brings it back, `forget` is the one that erases."""
        return self._editing.delete(scope, kind, key, by)

    def undo(self, scope: Scope, kind: MemoryKind, key: str, *, by: str) -> bool:
        """Step a memory back one version; False when there is none."""
        return self._editing.step(scope, kind, key, by, back=True)

    def redo(self, scope: Scope, kind: MemoryKind, key: str, *, by: str) -> bool:
        """Step a memory forward again after `undo`; False when there is nothing to redo."""
        return self._editing.step(scope, kind, key, by, back=False)

    def history(self, scope: Scope, kind: MemoryKind, key: str) -> list[Row]:
        """Versions oldest first: {"version", "action", "by", "at", "row", "status", "current"}."""
        with self._database.connection() as connection:
            return ledger.history(connection, scope, kind, key)

    def forget(self, scope: Scope, about: str, *, by: str = "customer") -> list[str]:
        """Erase for good 'all', all 'health' facts, or all about a topic (vectors, terms, versions); the erased keys."""
        erased = self._forgetting.forget(scope, about, by)
        for listener in self._after_forgetting:
            listener(scope, erased)
        return erased

    def after_forgetting(self, listener: Callable[[Scope, list[str]], None]) -> None:
        """Have `listener` erase what it keeps of the same memories, given their keys."""
        self._after_forgetting.append(listener)

    def consolidate(self, scope: Scope, *, now: datetime | None = None) -> ConsolidationReport:
        """Merge, strengthen, fold, decay and expire this customer's memories in one transaction; twice changes nothing more.

        Then complaints become proposals (`improving.proposals`), which change nothing until one is approved.
        """
        report = self._consolidating.consolidate(scope, now or datetime.now(UTC))
        self._reflecting.reflect(scope)
        return report

    def sweep(self) -> int:
        """Delete the memories of all customers whose lifetime has ended; how many."""
        return self._store.sweep_ttl()

    def reflect_with(self, correct: Correcting) -> None:
        """Have complaints worked into procedures by `correct` instead of by rule; what it gives is only proposed."""
        self._reflecting = Reflecting(self._database, self.improving, correct)

    def seed_procedures(self, tenant: str, shipped: Sequence[Row]) -> int:
        """Put the shipped procedures ({"title", "trigger", "steps", "source"}) into the shared memory; how many changed."""
        return procedures.seed_procedures(self._store, self._importance, tenant, shipped)

    def consent(self, scope: Scope, purpose: str, granted: bool, *, by: str = "customer") -> None:
        """Record consent to `purpose`; 'health' given forms the facts that were withheld, withdrawn it erases them."""
        self._consenting.consent(scope, purpose, granted, by)

    def consolidation_waits(self, scope: Scope) -> bool:
        """Whether a consolidation of this customer is queued or running."""
        with self._database.connection() as connection:
            return queue.waiting(connection, scope) > 0

    def has_consent(self, scope: Scope, purpose: str) -> bool:
        """Whether the latest word of the customer on `purpose` is yes."""
        with self._database.connection() as connection:
            return customer_state.consents(connection, scope).get(purpose, False)
