"""The knowledge rows: topics, procedures, documents, deadlines, glossary, statutes and facilities."""

from typing import Annotated, Literal

from pydantic import Field

from gazel.catalog.provenance import Frozen, Names, Provenance, Row, Text
from gazel.insurance.citation import Citation

TopicKind = Literal["glossary", "rights", "claim", "waiver", "coverage", "deadline", "indemnity", "privacy", "conduct"]


class Statement(Frozen):
    """One own-worded sentence with its sources; `insurers` limits it to those companies."""

    text: Text
    prov: Annotated[tuple[Provenance, ...], Field(min_length=1)]
    insurers: Names = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every source of the statement."""
        return tuple(item.citation for item in self.prov)


class Topic(Row):
    """What is known of one subject; `terms` name it outright, `hints` count only together with others."""

    title: Text
    kind: TopicKind
    behaviour: Literal["answer", "needs_review"]
    terms: Annotated[Names, Field(min_length=1)]
    hints: Names = ()
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]
    checks: Names = ()
    rules: Names = ()

    def for_insurers(self, insurers: tuple[str, ...]) -> tuple[Statement, ...]:
        """The general statements and those about `insurers`; all of them where none is named."""
        return tuple(s for s in self.statements if not insurers or not s.insurers or set(s.insurers) & set(insurers))


class Document(Row):
    """A claim document, who issues it and what it is needed for."""

    name: Text
    issuer: Text
    needed_for: Text
    synonyms: Names = ()
    note: str = ""


class Step(Frozen):
    """One step of a procedure; `documents` and `deadlines` are ids."""

    title: Text
    detail: Text
    documents: Names = ()
    deadlines: Names = ()


class Procedure(Row):
    """How a claim or request is made, in order; `families` are those it serves (empty = all)."""

    title: Text
    trigger: Text
    terms: Annotated[Names, Field(min_length=1)]
    families: Names = ()
    code_groups: Names = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Deadline(Row):
    """A period with its start; `amount` counts `unit`s."""

    title: Text
    starts: Text
    amount: Annotated[int, Field(gt=0)]
    unit: Literal["business_day", "day", "month", "year"]
    detail: Text
    rule_id: str = ""


class Term(Row):
    """A glossary entry; `id` is the term itself."""

    definition: Text
    synonyms: Names = ()
    typos: Names = ()
    english: Names = ()


class Statute(Row):
    """An article: what it says in own words, and its own text where that was read (statutes are free to be copied)."""

    law: Text
    article: Text
    title: Text
    summary: Text
    text: str = ""


class Facility(Row):
    """A kind of medical facility as the indemnity rules tell them apart."""

    synonyms: Names = ()
    note: str = ""
