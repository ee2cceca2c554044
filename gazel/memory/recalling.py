"""recall: this customer's memories that help with a question, each with the reason why it was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from langgraph.store.base import SearchItem

from gazel.events import MemoryKind
from gazel.memory.clock import KST, Moment, day_in_seoul, moment_of, stamp, until
from gazel.memory.drafts import SLOT_NAMES
from gazel.memory.kinds import KINDS, kind_of, namespace, shared, text_of
from gazel.memory.needs import Need, need_of, topic_words
from gazel.memory.slots import holds
from gazel.memory.store import PgvectorStore, ScoredItem
from gazel.memory.types import Hit, Recall, Scope
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.fusion import Fused, Legs, Recipe, age_in_days, fuse
from gazel.retrieval.lexical import KoreanAnalyzer

Row = dict[str, Any]
CANDIDATES = 200
FACTS_BY_KIND = 12
PROCEDURES = 2
CHARS_PER_TOKEN = 1.6
"""Korean text under common tokenizers of open-weight models."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A memory with its legs fused."""

    item: ScoredItem
    kind: MemoryKind
    at: datetime
    fused: Fused

    def hit(self, why: str) -> Hit:
        """The candidate as found, with every leg's raw value, z-score and weighted part."""
        item = self.item
        legs = {
            "dense": round(item.dense or 0.0, 4),
            "dense_z": round(item.dense_z, 3),
            "bm25": round(item.bm25, 3),
            "bm25_z": round(item.bm25_z, 3),
            **{f"part_{name}": round(part, 3) for name, part in self.fused.parts.items()},
            "importance": float(item.value["importance"]),
        }
        return Hit(
            kind=self.kind, key=item.key, text=text_of(self.kind, item.value), why=why, score=round(self.fused.score, 4),
            at=self.at, legs=legs, row=item.value,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recalling:
    """Reads only; one round trip for the question's embedding and one for both legs."""

    store: PgvectorStore
    embedder: Embedder
    analyzer: KoreanAnalyzer

    def recall(
        self, scope: Scope, query: str, recipe: Recipe, *, as_of: Moment, kinds: Sequence[MemoryKind], limit: int
    ) -> list[Hit]:
        """Hits best first, empty when nothing stands out."""
        need = need_of(query, day_in_seoul(as_of))
        topic = topic_words(self.analyzer.analyze(query)) if need.history else []
        candidates = self._candidates(scope, " ".join(topic) or query, recipe, as_of, kinds, need)
        found: list[Hit] = []
        if need.slots and "semantic" in kinds:
            found += self._facts_by_kind(scope, need, as_of)
        if need.history and "episodic" in kinds:
            episodes = self._latest(scope, need, as_of, limit) if need.health or not topic else _on_topic(candidates)
            found += _history(episodes, need)[:limit]
        if need.procedure and "procedural" in kinds:
            found += _procedures(candidates)
        if not need.history:
            found += _fused(candidates, need, limit)
        return _once(found)[: max(limit, len(need.slots) and FACTS_BY_KIND)]

    def _candidates(
        self, scope: Scope, query: str, recipe: Recipe, as_of: Moment, kinds: Sequence[MemoryKind], need: Need
    ) -> list[Candidate]:
        """Both legs over what was known as of the moment; facts that ended only where the past was asked for."""
        now = until(as_of)
        spaces = [namespace(scope, kind) for kind in kinds]
        if "procedural" in kinds:
            spaces.append(namespace(shared(scope.tenant), "procedural"))
        items = self.store.search_legs(
            spaces, query, filter={"recorded_at": {"$lte": now}}, limit=CANDIDATES, query_vector=self.embedder.embed_query(query)
        )
        candidates = []
        for item in items:
            kind = kind_of(item.namespace)
            if kind == "semantic" and not _to_be_told(item.value, now, need):
                continue
            at = moment_of(item.value["timestamp"])
            legs = Legs(
                dense=item.dense, bm25=item.bm25, dense_z=item.dense_z, bm25_z=item.bm25_z,
                age_days=age_in_days(at, moment_of(now)), importance=float(item.value["importance"]),
            )  # fmt: skip
            candidates.append(Candidate(item, kind, at, fuse(legs, recipe)))
        return sorted(candidates, key=lambda c: -c.fused.score)

    def _facts_by_kind(self, scope: Scope, need: Need, as_of: Moment) -> list[Hit]:
        """Preferences and profile, fetched by what they are: a question of taste is not similar to the taste itself."""
        now = until(as_of)
        items = self.store.search(
            namespace(scope, "semantic"), filter={"slot": {"$in": list(need.slots)}, "recorded_at": {"$lte": now}}, limit=1000
        )
        order = {slot: position for position, slot in enumerate(need.slots)}
        rows = [item for item in items if _to_be_told(item.value, now, need)]
        rows.sort(key=lambda item: (order[item.value["slot"]], -item.value["importance"], item.key))
        return [
            _unscored(item, "semantic", f"성향·상황을 묻는 질문이라 {SLOT_NAMES[item.value['slot']]} 사실을 종류로 찾음")
            for item in rows[:FACTS_BY_KIND]
        ]

    def _latest(self, scope: Scope, need: Need, as_of: Moment, limit: int) -> list[Candidate]:
        """The latest episodes, those of the time asked for, or those with a health remark, when no other topic was named."""
        span: Row = {"$lte": until(as_of)}
        if need.when:
            span = {"$gte": stamp(need.when.start), "$lte": min(until(need.when.end), until(as_of))}
        where: Row = {"recorded_at": span} | ({"sensitive": True} if need.health else {})
        found = self.store.search(namespace(scope, "episodic"), filter=where, limit=10 * limit)
        return [_as_candidate(item) for item in found]


def _as_candidate(item: SearchItem) -> Candidate:
    """An item that was found without a query."""
    scored = ScoredItem(item.namespace, item.key, item.value, item.created_at, item.updated_at, None)
    scored.dense, scored.bm25, scored.dense_z, scored.bm25_z, scored.matched = None, 0.0, 0.0, 0.0, ()
    return Candidate(scored, kind_of(item.namespace), moment_of(item.value["timestamp"]), Fused(0.0, {}, True))


def _unscored(item: SearchItem, kind: MemoryKind, why: str) -> Hit:
    proofs = item.value.get("proof_count", 1)
    hit = _as_candidate(item).hit(f"{why} · 근거 {proofs}회" if proofs > 1 else why)
    return replace(hit, kind=kind, score=item.value["importance"])


def _on_topic(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Episodes that name the topic, or else those that mean it."""
    episodes = [c for c in candidates if c.kind == "episodic"]
    return [c for c in episodes if c.item.matched] or [c for c in episodes if c.fused.relevant]


def _history(episodes: Sequence[Candidate], need: Need) -> list[Hit]:
    """This customer's own episodes in the time asked for, most recent first."""
    found = [c for c in episodes if need.when is None or _in_time(c, need)]
    return [c.hit(_why_history(c, need)) for c in sorted(found, key=lambda c: c.at, reverse=True)]


def _why_history(candidate: Candidate, need: Need) -> str:
    row = candidate.item.value
    words = "최근 대화"
    if need.health and row["sensitive"]:
        words = "건강 이야기"
    elif candidate.item.matched:
        words = f"'{', '.join(candidate.item.matched)}' 언급"
    elif candidate.item.dense_z > 1:
        words = "뜻이 가까움"
    when = f" · {need.when.phrase}에 해당" if need.when else ""
    return f"{candidate.at.astimezone(KST):%Y-%m-%d %H:%M} 대화({row['thread_id']}) · {words}{when}"


def _procedures(candidates: Sequence[Candidate]) -> list[Hit]:
    """Own procedures before the shared ones; the same title once."""
    found = [
        c
        for c in candidates
        if c.kind == "procedural" and c.item.value["origin"] != "handled" and (c.fused.relevant or c.item.matched)
    ]
    found.sort(key=lambda c: (-len(c.item.matched), -c.fused.score))
    best: dict[str, Candidate] = {}
    for candidate in found:
        title = candidate.item.value["title"]
        if title not in best or candidate.item.value["success_count"] > best[title].item.value["success_count"]:
            best[title] = candidate
    return [c.hit(_why_procedure(c)) for c in list(best.values())[:PROCEDURES]]


def _why_procedure(candidate: Candidate) -> str:
    row = candidate.item.value
    used = f", {row['success_count']}회 사용" if row["success_count"] else ", 공용 절차"
    words = f"'{', '.join(candidate.item.matched)}' 일치" if candidate.item.matched else "뜻이 가까움"
    return f"처리 방법을 묻는 질문이라 절차 기억에서 찾음({words}{used})"


def _fused(candidates: Sequence[Candidate], need: Need, limit: int) -> list[Hit]:
    """Facts and episodes that stand out by words or meaning; those of the time asked for come first."""
    relevant = [c for c in candidates if c.fused.relevant and c.kind != "procedural"]
    if need.when:
        relevant.sort(key=lambda c: (not _in_time(c, need), -c.fused.score))
    return [c.hit(_why_fused(c)) for c in relevant[:limit]]


def _in_time(candidate: Candidate, need: Need) -> bool:
    return need.when is not None and need.when.contains(candidate.at.astimezone(KST).date())


def _why_fused(candidate: Candidate) -> str:
    item = candidate.item
    words = f"낱말 '{', '.join(item.matched)}' 일치(BM25 {item.bm25:.2f})" if item.matched else ""
    meaning = (
        f"뜻이 가까움(유사도 {item.dense:.3f}, z {item.dense_z:+.1f})" if item.dense is not None and item.dense_z > 0.5 else ""
    )
    return " · ".join(part for part in (words, meaning) if part) + _proof(candidate)


def _proof(candidate: Candidate) -> str:
    proofs = candidate.item.value.get("proof_count", 1)
    return f" · 근거 {proofs}회" if proofs > 1 else ""


def _to_be_told(row: Row, now: str, need: Need) -> bool:
    """Whether a fact holds, or once held and the past was asked for."""
    once_held = row["recorded_at"] <= now and row["closed_by"] not in ("correction", "merge")
    return holds(row, true_on=now, known_at=now) or (need.past and once_held)


def _once(hits: Iterable[Hit]) -> list[Hit]:
    seen: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        seen.setdefault((hit.kind, hit.key), hit)
    return list(seen.values())


def packed(hits: Sequence[Hit], token_budget: int | None) -> Recall:
    """The hits that fit into the budget (tokens estimated from characters), in order."""
    kept: list[Hit] = []
    left = float("inf") if token_budget is None else token_budget * CHARS_PER_TOKEN
    for hit in hits:
        size = len(hit.text) + len(str(hit.row.get("answer", "")))
        if size <= left:
            kept.append(hit)
            left -= size
    return Recall(tuple(kept), abstained=not hits)


def all_kinds(kinds: Sequence[MemoryKind] | None) -> tuple[MemoryKind, ...]:
    """The kinds asked for, or all."""
    return tuple(kinds) if kinds else KINDS
