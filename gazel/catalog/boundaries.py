"""Whether a term found in a text stands there as a word, or is only a piece of another word."""

from collections.abc import Iterable
from dataclasses import dataclass

from gazel.catalog.jamo import Compact, is_hangul, is_particle, syllables
from gazel.catalog.terms import Entry, MentionKind

NAME_KINDS: frozenset[MentionKind] = frozenset({"insurer", "unknown_insurer", "product", "facility"})
"""Kinds that hide each other: 한화 inside 한화생명, 삼성 inside 삼성서울병원."""
LONGEST_PARTICLE = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A term found in the compacted text."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class WordBounds:
    """The ordinary words that only begin like a term: 현대 → 현대자동차."""

    def __init__(self, terms: Iterable[str], ordinary: Iterable[str]) -> None:
        words = tuple(ordinary)
        self._longer = {
            term: longer for term in terms if (longer := tuple(w for w in words if len(w) > len(term) and w.startswith(term)))
        }

    def standing(self, short: Compact, spans: list[Span]) -> list[Span]:
        """The spans that stand as words: short ones only at a word's start or beside another term."""
        starts, ends = {span.start for span in spans}, _openings(short, spans)
        name_ends = _openings(short, [span for span in spans if any(entry.kind in NAME_KINDS for entry in span.entries)])
        return [
            span
            for span in spans
            if _stands(short, span, starts, name_ends if short.text[span.start] == "암" else ends)
            and not short.text.startswith(self._longer.get(short.text[span.start : span.end], ()), span.start)
        ]


def _stands(short: Compact, span: Span, starts: set[int], ends: set[int]) -> bool:
    text, first, last = short.text, short.text[span.start], short.text[span.end - 1]
    opens = span.start in short.word_starts
    before = "" if opens else text[span.start - 1]
    word_end = next(end for start, end in short.words if start <= span.end - 1 < end)
    rest = text[span.end : word_end]
    if not is_hangul(first) and before and before.isascii() and (before.isalnum() or before == "."):
        return False
    if last.isascii() and last.isalpha() and rest[:1].isascii() and rest[:1].isalpha():
        return False
    brief = syllables(text[span.start : span.end]) <= 2 or first == "암"
    if is_hangul(first) and brief and not (opens or span.start in ends):
        return False
    if text[span.start : span.end] == "암" or any(entry.kind in ("insurer", "unknown_insurer") for entry in span.entries):
        return span.end in starts or is_particle(rest) or _particle_then_name(rest, span.end, starts)
    return True


def _openings(short: Compact, spans: list[Span]) -> set[int]:
    """Where another term may begin within a word: after a term, or after its particle ('삼성이랑|현대')."""
    return {
        span.end + size
        for span in spans
        for size in range(LONGEST_PARTICLE)
        if is_particle(short.text[span.end : span.end + size])
    }


def _particle_then_name(rest: str, end: int, starts: set[int]) -> bool:
    """Whether another term follows within the word after a particle: '삼성이랑현대'."""
    return any(end + size in starts and is_particle(rest[:size]) for size in range(1, min(LONGEST_PARTICLE, len(rest))))
