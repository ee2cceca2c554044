"""Keeps track of what an answer has said, so that nothing of the evidence is said twice or left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from gazel.reasoning.model.grounding.claims import plain
from gazel.reasoning.model.grounding.figures import Figure, read_figures
from gazel.reasoning.model.grounding.names import ExactNames, Names, dense
from gazel.reasoning.model.grounding.words import CONNECTING, hangul_words, stems

SAID_SHARE = 0.7
"""Share of a sentence's content words that must have been said, beside all its figures and names, to count it as said."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What a sentence is made of: its dense text, figures, names and content words' stems."""

    dense_text: str
    figures: tuple[Figure, ...]
    names: Names
    words: tuple[frozenset[str], ...]


def gist(text: str, names: ExactNames) -> Gist:
    """The gist of one sentence."""
    flat = plain(text)
    words = tuple(frozenset(stems(word)) for word in hangul_words(flat) if word not in CONNECTING)
    return Gist(dense(flat), read_figures(flat), names.find(flat), words)


class SaidSoFar:
    """The sentences shown so far."""

    def __init__(self, names: ExactNames) -> None:
        self._names = names
        self._gists: list[Gist] = []

    def add(self, sentence: str) -> None:
        """Note a shown sentence."""
        self._gists.append(gist(sentence, self._names))

    def repeats(self, sentence: str) -> bool:
        """Whether one shown sentence already says all of `sentence`."""
        wanted = gist(sentence, self._names)
        return any(_covers(shown, wanted) for shown in self._gists)

    def nearest(self, sentence: str, candidates: Iterable[str]) -> str:
        """The not yet shown candidate that says most of what `sentence` tried to say, '' when none shares a name or figure."""
        wanted = gist(sentence, self._names)
        scored = [(_likeness(gist(text, self._names), wanted), text) for text in candidates if not self.repeats(text)]
        best = max(scored, key=lambda item: item[0], default=(0.0, ""))
        return best[1] if best[0] > 1 else ""


def _covers(shown: Gist, wanted: Gist) -> bool:
    if wanted.dense_text in shown.dense_text:
        return True
    if not all(any(figure.same_quantity(other) for other in shown.figures) for figure in wanted.figures):
        return False
    if not (wanted.names.insurers <= shown.names.insurers and wanted.names.coverages <= shown.names.coverages):
        return False
    known = frozenset(stem for word in shown.words for stem in word)
    hits = sum(bool(word & known) for word in wanted.words)
    return hits >= SAID_SHARE * len(wanted.words)


def _likeness(candidate: Gist, wanted: Gist) -> float:
    figures = sum(any(figure.same_quantity(other) for other in candidate.figures) for figure in wanted.figures)
    names = len(candidate.names.insurers & wanted.names.insurers) + len(candidate.names.coverages & wanted.names.coverages)
    known = frozenset(stem for word in candidate.words for stem in word)
    words = sum(bool(word & known) for word in wanted.words) / max(1, len(wanted.words))
    foreign = bool(wanted.names.insurers and candidate.names.insurers and not wanted.names.insurers & candidate.names.insurers)
    return -1.0 if foreign else 2 * figures + names + words
