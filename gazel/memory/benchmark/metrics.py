"""Measures of a ranking whose positions each stand for the turns that they prove (a fact may rest on several)."""

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass
from statistics import fmean

Ranking = Sequence[Set[str]]
"""Best first; each position is the set of turn ids behind one hit."""

TOP = 10


@dataclass(frozen=True, slots=True)
class Found:
    """How well one ranking found the evidence of one question, each 0–1."""

    any: float
    all: float
    fraction: float
    ndcg: float
    mrr: float


def found(ranking: Ranking, evidence: Sequence[str], top: int = TOP) -> Found:
    """The measures over the first `top` positions; `evidence` must not be empty."""
    places = [place for id in evidence if (place := _place(ranking[:top], id)) is not None]
    gain = sum(1 / math.log2(place + 1) for place in places)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(len(evidence), top) + 1))
    return Found(
        any=float(bool(places)),
        all=float(len(places) == len(evidence)),
        fraction=len(places) / len(evidence),
        ndcg=min(gain / ideal, 1.0),
        mrr=1 / min(places) if places else 0.0,
    )


def newer_first(ranking: Ranking, newer: Sequence[str], older: Sequence[str]) -> bool:
    """Whether the newer fact was found, and above each turn that it replaces."""
    places = [place for id in newer if (place := _place(ranking, id)) is not None]
    replaced = [place for id in older if (place := _place(ranking, id)) is not None]
    return bool(places) and all(min(places) < place for place in replaced)


def means(results: Sequence[Found], top: int = TOP) -> dict[str, float]:
    """The mean of each measure, named with its cut, rounded to four digits."""
    if not results:
        return {}
    return {
        f"recall_at_{top}": round(fmean(r.fraction for r in results), 4),
        f"any_at_{top}": round(fmean(r.any for r in results), 4),
        f"all_at_{top}": round(fmean(r.all for r in results), 4),
        f"ndcg_at_{top}": round(fmean(r.ndcg for r in results), 4),
        "mrr": round(fmean(r.mrr for r in results), 4),
    }


def _place(ranking: Ranking, id: str) -> int | None:
    return next((place for place, turns in enumerate(ranking, start=1) if id in turns), None)
