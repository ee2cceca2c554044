"""What tools bring back: sentences, tables and figures that already carry their source."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from gazel.events import Behaviour
from gazel.insurance.citation import Citation


@dataclass(frozen=True, slots=True)
class Point:
    """One finished Korean sentence whose figures come from the catalogue or a rule, with its sources."""

    text: str
    citations: tuple[Citation, ...] = ()
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the answer; `citations` holds one entry a row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One tool's result: `headline` answers, `points` explain, `checks` say what to do next, `data` is machine-readable."""

    tool: str
    summary: str
    behaviour: Behaviour = "answer"
    headline: str = ""
    points: tuple[Point, ...] = ()
    tables: tuple[Table, ...] = ()
    checks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every source of this evidence once, in order of appearance."""
        found = [c for point in self.points for c in point.citations] + [c for table in self.tables for c in table.citations]
        return tuple(dict.fromkeys(found))

    def as_dict(self) -> dict[str, Any]:
        """The evidence as plain JSON values."""
        return dict(_plain(asdict(self)))


def _plain(value: Any) -> Any:
    """Tuples as lists and dates as ISO text, so that a stored event equals the one that was sent."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def all_citations(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """Every source of several evidences once, in order of appearance."""
    return tuple(dict.fromkeys(c for item in evidence for c in item.citations))
