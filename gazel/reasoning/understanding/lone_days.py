"""Finds days without a month: beside a date of the same question ('11월 5일에 청약, 증권은 9일에'), or of the turn before ('3일에 나온 거면요?')."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from gazel.reasoning.understanding.dates import DateMention, add_months

_DAY = re.compile(
    r"(?<![\d월달.,\-/~년])(?<![월달년] )(?P<d>0?[1-9]|[12]\d|3[01])\s*일(?P<tail>에(?!서)|\s*날|자|이?었(?:으면|다면)|이?라면|이면|로|생(?=이|일|인|으로|은|\s|$))"
)
_STEP_WORD = r"(?:접수|제출|청구|결과|보고|확정|확진|진단|수술)"
_BESIDE_A_STEP = re.compile(
    rf"(?<![\d월달.,\-/~년])(?<![월달년] )(?P<d>0?[1-9]|[12]\d|3[01])\s*일\s*{_STEP_WORD}"
    rf"|{_STEP_WORD}[가-힣]{{0,3}}(?:은|는|이|가)\s*(?P<n>0?[1-9]|[12]\d|3[01])\s*일\s*(?:이(?:에요|네|래|었|요|야)|예요|입니다|인데|$)"
)
"""A day that a step of a diagnosis or a claim stands beside, where only such a day is told ('24일 접수면', '결과보고가 14일이에요')."""
_SURELY = re.compile(r"에|\s*날|자|생")
_DURATION = re.compile(r"입원|안에|이내|만에|동안|늦|넘|경과|지연|연체")
LONGEST_FOLLOW_UP = 28


def with_lone_days(text: str, dated: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The dates of a tidy text and its days without a month, in reading order."""
    return tuple(sorted([*dated, *_within(text, dated)], key=lambda mention: mention.start))


def is_lone(mention: DateMention) -> bool:
    """Whether a mention is a day without a month."""
    return re.fullmatch(r"\d{1,2}\s*일", mention.text) is not None


def _within(text: str, dated: Sequence[DateMention]) -> Iterator[DateMention]:
    """The days of a tidy text that belong to the month of the exact date before them, or to the month after where it was over."""
    for match in _DAY.finditer(text):
        before = [mention for mention in dated if mention.exact and mention.end <= match.start()]
        inside = any(match.start() < mention.end and mention.start < match.end() for mention in dated)
        if not before or inside or _DURATION.match(text[match.end() :].lstrip()):
            continue
        supposed = "면" in text[before[-1].end : match.start()]
        day = _not_before(before[-1].first, int(match["d"])) if supposed or _SURELY.match(match["tail"]) else None
        if day:
            end = match.start("tail")
            yield DateMention(day, day, match.start(), end, text[match.start() : end])


def lone_day(text: str, dated: Sequence[DateMention]) -> int | None:
    """The day of the month that a short question names without any other date; None where it is a length of time."""
    match, step = _DAY.search(text), _BESIDE_A_STEP.search(text)
    born = match is not None and match["tail"] == "생"
    if dated or len(text) > LONGEST_FOLLOW_UP or (_DURATION.search(text) and not born):
        return None
    if match:
        return int(match["d"])
    return int(step["d"] or step["n"]) if step else None


_OVER_THE_END = 20
"""Days backwards from which a lone day is rather one of the month after ('30일이면? 1일이면?')."""


def beside(day: date, number: int) -> date | None:
    """The `number`th that is meant after `day` was spoken of: of its month, or of the next where that is just over its end."""
    if day.day - number > _OVER_THE_END:
        return in_month_of(add_months(day.replace(day=1), 1), number)
    return in_month_of(day, number)


def in_month_of(day: date, number: int) -> date | None:
    """The `number`th of the month of `day`; None where that month is shorter."""
    try:
        return day.replace(day=number)
    except ValueError:
        return None


def _not_before(anchor: date, number: int) -> date | None:
    found = in_month_of(anchor, number)
    return found if found and found >= anchor else in_month_of(add_months(anchor.replace(day=1), 1), number)
