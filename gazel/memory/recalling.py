"""recall: this customer's memories that help with a question, each with the reason why it was found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from gazel.events import MemoryKind
from gazel.memory.asked import Asked
from gazel.memory.candidates import Candidate, candidate, unscored
from gazel.memory.centre import Centre
from gazel.memory.clock import Moment, day_in_seoul, moment_of, stamp, until
from gazel.memory.kinds import KINDS, namespace, shared
from gazel.memory.life_events import before_event
from gazel.memory.matters import REACH, REACH_OF_STATE, Matters
from gazel.memory.needs import need_of, topic_words
from gazel.memory.ranking import is_replaced, ranked
from gazel.memory.reasons import why_episode, why_fact, why_fused, why_procedure
from gazel.memory.rows import procedure_key
from gazel.memory.slot_router import SlotRouter
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
CHARS_PER_TOKEN = 1.6
"""Korean text under common tokenizers of open-weight models."""


@dataclass(frozen=True, slots=True)
class Recalling:
    """Reads only: one round trip for both legs of every memory, one for the facts."""

    store: PgvectorStore
    embedder: Embedder
    analyzer: KoreanAnalyzer
    router: SlotRouter
    centre: Centre

    def recall(
        self,
        scope: Scope,
        query: str,
        recipe: Recipe,
        *,
        as_of: Moment,
        kinds: Sequence[MemoryKind],
        limit: int,
        handling: Sequence[str] = (),
    ) -> list[Hit]:
        """Hits best first, empty when nothing stands out; the procedures titled in `handling` are among them."""
        asked = self.asked(scope, query, recipe, as_of=as_of, kinds=kinds, limit=limit)
        need = asked.need
        found: list[Hit] = []
        if need.listing and "episodic" in kinds:
            found += self._listed(asked, recipe)
        found += facts_by_kind(asked)
        if "procedural" in kinds:
            found += self._handling(asked, handling, recipe)
            found += procedures(asked) if need.procedure else []
        if not need.listing or not found:
            found += self._ranked(asked, recipe)
        room = max(limit, FACTS_BY_KIND) if need.taste else limit
        return _once(found)[:room]

    def asked(self, scope: Scope, query: str, recipe: Recipe, *, as_of: Moment, kinds: Sequence[MemoryKind], limit: int) -> Asked:
        """The question with everything that might answer it, best first."""
        named = self.router.named(query)
        need = need_of(query, day_in_seoul(as_of), named)
        vector, words, now = self.embedder.embed_query(query), topic_words(self.analyzer.analyze(query)), until(as_of)
        known: Row = {"recorded_at": {"$lte": now}}
        spaces = [namespace(scope, kind) for kind in kinds]
        if "procedural" in kinds:
            spaces.append(namespace(shared(scope.tenant), "procedural"))
        items = self.store.search_legs(spaces, " ".join(words) or query, filter=known, limit=CANDIDATES, query_vector=vector)
        facts = self.store.search(namespace(scope, "semantic"), filter=known, limit=MAX_FACTS) if "semantic" in kinds else []
        if need.when is None:
            need = replace(need, when=before_event(query, [item.value for item in facts], now))
        found = [candidate(item, words, recipe, moment_of(now)) for item in items]
        return Asked(
            scope, need, words, now, kinds, limit, self.router.route(query, named),
            {item.key: item.value for item in facts}, sorted(found, key=lambda c: -c.fused.score),
        )  # fmt: skip

    def _handling(self, asked: Asked, titles: Sequence[str], recipe: Recipe) -> list[Hit]:
        """The procedures of these titles, this customer's own before the shared one."""
        own, everyone = namespace(asked.scope, "procedural"), namespace(shared(asked.scope.tenant), "procedural")
        found = []
        for title in dict.fromkeys(titles):
            items = (self.store.get(space, procedure_key(title), refresh_ttl=False) for space in (own, everyone))
            known = (item for item in items if item and item.value["origin"] != "handled" and _known(item.value, asked.now))
            found += [candidate(unscored(item), (), recipe, moment_of(asked.now)) for item in islice(known, 1)]
        return [one.hit(why_procedure(one)) for one in found]

    def _ranked(self, asked: Asked, recipe: Recipe) -> list[Hit]:
        """What answers by score, the latest word about a matter first unless the past was asked for."""
        best = ranked(asked, recipe)
        if not asked.need.past and not asked.need.when:
            head, rest = best[: 2 * asked.limit], best[2 * asked.limit :]
            reach = REACH_OF_STATE if asked.need.state else REACH
            best = [*self._matters(asked, head).latest_first(head, reach), *rest]
        return [one.hit(_why(asked, one)) for one in best[: asked.limit]]

    def _matters(self, asked: Asked, found: Sequence[Candidate]) -> Matters:
        """What the turns behind the memories speak of."""
        turns = sorted({episode for one in found if one.own for episode in one.episodes})
        vectors = self.store.vectors(namespace(asked.scope, "episodic"), turns, "question")
        return Matters.of(vectors, self.centre.vector, asked.facts.values())

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


def _known(row: Row, now: str) -> bool:
    """Whether a memory was there at the moment of asking."""
    return str(row["recorded_at"]) <= now


def facts_by_kind(asked: Asked) -> list[Hit]:
    """The current facts that a question of taste or profile needs, fetched by what they are: it is not similar to them."""
    chosen: list[Candidate] = []
    for slot in asked.need.slots:
        of_slot = [c for c in asked.candidates if c.kind == "semantic" and c.row["slot"] == slot]
        chosen += [c for c in of_slot if asked.current(c.row)][:FACTS_A_SLOT]
    return [c.hit(why_fact(c, asked.need, replaced=False)) for c in chosen[:FACTS_BY_KIND]]


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


def _why(asked: Asked, found: Candidate) -> str:
    if found.kind == "procedural":
        return why_procedure(found)
    if found.kind == "semantic" and asked.lookup and asked.route.gains.get(found.row["slot"]):
        return why_fact(found, asked.need, replaced=is_replaced(asked, found))
    return why_episode(found, asked.need) if found.kind == "episodic" and asked.lookup else why_fused(found, asked.need)


def examples(asked: Asked, bad_runs: set[str]) -> list[Hit]:
    """Past episodes like this question, by words and meaning alone, that had a good outcome."""
    good = [c for c in asked.candidates if c.row["outcome"] == "answer" and c.row["run_id"] not in bad_runs]
    nearest = sorted((c for c in good if c.fused.relevant), key=lambda c: -c.fused.strength)
    return [c.hit(why_fused(c, asked.need)) for c in nearest[: asked.limit]]


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
