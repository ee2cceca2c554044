"""The order of what answers a question: by score, what is replaced below what replaced it."""

from collections.abc import Sequence

from gazel.memory.asked import Asked
from gazel.memory.candidates import Candidate, replaced_claims, successors
from gazel.memory.needs import only_looks_back
from gazel.retrieval.fusion import Recipe

STATED = 0.5
REPLACED = 1.5
PAST_ASKED = 3.5
"""What a fact gains over a turn; what one that was replaced loses, and what it gains where the past is asked (in z-scores)."""


def ranked(asked: Asked, recipe: Recipe) -> list[Candidate]:
    """What answers a look into the past, by score; for any other question only what stands out.

    What rests on turns already listed is left out, and what was replaced never stands above its replacement.
    """
    pool = sorted(((_score(asked, c), c) for c in _counted(asked)), key=lambda pair: -pair[0])
    inside = [c for _, c in pool if asked.in_time(c)]
    if asked.lookup:
        chosen = inside if asked.need.when or _certain(asked, inside, recipe) else []
    else:
        chosen = [c for c in (inside or [c for _, c in pool]) if _bears_on(c, recipe) and not is_replaced(asked, c)]
    kept: list[Candidate] = []
    covered: set[str] = set()
    for one in chosen if asked.need.past else newer_first(asked, chosen):
        if not one.episodes or not one.episodes <= covered:
            covered |= one.episodes
            kept.append(one)
    return kept


def _bears_on(found: Candidate, recipe: Recipe) -> bool:
    """Whether a memory stands out, or tells of the customer's own life and is near enough."""
    return found.fused.relevant or (found.own and found.fused.strength >= recipe.floor)


def _certain(asked: Asked, found: Sequence[Candidate], recipe: Recipe) -> bool:
    """Whether there is something to answer with: words and meaning speak for one memory, or it holds every word of what was told."""
    return any(c.fused.strength >= recipe.answer_floor or (asked.need.told and c.coverage == 1.0) for c in found)


def _counted(asked: Asked) -> list[Candidate]:
    """Each memory that may answer; an interest says nothing of itself, nor does an earlier question that looked back."""
    counted: list[Candidate] = []
    for one in asked.candidates:
        if one.kind == "procedural" and not (asked.lookup and one.row["origin"] == "explained"):
            continue
        if one.kind == "episodic" and asked.lookup and only_looks_back(one.row["question"], one.row["personal"]):
            continue
        if one.kind == "semantic" and one.row["slot"] == "interest" and asked.lookup:
            continue
        if one.kind == "semantic" and not (asked.current(one.row) or asked.once_held(one.row)):
            continue
        counted.append(one)
    return counted


def _score(asked: Asked, found: Candidate) -> float:
    """The fused score, with what the question gives to facts of this slot, less for those that were replaced."""
    if found.kind != "semantic" or not asked.lookup:
        return found.fused.score
    score = found.fused.score + STATED + asked.route.gains.get(found.row["slot"], 0.0)
    if is_replaced(asked, found):
        return score + (PAST_ASKED if asked.need.past else -REPLACED)
    return score


def is_replaced(asked: Asked, found: Candidate) -> bool:
    """Whether a found fact no longer holds."""
    return found.kind == "semantic" and not asked.current(found.row)


def newer_first(asked: Asked, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The same order, but what replaced a fact comes before that fact and before the turn that told it."""
    claims = replaced_claims(asked.facts)
    of_episode = {episode: newer for (episode, _), newer in claims.items()}
    by_key = {c.item.key: c for c in asked.candidates if c.kind == "semantic"}
    ordered: dict[str, Candidate] = {}
    for one in chosen:
        key = one.item.key
        newer = successors(key, asked.facts) if key in asked.facts else of_episode.get(key, [])
        beside = [fact for episode in sorted(one.episodes) for fact in claims.get((episode, one.row.get("slot", "")), [])]
        for fact in [*newer, *beside]:
            if fact in by_key:
                ordered.setdefault(fact, by_key[fact])
        ordered.setdefault(key, one)
    return list(ordered.values())
