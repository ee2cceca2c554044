"""Time expressions of a question ('지난주', '작년 봄', '3월에', 'two weeks ago') as a range of days, relative to a given day."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from gazel.retrieval.calendar_span import Span, day, day_of, last_month_named, month, season, week, year, years_back

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Span | None]]

KOREAN_NUMBERS = {
    "한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6,
}  # fmt: skip
DAY_WORDS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "열흘": 10, "보름": 15}
ENGLISH_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "couple of": 2, "a couple of": 2, "few": 3, "a few": 3,
}  # fmt: skip
ENGLISH_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
YEAR_WORDS = {
    "올": 0,
    "올해": 0,
    "금년": 0,
    "이번": 0,
    "작년": 1,
    "지난": 1,
    "지난해": 1,
    "전년": 1,
    "재작년": 2,
    "last": 1,
    "this": 0,
}
PARTS_OF_SEASONS = {
    "초봄": (3, 3), "늦봄": (5, 5), "초여름": (6, 6), "한여름": (7, 8), "늦여름": (8, 8), "초가을": (9, 9), "늦가을": (11, 11), "초겨울": (12, 12),
    "한겨울": (1, 1),
}  # fmt: skip
SEASONS = {"봄": 3, "여름": 6, "가을": 9, "겨울": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

_NUMBER = r"(\d{1,3}|한|두|세|석|네|넉|다섯|여섯|일곱|여덟|아홉|열|일|이|삼|사|오|육)"
_EN_NUMBER = r"(\d{1,3}|a couple of|couple of|a few|few|an?|one|two|three|four|five|six|seven|eight|nine|ten)"


@dataclass(frozen=True, slots=True)
class When:
    """The days `start`–`end` (both included) that `phrase` of the question speaks of."""

    phrase: str
    start: date
    end: date

    def contains(self, moment: date) -> bool:
        """Whether a day lies in the range."""
        return self.start <= moment <= self.end


def parse_when(text: str, as_of: date) -> When | None:
    """The first (most specific) time expression of `text`, or None; nothing later than `as_of` is meant unless written out."""
    lowered = text.lower()
    for pattern, span_of in RULES:
        match = pattern.search(lowered)
        span = span_of(match, as_of) if match else None
        if match and span:
            return When(match.group(0).strip(), *span)
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else KOREAN_NUMBERS.get(word) or ENGLISH_NUMBERS[word]


def _ago(unit: str, count: int, as_of: date) -> Span:
    """'3일 전' is that day; longer units are counted back and widened to the week, month or year they fall in."""
    if unit in ("일", "day"):
        return day(as_of - timedelta(days=count))
    if unit in ("주", "주일", "week"):
        return week(as_of - timedelta(weeks=count))
    if unit in ("달", "개월", "month"):
        return month(as_of, -count)
    return year(as_of.year - count)


def _quarter(year_number: int, quarter: int) -> Span:
    return month(date(year_number, 3 * quarter - 2, 1), 0)[0], month(date(year_number, 3 * quarter, 1), 0)[1]


def _half(year_number: int, second: bool) -> Span:
    return (date(year_number, 7, 1), date(year_number, 12, 31)) if second else (date(year_number, 1, 1), date(year_number, 6, 30))


def _part_of_month(span: Span, part: str) -> Span:
    start, end = span
    parts = {"초": (1, 10), "중순": (11, 20), "중반": (11, 20), "말": (21, end.day), "하순": (21, end.day)}
    first, last = parts[part]
    return start.replace(day=first), start.replace(day=last)


def _year_of(word: str, as_of: date) -> int:
    digits = re.match(r"\d+", word)
    return (int(digits.group()) + (2000 if len(digits.group()) == 2 else 0)) if digits else as_of.year - YEAR_WORDS[word]


def _weekday(which: str, name: str, as_of: date) -> Span:
    monday = as_of - timedelta(days=as_of.weekday()) - timedelta(weeks=0 if which.startswith("이번") else 1)
    return day(monday + timedelta(days="월화수목금토일".index(name)))


def _rules(*pairs: tuple[str, Callable[[re.Match[str], date], Span | None]]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), span_of) for pattern, span_of in pairs)


_YEAR = r"(올해|금년|작년|지난해|전년|재작년|(?:20)?\d{2}년)"

RULES = _rules(
    (r"(20\d{2})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})일?", lambda m, d: day_of(int(m[1]), int(m[2]), int(m[3]))),
    (r"(20\d{2})\s*년\s*(\d{1,2})\s*월\s*(초|중순|말|하순)?", lambda m, d: _month_part(int(m[1]), int(m[2]), m[3])),
    (rf"{_YEAR}\s*(\d{{1,2}})\s*월\s*(\d{{1,2}})\s*일", lambda m, d: day_of(_year_of(m[1], d), int(m[2]), int(m[3]))),
    (rf"{_YEAR}\s*(\d{{1,2}})\s*월\s*(초|중순|말|하순)?", lambda m, d: _month_part(_year_of(m[1], d), int(m[2]), m[3])),
    (rf"(?:{_YEAR}\s*)?({'|'.join(PARTS_OF_SEASONS)})", lambda m, d: _part_of_season(m[1], m[2], d)),
    (rf"(?:{_YEAR}\s*)?(연초|새해\s*초|연말|새해(?=에))", lambda m, d: _turn_of_year(m[1], m[2], d)),
    (rf"{_YEAR}\s*(봄|여름|가을|겨울)", lambda m, d: season(_year_of(m[1], d), SEASONS[m[2]])),
    (rf"{_YEAR}\s*(상|하)반기", lambda m, d: _half(_year_of(m[1], d), m[2] == "하")),
    (rf"{_YEAR}\s*([1-4])\s*분기", lambda m, d: _quarter(_year_of(m[1], d), int(m[2]))),
    (rf"{_YEAR}\s*(초|말)(?=[에까 ]|$)", lambda m, d: _year_edge(_year_of(m[1], d), m[2])),
    (r"(지난|올|이번)\s*(봄|여름|가을|겨울)", lambda m, d: _latest_season(m[2], d)),
    (r"(?<![가-힣])()(봄|여름|가을|겨울)(?=에|쯤|\s|$)", lambda m, d: _latest_season(m[2], d)),
    (r"(이번|지난|저번)\s*주\s*([월화수목금토일])요일", lambda m, d: _weekday(m[1], m[2], d)),
    (r"(지지난|저저번)\s*주", lambda m, d: week(d - timedelta(weeks=2))),
    (r"(지난|저번|전)\s*주(?!\s*[소식문])", lambda m, d: week(d - timedelta(weeks=1))),
    (r"(이번|금)\s*주(?=[에의 말]|$)", lambda m, d: week(d)),
    (r"(지지난|저저번)\s*달|전전달", lambda m, d: month(d, -2)),
    (r"(지난|저번)\s*달\s*(초|중순|말|하순)", lambda m, d: _part_of_month(month(d, -1), m[2])),
    (r"(?:지난|저번)\s*달|전달에|전월", lambda m, d: month(d, -1)),
    (r"(?:이번|이)\s*달(?=[에의 초말]|$)|이달", lambda m, d: month(d, 0)),
    (r"최근\s*(?:한\s*달|1개월)|요\s*한\s*달", lambda m, d: (d - timedelta(days=30), d)),
    (rf"(?:최근|지난)\s*{_NUMBER}\s*(일|주|달|개월|년)\s*(?:동안|간|사이|내)?", lambda m, d: (_back(m[2], _number(m[1]), d), d)),
    (r"(하루|이틀|사흘|나흘|닷새|엿새|이레|열흘|보름)\s*전", lambda m, d: day(d - timedelta(days=DAY_WORDS[m[1]]))),
    (r"일주일\s*전", lambda m, d: week(d - timedelta(weeks=1))),
    (rf"{_NUMBER}\s*(주일|주|달|개월|년|일)\s*전", lambda m, d: _ago(m[2], _number(m[1]), d)),
    (r"몇\s*년\s*전", lambda m, d: (years_back(d, 9), years_back(d, 2))),
    (r"몇\s*(?:달|개월)\s*전", lambda m, d: (month(d, -9)[0], month(d, -2)[1])),
    (r"몇\s*주\s*전", lambda m, d: (d - timedelta(weeks=9), d - timedelta(weeks=1))),
    (r"며칠\s*전|몇\s*일\s*전", lambda m, d: (d - timedelta(days=10), d - timedelta(days=2))),
    (r"그저께|그제|엊그제", lambda m, d: (d - timedelta(days=3 if m[0] == "엊그제" else 2), d - timedelta(days=1 if m[0] == "엊그제" else 2))),
    (r"어저께|어제|yesterday", lambda m, d: day(d - timedelta(days=1))),
    (r"오늘|아까|방금|today|this morning|earlier today", lambda m, d: day(d)),
    (r"재작년", lambda m, d: year(d.year - 2)),
    (r"작년|지난해|last year", lambda m, d: year(d.year - 1)),
    (r"올해|금년|this year", lambda m, d: year(d.year)),
    (r"(\d{1,2})\s*월\s*(\d{1,2})\s*일", lambda m, d: _latest_day(int(m[1]), int(m[2]), d)),
    (r"(?<!\d)(\d{1,2})\s*월\s*(초|중순|말|하순)", lambda m, d: _latest_month_part(int(m[1]), m[2], d)),
    (r"(?<!\d)(1[0-2]|[1-9])\s*월(?=[에달의부쯤경 ?,.]|$)", lambda m, d: last_month_named(int(m[1]), d)),
    (r"(20\d{2})\s*년(?=[에의도 ]|$)", lambda m, d: year(int(m[1]))),
    (r"(last|this)\s+(spring|summer|autumn|fall|winter)", lambda m, d: _latest_season(m[2], d)),
    (r"last week", lambda m, d: week(d - timedelta(weeks=1))),
    (r"this week", lambda m, d: week(d)),
    (r"last month", lambda m, d: month(d, -1)),
    (r"this month", lambda m, d: month(d, 0)),
    (rf"\b{_EN_NUMBER} (day|week|month|year)s? ago", lambda m, d: _ago(m[2], _number(m[1]), d)),
    (r"the day before yesterday", lambda m, d: day(d - timedelta(days=2))),
    (rf"(?:in|last|since|during) ({'|'.join(ENGLISH_MONTHS)})(?:\s+(20\d{{2}}))?", lambda m, d: _english_month(m[1], m[2], d)),
    (r"\bin (20\d{2})\b", lambda m, d: year(int(m[1]))),
    (r"(?:the )?(?:past|last) (\d{1,3}) days", lambda m, d: (d - timedelta(days=int(m[1])), d)),
)  # fmt: skip


def _month_part(year_number: int, month_number: int, part: str | None) -> Span | None:
    if not 1 <= month_number <= 12:
        return None
    span = month(date(year_number, month_number, 1), 0)
    return _part_of_month(span, part) if part else span


def _latest_month_part(month_number: int, part: str, as_of: date) -> Span | None:
    span = last_month_named(month_number, as_of)
    return _part_of_month(span, part) if span else None


def _latest_day(month_number: int, day_number: int, as_of: date) -> Span | None:
    this_year = day_of(as_of.year, month_number, day_number)
    if this_year and this_year[0] <= as_of:
        return this_year
    return day_of(as_of.year - 1, month_number, day_number)


def _latest_season(name: str, as_of: date) -> Span:
    span = season(as_of.year, SEASONS[name])
    return span if span[0] <= as_of else season(as_of.year - 1, SEASONS[name])


def _part_of_season(year_word: str | None, name: str, as_of: date) -> Span:
    first, last = PARTS_OF_SEASONS[name]
    year_number = _year_of(year_word, as_of) if year_word else as_of.year - (first > as_of.month)
    return date(year_number, first, 1), month(date(year_number, last, 1), 0)[1]


def _turn_of_year(year_word: str | None, name: str, as_of: date) -> Span:
    year_number = _year_of(year_word, as_of) if year_word else as_of.year
    if name == "연말":
        year_number -= not year_word and as_of.month < 12
        return month(date(year_number, 12, 1), 0)
    return date(year_number, 1, 1), month(date(year_number, 2, 1), 0)[1]


def _year_edge(year_number: int, edge: str) -> Span:
    return (
        (date(year_number, 1, 1), date(year_number, 3, 31))
        if edge == "초"
        else (date(year_number, 10, 1), date(year_number, 12, 31))
    )


def _back(unit: str, count: int, as_of: date) -> date:
    if unit == "년":
        return years_back(as_of, count)
    return as_of - timedelta(days=count * {"일": 1, "주": 7, "달": 30, "개월": 30}[unit])


def _english_month(name: str, year_text: str | None, as_of: date) -> Span | None:
    number = ENGLISH_MONTHS.index(name) + 1
    return month(date(int(year_text), number, 1), 0) if year_text else last_month_named(number, as_of)
