"""Pairs each cancer of a question with its own date, where two or more were told ('갑상선암 11월에 받고 이듬해 피부암이면')."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gazel.catalog.lexicon import Mention
from gazel.insurance.classification import category_of, is_secondary, normalise_code
from gazel.reasoning.understanding.dates import DateMention

_SETS = frozenset({"유사암", "일반암", "소액암"})
"""Names of benefits rather than of what was diagnosed."""
_PAID = re.compile(r"받았|받고|받은|탔|지급받|나왔고|나오고")


@dataclass(frozen=True, slots=True)
class TypedEvent:
    """One diagnosis: the disease, its code if said, the day, and whether its benefit was paid already."""

    disease: str
    code: str | None
    date: DateMention
    paid: bool = False


@dataclass(frozen=True, slots=True)
class _Subject:
    disease: str
    code: str | None
    start: int
    end: int


def _subjects(mentions: Sequence[Mention]) -> list[_Subject]:
    """The diagnoses in order; a code beside the name of its own group is one with it."""
    found: list[_Subject] = []
    for mention in mentions:
        if mention.kind == "disease" and mention.id not in _SETS:
            new = _Subject(mention.id, None, mention.start, mention.end)
        elif mention.kind == "code":
            new = _Subject(_group(mention.id), mention.id, mention.start, mention.end)
        else:
            continue
        last = found[-1] if found else None
        if last and new.start - last.end <= 3 and (last.code is None or new.code is None):
            found[-1] = _Subject(last.disease, last.code or new.code, last.start, new.end)
        else:
            found.append(new)
    return found


def _group(code: str) -> str:
    normal = normalise_code(code)
    return "전이암" if is_secondary(normal) else category_of(normal)


def typed_events(text: str, mentions: Sequence[Mention], dates: Sequence[DateMention]) -> tuple[TypedEvent, ...]:
    """The diagnoses with their dates in reading order; () where fewer than two kinds have a day of their own.

    A date that stands before every diagnosis and is left over is the contract's.
    """
    subjects = _subjects(mentions)
    if len({subject.disease for subject in subjects}) < 2 or len(subjects) < 2:
        return ()
    own = [date for date in dates if date.exact][-len(subjects) :]
    if len(own) != len(subjects):
        return ()
    ends = [max(subject.end, date.end) for subject, date in zip(subjects, own, strict=True)]
    starts = [min(subject.start, date.start) for subject, date in zip(subjects, own, strict=True)]
    if any(start < end for start, end in zip(starts[1:], ends, strict=False)):
        return ()
    between = [text[end:start] for end, start in zip(ends, [*starts[1:], len(text)], strict=True)]
    return tuple(
        TypedEvent(subject.disease, subject.code, date, bool(_PAID.search(gap)) and place < len(subjects) - 1)
        for place, (subject, date, gap) in enumerate(zip(subjects, own, between, strict=True))
    )
