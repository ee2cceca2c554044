"""An extraction rule: a pattern over a clause, the moods it may stand in, and the draft it gives."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.clauses import Clause, Mood

Build = Callable[[re.Match[str], Clause, date], Draft | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`build` is called with the match, the clause and the day it was said; None means that it does not apply after all."""

    pattern: re.Pattern[str]
    build: Build
    moods: frozenset[Mood]
    whole_sentence: bool = False
    """Match over the sentence, for claims that span clauses ('한 달에 4만원 넘으면 부담돼요')."""


def rule(pattern: str, build: Build, *, moods: Iterable[Mood] = ("statement",), whole_sentence: bool = False) -> Rule:
    """A rule whose pattern tolerates missing blanks where it says `\\s*`."""
    return Rule(re.compile(pattern, re.IGNORECASE), build, frozenset(moods), whole_sentence)


def has_final(word: str) -> bool:
    """Whether the word's last syllable ends in a consonant (which particle follows)."""
    return "가" <= word[-1] <= "힣" and (ord(word[-1]) - ord("가")) % 28 > 0
