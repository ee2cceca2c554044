"""Repeated successful handling becomes a procedure: which tools answered questions of a category, how often, and from which turns."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gazel.memory.clock import stamp
from gazel.memory.rows import improved, procedure_key

Row = dict[str, Any]
REPEATED = 3
"""Turns of one category answered by the same tools from which they are a procedure."""


def folded(episodes: Sequence[tuple[str, Row]], known: Mapping[str, Row], now: datetime) -> dict[str, Row]:
    """New or changed procedures by key; the most frequent way of each category counts."""
    ways: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for key, row in episodes:
        if row["tools"] and row["outcome"] == "answer" and not row["sensitive"]:
            ways[row["category"], tuple(row["tools"])].append(key)
    best: dict[str, tuple[tuple[str, ...], list[str]]] = {}
    for (category, tools), keys in sorted(ways.items()):
        if len(keys) >= REPEATED and len(keys) > len(best.get(category, ((), []))[1]):
            best[category] = tools, keys
    rows = {
        procedure_key(_title(c)): _row(c, tools, keys, known.get(procedure_key(_title(c))), now)
        for c, (tools, keys) in best.items()
    }
    return {key: row for key, row in rows.items() if row != known.get(key)}


def _title(category: str) -> str:
    return f"{category} 문의 처리"


def _row(category: str, tools: tuple[str, ...], keys: Sequence[str], known: Row | None, now: datetime) -> Row:
    handled = [{"title": tool, "detail": ""} for tool in tools]
    kept = improved(known, handled)
    steps = kept.get("steps", handled)
    changed = known is not None and known["steps"] != steps
    same = known is not None and not changed and known["success_count"] == len(keys)
    return {
        "title": _title(category),
        "trigger": f"{category}에 대한 질문",
        "outline": " → ".join(tools),
        "steps": steps,
        "source": "반복된 상담에서 정리",
        "origin": "handled",
        "success_count": len(keys),
        "version": known["version"] + changed if known else 1,
        "importance": round(min(1.0, 0.4 + 0.05 * len(keys)), 2),
        "arithmetic": f"같은 처리 {len(keys)}회 ≥ {REPEATED}회",
        "timestamp": known["timestamp"] if same and known else stamp(now),
        "recorded_at": known["recorded_at"] if known else stamp(now),
        "evidence": [{"episode": key} for key in sorted(keys)][-20:],
        **kept,
    }
