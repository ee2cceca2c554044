"""Korean sums of money ('4만원', '3천6백', '1억 2천만', '45,000원') as won."""

import re

AMOUNT = r"(?:\d[\d,.]*\s*억(?:\s*\d[\d,]*\s*천)?(?:\s*\d*\s*만)?|(?:\d[\d,]*|[이삼사오육칠팔구])\s*천\s*\d*\s*백?\s*만?|\d[\d,.]*\s*백\s*만?|\d[\d,.]*\s*만(?:\s*\d\s*천)?|[일이삼사오육칠팔구]?십?[일이삼사오육칠팔구]?\s*만|\d{1,3}(?:,\d{3})+|\d{4,})\s*원?"
HUNDREDS = r"(?<![\d,.만천백십일이삼사오육칠팔구])(?:[이삼사오육칠팔구]?백(?:[이삼사오육칠팔구]?십)?|\d{3})(?![\d,])"
"""A monthly income as it is spoken, in units of 10,000 won: '이백삼십', '사백', '340'."""
KOREAN_DIGITS = {digit: value for value, digit in enumerate("일이삼사오육칠팔구", start=1)}
ARABIC = str.maketrans({digit: str(value) for digit, value in KOREAN_DIGITS.items()})
UNITS = {"억": 100_000_000, "만": 10_000}


def won(text: str, *, bare_thousands_are_man: bool = False) -> int | None:
    """The sum in won, or None; with `bare_thousands_are_man` '3천6백' is 36,000,000 (how incomes are said)."""
    squeezed = re.sub(r"[\s,원]", "", text)
    squeezed = re.sub(r"[이삼사오육칠팔구](?=천)", lambda m: str(KOREAN_DIGITS[m.group(0)]), squeezed)
    squeezed = re.sub(r"[일이삼사오육칠팔구십]+(?=만)", lambda m: str(_spelled(m.group(0))), squeezed)
    total, rest = 0.0, squeezed
    for unit, value in UNITS.items():
        head, found, tail = rest.partition(unit)
        if found:
            total += _below_man(head or "1") * value
            rest = tail
    if rest:
        remainder = _below_man(rest)
        scale = UNITS["만"] if bare_thousands_are_man and "만" not in squeezed and "원" not in text and remainder < 100_000 else 1
        total += remainder * scale
    return int(total) if total > 0 else None


def hundreds(text: str) -> int:
    """'이백삼십' → 230, '340' → 340."""
    return int(_below_man(text.translate(ARABIC)))


def man(amount: int) -> str:
    """A sum as it is written in Korean: '4만원', '3,600만원', '4만 5천원'."""
    eok, below = divmod(amount, UNITS["억"])
    whole, rest = divmod(below, UNITS["만"])
    parts = [f"{eok:,}억" if eok else "", f"{whole:,}만" if whole else ""]
    if rest:
        parts.append(f"{rest // 1000}천" if rest % 1000 == 0 else f"{rest:,}")
    return " ".join(part for part in parts if part) + "원"


def _below_man(text: str) -> float:
    """'3천6백' → 3600, '36' → 36, '4.5' → 4.5."""
    total, rest = 0.0, text
    for unit, value in (("천", 1000), ("백", 100), ("십", 10)):
        head, found, tail = rest.partition(unit)
        if found:
            total += (float(head) if _number(head) else 1) * value
            rest = tail
    return total + (float(rest) if _number(rest) else 0)


def _number(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None


def _spelled(text: str) -> int:
    """'십이' → 12, '오' → 5."""
    tens, ten, ones = text.partition("십")
    if not ten:
        return KOREAN_DIGITS.get(text, 0)
    return KOREAN_DIGITS.get(tens, 1) * 10 + KOREAN_DIGITS.get(ones, 0)
