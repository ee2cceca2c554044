"""An auditor of shown figures that shares no code with the grounding check: it reads names and numbers in its own, simpler way.

Every figure belongs to the insurers and riders named last before it. It is right where the evidence has the same figure
for each of those insurers (and one of those riders); what a rider's own row in the catalogue says of its waiting period,
reduction, share and example sum has to agree as well. It is meant to be strict: what it names is looked at by hand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazel.reasoning.evidence import Evidence
from gazel.reasoning.model.audit_reading import FIGURE, Token, dense, texts_of, token_of

if TYPE_CHECKING:
    from gazel.catalog.catalog import Catalog
    from gazel.catalog.rows import Coverage

_JOINS = re.compile(r"^(?:보험)?(?:과|와|및|이랑|랑|하고|[·,/&])*$")
_DENIED = re.compile(r"^(?:이|가|은|는)?(?:정액)?(?:아니|아닙|다르)")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with whom and what it is said of, whether it is denied, and the words right before it."""

    token: Token
    insurers: frozenset[str]
    families: frozenset[str]
    denied: bool
    before: str


class Auditor:
    """Audits sentences against evidence and the catalogue's own rows."""

    def __init__(self, catalog: "Catalog") -> None:
        self._catalog = catalog

    def known(self, evidence: Sequence[Evidence]) -> tuple[Fact, ...]:
        """Every figure of the evidence with what it is said of."""
        return tuple(fact for text, about in texts_of(evidence) for fact in self._facts(text, self._insurers(about)))

    def audit(self, sentence: str, question: str, known: Sequence[Fact]) -> tuple[int, list[str]]:
        """How many figures the sentence holds, and those that are wrong, each as 'value unit: why'."""
        said = list(self._facts(sentence, frozenset()))
        asked = {fact.token for fact in self._facts(question, frozenset())}
        wrong = [f"{''.join(fact.token)}: {why}" for fact in said if (why := self._why_wrong(fact, known, asked))]
        return len(said), wrong

    def _why_wrong(self, fact: Fact, known: Sequence[Fact], asked: set[Token]) -> str:
        for insurer in fact.insurers or {""}:
            if not any(_bears_out(other, fact, insurer) for other in known):
                return f"{insurer or '근거'}에 없음" + (" (질문에만 있음)" if fact.token in asked else "")
            if insurer and (rows := self._rows(insurer, fact.families)) and not _agrees(fact, rows):
                return f"{insurer} 자료와 다름"
        return ""

    def _rows(self, insurer: str, families: frozenset[str]) -> list["Coverage"]:
        found = self._catalog.coverages(insurers=[insurer], families=sorted(families)) if families else ()
        return [row for row in found if row.payout]

    @cached_property
    def _forms(self) -> list[tuple[str, str, str]]:
        """(dense form, kind, canonical name), longest first."""
        forms = [(form, "insurer", row.id) for row in self._catalog.insurers.values() for form in (row.id, *row.short_forms)]
        forms += [(form, "family", row.id) for row in self._catalog.families.values() for form in (row.id, *row.synonyms)]
        for row in self._catalog.all_coverages():
            forms += [(name, "family", row.family) for name in (row.name, re.sub(r"\[[^\]]*\]|\([^)]*\)", "", row.name))]
        distinct = {(dense(form), kind, name) for form, kind, name in forms if len(dense(form)) > 1}
        return sorted(distinct, key=lambda item: (-len(item[0]), item))

    def _mentions(self, flat: str) -> tuple[list[tuple[int, int, str, str]], str]:
        """(start, end, kind, name) in order, and the text with the mentions blanked out, so that no name's figure is read."""
        found = []
        for form, kind, name in self._forms:
            while (at := flat.find(form)) >= 0:
                found.append((at, at + len(form), kind, name))
                flat = f"{flat[:at]}{'_' * len(form)}{flat[at + len(form) :]}"
        return sorted(found), flat

    def _insurers(self, text: str) -> frozenset[str]:
        return frozenset(name for _, _, kind, name in self._mentions(dense(text))[0] if kind == "insurer")

    def _facts(self, text: str, about: frozenset[str]) -> Iterator[Fact]:
        """The figures of a text, each with the insurers and riders named last before it (`about` where none is)."""
        mentions, flat = self._mentions(dense(text))
        for match in FIGURE.finditer(flat):
            tail = flat[match.end() : match.end() + 8]
            yield Fact(
                token_of(match),
                _last(mentions, "insurer", match.start(), flat) or about,
                _last(mentions, "family", match.start(), flat),
                bool(_DENIED.match(tail)),
                flat[max(0, match.start() - 12) : match.end() + 4],
            )


def _last(mentions: Sequence[tuple[int, int, str, str]], kind: str, before: int, flat: str) -> frozenset[str]:
    """The names mentioned last before a place; several where only joining words stand between them."""
    group: set[str] = set()
    start = -1
    for begin, end, _, name in reversed([m for m in mentions if m[2] == kind and m[1] <= before]):
        if group and not _JOINS.match(flat[end:start]):
            break
        group.add(name)
        start = begin
    return frozenset(group)


def _bears_out(known: Fact, said: Fact, insurer: str) -> bool:
    """Whether the evidence has the figure for this insurer and rider, and does not deny what is affirmed."""
    if known.token != said.token or known.denied != said.denied:
        return False
    if insurer and known.insurers and insurer not in known.insurers:
        return False
    return not (known.families and said.families) or bool(known.families & said.families)


def _agrees(fact: Fact, rows: Sequence["Coverage"]) -> bool:
    """Whether one of the rider's rows has this figure in the role that the words around it give it."""
    value, unit = fact.token
    if unit == "일" and re.search(r"면책(?:기간)?(?:은|이|조건은)?_*$|면책[^감\d]*$", fact.before.split(value)[0]):
        return any(row.payout and row.payout.waiting_days is not None and f"{row.payout.waiting_days}" == value for row in rows)
    if unit == "원" and re.search(r"예시|설계", fact.before):
        return any(f"{row.plan_example_krw}" == value for row in rows)
    if unit == "%" and re.search(r"가입금액의", fact.before):
        return any(value in _percents(row) for row in rows)
    return True


def _percents(row: "Coverage") -> set[str]:
    own = {f"{row.payout.ratio_pct:g}", *(f"{step.pct:g}" for step in row.payout.steps)} if row.payout else set()
    return own | set(re.findall(r"(\d+)\s*%", row.pay_basis))
