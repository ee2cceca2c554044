"""recall: this customer's memories that help with a question, each with the reason why it was found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gazel.events import MemoryKind
from gazel.memory.candidates import Candidate, candidate, replaced_episodes, unscored
from gazel.memory.clock import Moment, day_in_seoul, moment_of, stamp, until
from gazel.memory.kinds import KINDS, namespace, shared
from gazel.memory.needs import Cues, Need, need_of, topic_words
from gazel.memory.reasons import why_episode, why_fact, why_fused, why_procedure
from gazel.memory.slots import holds
from gazel.memory.store import PgvectorStore
from gazel.memory.types import Hit, Recall, Scope
from gazel.retrieval.embedding import Embedder
from gazel.retrieval.fusion import Recipe
from gazel.retrieval.lexical import KoreanAnalyzer

Row = dict[str, Any]
CANDIDATES = 200
MAX_FACTS = 2000
FACTS_BY_KIND = 12
FACTS_A_SLOT = 4
PROCEDURES = 2
STRONGEST = 3
CHARS_PER_TOKEN = 1.6
"""Korean text under common tokenizers of open-weight models."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in work: what it needs, its content words, what was known then."""

    scope: Scope
    need: Need
    words: list[str]
    now: str
    kinds: Sequence[MemoryKind]
    limit: int
    facts: dict[str, Row] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)

    def in_time(self, found: Candidate) -> bool:
        """Whether it was said in the time asked for (any, where none was)."""
        return self.need.when is None or self.need.when.contains(found.day)

    def current(self, row: Row) -> bool:
        """Whether a fact held at the moment of asking."""
        return holds(row, true_on=self.now, known_at=self.now)

    def once_held(self, row: Row) -> bool:
        """Whether a fact was replaced by a newer one (corrections and merges never held)."""
        return row["closed_by"] in ("change", "decay", "expiry") and not self.current(row)


@dataclass(frozen=True, slots=True)
class Recalling:
    """Reads only: one round trip for both legs of every memory, one for the facts."""

    store: PgvectorStore
    embedder: Embedder
    analyzer: KoreanAnalyzer
    cues: Cues

    def recall(
        self, scope: Scope, query: str, recipe: Recipe, *, as_of: Moment, kinds: Sequence[MemoryKind], limit: int
    ) -> list[Hit]:
        """Hits best first, empty when nothing stands out."""
        need = need_of(query, day_in_seoul(as_of), self.cues)
        words = topic_words(self.analyzer.analyze(query))
        asked = Asked(scope, need, words, until(as_of), kinds, limit)
        asked.facts.update(self._facts(asked))
        asked.candidates.extend(self._candidates(asked, query, recipe))
        found: list[Hit] = []
        if need.listing and "episodic" in kinds:
            found += self._listed(asked, recipe)
        found += facts_by_kind(asked)
        if need.procedure and "procedural" in kinds:
            found += procedures(asked)
        if not need.listing or not found:
            found += ranked(asked, recipe, sure=bool(found))
        room = max(limit, FACTS_BY_KIND) if need.taste else limit
        return _once(found)[:room]

    def _facts(self, asked: Asked) -> dict[str, Row]:
        """Every fact known by then, replaced ones included."""
        if "semantic" not in asked.kinds:
            return {}
        known = {"recorded_at": {"$lte": asked.now}}
        return {i.key: i.value for i in self.store.search(namespace(asked.scope, "semantic"), filter=known, limit=MAX_FACTS)}

    def _candidates(self, asked: Asked, query: str, recipe: Recipe) -> list[Candidate]:
        """Both legs over what was known by then, best first."""
        spaces = [namespace(asked.scope, kind) for kind in asked.kinds]
        if "procedural" in asked.kinds:
            spaces.append(namespace(shared(asked.scope.tenant), "procedural"))
        items = self.store.search_legs(
            spaces,
            " ".join(asked.words) or query,
            filter={"recorded_at": {"$lte": asked.now}},
            limit=CANDIDATES,
            query_vector=self.embedder.embed_query(query),
        )
        found = [candidate(item, asked.words, recipe, moment_of(asked.now)) for item in items]
        return sorted(found, key=lambda c: -c.fused.score)

    def _listed(self, asked: Asked, recipe: Recipe) -> list[Hit]:
        """Which questions there were, on the topic and in the time asked for, most recent first."""
        if asked.need.health or not asked.words:
            episodes = self._latest(asked, recipe)
        else:
            episodes = [c for c in asked.candidates if c.kind == "episodic" and asked.in_time(c) and c.coverage >= 0.5]
        latest_first = sorted(episodes, key=lambda c: c.at, reverse=True)
        return [c.hit(why_episode(c, asked.need)) for c in latest_first[: asked.limit]]

    def _latest(self, asked: Asked, recipe: Recipe) -> list[Candidate]:
        """The latest episodes of the time asked for, or those with a health remark, when no other topic was named."""
        span: Row = {"$lte": asked.now}
        if asked.need.when:
            span = {"$gte": stamp(asked.need.when.start), "$lte": min(until(asked.need.when.end), asked.now)}
        where: Row = {"recorded_at": span} | ({"sensitive": True} if asked.need.health else {})
        found = self.store.search(namespace(asked.scope, "episodic"), filter=where, limit=10 * asked.limit)
        return [candidate(unscored(item), (), recipe, moment_of(asked.now)) for item in found]


def facts_by_kind(asked: Asked) -> list[Hit]:
    """Facts fetched by what they are: a question of taste or profile is rarely similar to its answer.

    Replaced values follow the current ones, or go before them where the past was asked for; taste has no past.
    """
    need = asked.need
    chosen: list[tuple[Candidate, bool]] = []
    for slot in need.slots:
        of_slot = [c for c in asked.candidates if c.kind == "semantic" and c.row["slot"] == slot and asked.in_time(c)]
        now = [(c, False) for c in of_slot if asked.current(c.row)][:FACTS_A_SLOT]
        before = [(c, True) for c in of_slot if asked.once_held(c.row)] if need.told or need.past else []
        before.sort(key=lambda pair: pair[0].at, reverse=True)
        chosen += [*before[:FACTS_A_SLOT], *now] if need.past else [*now, *before[: FACTS_A_SLOT - 2]]
    return [c.hit(why_fact(c, need, replaced=replaced)) for c, replaced in chosen[:FACTS_BY_KIND]]


def procedures(asked: Asked) -> list[Hit]:
    """Own procedures before the shared ones; the same title once, and none that merely tells which tools were used."""
    found = [
        c
        for c in asked.candidates
        if c.kind == "procedural" and c.row["origin"] != "handled" and (c.fused.relevant or c.item.matched)
    ]
    found.sort(key=lambda c: (-c.coverage, -c.fused.score))
    best: dict[str, Candidate] = {}
    for one in found:
        title = one.row["title"]
        if title not in best or one.row["success_count"] > best[title].row["success_count"]:
            best[title] = one
    return [c.hit(why_procedure(c)) for c in list(best.values())[:PROCEDURES]]


def ranked(asked: Asked, recipe: Recipe, *, sure: bool) -> list[Hit]:
    """Episodes and facts by their fused score; where the past is asked for, all that are near enough, else those that stand out.

    What rests on turns already listed is left out, and what was replaced never stands above its replacement.
    """
    need = asked.need
    pool = [c for c in asked.candidates if c.kind != "procedural" and _speaks(asked, c)]
    in_time = [c for c in pool if asked.in_time(c)]
    if need.told or need.own:
        strongest = max((c.fused.strength for c in in_time[:STRONGEST]), default=0.0)
        chosen = in_time if sure or need.when or strongest >= recipe.floor else []
    else:
        chosen = [c for c in (in_time or pool) if c.fused.relevant]
    ordered = newer_first(asked, chosen) if not need.past else chosen
    hits: list[Hit] = []
    covered: set[str] = set()
    for one in ordered:
        if one.episodes <= covered:
            continue
        covered |= one.episodes
        hits.append(one.hit(why_episode(one, need) if one.kind == "episodic" and need.told else why_fused(one, need)))
    return hits[: asked.limit]


def newer_first(asked: Asked, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The same order, but the fact that replaced what an episode said comes right before that episode."""
    successors = replaced_episodes(asked.facts)
    by_key = {c.item.key: c for c in asked.candidates if c.kind == "semantic"}
    ordered: list[Candidate] = []
    for one in chosen:
        successor = by_key.get(successors.get(one.item.key, ""))
        if one.kind == "episodic" and successor is not None and successor not in ordered:
            ordered.append(successor)
        if one not in ordered:
            ordered.append(one)
    return ordered


def _speaks(asked: Asked, found: Candidate) -> bool:
    """Interests say nothing of themselves, and facts must hold (or have held, where the past is asked for)."""
    if found.kind == "episodic":
        return True
    return found.row["slot"] != "interest" and (asked.current(found.row) or (asked.need.past and asked.once_held(found.row)))


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


def _once(hits: Sequence[Hit]) -> list[Hit]:
    seen: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        seen.setdefault((hit.kind, hit.key), hit)
    return list(seen.values())
