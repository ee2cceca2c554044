"""The rows as stored: an episode verbatim, a fact with its evidence, a procedure with its steps."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gazel.memory.clock import stamp
from gazel.memory.drafts import Draft
from gazel.memory.importance import Category, Score
from gazel.memory.types import Turn
from gazel.retrieval.statements import statements_of

Row = dict[str, Any]
GIST_CHARS = 160
MAX_KEYWORDS = 24


EPISODE_PREFIX = "e-"
"""An episode's key is this and the id of its run."""


def episode_key(turn: Turn) -> str:
    """One key a run: remembering it again changes nothing."""
    return f"{EPISODE_PREFIX}{turn.run_id}"


def episode_row(
    turn: Turn,
    *,
    keywords: Sequence[str],
    categories: Sequence[str],
    score: Score,
    personal: float,
    sensitive: bool,
    withheld: Sequence[Row],
) -> Row:
    """The turn verbatim, with how it was handled, how important it is, and how likely (0–1) it tells of the speaker's own life."""
    return {
        "question": turn.question,
        "answer": turn.answer,
        "gist": gist(turn.answer),
        "statements": statements_of(turn.question),
        "run_id": turn.run_id,
        "thread_id": turn.thread_id,
        "intents": list(turn.intents),
        "tools": list(turn.tools),
        "topics": list(turn.topics),
        "insurers": list(turn.insurers),
        "outcome": turn.behaviour,
        "keywords": list(dict.fromkeys(keywords))[:MAX_KEYWORDS],
        "categories": list(categories),
        "category": score.category,
        "importance": score.value,
        "arithmetic": score.arithmetic,
        "personal": personal,
        "sensitive": sensitive,
        "withheld": list(withheld),
        "timestamp": stamp(turn.at),
        "recorded_at": stamp(turn.at),
    }


def gist(answer: str) -> str:
    """The beginning of an answer without markup, for search."""
    plain = re.sub(r"[*_#|>`]+", " ", answer)
    return re.sub(r"\s+", " ", plain).strip()[:GIST_CHARS]


def fact_key(cause: str, draft: Draft) -> str:
    """One key a run and claim."""
    return hashed_key(cause, draft.subject, draft.value)


def hashed_key(*parts: str) -> str:
    """A fact's key, the same for the same parts."""
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"s-{digest[:16]}"


def fact_row(draft: Draft, category: Category, score: Score, *, at: datetime, episode: str, thread: str) -> Row:
    """A fact in the seed's fields (`facts` … `timestamp`), with its slot, both times, its proof and its evidence."""
    return {
        "facts": draft.fact,
        "domain": category.domain,
        "category": category.name,
        "related_concepts": list(category.related_concepts),
        "confidence": draft.confidence,
        "source": f"대화 {thread} · {episode}",
        "timestamp": stamp(at),
        "slot": draft.slot,
        "facet": draft.facet,
        "subject": draft.subject,
        "value": draft.value,
        "sensitive": draft.sensitive,
        "importance": score.value,
        "arithmetic": score.arithmetic,
        "valid_from": stamp(draft.valid_from or at),
        "valid_to": None,
        "recorded_at": stamp(at),
        "superseded_at": None,
        "superseded_by": None,
        "closed_by": None,
        "proof_count": 1,
        "evidence": [{"episode": episode, "quote": draft.quote}],
    }


def procedure_key(title: str) -> str:
    """One key a title."""
    return f"p-{hashlib.sha256(title.encode()).hexdigest()[:16]}"


def procedure_row(procedure: Row, score: Score, *, at: datetime, episode: str | None, known: Row | None) -> Row:
    """A procedure as explained; steps that differ from the `known` row make a new version, each use counts.

    Steps that were improved stay improved until what they were improved from changes.
    """
    explained = [dict(step) for step in procedure["steps"]]
    kept = improved(known, explained)
    steps = kept.get("steps", explained)
    changed = known is not None and known["steps"] != steps
    evidence = [*(known["evidence"] if known else []), *([{"episode": episode}] if episode else [])]
    return {
        "title": procedure["title"],
        "trigger": procedure.get("trigger", ""),
        "outline": " → ".join(str(step["title"]) for step in steps),
        "steps": steps,
        "source": procedure.get("source", ""),
        "origin": "explained" if episode else "shipped",
        "success_count": (known["success_count"] if known else 0) + (1 if episode else 0),
        "version": (known["version"] + changed) if known else 1,
        "importance": score.value,
        "arithmetic": score.arithmetic,
        "timestamp": stamp(at),
        "recorded_at": known["recorded_at"] if known else stamp(at),
        "evidence": evidence[-20:],
        **kept,
    }


def improved(known: Row | None, steps: Sequence[Row]) -> Row:
    """The approved `steps` of a known procedure, with what they were improved from, where that is still `steps`."""
    if known is None or known.get("improved_from") != list(steps):
        return {}
    return {"steps": known["steps"], "outline": known["outline"], "improved_from": known["improved_from"]}
