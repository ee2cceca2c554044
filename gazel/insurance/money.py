"""Exact money: shares as fractions, dropped to whole won once at the end."""

from fractions import Fraction

Percent = int | Fraction
"""A percentage, 50 = 50 %; never a binary float."""


def share(amount: int | Fraction, *percents: Percent) -> Fraction:
    """`amount` (won) × each percentage, exactly."""
    value = Fraction(amount)
    for percent in percents:
        value *= Fraction(percent) / 100
    return value


def whole_won(amount: int | Fraction) -> int:
    """`amount` with the fraction of a won dropped (amounts are never negative)."""
    return amount.numerator // amount.denominator


def won(amount: int | Fraction) -> str:
    """'3,000,000원'; a fraction of a won is shown with up to two digits."""
    if amount.denominator == 1:
        return f"{int(amount):,}원"
    return f"{float(amount):,.2f}원"


def percent_number(percent: Percent) -> int | float:
    """The percentage as a JSON number: whole where it is whole."""
    return int(percent) if percent.denominator == 1 else float(percent)


def percent_text(percent: Percent) -> str:
    """'50%'."""
    return f"{percent_number(percent)}%"
