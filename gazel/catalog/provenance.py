"""Where rows come from: the documents, and each row's or statement's place in them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gazel.insurance.citation import Citation, Grade, SourceClass

Day = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
Text = Annotated[str, Field(min_length=1)]
Names = tuple[Text, ...]
SourceType = Literal["statute", "standard_terms", "insurer_doc", "secondary", "rules", "illustrative"]


class Frozen(BaseModel):
    """A value that cannot be changed and takes no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provenance(Frozen):
    """Where a row or statement comes from; `grade` A = statute or insurer document read … D = unverified, '-' = a rule of GAZEL."""

    source: Text
    source_type: SourceType
    doc: Text
    page: str = ""
    clause: str = ""
    as_of: Day
    grade: Grade
    source_class: SourceClass
    insurer: str = ""
    url: str = ""

    @property
    def citation(self) -> Citation:
        """The provenance in the form that answers cite."""
        return Citation(self.doc, self.page, self.clause, self.as_of, self.grade, self.insurer, self.source_class)


class Source(Frozen):
    """A document that rows cite; `as_of` is the day it speaks for."""

    id: Text
    source_type: SourceType
    doc: Text
    as_of: Day
    insurer: str = ""
    url: str = ""
    note: str = ""


class Row(Frozen):
    """What all rows share: an id and at least one provenance, the most telling first."""

    id: Text
    prov: Annotated[tuple[Provenance, ...], Field(min_length=1)]

    @property
    def citation(self) -> Citation:
        """The row's first source."""
        return self.prov[0].citation

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every source of the row."""
        return tuple(item.citation for item in self.prov)

    def body(self) -> dict[str, Any]:
        """The row without its provenance, as plain JSON values."""
        return self.model_dump(mode="json", exclude={"prov"})
