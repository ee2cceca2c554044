"""Names with a slip of the finger: jamo edit distance on the catalogue's terms, never on ordinary words."""

from collections.abc import Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from gazel.catalog.jamo import Compact, is_hangul, is_particle, jamo
from gazel.catalog.terms import MARKET_KINDS, Entry

SHORTEST, LONGEST = 3, 14
"""Syllables of a term that may be misspelt."""
TWO_SLIPS_FROM = 11
"""From so many jamo on two slips are allowed instead of one."""
MOST_WORDS = 80
"""Words of a text looked at; a typed question has fewer."""


class FuzzyTerms:
    """The terms that are matched with slips; `ordinary` are words that look like a slip but are none ('메리트')."""

    def __init__(self, terms: Mapping[str, tuple[Entry, ...]], ordinary: frozenset[str]) -> None:
        self._ordinary = ordinary
        self._by_size: dict[int, dict[str, str]] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        for term, entries in terms.items():
            sure = tuple(entry for entry in entries if entry.kind in MARKET_KINDS and entry.score == 1.0)
            if sure and SHORTEST <= len(term) <= LONGEST and all(map(is_hangul, term)):
                letters = jamo(term)
                self._by_size.setdefault(len(letters), {})[term] = letters
                self._entries[term] = sure + _disease_at_front(term, terms)

    def find(self, short: Compact, taken: set[int], starts: set[int]) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
        """(start, end, entries) of misspelt terms that begin a word and do not touch `taken` positions."""
        for index, (start, end) in enumerate(short.words[:MOST_WORDS]):
            if start in taken or not is_hangul(short.text[start]):
                continue
            following = short.words[index + 1][1] if index + 1 < len(short.words) else end
            for stop in _ends(short.text, start, end, following, starts):
                if taken.isdisjoint(range(start, stop)) and (hit := self._nearest(short.text[start:stop])):
                    yield start, stop, hit
                    break

    def _nearest(self, window: str) -> tuple[Entry, ...] | None:
        """The entries of the term nearest to `window`, with a score below 0.9; None where none is near enough."""
        if window in self._ordinary or not SHORTEST <= len(window) <= LONGEST or not all(map(is_hangul, window)):
            return None
        letters = jamo(window)
        allowed = 2 if len(letters) >= TWO_SLIPS_FROM else 1
        best: tuple[int, str] | None = None
        for size in range(len(letters) - allowed, len(letters) + allowed + 1):
            hit = process.extractOne(letters, self._by_size.get(size, {}), scorer=Levenshtein.distance, score_cutoff=allowed)
            if hit and (best is None or hit[1] < best[0]):
                best = (int(hit[1]), hit[2])
        if best is None:
            return None
        score = round(0.9 - best[0] / len(letters), 3)
        return tuple(Entry(e.kind, e.id, score, e.in_data) for e in self._entries[best[1]])


def _disease_at_front(term: str, terms: Mapping[str, tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """The disease that a longer name begins with: 갑상선암진단비 names 갑상선암 too."""
    for size in range(len(term) - 1, 1, -1):
        found = tuple(e for e in terms.get(term[:size], ()) if e.kind == "disease" and e.score == 1.0)
        if found:
            return found
    return ()


def _ends(text: str, start: int, end: int, following: int, starts: set[int]) -> list[int]:
    """Where a misspelt name may stop: at its word's end, before a particle or another term, or at the next word's end."""
    inside = [
        stop for stop in range(end, start + SHORTEST - 1, -1) if stop == end or stop in starts or is_particle(text[stop:end])
    ]
    beyond = [
        stop for stop in range(following, end, -1) if following > end and (stop == following or is_particle(text[stop:following]))
    ]
    return inside + beyond
