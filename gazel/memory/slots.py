"""What a new claim does to what is known: it opens a fact, strengthens one, or closes the one it contradicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from gazel.memory.clock import stamp
from gazel.memory.drafts import Draft

Row = dict[str, Any]
MAX_EVIDENCE = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One row to be stored under `key`, and what happened to it."""

    key: str
    row: Row
    action: Literal["open", "strengthen", "close", "correct"]


def reconcile(draft: Draft, key: str, row: Row, known: Sequence[tuple[str, Row]], *, at: datetime, episode: str) -> list[Change]:
    """The changes that `draft` (as `row` under `key`) makes to the open facts about the same thing.

    `known` holds (key, row) of open facts of the same subject. A claim older than what is known is stored already closed.
    """
    same = [(k, r) for k, r in known if r["value"] == draft.value and not draft.retract]
    others = [(k, r) for k, r in known if r["value"] != draft.value or draft.retract]
    if same:
        strengthened = strengthen(same[0][1], draft, at=at, episode=episode)
        return [*_close_all(others, same[0][0], draft, strengthened, at), Change(same[0][0], strengthened, "strengthen")]
    if draft.retract:
        return _close_all(others, None, draft, row, at)
    newer = [(k, r) for k, r in others if r["recorded_at"] > row["recorded_at"]]
    if newer:
        successor_key, successor = min(newer, key=lambda pair: str(pair[1]["recorded_at"]))
        ended = {"valid_to": max(successor["valid_from"], row["valid_from"]), "superseded_at": successor["recorded_at"]}
        return [Change(key, {**row, **ended, "superseded_by": successor_key, "closed_by": "change"}, "open")]
    return [*_close_all(others, key, draft, row, at), Change(key, row, "open")]


def strengthen(row: Row, draft: Draft, *, at: datetime, episode: str) -> Row:
    """The same claim heard again: one more proof, its quote kept, confidence nearer to 1."""
    if any(proof["episode"] == episode for proof in row["evidence"]):
        return row
    return {
        **row,
        "proof_count": row["proof_count"] + 1,
        "confidence": round(1 - (1 - row["confidence"]) * 0.7, 3),
        "timestamp": max(row["timestamp"], stamp(at)),
        "valid_from": min(row["valid_from"], stamp(draft.valid_from or at)),
        "evidence": [*row["evidence"], {"episode": episode, "quote": draft.quote}][-MAX_EVIDENCE:],
    }


def close(row: Row, successor: str | None, *, at: datetime, valid_to: str, correction: bool) -> Row:
    """A fact that ended: in the world at `valid_to`, or, for a correction, in the store's time only."""
    return {
        **row,
        "valid_to": row["valid_to"] if correction else max(valid_to, row["valid_from"]),
        "superseded_at": stamp(at),
        "superseded_by": successor,
        "closed_by": "correction" if correction else "change",
    }


def _close_all(known: Sequence[tuple[str, Row]], successor: str | None, draft: Draft, row: Row, at: datetime) -> list[Change]:
    action: Literal["close", "correct"] = "correct" if draft.correction else "close"
    valid_to = stamp(draft.valid_from or at) if not draft.retract else stamp(at)
    return [
        Change(key, close(old, successor, at=at, valid_to=valid_to, correction=draft.correction), action) for key, old in known
    ]


def holds(row: Row, *, true_on: str, known_at: str) -> bool:
    """Whether a fact was true at `true_on` by what was known at `known_at` (both stamps)."""
    superseded = row["superseded_at"] is not None and row["superseded_at"] <= known_at
    if row["recorded_at"] > known_at or row["valid_from"] > true_on:
        return False
    if superseded and row["closed_by"] != "change":
        return False
    return not superseded or true_on < row["valid_to"]
