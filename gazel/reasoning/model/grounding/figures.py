"""Reads every figure of a Korean text with its unit: money, percentages, periods, dates, counts, sizes and KCD codes.

Nothing numeric is passed over: a digit that fits no unit is a figure of kind 'bare', and Korean number words before a
unit count too. Values are exact (`Decimal`); money is in won, sizes in millimetres, dates ISO.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "won",
    "percent",
    "year",
    "month",
    "week",
    "day",
    "business_day",
    "hour",
    "date",
    "event",
    "item",
    "company",
    "person",
    "mm",
    "multiple",
    "age",
    "generation",
    "stage",
    "article",
    "code",
    "bare",
]
Side = Literal["", "before", "after"]

_SINO = {"영": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_SMALL = {"십": 10, "백": 100, "천": 1000}
_BIG = {"만": 10**4, "억": 10**8}
_NATIVE = {
    "한": 1,
    "하나": 1,
    "두": 2,
    "둘": 2,
    "세": 3,
    "셋": 3,
    "네": 4,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
}
_SHARES = {"절반": 50, "반액": 50, "반만": 50, "반밖에": 50, "전액": 100}
_UNITS: dict[str, Kind] = {
    "원": "won",
    "%": "percent",
    "퍼센트": "percent",
    "프로": "percent",
    "년": "year",
    "해": "year",
    "개년": "year",
    "개월": "month",
    "달": "month",
    "주": "week",
    "주일": "week",
    "일": "day",
    "영업일": "business_day",
    "시간": "hour",
    "회": "event",
    "번": "event",
    "차례": "event",
    "건": "event",
    "가지": "item",
    "종": "item",
    "종류": "item",
    "개": "item",
    "곳": "company",
    "개사": "company",
    "사": "company",
    "명": "person",
    "인": "person",
    "cm": "mm",
    "센티": "mm",
    "mm": "mm",
    "배": "multiple",
    "세": "age",
    "살": "age",
    "세대": "generation",
    "단계": "stage",
    "차": "stage",
    "조": "article",
    "항": "article",
    "호": "article",
}
_ALTERNATIVES = "|".join(sorted(_UNITS, key=len, reverse=True))
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = rf"{_DIGITS}(?:\s*[십백천만억]+(?:\s*{_DIGITS}(?=\s*[십백천만억원]))?)*"
_SINO_WORD = r"[일이삼사오육칠팔구십백천만억영]"
_NATIVE_WORD = "|".join(sorted(_NATIVE, key=len, reverse=True))

_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*(?:[-./]|년)\s*(?P<m>\d{1,2})\s*(?:[-./]|월)\s*(?P<d>\d{1,2})\s*(?:일|\.)?(?!\d)"
    r"|(?P<y2>(?:19|20)\d{2})\s*(?:[-./]\s?|년\s*)(?P<m2>\d{1,2})(?:\s*월)?(?!\d|\s*[만천억%])"
    r"|(?P<m3>\d{1,2})\s*월\s*(?P<d3>\d{1,2})\s*일"
)
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]\d{2}(?:\.\d{1,2})?(?!\d)")
_COUNTED = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_ALTERNATIVES})?")
_SINO_COUNTED = re.compile(
    rf"(?<![가-힣\d])(?P<number>{_SINO_WORD}{{2,}}\s?|{_SINO_WORD})(?P<unit>원|퍼센트|프로|개월|년|회|배|세|영업일|가지|종)(?![가-힣]{{3,}})"
)
_NATIVE_COUNTED = re.compile(
    rf"(?<![가-힣\d])(?P<number>{_NATIVE_WORD})\s*(?P<unit>번|달|해|가지|개|곳|명|건|차례|배|시간|주|회사|종류|살)"
)
_SHARE = re.compile("|".join(_SHARES))

_AFTER = re.compile(r"\s*(?:을|를|이|가|은|는)?\s*(?:이후|후|뒤|경과|지나|지난|지났|넘|초과|이상|부터|다음)")
_BEFORE = re.compile(
    r"\s*(?:을|를|이|가|은|는|도)?\s*(?:미만|이내|이하|이전|전(?!액|이|부)|내(?!용)|안에|까지|되기|못|동안|간(?!\s*병))"
)
_DENIED = re.compile(r"\s*(?:이|가|은|는)?\s*아[니닙닌]")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `side` is 'before' (미만, 이내 …) or 'after' (이후, 이상 …) where the text says so.

    `role` is what it is of ('insured', 'paid', 'contract' …, '' where nothing says); `roles` are all that the text allows.
    """

    kind: Kind
    value: Decimal | str
    side: Side = ""
    role: str = ""
    roles: frozenset[str] = frozenset()
    start: int = 0
    end: int = 0
    denied: bool = False
    """Whether the text says that it is not this ('20%가 아니라 …')."""

    def same_quantity(self, other: "Figure") -> bool:
        """Whether both are the same amount of the same unit."""
        return self.kind == other.kind and self.value == other.value


def read_figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text in NFKC form, in reading order, none overlapping."""
    taken: list[Figure] = []
    for pattern, build in (
        (_DATE, _date),
        (_CODE, _code),
        (_COUNTED, _counted),
        (_SINO_COUNTED, _worded),
        (_NATIVE_COUNTED, _native),
        (_SHARE, _share),
    ):
        for match in pattern.finditer(text):
            if any(f.start < match.end() and match.start() < f.end for f in taken):
                continue
            kind, value = build(match)
            denied = bool(_DENIED.match(text, match.end()))
            taken.append(Figure(kind, value, _side(text, match.end()), start=match.start(), end=match.end(), denied=denied))
    return tuple(sorted(taken, key=lambda figure: figure.start))


def _side(text: str, end: int) -> Side:
    if _BEFORE.match(text, end):
        return "before"
    return "after" if _AFTER.match(text, end) else ""


def _date(match: re.Match[str]) -> tuple[Kind, Decimal | str]:
    g = match.groupdict()
    year, month, day = g["y"] or g["y2"] or "", g["m"] or g["m2"] or g["m3"], g["d"] or g["d3"]
    return "date", "-".join(part.zfill(2) for part in (year, month, day) if part)


def _code(match: re.Match[str]) -> tuple[Kind, Decimal | str]:
    return "code", match[0]


def _counted(match: re.Match[str]) -> tuple[Kind, Decimal | str]:
    return _with_unit(_mixed(match["number"]), match["unit"], has_scale=bool(re.search(r"[천백만억]", match["number"])))


def _worded(match: re.Match[str]) -> tuple[Kind, Decimal | str]:
    return _with_unit(_mixed(match["number"]), match["unit"], has_scale=False)


def _native(match: re.Match[str]) -> tuple[Kind, Decimal | str]:
    unit = "곳" if match["unit"] == "회사" else match["unit"]
    return _with_unit(Decimal(_NATIVE[match["number"]]), unit, has_scale=False)


def _share(match: re.Match[str]) -> tuple[Kind, Decimal | str]:
    return "percent", Decimal(_SHARES[match[0]])


def _with_unit(value: Decimal, unit: str | None, *, has_scale: bool) -> tuple[Kind, Decimal | str]:
    """'3천만' without 원 is money too; centimetres become millimetres."""
    if unit is None:
        return ("won" if has_scale else "bare"), value.normalize()
    if unit in ("cm", "센티"):
        value *= 10
    return _UNITS[unit], value.normalize()


def _mixed(number: str) -> Decimal:
    """The value of '1,500만', '1억 2천만', '3천5백', '삼백만' …"""
    total = section = digit = Decimal(0)
    seen = False
    for token in re.findall(rf"{_DIGITS}|[가-힣]", number):
        if token[0].isdigit():
            digit, seen = Decimal(token.replace(",", "")), True
        elif token in _SINO:
            digit, seen = Decimal(_SINO[token]), True
        elif token in _SMALL:
            section += (digit if seen else Decimal(1)) * _SMALL[token]
            digit, seen = Decimal(0), False
        elif token in _BIG:
            section += digit
            total += (section or Decimal(1)) * _BIG[token]
            section, digit, seen = Decimal(0), Decimal(0), False
    return total + section + digit
