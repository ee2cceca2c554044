"""What an evaluation of the model counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class PlanningReport:
    """Right plans of `total` by who planned; `seconds` are the model's, one a question it was asked."""

    total: int = 0
    rules: int = 0
    model: int = 0
    combined: int = 0
    at_a_loss: int = 0
    disagreements: int = 0
    failures: int = 0
    seconds: list[float] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)
    """Ids that the rules had right and the combination has wrong."""

    def as_dict(self) -> dict[str, Any]:
        """The counts, shares in per cent, and the median seconds of a model call."""
        share = {name: round(100 * getattr(self, name) / max(1, self.total), 1) for name in ("rules", "model", "combined")}
        return {
            "total": self.total,
            "right_pct": share,
            "rules_at_a_loss": self.at_a_loss,
            "disagreements": self.disagreements,
            "failures": self.failures,
            "worse": self.worse,
            "median_seconds": median(self.seconds),
        }


@dataclass(slots=True)
class AnswerReport:
    """What was shown and dropped over several answers; `wrong` names every figure that its evidence does not bear out."""

    answers: int = 0
    sentences_shown: int = 0
    sentences_dropped: int = 0
    figures: int = 0
    wrong: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    fallbacks: int = 0
    first_token_seconds: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The counts with median times."""
        return {
            "answers": self.answers,
            "sentences_shown": self.sentences_shown,
            "sentences_dropped": self.sentences_dropped,
            "drop_reasons": dict(self.reasons.most_common()),
            "figures": self.figures,
            "wrong_figures": self.wrong,
            "fallbacks": self.fallbacks,
            "median_first_sentence_seconds": median(self.first_token_seconds),
            "median_seconds": median(self.seconds),
        }


@dataclass(slots=True)
class ExtractionReport:
    """Drafts found against drafts told; `wrong` lists what was found and never told."""

    told: int = 0
    found: int = 0
    right: int = 0
    failures: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Precision and recall in per cent."""
        return {
            "told": self.told,
            "found": self.found,
            "precision_pct": round(100 * self.right / max(1, self.found), 1),
            "recall_pct": round(100 * self.right / max(1, self.told), 1),
            "failures": self.failures,
            "refused": dict(self.refused),
            "wrong": self.wrong,
        }


def median(values: Sequence[float]) -> float:
    """The middle value, 0 of none, to a thousandth."""
    ordered = sorted(values)
    return round(ordered[len(ordered) // 2], 3) if ordered else 0.0
