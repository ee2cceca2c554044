"""Finds sums that a question supposes one after the other ('500이면? 1000이면?', '500만이랑 1000만일 때 각각')."""

import re
from collections.abc import Iterator, Sequence

from gazel.reasoning.understanding.amounts import Amount

_SUPPOSED = re.compile(r"\s*(?:짜리)?\s*(?:이?면|이?라면|일\s*때|이?었(?:으면|다면)|였(?:으면|다면)|의?\s*경우)")
_JOINED = re.compile(r"\s*(?:짜리)?\s*(?:이?랑|하고|과|와|,|/|이나|또는|아니면|vs)\s*")
_BARE = re.compile(
    r"(?<![A-Za-z\d.\-/,])(?!(?:19\d\d|20[23]\d)(?!\d))(?P<number>[1-9]\d{2,4})(?![\d%.]|,\d|\s*(?:년|월|일(?!\s*때)|개월|달|세|살|종|회|번|명|프로|퍼|차|만|천|억|원))"
)
"""A number without a unit that can be ten thousands of won; no year."""
_UNIT = 10_000
_OTHER = frozenset({"budget", "income", "covered", "noncovered", "paid", "claimed"})


def alternative_sums(text: str, amounts: Sequence[Amount]) -> tuple[int, ...]:
    """The sums insured in won that are supposed instead of each other, in order; () where fewer than two are."""
    told = sorted([*((a.start, a.end, a.won, a.role) for a in amounts), *_bare(text, amounts)])
    supposed = [sums for place, sums in enumerate(told) if _stands_in(text, told, place)]
    sums = tuple(dict.fromkeys(won for _, _, won, _ in supposed))
    roles = {role for *_, role in supposed} - {""}
    return sums if len(sums) > 1 and len(roles) < 2 and not roles & _OTHER else ()


def _bare(text: str, amounts: Sequence[Amount]) -> Iterator[tuple[int, int, int, str]]:
    for match in _BARE.finditer(text):
        if not any(match.start() < a.end and a.start < match.end() for a in amounts):
            yield match.start(), match.end(), int(match["number"]) * _UNIT, ""


def _stands_in(text: str, told: Sequence[tuple[int, int, int, str]], place: int) -> bool:
    """Whether a sum is supposed, or joined to the next one that is."""
    end = told[place][1]
    if _SUPPOSED.match(text, end):
        return True
    if place + 1 == len(told):
        return False
    joined = _JOINED.fullmatch(text[end : told[place + 1][0]])
    return joined is not None and _stands_in(text, told, place + 1)
