"""Asks again for a date that does not exist, and puts the right one into the question that was kept."""

import re
from typing import Any

from gazel.insurance.particles import josa
from gazel.reasoning.plan import Context
from gazel.reasoning.understanding.dates import find_dates
from gazel.reasoning.understanding.impossible import Impossible, find_impossible
from gazel.reasoning.understanding.text import core

TO_CORRECT = "to_correct"
_DAY, _LAST = re.compile(r"(?<!\d)(?P<d>\d{1,2})\s*일"), re.compile(r"\d{1,2}(?=\s*일?$)")
LONGEST_CORRECTION = 30
"""Characters of an answer that is nothing but the date asked for."""


def no_such_date(found: Impossible) -> str:
    """The sentence that a date cannot be, and that the right one is needed."""
    return (
        f"말씀하신 {josa(found.text, '은/는')} 없는 날짜라 계산하지 않았습니다({found.reason}). 날짜를 다시 확인해 알려 주세요."
    )


def pending(text: str, found: Impossible) -> dict[str, Any]:
    """The question around the impossible date, as the thread keeps it."""
    return {"before": text[: found.start], "said": found.text, "after": text[found.end :]}


def corrected(question: str, context: Context) -> str:
    """The kept question with the date of a short answer put in; any other question as it is."""
    kept, said = context.previous.get(TO_CORRECT), core(question)
    if not kept or len(said) > LONGEST_CORRECTION or find_impossible(said, context.as_of):
        return question
    dates, day = find_dates(said, context.as_of), _DAY.search(said)
    if len(dates) == 1:
        return f"{kept['before']}{dates[0].text}{kept['after']}"
    return f"{kept['before']}{_LAST.sub(day['d'], kept['said'])}{kept['after']}" if day and not dates else question
