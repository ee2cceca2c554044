"""Finds dates that no calendar has ('2026-02-29', '4월 31일', '13월'), so that they are asked for again rather than read as others."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from gazel.reasoning.understanding.dates import YEAR_WORD, year_of

_DATE = re.compile(
    rf"(?<![\d.\-/])(?:(?P<y>(?:19|20)\d{{2}})\s*(?:[-./]|년)\s*|(?P<y2>['’]?\d{{2}})\s*년\s*|(?P<word>{YEAR_WORD})\s*)"
    r"(?P<m>\d{1,2})\s*(?:[-./]|월)\s*(?P<d>\d{1,2})(?!\d|\s*(?:개월|만|%))\s*일?"
)
_MONTH_DAY = re.compile(r"(?<![\d년.\-/])(?<!년 )(?P<m>\d{1,2})\s*월\s*(?P<d>\d{1,2})\s*일")
_SLASHED = re.compile(r"(?<![\d년.\-/])(?P<m>0?[1-9]|1[0-2])/(?P<d>[12]\d|3[01])(?![\d/%])")
_LONE_MONTH = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d{2})\s*년\s*)?(?P<m>1[3-9]|[2-9]\d)월(?!\s*(?:납|보험료|급|세|됐|된|되|째|지났|\d))(?=에|말|초|쯤|중|달|\s|$)"
)
_LEAP = 2024


@dataclass(frozen=True, slots=True)
class Impossible:
    """A date that does not exist, why, and the characters it was read from."""

    text: str
    reason: str
    start: int
    end: int


def find_impossible(text: str, as_of: date) -> Impossible | None:
    """The first date of a tidy text that does not exist; a 29 February without a year does."""
    for pattern in (_DATE, _MONTH_DAY, _SLASHED, _LONE_MONTH):
        for match in pattern.finditer(text):
            if reason := _reason(match.groupdict(), as_of):
                said = match.group().strip()
                return Impossible(said, reason, match.start(), match.start() + len(said))
    return None


def _reason(part: dict[str, str | None], as_of: date) -> str:
    """Why the date is none, '' for a date of the calendar."""
    said = part.get("y") or part.get("y2") or part.get("word")
    year, month = year_of(said, as_of) if said else 0, int(part["m"] or 0)
    if not 1 <= month <= 12:
        return f"{month}월은 달력에 없습니다"
    if part.get("d") is None:
        return ""
    last = calendar.monthrange(year or _LEAP, month)[1]
    if 1 <= int(part["d"] or 0) <= last:
        return ""
    return f"{f'{year}년 ' if year else ''}{month}월은 {last}일까지입니다"
