"""The catalogue in memory: what the market's documents say, asked by insurer, family, disease or topic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gazel.catalog.knowledge import Deadline, Document, Facility, Procedure, Statute, Term, Topic
from gazel.catalog.provenance import Row
from gazel.catalog.rows import CodeGroup, Coverage, Family, Insurer, Plan, Product


@dataclass(frozen=True, slots=True)
class Catalog:
    """All rows by id, in the order of the files; frozen, safe to share between threads."""

    insurers: Mapping[str, Insurer]
    products: Mapping[str, Product]
    families: Mapping[str, Family]
    code_groups: Mapping[str, CodeGroup]
    coverage_rows: Mapping[str, Coverage]
    plans: Mapping[str, Plan]
    documents: Mapping[str, Document]
    deadlines: Mapping[str, Deadline]
    procedure_rows: Mapping[str, Procedure]
    topics: Mapping[str, Topic]
    terms: Mapping[str, Term]
    statutes: Mapping[str, Statute]
    facilities: Mapping[str, Facility]
    ordinary_words: frozenset[str] = frozenset()
    """Words that look like a name of the catalogue, or like a misspelt one, and are none."""

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, Any]], ordinary_words: frozenset[str]) -> "Catalog":
        """The catalogue of validated `tables` (file name → rows by id) and the ordinary words."""
        renamed = {"coverages": "coverage_rows", "procedures": "procedure_rows", "glossary": "terms"}
        return cls(**{renamed.get(name, name): rows for name, rows in tables.items()}, ordinary_words=ordinary_words)

    def tables(self) -> dict[str, Mapping[str, Row]]:
        """Every kind of row (the data file's name) with its rows by id."""
        return {
            "insurers": self.insurers,
            "products": self.products,
            "families": self.families,
            "code_groups": self.code_groups,
            "coverages": self.coverage_rows,
            "plans": self.plans,
            "documents": self.documents,
            "deadlines": self.deadlines,
            "procedures": self.procedure_rows,
            "topics": self.topics,
            "glossary": self.terms,
            "statutes": self.statutes,
            "facilities": self.facilities,
        }

    def insurer(self, name: str) -> Insurer | None:
        """The insurer called `name`: its id or one of its short forms, spaces and case ignored."""
        wanted = _plain(name)
        return next((row for row in self.insurers.values() if wanted in {_plain(n) for n in (row.id, *row.short_forms)}), None)

    def insurers_in_data(self) -> tuple[Insurer, ...]:
        """The real insurers whose coverages the data holds."""
        return tuple(row for row in self.insurers.values() if row.in_data and row.line != "가상")

    def product(self, insurer: str) -> Product | None:
        """The insurer's product in the data."""
        return next((row for row in self.products.values() if row.insurer == insurer), None)

    def all_coverages(self) -> tuple[Coverage, ...]:
        """Every coverage, the fictional insurer's too."""
        return tuple(self.coverage_rows.values())

    def coverages(
        self,
        *,
        insurers: Iterable[str] = (),
        families: Iterable[str] = (),
        code_group: str | None = None,
        fictional: bool = False,
    ) -> tuple[Coverage, ...]:
        """The coverages that pay for `code_group`, of these insurers and families; an empty filter takes all, '유사암' its members too."""
        wanted_insurers, wanted_families = set(insurers), set(families)
        groups = self.related_groups(code_group) if code_group else frozenset()
        return tuple(
            row
            for row in self.all_coverages()
            if (not wanted_insurers or row.insurer in wanted_insurers)
            and (not wanted_families or row.family in wanted_families)
            and (not groups or groups & set(row.code_groups))
            and (fictional or row.insurer in wanted_insurers or self.insurers[row.insurer].line != "가상")
        )

    def families_of_group(self, group: str) -> tuple[str, ...]:
        """The families that may be set side by side, e.g. group '수술' → 유사암수술비, 암수술비."""
        return tuple(row.id for row in self.families.values() if row.group == group)

    def related_groups(self, code_group: str) -> frozenset[str]:
        """The code group itself; for 유사암 also its five possible members."""
        members = ("갑상선암", "기타피부암", "제자리암", "경계성종양", "대장점막내암")
        return frozenset((code_group, *members) if code_group == "유사암" else (code_group,))

    def all_procedures(self) -> tuple[Procedure, ...]:
        """Every procedure in order."""
        return tuple(self.procedure_rows.values())

    def procedures(self, family: str | None = None, code_group: str | None = None) -> tuple[Procedure, ...]:
        """The procedures for `family` and `code_group`, the most specific first; general ones always included."""
        fitting = [
            row
            for row in self.all_procedures()
            if (not row.families or family in row.families) and (not row.code_groups or code_group in row.code_groups)
        ]
        return tuple(sorted(fitting, key=lambda row: -(bool(row.families) + bool(row.code_groups))))

    def topic(self, topic_id: str) -> Topic | None:
        """The topic with this id."""
        return self.topics.get(topic_id)

    def topics_for(self, terms: Iterable[str]) -> tuple[Topic, ...]:
        """The topics that one of `terms` names outright, those with more such terms first."""
        wanted = {_plain(term) for term in terms}
        hits = {row.id: len(wanted & {_plain(t) for t in (row.id, row.title, *row.terms)}) for row in self.topics.values()}
        return tuple(sorted((self.topics[i] for i, n in hits.items() if n), key=lambda row: -hits[row.id]))

    def rights(self) -> tuple[Topic, ...]:
        """The topics about rights: withdrawal, dispute, privacy …"""
        return tuple(row for row in self.topics.values() if row.kind in ("rights", "privacy"))

    def glossary(self, term: str) -> Term | None:
        """The glossary entry of `term`: the term itself, a synonym, a typo or its English, spaces and case ignored."""
        wanted = _plain(term)
        return next(
            (t for t in self.terms.values() if wanted in {_plain(n) for n in (t.id, *t.synonyms, *t.typos, *t.english)}), None
        )


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
