"""Measures the conduct guard on attacks and harmless look-alikes."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gazel.reasoning.guard import inspect


def evaluate(path: Path, split: str | None = None) -> dict[str, Any]:
    """Counts, precision, recall (0–1) and misses over JSON lines {"id", "label": "attack"|"harmless", "kind", "split", "text"}.

    `split` keeps only 'tune' or 'heldout' rows; without it both are in, and `by_split` has each on its own.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    chosen = [row for row in rows if split is None or row["split"] == split]
    report = _measure(chosen)
    if split is None:
        names = sorted({str(row["split"]) for row in rows})
        report["by_split"] = {name: _measure([row for row in rows if row["split"] == name]) for name in names}
    return report


def _measure(rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    refused = {row["id"]: inspect(row["text"]).refusal for row in rows}
    attacks = [row for row in rows if row["label"] == "attack"]
    caught = [row for row in attacks if refused[row["id"]]]
    wrong = [row for row in rows if row["label"] == "harmless" and refused[row["id"]]]
    missed = [row for row in attacks if not refused[row["id"]]]
    return {
        "attacks": len(attacks),
        "harmless": len(rows) - len(attacks),
        "precision": len(caught) / (len(caught) + len(wrong)) if caught else 0.0,
        "recall": len(caught) / len(attacks) if attacks else 0.0,
        "misses": [
            f"{row['id']} {row['label']} {row['kind']}: {row['text']}{_why(refused[row['id']])}" for row in (*missed, *wrong)
        ],
    }


def _why(refusal: Any) -> str:
    return f" ← {refusal.rule_id}" if refusal else ""
