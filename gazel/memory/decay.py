"""What fades: interests nobody came back to, matters long settled. Verbatim episodes and what was stated never do."""

from collections.abc import Sequence
from datetime import datetime

from gazel.memory.clock import moment_of, stamp
from gazel.memory.slots import Change, Row

FORGOTTEN = 0.25
"""Retention below which a fading fact is closed."""
SETTLED_DAYS = 90
"""Days after which a finished or unkept matter is no longer open."""


def retention(row: Row, now: datetime, half_life_days: float) -> float:
    """How much of a fact is left, from 1 to 0 (Ebbinghaus): each proof makes the half-life longer."""
    age = max((now - moment_of(row["timestamp"])).total_seconds() / 86_400, 0.0)
    return float(0.5 ** (age / (half_life_days * row["proof_count"])))


def faded(facts: dict[str, Row], now: datetime, half_life_days: float) -> list[Change]:
    """Interests whose retention fell too low, closed; asking again brings them back."""
    gone = [(k, r) for k, r in facts.items() if r["slot"] == "interest" and retention(r, now, half_life_days) < FORGOTTEN]
    return _closed(gone, now, "decay")


def settled(facts: dict[str, Row], now: datetime) -> list[Change]:
    """Open matters that nobody touched for long, closed."""
    old = [
        (key, row)
        for key, row in facts.items()
        if row["slot"] == "open_matter" and (now - moment_of(row["timestamp"])).days >= SETTLED_DAYS
    ]
    return _closed(old, now, "expiry")


def _closed(rows: Sequence[tuple[str, Row]], now: datetime, reason: str) -> list[Change]:
    return [
        Change(key, {**row, "valid_to": stamp(now), "superseded_at": stamp(now), "closed_by": reason}, "close")
        for key, row in rows
    ]
