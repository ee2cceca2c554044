"""Korean words around figures: particles that fit, sums in 만원, dates, lists."""

from collections.abc import Iterable
from datetime import date

from gazel.insurance.particles import has_final as has_final
from gazel.insurance.particles import josa as josa


def man(won: int) -> str:
    """A sum in the way it is spoken: 6000000 → '600만원', 150000000 → '1억 5,000만원', 65753 → '65,753원'."""
    if won == 0 or won % 10_000:
        return f"{won:,}원"
    eok, rest = divmod(won // 10_000, 10_000)
    parts = [f"{eok:,}억"] if eok else []
    if rest:
        parts.append(f"{rest:,}만")
    return " ".join(parts) + "원"


def won(amount: int) -> str:
    """A sum exactly and as spoken: '3,000,000원(300만원)'."""
    return f"{amount:,}원" if man(amount) == f"{amount:,}원" else f"{amount:,}원({man(amount)})"


def day(value: date | str) -> str:
    """A date as '2025-12-31(수)'."""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{found.isoformat()}({'월화수목금토일'[found.weekday()]})"


def listing(names: Iterable[str]) -> str:
    """Names joined by the middle dot: '현대해상·DB손해보험'."""
    return "·".join(dict.fromkeys(names))
