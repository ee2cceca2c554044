"""What every rule function gives back: figures, status, worked steps, sources and warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from gazel.insurance.citation import Citation
from gazel.insurance.labels import label
from gazel.insurance.notices import NOTICES

Status = Literal["ok", "needs_input", "needs_review", "void_waiting", "already_paid", "not_in_force", "not_covered"]
RULES_AS_OF = "2026-11-21"
"""The day the rule table was last checked against its sources."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the calculation: its inputs, the arithmetic in Korean words, and the value it gave."""

    title: str
    inputs: dict[str, Any]
    arithmetic: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """A rule's outcome; money is whole won, dates are `date`, `None` means that no figure may be given.

    `warnings` holds codes such as W-PRIMARY (and, for missing inputs, a Korean sentence); `notices` spells them out.
    """

    result: dict[str, Any]
    status: Status = "ok"
    steps: tuple[Step, ...] = ()
    rule_ids: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    as_of: str = field(default=RULES_AS_OF)

    @property
    def notices(self) -> tuple[str, ...]:
        """The warnings as Korean sentences."""
        return tuple(NOTICES.get(code, code) for code in self.warnings)

    def as_dict(self) -> dict[str, Any]:
        """The outcome as plain JSON values; dates are ISO strings."""
        return {
            "result": plain(self.result),
            "status": self.status,
            "steps": [
                {"title": s.title, "inputs": plain(s.inputs), "arithmetic": s.arithmetic, "value": plain(s.value)}
                for s in self.steps
            ],
            "rule_ids": list(self.rule_ids),
            "citations": [citation.as_dict() for citation in self.citations],
            "warnings": list(self.warnings),
            "notices": list(self.notices),
            "as_of": self.as_of,
        }


def plain(value: Any) -> Any:
    """`value` with dates as ISO strings and fractions as numbers, so that `json.dumps` takes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [plain(item) for item in (sorted(value) if isinstance(value, frozenset | set) else value)]
    return value


def absent(inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the inputs that were not given (`None`), in order."""
    return tuple(name for name, value in inputs.items() if value is None)


def needs_input(
    missing: Sequence[str],
    figures: Sequence[str],
    rule_ids: tuple[str, ...],
    citations: tuple[Citation, ...],
    warnings: tuple[str, ...] = (),
) -> RuleResult:
    """The outcome when inputs are missing: every figure is `None`, and what is missing is named, in Korean too."""
    names = [label(name) for name in missing]
    return RuleResult(
        result={**dict.fromkeys(figures), "missing": list(missing), "missing_names": names},
        status="needs_input",
        rule_ids=rule_ids,
        citations=citations,
        warnings=(f"입력 필요: {', '.join(names)}", *warnings),
    )
