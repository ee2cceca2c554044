"""remember: the turn becomes an episode, facts and a procedure in one transaction; what is slow happens before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from langgraph.store.base import PutOp

from gazel.db.database import Database
from gazel.errors import MemoryEngineError
from gazel.events import MemoryKind
from gazel.memory import customer_state, ledger, queue
from gazel.memory.clock import day_in_seoul
from gazel.memory.drafts import Draft
from gazel.memory.extraction.extract import extract
from gazel.memory.importance import ImportanceTable
from gazel.memory.kinds import INDEXED, namespace, text_of
from gazel.memory.life_model import LifeModel
from gazel.memory.rows import episode_key, episode_row, fact_key, fact_row, procedure_key, procedure_row
from gazel.memory.slots import Change, reconcile
from gazel.memory.store import PgvectorStore
from gazel.memory.store_values import checked_text
from gazel.memory.types import Scope, Turn, Written
from gazel.retrieval.lexical import KoreanAnalyzer

Row = dict[str, Any]
ATTEMPTS = 12
INTEREST_CATEGORIES_PER_TURN = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knew when the writes were planned."""

    standing: customer_state.Standing
    facts: dict[str, list[tuple[str, Row]]]
    procedure: Row | None


@dataclass(slots=True)
class Planned:
    """The rows to store, in the order in which they are reported."""

    puts: list[tuple[MemoryKind, str, Row, str]] = field(default_factory=list)
    reported: list[Written] = field(default_factory=list)

    def add(self, kind: MemoryKind, key: str, row: Row, action: str, *, report: bool = True) -> None:
        """Store `row` under `key`; `report` where the caller should hear of it."""
        self.puts.append((kind, key, row, action))
        if report:
            self.reported.append(written(kind, key, row))


@dataclass(frozen=True, slots=True)
class Remembering:
    """Plans a turn's writes against what is known and commits them, or plans again when another writer was faster."""

    database: Database
    store: PgvectorStore
    importance: ImportanceTable
    analyzer: KoreanAnalyzer
    life: LifeModel
    consolidate_after: int

    def remember(self, scope: Scope, turn: Turn, model_drafts: Sequence[Draft] = ()) -> list[Written]:
        """Commit the turn; what was written, episode first. Raises MemoryEngineError when it cannot be written."""
        checked_text(turn.question, "질문")
        drafts = _merged(extract(turn.question, said_on=day_in_seoul(turn.at)), model_drafts, turn)
        categories = self.importance.categories_of(turn.question)
        keywords = self.analyzer.analyze(turn.question)
        for _ in range(ATTEMPTS):
            known = self._known(scope, turn, drafts, categories)
            if known.standing.already:
                return [written(row["kind"], row["key"], row["value"]) for row in known.standing.already]
            planned = self._plan(turn, drafts, categories, keywords, known)
            if self._commit(scope, turn, categories, known.standing.revision, planned):
                return planned.reported
        raise contended()

    def learn(self, scope: Scope, turn: Turn, drafts: Sequence[Draft]) -> list[Written]:
        """Add what a model found in a remembered turn; nothing the rules found, without consent, or of an erased turn."""
        by_rules = {draft.subject for draft in extract(turn.question, said_on=day_in_seoul(turn.at))}
        new = [draft for draft in _merged((), drafts, turn) if draft.subject not in by_rules]
        for _ in range(ATTEMPTS):
            known = self._known(scope, turn, new, [])
            if self.store.get(namespace(scope, "episodic"), episode_key(turn), refresh_ttl=False) is None:
                return []
            planned = Planned()
            for draft in new:
                if not draft.sensitive or known.standing.consents.get("health"):
                    self._plan_fact(turn, draft, episode_key(turn), known, planned)
            if not planned.puts or self._commit(scope, turn, [], known.standing.revision, planned, actor="model"):
                return planned.reported
        raise contended()

    def form_withheld(self, scope: Scope, turn: Turn, key: str, row: Row) -> None:
        """Form the health facts of a remembered turn, now that the customer consented, and clear its `withheld`."""
        drafts = [draft for draft in extract(turn.question, said_on=day_in_seoul(turn.at)) if draft.sensitive]
        for _ in range(ATTEMPTS):
            known = self._known(scope, turn, drafts, [])
            planned = Planned()
            planned.add("episodic", key, {**row, "withheld": []}, "consent")
            for draft in drafts:
                self._plan_fact(turn, draft, key, known, planned)
            if self._commit(scope, turn, [], known.standing.revision, planned, actor="consent"):
                return
        raise contended()

    def _known(self, scope: Scope, turn: Turn, drafts: Sequence[Draft], categories: Sequence[str]) -> Known:
        subjects = [subject for draft in drafts for subject in draft.rivals] + [f"interest/{category}" for category in categories]
        facts: dict[str, list[tuple[str, Row]]] = {}
        procedure = None
        with self.database.reading() as connection:
            standing = customer_state.standing(connection, scope, turn.run_id)
            bound = self.store.using(connection)
            if subjects:
                rivals: Row = {"superseded_at": None, "subject": {"$in": subjects}}
                for item in bound.search(namespace(scope, "semantic"), filter=rivals, limit=1000, refresh_ttl=False):
                    facts.setdefault(item.value["subject"], []).append((item.key, item.value))
            if turn.procedure:
                procedure = bound.get(namespace(scope, "procedural"), procedure_key(turn.procedure["title"]), refresh_ttl=False)
        return Known(standing, facts, procedure.value if procedure else None)

    def _plan(self, turn: Turn, drafts: Sequence[Draft], categories: list[str], keywords: list[str], known: Known) -> Planned:
        planned, episode = Planned(), episode_key(turn)
        allowed = [draft for draft in drafts if not draft.sensitive or known.standing.consents.get("health")]
        withheld = [{"slot": d.slot, "facet": d.facet, "reason": "consent:health"} for d in drafts if d not in allowed]
        score = self.importance.topical(categories, known.standing.exposures)
        sensitive = any(draft.sensitive for draft in drafts)
        row = episode_row(
            turn, keywords=keywords, categories=categories, score=score, personal=1.0 if drafts else self.life.tells(turn.question),
            sensitive=sensitive, withheld=withheld,
        )  # fmt: skip
        planned.add("episodic", episode, row, "remember")
        for draft in [*allowed, *self._interests(turn, categories, known)]:
            self._plan_fact(turn, draft, episode, known, planned)
        if turn.procedure:
            claim = self.importance.topical(
                self.importance.categories_of(turn.procedure["title"]) or ["청구"], known.standing.exposures
            )
            row = procedure_row(turn.procedure, claim, at=turn.at, episode=episode, known=known.procedure)
            planned.add("procedural", procedure_key(turn.procedure["title"]), row, "use" if known.procedure else "learn")
        return planned

    def _plan_fact(self, turn: Turn, draft: Draft, episode: str, known: Known, planned: Planned) -> None:
        category = self.importance.categories[draft.category]
        if draft.slot == "interest":
            score = self.importance.topical([draft.category], known.standing.exposures)
        else:
            score = self.importance.stated(draft.category, known.standing.exposures, draft.confidence)
        if not score.passed:
            return
        key = fact_key(turn.run_id, draft)
        row = fact_row(draft, category, score, at=turn.at, episode=episode, thread=turn.thread_id)
        rivals = [
            (known_key, fact)
            for subject in draft.rivals
            for known_key, fact in known.facts.get(subject, [])
            if draft.rivals_with(subject, fact["value"])
        ]
        for change in reconcile(draft, key, row, rivals, at=turn.at, episode=episode):
            planned.add("semantic", change.key, change.row, change.action, report=_reported(change, draft))

    def _interests(self, turn: Turn, categories: Sequence[str], known: Known) -> list[Draft]:
        """The topics that this turn lifts over the threshold, strongest first."""
        scored = [(self.importance.topical([name], known.standing.exposures), name) for name in categories]
        passed = sorted(((score, name) for score, name in scored if score.passed), key=lambda pair: -pair[0].value)
        return [
            Draft(
                slot="interest", facet=name, value="관심", fact=self.importance.categories[name].interest, quote=turn.question,
                category=name, confidence=0.7,
            )
            for _, name in passed[:INTEREST_CATEGORIES_PER_TURN]
        ]  # fmt: skip

    def _commit(
        self, scope: Scope, turn: Turn, categories: Sequence[str], revision: int, planned: Planned, *, actor: str = "turn"
    ) -> bool:
        """Write what was planned at `revision`; False when another writer was faster."""
        writes = self.store.prepare(
            [PutOp(namespace(scope, kind), key, row, INDEXED[kind]) for kind, key, row, _ in planned.puts]
        )
        cause = turn.run_id if actor == "turn" else f"{actor}:{turn.run_id}"
        versions = [ledger.Version(kind, key, row, action, actor, cause) for kind, key, row, action in planned.puts]
        with self.database.connection() as connection:
            working = customer_state.claim(connection, scope, revision, working=True)
            if working is None:
                return False
            self.store.write(connection, writes)
            ledger.append(connection, scope, versions, turn.at)
            if categories:
                customer_state.expose(connection, scope, categories, turn.at)
            if working % self.consolidate_after == 0:
                queue.defer_consolidation(connection, scope)
        return True


def contended(what: str = "") -> MemoryEngineError:
    """That other writers were faster every time; `what` names, with its particle, what could not be stored."""
    return MemoryEngineError(
        f"같은 고객의 기억을 동시에 고치는 작업이 많아 {what}저장하지 못했습니다.", hint="잠시 뒤 다시 시도하세요."
    )


def written(kind: MemoryKind, key: str, row: Row) -> Written:
    """A stored row as it is reported."""
    return Written(
        kind=kind, key=key, text=text_of(kind, row), importance=row["importance"], arithmetic=row["arithmetic"], row=row
    )


def _reported(change: Change, draft: Draft) -> bool:
    """A new or changed fact is worth telling; one more proof of a known interest is not."""
    return change.action == "open" or (change.action == "strengthen" and draft.slot != "interest") or draft.retract


def _merged(rules: Sequence[Draft], model: Sequence[Draft], turn: Turn) -> list[Draft]:
    """Both sources' drafts; of two about the same thing the rules' stands. A quote that was not said is no evidence."""
    merged = {draft.subject: draft for draft in model if draft.quote and draft.quote in turn.question}
    merged.update({draft.subject: draft for draft in rules})
    return list(merged.values())
