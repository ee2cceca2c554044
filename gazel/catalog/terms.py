"""The words by which a text may name a row of the catalogue, collected from the catalogue itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from gazel.catalog.catalog import Catalog
from gazel.catalog.jamo import is_hangul, plain

MentionKind = Literal[
    "insurer", "unknown_insurer", "product", "facility", "disease", "code", "family", "topic", "document", "procedure", "term"
]
MARKET_KINDS: frozenset[MentionKind] = frozenset(
    {"insurer", "unknown_insurer", "product", "disease", "family", "term", "document"}
)
"""Kinds whose names are matched with typos; topics and procedures are named by phrases and matched exactly."""

DIAGNOSIS_BENEFIT = "진단비"
"""A family left open until the disease beside it is known: 유사암진단비 or 암진단비."""

TYPO_SCORE = 0.95
HINT_SCORE = 0.3


@dataclass(frozen=True, slots=True)
class Entry:
    """One row a term names, how surely (0–1), and whether the data holds figures of it."""

    kind: MentionKind
    id: str
    score: float
    in_data: bool


def collect_terms(catalog: Catalog) -> dict[str, tuple[Entry, ...]]:
    """Every term in its compacted form with the rows it names."""
    found: dict[str, dict[Entry, None]] = {}
    for term, entry in _all(catalog):
        if key := plain(term):
            found.setdefault(key, {})[entry] = None
    return {key: tuple(entries) for key, entries in found.items()}


def _all(catalog: Catalog) -> Iterator[tuple[str, Entry]]:
    for insurer in catalog.insurers.values():
        kind: MentionKind = "insurer" if insurer.in_data else "unknown_insurer"
        yield from _named(kind, insurer.id, (insurer.id, *insurer.short_forms), insurer.typos, insurer.in_data)
    for product in catalog.products.values():
        yield from _named("product", product.id, (product.name, *product.synonyms), (), True)
    for group in catalog.code_groups.values():
        yield from _named("disease", group.id, (group.id, *group.synonyms), group.typos, group.in_data)
    for family in catalog.families.values():
        yield from _named("family", family.id, (family.id, *family.synonyms), family.typos, family.holdings == "figures")
    for document in catalog.documents.values():
        yield from _named("document", document.id, (document.name, *document.synonyms), (), True)
    for facility in catalog.facilities.values():
        yield from _named("facility", facility.id, (facility.id, *facility.synonyms), (), True)
    for term in catalog.terms.values():
        yield from _named("term", term.id, (term.id, *term.synonyms, *term.english), term.typos, True)
    for procedure in catalog.all_procedures():
        yield from _phrases("procedure", procedure.id, procedure.terms)
    for topic in catalog.topics.values():
        yield from _phrases("topic", topic.id, (topic.title, *topic.terms))
        yield from ((hint, Entry("topic", topic.id, HINT_SCORE, True)) for hint in topic.hints)
    for word in (DIAGNOSIS_BENEFIT, "진단금", "진단자금", "진단보험금", "진단급여금"):
        yield word, Entry("family", DIAGNOSIS_BENEFIT, 1.0, True)


def _named(
    kind: MentionKind, row_id: str, names: Iterable[str], typos: Iterable[str], in_data: bool
) -> Iterator[tuple[str, Entry]]:
    yield from ((name, Entry(kind, row_id, 1.0, in_data)) for name in names)
    yield from ((typo, Entry(kind, row_id, TYPO_SCORE, in_data)) for typo in typos)


def _phrases(kind: MentionKind, row_id: str, phrases: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    """Phrases weigh by length: two syllables may stand in many sentences, four hardly; a code such as C77 is sure."""
    for phrase in phrases:
        letters = plain(phrase)
        size = len(letters) if any(map(is_hangul, letters)) else len(letters) // 2
        sure = size >= 4 or (letters[0].isalpha() and letters[1:3].isdigit())
        yield phrase, Entry(kind, row_id, 1.0 if sure else 0.8 if size == 3 else 0.6, True)
