"""Shares, medians and percentiles of what was counted."""

from collections.abc import Sequence


def share(part: int, whole: int) -> float:
    """Per cent to a tenth, 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` % of all do not exceed, 0 of none, to a thousandth."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 3) if ordered else 0.0


def median(values: Sequence[float]) -> float:
    """The middle value, 0 of none."""
    return percentile(values, 50)
