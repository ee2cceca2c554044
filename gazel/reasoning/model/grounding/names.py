"""Finds the insurers, coverages and diseases a text names, by the catalogue's own words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from gazel.reasoning.model.grounding.words import is_ending

if TYPE_CHECKING:
    from gazel.catalog.catalog import Catalog

NameKind = Literal["insurer", "coverage", "disease"]

_BLANKS = re.compile(r"\s+")
_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_UNKNOWN_COMPANY = re.compile(r"[가-힣A-Za-z]{1,6}(?:생명|화재|손보|손해보험|해상|공제)(?:보험)?(?![가-힣]*(?:보험금|비))")


@dataclass(frozen=True, slots=True)
class Names:
    """The canonical names that a text mentions, by kind."""

    insurers: frozenset[str] = frozenset()
    coverages: frozenset[str] = frozenset()
    diseases: frozenset[str] = frozenset()

    def filled_from(self, context: "Names") -> "Names":
        """These names; a kind that is empty here is taken from `context`."""
        return Names(self.insurers or context.insurers, self.coverages or context.coverages, self.diseases or context.diseases)


@dataclass(frozen=True)
class ExactNames:
    """Dense lower-case forms → (kind, canonical names); `figured` are full coverage names with brackets or figures.

    Typos are not forgiven here (the catalogue's lexicon does that for questions): a model has to write names as they are.
    """

    forms: Mapping[str, tuple[NameKind, frozenset[str]]] = field(default_factory=dict)
    figured: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        insurers: Mapping[str, Iterable[str]],
        coverages: Mapping[str, Iterable[str]],
        diseases: Mapping[str, Iterable[str]],
        figured: Iterable[str] = (),
    ) -> "ExactNames":
        """A lexicon from canonical name → forms of each kind; where two kinds share a form, coverages win over diseases."""
        forms: dict[str, tuple[NameKind, frozenset[str]]] = {}
        for kind, table in (("disease", diseases), ("coverage", coverages), ("insurer", insurers)):
            for name, variants in table.items():
                for form in {dense(name), *(dense(v) for v in variants)}:
                    if len(form) < 2:
                        continue
                    known = forms.get(form)
                    names = known[1] if known and known[0] == kind else frozenset()
                    forms[form] = (kind, names | {name})  # type: ignore[assignment]
        return cls(forms, tuple(sorted({unicodedata.normalize("NFKC", name) for name in figured}, key=len, reverse=True)))

    @classmethod
    def from_catalog(cls, catalog: "Catalog") -> "ExactNames":
        """The catalogue's insurers, coverage families with their coverages' names, and code groups."""
        coverages: dict[str, set[str]] = {row.id: set(row.synonyms) for row in catalog.families.values()}
        for row in catalog.all_coverages():
            coverages.setdefault(row.family, set()).update({row.name, _BRACKETS.sub("", row.name)})
        return cls.of(
            {row.id: row.short_forms for row in catalog.insurers.values()},
            coverages,
            {row.id: row.synonyms for row in catalog.code_groups.values()},
            figured=[row.name for row in catalog.all_coverages() if re.search(r"[\d(\[]", row.name)],
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.forms, key=len, reverse=True)
        words = "|".join(
            rf"(?<![a-z]){re.escape(form)}(?![a-z])" if form.isascii() else re.escape(form) for form in longest_first
        )
        return re.compile(words or r"(?!)")

    def find(self, text: str) -> Names:
        """Every name in `text`; a company the catalogue does not know is an insurer under its own name."""
        found: dict[NameKind, set[str]] = {"insurer": set(), "coverage": set(), "disease": set()}
        flat = dense(text)
        for match in self._pattern.finditer(flat):
            kind, names = self.forms[match[0]]
            found[kind] |= names
        rest = self._pattern.sub("  ", flat)
        found["insurer"] |= {match[0] for match in _UNKNOWN_COMPANY.finditer(rest)}
        return Names(frozenset(found["insurer"]), frozenset(found["coverage"]), frozenset(found["disease"]))

    def without_brackets(self, text: str) -> str:
        """The text (NFKC) with full coverage names cut to their bare form: '(1년50%)' in a name is no claim."""
        for name in self.figured:
            if name in text:
                text = text.replace(name, _BRACKETS.sub("", name).strip())
        return text

    def figured_spans(self, text: str) -> list[tuple[int, int]]:
        """Where coverage names with a figure in them stand ('4대유사암진단비'): that figure is no claim either."""
        bare = {_BRACKETS.sub("", name).strip() for name in self.figured}
        return [(place, place + len(name)) for name in bare if re.search(r"\d", name) and (place := text.find(name)) >= 0]

    def covers(self, word: str) -> bool:
        """Whether the word is one of the forms, with at most a particle after it."""
        match = self._pattern.match(dense(word))
        return match is not None and is_ending(word[match.end() :])


def dense(text: str) -> str:
    """The text in NFKC and lower case without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()
