"""Facts that say the same thing: equal words, or vectors that all but coincide."""

from collections.abc import Sequence
from typing import Any

from gazel.db.database import Connection
from gazel.memory.clock import stamp
from gazel.memory.kinds import namespace
from gazel.memory.slots import MAX_EVIDENCE, Change, Row
from gazel.memory.types import Scope

SAME = 0.97
"""Cosine from which two facts of one slot and value are the same claim (the shipped model: random pairs reach 0.87)."""


def near_pairs(connection: Connection, scope: Scope) -> list[tuple[str, str]]:
    """Pairs of semantic keys whose vectors nearly coincide (exact, within the customer)."""
    prefix = ".".join(namespace(scope, "semantic"))
    rows = connection.execute(
        """select a.key as one, b.key as other from store_vectors a join store_vectors b
             on (b.tenant, b.customer, b.prefix) = (a.tenant, a.customer, a.prefix) and a.key < b.key
           where a.tenant = %s and a.customer = %s and a.prefix = %s and 1 - (a.embedding <=> b.embedding) >= %s""",
        [scope.tenant, scope.customer, prefix, SAME],
    ).fetchall()
    return [(row["one"], row["other"]) for row in rows]


def merged(open_facts: dict[str, Row], pairs: Sequence[tuple[str, str]], now: Any) -> list[Change]:
    """The changes that leave one row of each duplicate pair: the older keeps its key and takes the other's evidence."""
    current = dict(open_facts)
    changes: dict[str, Change] = {}
    for one, other in [*pairs, *_more_specific(open_facts)]:
        if one not in current or other not in current or not _same_claim(current[one], current[other]):
            continue
        kept, dropped = sorted((one, other), key=lambda key: (-len(current[key]["facet"]), current[key]["recorded_at"], key))
        winner = _absorb(current[kept], current[dropped])
        loser = {**current[dropped], "superseded_at": stamp(now), "superseded_by": kept, "closed_by": "merge"}
        current[kept] = winner
        del current[dropped]
        changes[kept] = Change(kept, winner, "strengthen")
        changes[dropped] = Change(dropped, loser, "close")
    return list(changes.values())


def _same_claim(one: Row, other: Row) -> bool:
    """Whether two facts of one slot say the same; a contract that was entered stays beside what was said of it."""
    entered = "terms" in one or "terms" in other
    return bool(one["slot"] == other["slot"] and one["value"] == other["value"] and not entered)


def _more_specific(facts: dict[str, Row]) -> list[tuple[str, str]]:
    """'실손' and '4세대 실손' are one policy."""
    held = sorted((key, row) for key, row in facts.items() if row["slot"] == "existing_policy")
    return [(a, b) for i, (a, one) in enumerate(held) for b, other in held[i + 1 :] if _contains(one["facet"], other["facet"])]


def _contains(one: str, other: str) -> bool:
    short, long = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    return long.endswith(short)


def _absorb(kept: Row, dropped: Row) -> Row:
    evidence = [*kept["evidence"], *(proof for proof in dropped["evidence"] if proof not in kept["evidence"])]
    return {
        **kept,
        "evidence": evidence[-MAX_EVIDENCE:],
        "proof_count": kept["proof_count"] + dropped["proof_count"],
        "confidence": max(kept["confidence"], dropped["confidence"]),
        "importance": max(kept["importance"], dropped["importance"]),
        "valid_from": min(kept["valid_from"], dropped["valid_from"]),
        "timestamp": max(kept["timestamp"], dropped["timestamp"]),
    }
