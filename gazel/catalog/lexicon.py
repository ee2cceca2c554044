"""Finding what a Korean text names: insurers, diseases, KCD codes, riders, topics, documents and facilities.

    lexicon = Lexicon(catalog)
    lexicon.find("삼성 갑산선암 진단비")
    # Mention(kind='insurer', id='삼성화재', surface='삼성', start=0, end=2, score=1.0, in_data=True), … '갑상선암', '유사암진단비'

Blanks and case do not matter, particles may follow, the longest name of a kind wins, and a name of at least three syllables
is found with a slip of one jamo (two from eleven jamo on) unless the word is an ordinary one.
"""

import re
from dataclasses import dataclass

from gazel.catalog.boundaries import NAME_KINDS, Span, WordBounds
from gazel.catalog.catalog import Catalog
from gazel.catalog.fuzzy import FuzzyTerms
from gazel.catalog.jamo import Compact, compact, plain
from gazel.catalog.terms import DIAGNOSIS_BENEFIT, Entry, MentionKind, collect_terms

CODE = re.compile(r"(?<![A-Za-z0-9])([CDEIcdei])\s?-?\s?(\d{2})(?:\s?\.?\s?(\d))?(?![\d,%]|\s?[년월일만원세개번회])")
SIMILAR = frozenset({"유사암", "갑상선암", "기타피부암", "제자리암", "경계성종양", "대장점막내암", "초기갑상선암"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found at [start, end) of the text; `score` 1 = exact, lower for typos and short phrases."""

    kind: MentionKind
    id: str
    surface: str
    start: int
    end: int
    score: float
    in_data: bool = True


class Lexicon:
    """The catalogue's terms, ready to be found in texts; build it once, it is safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        self._terms = collect_terms(catalog)
        self._words = WordBounds(self._terms, catalog.ordinary_words)
        self._lengths: dict[str, tuple[int, ...]] = {}
        for term in self._terms:
            self._lengths[term[0]] = tuple(sorted({*self._lengths.get(term[0], ()), len(term)}, reverse=True))
        self._fuzzy = FuzzyTerms(self._terms, catalog.ordinary_words)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every mention in the text, in order of appearance; of overlapping names of one kind only the longest."""
        short = compact(text)
        spans = self._words.standing(short, self._exact(short))
        taken = _covered(short, spans)
        spans += [Span(*hit) for hit in self._fuzzy.find(short, taken, {span.start for span in spans})]
        found = _longest(spans)
        mentions = [_mention(text, short, span, entry) for span, entry in found] + _codes(text)
        return tuple(sorted(_with_diagnosis_benefit(mentions), key=lambda m: (m.start, -m.end, m.kind)))

    def topics(self, text: str) -> tuple[tuple[str, float], ...]:
        """(topic id, weight) of the topics the text touches, heaviest first; hints alone stay below 0.6."""
        weights: dict[str, float] = {}
        for mention in self.find(text):
            for topic, score in self._topics_of(mention):
                weights[topic] = weights.get(topic, 0.0) + score
        return tuple(sorted(weights.items(), key=lambda item: -item[1]))

    def _topics_of(self, mention: Mention) -> tuple[tuple[str, float], ...]:
        """The topic itself; for a misspelt name the topics that its right spelling would name."""
        if mention.kind == "topic":
            return ((mention.id, mention.score),)
        if mention.score >= 1.0:
            return ()
        named = self._terms.get(plain(mention.id), ())
        return tuple((entry.id, entry.score * mention.score) for entry in named if entry.kind == "topic")

    def _exact(self, short: Compact) -> list[Span]:
        spans = []
        for start, letter in enumerate(short.text):
            for length in self._lengths.get(letter, ()):
                entries = self._terms.get(short.text[start : start + length])
                if entries and start + length <= len(short.text):
                    spans.append(Span(start, start + length, entries))
        return spans


def _covered(short: Compact, spans: list[Span]) -> set[int]:
    """Positions that exact names explain: not phrases, and not the 진단비 at the end of a word whose beginning is misspelt."""
    return {
        place
        for span in spans
        for place in range(span.start, span.end)
        if any(
            entry.kind not in ("topic", "procedure") and (entry.id != DIAGNOSIS_BENEFIT or span.start in short.word_starts)
            for entry in span.entries
        )
    }


def _longest(spans: list[Span]) -> list[tuple[Span, Entry]]:
    """Of overlapping spans of one kind the longest, the surer one first; names hide shorter names of any name kind."""
    kept: list[tuple[Span, Entry]] = []
    busy: dict[str, list[tuple[int, int]]] = {}
    pairs = [(span, entry) for span in spans for entry in span.entries]
    for span, entry in sorted(pairs, key=lambda pair: (-(pair[0].end - pair[0].start), -pair[1].score)):
        key = (
            "name"
            if entry.kind in NAME_KINDS
            else f"{entry.kind}:{entry.id}"
            if entry.kind in ("topic", "procedure")
            else entry.kind
        )
        area = (span.start, span.end)
        others = busy.setdefault(key, [])
        if any(area[0] < end and start < area[1] and (start, end) != area for start, end in others):
            continue
        others.append(area)
        kept.append((span, entry))
    return kept


def _mention(text: str, short: Compact, span: Span, entry: Entry) -> Mention:
    start, end = short.places[span.start], short.places[span.end - 1] + 1
    return Mention(entry.kind, entry.id, text[start:end], start, end, entry.score, entry.in_data)


def _codes(text: str) -> list[Mention]:
    """KCD codes in their normal form: 'c 77.0' → C77.0."""
    found = []
    for match in CODE.finditer(text):
        letter, number, tail = match.groups()
        code = f"{letter.upper()}{number}" + (f".{tail}" if tail else "")
        found.append(Mention("code", code, match.group(), match.start(), match.end(), 1.0))
    return found


def _with_diagnosis_benefit(mentions: list[Mention]) -> list[Mention]:
    """'진단비' beside a disease names the family that pays for that disease; alone it names none."""
    diseases = [m for m in mentions if m.kind == "disease"]
    result = []
    for mention in mentions:
        if mention.kind != "family" or mention.id != DIAGNOSIS_BENEFIT:
            result.append(mention)
        elif diseases:
            nearest = min(diseases, key=lambda d: abs(mention.start - d.end))
            family = "유사암진단비" if nearest.id in SIMILAR else "암진단비"
            result.append(Mention("family", family, mention.surface, mention.start, mention.end, mention.score))
    return result
