"""Finds dates in a question: written out, partial ('작년 3월') or relative to the day of asking ('3일 전', '지난달')."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gazel.reasoning.understanding.numerals import COUNTER_PATTERN, SINO_PATTERN, count

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """The days a mention can mean, `first` to `last` (equal when exact), and the characters it was read from."""

    first: date
    last: date
    start: int
    end: int
    text: str

    @property
    def exact(self) -> date | None:
        """The day, where the mention names one."""
        return self.first if self.first == self.last else None

    @property
    def yearless(self) -> bool:
        """Whether only a month and a day were said."""
        return _MONTH_DAY.fullmatch(self.text) is not None

    def beside(self, day: date) -> "DateMention":
        """This mention, put into the year nearest to `day` where it names none ('4월 19일이면' after 2027-04-20)."""
        if self.exact is None or not self.yearless:
            return self
        years = [_day(year, self.first.month, self.first.day) for year in (day.year - 1, day.year, day.year + 1)]
        nearest, _ = min((span for span in years if span), key=lambda span: abs(span[0] - day))
        return DateMention(nearest, nearest, self.start, self.end, self.text)


_YEAR = r"(?:20\d{2}|['’]?\d{2})"
_DAY = r"(?:\s*일(?!반|당|요|부터\s*일))?"
"""The 일 of a date; that of 일반암 after a bare date is none."""
_FULL = re.compile(
    rf"(?<![\d.])(?P<y>{_YEAR})\s*(?:[-./]|년)\s*(?P<m>0?[1-9]|1[0-2])\s*(?:[-./]|월)\s*(?P<d>0?[1-9]|[12]\d|3[01])(?!\d|%|\s*(?:cm|mm|개월|만)){_DAY}"
)
_YEAR_AFTER = re.compile(
    rf"(?<![\d년.\-/])(?P<m>0?[1-9]|1[0-2])\s*(?:월\s*|/)(?P<d>0?[1-9]|[12]\d|3[01]){_DAY}\s*\(\s*(?P<y>{_YEAR})\s*년?\s*\)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>20\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_OLD = re.compile(
    r"(?<!\d)(?P<y>19\d{2})\s*(?:[-./]|년)\s*(?P<m>0?[1-9]|1[0-2])\s*(?:[-./]|월)\s*(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)\s*일?"
)
YEAR_WORD = r"재작년|작년|지난\s*해|올해|금년|내년"
_WORD_DATE = re.compile(rf"(?P<year>{YEAR_WORD})\s*(?P<m>0?[1-9]|1[0-2])\s*월(?:\s*(?P<d>0?[1-9]|[12]\d|3[01])\s*일)?")
_MONTH_DAY = re.compile(
    r"(?<![\d년.\-/])(?P<m>0?[1-9]|1[0-2])\s*(?:월\s*|/|(?<=[01]\d)-(?=\d\d(?!\s*(?:[일회만세년명개%원-]|[cm]m))))(?P<d>0?[1-9]|[12]\d|3[01])(?!\d|\s*(?:%|개월|/))\s*일?"
)
_YEAR_MONTH = re.compile(
    r"(?<!\d)(?P<y>20\d{2})\s*(?:년\s*|[-./])(?P<m>0?[1-9]|1[0-2])(?:\s*월|(?![\d.\-/]))(?!\s*\d{1,2}\s*일)|(?<!\d)(?P<y2>\d{2})\s*년\s*(?P<m2>0?[1-9]|1[0-2])\s*월(?!\s*\d)"
)
_AGO = re.compile(
    rf"(?P<n>\d+|{COUNTER_PATTERN}|{SINO_PATTERN})\s*(?P<unit>일|주일?|개월|달|년|해)\s*(?:반\s*)?(?:쯤|정도|가량)?\s*전(?!액|체|이|화|문|부|신|후)"
)
_WORDS: tuple[tuple[str, int], ...] = (
    ("그저께|그제|엊그제|이틀\\s*전", -2),
    ("어제|어저께|전일", -1),
    ("오늘|금일|방금", 0),
    ("내일|명일", 1),
    ("모레", 2),
    ("사흘\\s*전", -3),
    ("열흘\\s*전", -10),
    ("보름\\s*전", -15),
)
_WORD_MONTH_DAY = re.compile(r"(?P<which>지지난|지난|저번|이번|다음)\s*달\s*(?P<d>0?[1-9]|[12]\d|3[01])\s*일(?!\s*(?:간|동안))")
_LONE_MONTH = re.compile(
    r"(?P<which>지지난|지난|저번|이번|다음)\s*달|(?P<month>(?<!\d)(?:0?[1-9]|1[0-2]))\s*월(?!\s*\d+\s*일)(?!\s*(?:납|보험료|\d))"
)
_WEEK = re.compile(r"(?P<which>지난|저번)\s*주(?:\s*(?P<day>[월화수목금토일])요일)?")
_LONE_YEAR = re.compile(rf"(?P<year>{YEAR_WORD})(?!\s*(?:0?[1-9]|1[0-2])\s*월)|(?<!\d)(?P<y>20\d{{2}})\s*년(?!\s*\d)")


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the month's last day where it does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, number: int, unit: str) -> date:
    """`day` moved by `number` 일, 주, 달/개월 or 년/해."""
    if unit.startswith("일"):
        return day + timedelta(days=number)
    if unit.startswith("주"):
        return day + timedelta(weeks=number)
    return add_months(day, number if unit in ("개월", "달") else number * 12)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    if day > calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day), date(year, month, day)


def year_of(word: str, as_of: date) -> int:
    """The year of '작년', '2025' or '25'."""
    word = word.replace(" ", "")
    offset = {"재작년": -2, "작년": -1, "지난해": -1, "올해": 0, "금년": 0, "내년": 1}.get(word)
    if offset is not None:
        return as_of.year + offset
    digits = int(word.lstrip("'’"))
    if digits > 99:
        return digits
    return 2000 + digits - (100 if 2000 + digits > as_of.year + _FARTHEST else 0)


_FARTHEST = 10
"""Years ahead up to which two digits can be a year to come ('30년'); those above are of the century before ('90년')."""
_BIRTH = re.compile(r"\s*(?:에\s*)?(?:생|출생|태어)")
_Reader = Callable[[re.Match[str], date], tuple[date, date] | None]


def _read_full(m: re.Match[str], as_of: date) -> tuple[date, date] | None:
    found = _day(year_of(m["y"], as_of), int(m["m"]), int(m["d"]))
    if found and found[0] > as_of and len(m["y"]) < 4 and _BIRTH.match(m.string, m.end()):
        return _day(found[0].year - 100, found[0].month, found[0].day)
    return found


def _read_word_date(m: re.Match[str], as_of: date) -> tuple[date, date] | None:
    year, month = year_of(m["year"], as_of), int(m["m"])
    return _day(year, month, int(m["d"])) if m["d"] else _month(year, month)


def _read_month_day(m: re.Match[str], as_of: date) -> tuple[date, date] | None:
    """The latest such day, up to a month ahead; further ahead where papers are still to be handed in, and none ahead of what is over.

    Another day of the same month in the question keeps both in one year.
    """
    clause = _CLAUSE_END.split(m.string[m.end() :], maxsplit=1)[0]
    twice = len(re.findall(rf"(?<!\d)0?{int(m['m'])}\s*[월/]", m.string)) > 1
    ahead = (
        0
        if _OVER.search(clause) and not twice
        else _SEASON
        if _TO_COME.match(clause) or _RECEIPT.search(m.string[: m.start()])
        else 31
    )
    days = (_day(year, int(m["m"]), int(m["d"])) for year in range(as_of.year + 1, as_of.year - _LEAP_CYCLE, -1))
    return next((day for day in days if day and day[0] <= as_of + timedelta(days=ahead)), None)


def _read_year_month(m: re.Match[str], as_of: date) -> tuple[date, date] | None:
    return _month(year_of(m["y"] or m["y2"], as_of), int(m["m"] or m["m2"]))


def _read_ago(m: re.Match[str], as_of: date) -> tuple[date, date] | None:
    number = count(m["n"])
    if number is None or number > 100 * (365 if m["unit"].startswith("일") else 1):
        return None
    day = shift(as_of, -number, m["unit"])
    return day, day


_SEASON, _LEAP_CYCLE = 92, 8
_CLAUSE_END = re.compile(r"[,.?!]|(?<=[고며])\s|(?<=는데)\s|(?<=니까)\s")
_OVER = re.compile(r"[했었았됐났냈갔왔](?!으면|다면)|받은|낸\s|한\s*(?:거|건)")
_TO_COME = re.compile(r"\s*(?:에|날|자로?)?\s*(?:접수|청구|제출|서류|예정)")
_RECEIPT = re.compile(r"(?:접수|청구|제출)\s*(?:일자?|날짜?)?\s*(?:은|는|이|가|:)?\s*$")
_MONTHS = {"지지난": -2, "지난": -1, "저번": -1, "이번": 0, "다음": 1}


def _read_word_month_day(m: re.Match[str], as_of: date) -> tuple[date, date] | None:
    first = add_months(as_of.replace(day=1), _MONTHS[m["which"]])
    return _day(first.year, first.month, int(m["d"]))


def _read_lone_month(m: re.Match[str], as_of: date) -> tuple[date, date] | None:
    if m["which"]:
        offset = _MONTHS[m["which"]]
        first = add_months(as_of.replace(day=1), offset)
        return _month(first.year, first.month)
    month = int(m["month"])
    return _month(as_of.year if month <= as_of.month + 1 else as_of.year - 1, month)


def _read_week(m: re.Match[str], as_of: date) -> tuple[date, date] | None:
    monday = as_of - timedelta(days=as_of.weekday() + 7)
    if m["day"]:
        day = monday + timedelta(days="월화수목금토일".index(m["day"]))
        return day, day
    return monday, monday + timedelta(days=6)


def _read_lone_year(m: re.Match[str], as_of: date) -> tuple[date, date] | None:
    year = year_of(m["year"] or m["y"], as_of)
    return date(year, 1, 1), date(year, 12, 31)


def _word_reader(offset: int) -> _Reader:
    return lambda _m, as_of: (as_of + timedelta(days=offset),) * 2


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_OLD, _read_full),
    (_YEAR_AFTER, _read_full),
    (_FULL, _read_full),
    (_COMPACT, _read_full),
    (_WORD_DATE, _read_word_date),
    (_YEAR_MONTH, _read_year_month),
    (_MONTH_DAY, _read_month_day),
    (_AGO, _read_ago),
    *((re.compile(words), _word_reader(offset)) for words, offset in _WORDS),
    (_WEEK, _read_week),
    (_WORD_MONTH_DAY, _read_word_month_day),
    (_LONE_MONTH, _read_lone_month),
    (_LONE_YEAR, _read_lone_year),
)


def _scan(text: str, as_of: date) -> Iterator[DateMention]:
    taken: list[tuple[int, int]] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            found = read(match, as_of)
            if found is not None:
                taken.append((start, end))
                yield DateMention(*found, start, end, match.group().strip())


def find_dates(text: str, as_of: date) -> tuple[DateMention, ...]:
    """Every date of a tidy text in reading order, relative ones counted from `as_of`.

    A month and day without a year takes the year of a full date before it, or the latest such day.
    """
    found = sorted(_scan(text, as_of), key=lambda mention: mention.start)
    anchor: date | None = None
    dated: list[DateMention] = []
    for mention in found:
        if _MONTH_DAY.fullmatch(mention.text) and anchor is not None:
            mention = _after(mention, anchor)
        elif _MONTH_DAY.fullmatch(mention.text) and dated and _MONTH_DAY.fullmatch(dated[-1].text):
            after = _after(mention, dated[-1].first)
            mention = after if after.first <= as_of + timedelta(days=31) else mention
        elif mention.exact and re.search(r"\d{4}|\d{2}\s*[년.]", mention.text):
            anchor = mention.exact
        dated.append(mention)
    return tuple(dated)


def _after(mention: DateMention, anchor: date) -> DateMention:
    """A mention without a year, put into the anchor's year or, where that is more than a month before the anchor, the next."""
    for year in (anchor.year, anchor.year + 1):
        if mention.first.day <= calendar.monthrange(year, mention.first.month)[1]:
            day = date(year, mention.first.month, mention.first.day)
            if day >= anchor - timedelta(days=31):
                return DateMention(day, day, mention.start, mention.end, mention.text)
    return mention
