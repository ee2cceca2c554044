"""Finds the day of the contract's own calendar that a question names ('딱 1년 되는 날', '1년 하루 전', '91일째', '2년 지나서')."""

import re
from collections.abc import Iterable

from gazel.reasoning.understanding.dates import DateMention
from gazel.reasoning.understanding.elapsed import CONTRACT, Elapsed, find_elapsed
from gazel.reasoning.understanding.lengths import LENGTH, NUMBER, length_of
from gazel.reasoning.understanding.numerals import NATIVE, SINO_PATTERN, count

_MARK = (
    rf"(?:(?<![\d월.\-/])(?P<y>{NUMBER})\s*년(?P<h>\s*반)?(?:\s*(?P<m>{NUMBER})\s*(?:개월|달))?"
    rf"|(?<![\d월.\-/년])(?<!년 )(?P<m2>{NUMBER})\s*(?:개월|달)"
    rf"|(?<![\d월달.\-/년])(?<![월달년] )(?P<d>\d{{2,4}}|[백십]|{SINO_PATTERN}[백십])\s*일(?!\s*(?:반|당|요|월))"
    r"|(?P<start>보장\s*개시\s*일?|면책\s*(?:기간)?\s*(?:이|은)?\s*(?:딱\s*|막\s*)?(?:끝난|끝나는|끝나고|풀린|풀리는|지난)\s*(?:바로\s*)?(?:다음\s*)?날)"
    r"|(?P<anniversary>(?:(?:계약|가입)\s*)?해당일|(?:일|1)\s*주년|(?<![가-힣])첫?\s*돌(?=\s*(?:이|을|은)?\s*(?:지나|지난|지났|넘|되는|다음|전))))"
)
_TIGHT = r"(?:(?:딱|꽉|꼭|다|막|바로|정확히|좀|조금|겨우)\s*)*"
_BY = rf"(?P<by>{'|'.join(NATIVE)}|일주일|{NUMBER}\s*(?:일|주일?))"
_DAY_OF = rf"\s*(?:째|이|가|을|를|에서|에)?\s*{_TIGHT}(?:(?:되는|된|지난|지나는|채운|당일)\s*)?(?:날)?(?:의|에서|보다|하고도?|에)?\s*{_TIGHT}"
_BEFORE = re.compile(
    rf"{_MARK}{_DAY_OF}(?:(?:되|차|채우|넘기?|지나)기\s*)?{_TIGHT}"
    rf"(?:{_BY}\s*(?:전(?!액|체|부|이\s*(?:암|성|된|됐))|앞|모자|부족|못\s*(?:채|미)|덜|남|빠지|빠졌|일찍|빨리|차이로\s*(?:못|안))|전\s*날|직전)"
)
_AFTER = re.compile(
    rf"{_MARK}{_DAY_OF}(?:(?:하|이|되|지나|넘)고도?\s*)?{_TIGHT}"
    rf"(?:{_BY}\s*(?:더\s*)?(?:지나|지난|지났|넘|뒤|후|더|늦|째|되는)|다음\s*날|담\s*날|이튿\s*날|익일)"
)
_ON = re.compile(
    rf"{_MARK}\s*(?:이|가|을|를|에)?\s*{_TIGHT}(?P<tail>(?:되는|된|돼는|되던|차는|찬|채우는|채운|맞는|지나는)\s*(?:날|당일|시점|때)|당일|째|차(?!병|이))"
)
_PAST = re.compile(rf"{_MARK}\s*(?:이|을|은|만|도)?\s*{_TIGHT}(?:지나|지난|지났|넘|경과|채우고|채웠|채우면|찼)")
_UNDER = re.compile(
    rf"{_MARK}\s*(?:이|을|도|은)?\s*{_TIGHT}(?:(?:채\s*)?(?:안|못)\s*(?:됐|되|돼|지나|지났|채우|채웠|넘|찼)|미만|되기\s*전|지나기\s*전|넘기\s*전)"
)
_ANNIVERSARY = re.compile(r"해당일|(?:일|1)\s*주년")
_LENGTH = re.compile(LENGTH)
_START = re.compile(rf"(?=보장\s*개시|면책){_MARK}\s*(?:당일|에(?!는)|이면|이라면|이었|나오|나왔|진단|확정)")
_FIRST_COVERED = 91
"""The day of a usual waiting period's end, counted out from the contract (R1)."""
_HELD = re.compile(
    rf"(?:(?:이제|벌써|거의|한|아직|가입|든\s*지|네|그게|어|음)[\s,.]*)*{_MARK}\s*(?:이|은|정도|쯤|좀)?\s*(?:됐|되었|돼|된\s*거|넘었|지났)(?!으면|다면)"
)
"""How long the contract has been held, as the answer to the question for its day."""
_STEPS = frozenset({90, 91, 180, 181, 365, 366, 730})
"""Days at which products change, so that their passing is told of the contract ('91일 지나서') and not of the day before."""


def find_mark(text: str) -> Elapsed | None:
    """How long after the contract a tidy text lets something happen, named by a step of the contract and not by a date.

    A mere '두 달 지나서' is none: it rather moves the day that was spoken of.
    """
    if shifted := find_shifted(text):
        return shifted
    if (match := _UNDER.search(text)) and (mark := _step(match)):
        return Elapsed(*mark, match.group().strip(), under=True)
    if (match := _ON.search(text)) and (mark := _step(match)):
        return Elapsed(*mark, match.group().strip(), nth=not mark[0])
    if match := _ANNIVERSARY.search(text):
        return Elapsed(12, 0, match.group())
    if match := _START.search(text):
        return Elapsed(0, _FIRST_COVERED, match.group().strip(), nth=True)
    if (match := _HELD.match(text)) and (mark := _step(match)):
        return Elapsed(*mark, match.group().strip(" ,."))
    for match in _PAST.finditer(text):
        mark = _step(match)
        if mark and (mark[0] >= 12 or mark[1] in _STEPS):
            return Elapsed(*mark, match.group().strip())
    return None


def find_shifted(text: str) -> Elapsed | None:
    """The day that lies some days before or after a step of the contract ('1년 되기 이틀 전', '90일 되는 날의 다음날')."""
    for pattern, sign in ((_BEFORE, -1), (_AFTER, 1)):
        if (match := pattern.search(text)) and (mark := _step(match)):
            return Elapsed(mark[0], mark[1] + sign * _distance(match["by"]), match.group().strip(), nth=not mark[0])
    return None


def find_since(text: str, dates: Iterable[DateMention]) -> Elapsed | None:
    """The time since the contract that a tidy question states: days beside a step of it ('계약 1년 되기 하루 전'), or a plain length."""
    return (find_shifted(text) if CONTRACT.search(text) else None) or find_elapsed(text, dates)


def _step(match: re.Match[str]) -> tuple[int, int] | None:
    """(months, days) of the step itself; None for a length of nothing."""
    if match["start"]:
        return 0, _FIRST_COVERED
    if match["anniversary"]:
        return 12, 0
    years, months, more, days = (count(match[name] or "") or 0 for name in ("y", "m", "m2", "d"))
    found = years * 12 + (6 if match["h"] else 0) + months + more, days
    return found if any(found) else None


def _distance(said: str | None) -> int:
    """The days that lie between the step and the day; one where only '전날' or '다음날' was said."""
    found = _LENGTH.match(said) if said else None
    return (length_of(found) or (0, 1))[1] if found else 1
