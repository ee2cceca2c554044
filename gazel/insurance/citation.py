"""Where a figure or claim comes from, in a form a broker can look up."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Grade = Literal["A", "B", "C", "D", "-"]
SourceClass = Literal["sourced", "plan_example", "illustrative", "rule"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A document with page or clause, the day it speaks for, and its evidence grade (A statute or document read … D unverified)."""

    doc: str
    page: str = ""
    clause: str = ""
    as_of: str = ""
    grade: Grade = "-"
    insurer: str = ""
    source_class: SourceClass = "sourced"

    def __str__(self) -> str:
        page = f"p.{self.page}" if self.page else ""
        as_of = f"기준일 {self.as_of}" if self.as_of else ""
        return " · ".join(part for part in (f"{self.insurer} {self.doc}".strip(), self.clause, page, as_of) if part)

    def as_dict(self) -> dict[str, Any]:
        """The citation as plain JSON values, with its readable `text`."""
        return {**asdict(self), "text": str(self)}
