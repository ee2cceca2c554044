"""Korean words around figures: particles that fit, sums in 만원, dates, lists."""

from collections.abc import Iterable
from datetime import date

_FINAL_BY_DIGIT = {
    "0": True,
    "1": True,
    "2": False,
    "3": True,
    "4": False,
    "5": False,
    "6": True,
    "7": True,
    "8": True,
    "9": False,
}
_FINAL_BY_LETTER = set("lmnrLMNR")


def has_final(word: str) -> bool:
    """Whether the last sound of `word` ends in a consonant (받침); brackets at the end are skipped."""
    bare = word.rstrip("'\"”’)】」』]·.,!? ")
    if bare.endswith("%"):
        return False
    if not bare:
        return False
    last = bare[-1]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28 > 0
    return _FINAL_BY_DIGIT.get(last, last in _FINAL_BY_LETTER)


def josa(word: str, pair: str) -> str:
    """`word` with the fitting particle of a pair such as '은/는', '이/가', '을/를', '과/와', '으로/로'."""
    closed, open_ = pair.split("/")
    if pair == "으로/로":
        bare = word.rstrip("'\"”’)】」』]·.,!? ")
        if bare and "가" <= bare[-1] <= "힣" and (ord(bare[-1]) - ord("가")) % 28 == 8:
            return word + open_
    return word + (closed if has_final(word) else open_)


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
