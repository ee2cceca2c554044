"""Finds amounts of money (in won), percentages and day counts in a question, with the part each plays."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gazel.reasoning.understanding.numerals import COUNTER_PATTERN, SINO_PATTERN, count, sino

AmountRole = Literal[
    "sum_general",
    "sum_minor",
    "sum_insured",
    "daily",
    "paid",
    "covered",
    "noncovered",
    "principal",
    "budget",
    "income",
    "claimed",
    "",
]

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = {"억": 10**8, "만": 10**4}
_SMALL = {"천": 1000, "백": 100, "십": 10, "": 1}
_DIGITS = rf"(?:{_NUMBER})\s*(?:천|백|십)?(?:\s*\d+\s*(?:백|십))?"
_SPELLED = rf"(?:(?<![가-힣]){SINO_PATTERN}|(?:[이삼사오육칠팔구]?[천백])+)"
"""After another syllable only 천 and 백 can begin a numeral: the 이 of '금액이 천만원' is a particle."""
_PART = rf"(?:{_DIGITS}|{_SPELLED})"
_MONEY = re.compile(
    rf"(?<![\w.\-/])(?P<won>{_NUMBER})\s*원"
    rf"|(?<![\d.\-/,])(?P<eok>{_PART})\s*억\s*(?:(?P<eok_man>{_PART})\s*만?\s*)?원?"
    rf"|(?<![\d.\-/,])(?P<man>{_PART})\s*만(?!기|나이|족|약|일|에|성|을|이\s)(?:\s*(?P<rest>{_PART})(?:(?<=[천백십])|(?=\s*원)))?\s*원?"
    rf"|(?<![\d.\-/,])(?P<chun>\d+(?:\.\d+)?\s*천(?:\s*\d+\s*백)?|\d+\s*백|[일이삼사오육칠팔구]?천[일이삼사오육칠팔구]백|[일이삼사오육칠팔구]천)(?:\s*(?P<chun_won>원))?(?![가-힣]*세대)"
)
_BARE = re.compile(
    r"(?P<cue>유사암|소액암|일반암|암\s*진단비|진단비|비\s*급여|급여|병원비|치료비|본인\s*부담금?|가입\s*금액|보험금|수술비|로봇|항암|갑상선암?)(?:\s*진단비)?\s*(?:이|가|은|는|을|를|:)?\s*"
    r"(?P<number>\d{2,4})(?![\d\-/:%]|[,.]\d|\s*(?:%|년|월|일(?!반)|개월|달|세|살|cm|mm|종|회|개|만|천|억|원|명|프로|퍼|번|사|대))"
)
_BARE_INCOME = re.compile(
    r"(?:월급|연봉|연\s*소득|소득|월\s*수입)(?:이|은|는|을)?\s*(?P<number>\d{2,5})(?!\s*(?:%|년|월|일|만|천|억|원|\d))"
)
_BARE_PAID = re.compile(r"(?<![\dA-Za-z.\-/,])(?P<number>\d{2,4})(?=\s*(?:만?원?\s*)?(?:받았|받고|나왔|탔|들어놨|짜리|가입))")
_PERCENT = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?|{SINO_PATTERN})\s*(?:%|퍼센트|프로(?!그|필|젝|바)|퍼(?![가-힣])|퍼(?=래|라|예요|에요|이|요|인|로|면)|(?:(?<=\.\d)|(?<=\.\d\d))(?=(?:이?래|이라|라고|이?라네)))"
)
_HALF = re.compile(r"절반|반액|반만|반값|반토막|반밖에")
_DAYS = re.compile(r"(?P<number>\d+)\s*일(?!\s*(?:자|날|요일|반|차|월))(?:간|동안|치)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in won and the characters it was read from."""

    won: int
    start: int
    end: int
    text: str
    role: AmountRole = ""


def _part(text: str | None) -> Decimal:
    """The value below 만 of '3천6백', '3,000', '삼천' …"""
    total = Decimal(0)
    for piece in re.findall(rf"({_NUMBER})\s*(천|백|십)?|({SINO_PATTERN})", text or ""):
        number, unit, word = piece
        total += Decimal(number.replace(",", "")) * _SMALL[unit] if number else Decimal(sino(word) or 0)
    return total


def _won(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups["won"]:
        return int(Decimal(groups["won"].replace(",", "")))
    if groups["eok"]:
        return int(_part(groups["eok"]) * _SCALE["억"] + _part(groups["eok_man"]) * _SCALE["만"])
    if groups["man"]:
        return int(_part(groups["man"]) * _SCALE["만"] + _part(groups["rest"]))
    value = _part(groups["chun"])
    return int(value if groups["chun_won"] else value * _SCALE["만"])


_ROLES: tuple[tuple[AmountRole, str], ...] = (
    ("budget", r"(?<![\d개])월\s*(?:보험료|납|에)?|한\s*달|매달|보험료|예산"),
    ("income", r"연봉|연\s*소득|소득|월급|수입"),
    ("daily", r"일당|하루|1일당"),
    ("noncovered", r"비\s*급여"),
    ("covered", r"급여"),
    ("sum_minor", r"(?:유사암|소액암|갑상선암?)\s*진단비|(?:유사암|소액암)(?!\s*(?:은|는|을|를)?\s*(?:제외|빼고|말고))"),
    ("sum_general", r"(?<![선샘사액])(?:일반암|암)\s*진단(?:비|금)(?:\s*\(?\s*(?:유사암|소액암)\s*제외\s*\)?)?|일반암"),
    ("sum_insured", r"가입\s*금액|진단[비금]|수술비|로봇|항암|짜리|보장금액|담보"),
    ("principal", r"보험금|원금"),
)
_AFTER: tuple[tuple[AmountRole, str], ...] = (
    ("paid", r"\s*원?(?:을|를|은|이)?\s*(?:은|이미|벌써)?\s*(?:받았|받고|받은|탔|지급\s*받)"),
    ("sum_insured", r"\s*원?\s*짜리"),
    ("budget", r"\s*원?\s*(?:까지|넘으면|이하|미만|안\s*넘|정도)\S*\s*(?:괜찮|부담|가능|으로|낼)"),
)


def _role(text: str, start: int, end: int, others: list[tuple[int, int]]) -> AmountRole:
    """The part an amount plays: what follows decides first, then the nearest cue before it."""
    for role, pattern in _AFTER:
        if re.match(pattern, text[end:]):
            return role
    left = max([stop for _, stop in others if stop <= start], default=0)
    best: tuple[int, AmountRole] = (-1, "")
    for role, pattern in _ROLES:
        for cue in re.finditer(pattern, text[left:start]):
            if cue.end() > best[0]:
                best = (cue.end(), role)
    if best[1]:
        return best[1]
    right = min([begin for begin, _ in others if begin >= end], default=len(text))
    for role, pattern in _ROLES:
        if re.match(rf"\s*원?(?:짜리|의)?\s*(?:{pattern})", text[end:right]):
            return role
    return ""


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of a tidy text in reading order; '유사암 600' is read as 600만원."""
    spans = [(m.start(), m.end(), _won(m)) for m in _MONEY.finditer(text)]
    for pattern in (_BARE, _BARE_PAID, _BARE_INCOME):
        for match in pattern.finditer(text):
            start, end = match.span("number")
            if not any(s < end and start < e for s, e, _ in spans):
                spans.append((start, end, int(match["number"]) * 10**4))
    spans.sort()
    places = [(start, end) for start, end, _ in spans]
    return tuple(
        Amount(won, start, end, text[start:end].strip(), _role(text, start, end, [p for p in places if p != (start, end)]))
        for start, end, won in spans
        if won > 0
    )


def find_percents(text: str) -> tuple[Decimal, ...]:
    """Every percentage of a tidy text; 절반, 반만 count as 50."""
    found = [(m.start(), _percent(m["number"])) for m in _PERCENT.finditer(text)]
    found += [(m.start(), Decimal(50)) for m in _HALF.finditer(text)]
    return tuple(value for _, value in sorted(found) if value is not None)


def _percent(number: str) -> Decimal | None:
    if number[0].isdigit():
        return Decimal(number)
    value = sino(number)
    return None if value is None else Decimal(value)


_TIMES = re.compile(
    rf"(?:수술|치료|시술)(?:을|를|만|이|은)?\s*(?:총|모두|각각)?\s*(?P<after>\d{{1,2}}|{COUNTER_PATTERN})\s*(?:번|회|차례)(?!\s*(?:째|만\s*(?:주|나|지)))"
    rf"|(?P<before>\d{{1,2}}|{COUNTER_PATTERN})\s*(?:번|회|차례)(?:을|를|이나)?\s*(?:다\s*)?(?:수술|시술)"
)


def find_times(text: str) -> int:
    """How many operations or treatments a tidy text tells of; 1 where it does not count them."""
    match = _TIMES.search(text)
    return max(1, count(match["after"] or match["before"]) or 1) if match else 1


def find_day_counts(text: str) -> tuple[int, ...]:
    """Every count of days ('5일 입원', '90일')."""
    return tuple(int(m["number"]) for m in _DAYS.finditer(text))
