"""The evidence as units that a sentence can be checked against: points, notes and table cells with what they are about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gazel.insurance.citation import Citation
from gazel.reasoning.evidence import Evidence, Table
from gazel.reasoning.model.grounding.claims import Clause, clauses, plain, read_clause
from gazel.reasoning.model.grounding.names import ExactNames, Names, dense
from gazel.reasoning.model.grounding.words import hangul_words, stems

_PARENTHESES = re.compile(r"\([^)]*\)")
"""'없음(계약일부터 보장)': the column's name speaks for what stands before the parenthesis only."""
_SENTENCE_END = re.compile(r"(?<=[가-힣)\]][.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause of the evidence with the names and aspects it holds for (its own, else those of its surroundings)."""

    clause: Clause
    names: Names
    aspects: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Unit:
    """One sentence or table row of the evidence; `about` is what it holds for, `subject` a row's own dense name ('' in prose)."""

    text: str
    claims: tuple[Claim, ...]
    about: Names
    dense_text: str
    stems: frozenset[str]
    subject: str = ""
    prose: bool = True


def units_of(evidence: Sequence[Evidence], names: ExactNames) -> tuple[Unit, ...]:
    """Every unit of the evidence, its own order kept."""
    return tuple(unit for item in evidence for unit in _of_one(item, names))


def split_sentences(text: str) -> list[str]:
    """The sentences of a finished text."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def _of_one(item: Evidence, names: ExactNames) -> Iterator[Unit]:
    loose = (item.headline, *item.checks, *item.warnings)
    for text in loose:
        yield from _sentence_units(text, (), names)
    for point in item.points:
        yield from _sentence_units(point.text, point.citations, names)
    for table in item.tables:
        yield from _row_units(table, names)


def _sentence_units(text: str, citations: Iterable[Citation], names: ExactNames) -> Iterator[Unit]:
    """Each sentence goes on about what the one before it named; a single cited insurer holds where none is named."""
    cited = frozenset(c.insurer for c in citations if c.insurer)
    context = Names(insurers=cited if len(cited) == 1 else frozenset())
    for sentence in split_sentences(text):
        flat = plain(sentence)
        context = names.find(flat).filled_from(context)
        yield _unit(sentence, flat, tuple(_claims_in_order(clauses(flat, names), context)), context)


def _claims_in_order(parts: Sequence[Clause], whole: Names) -> Iterator[Claim]:
    """A clause that names nothing of a kind goes on about what the clause before it named, the first one about the whole."""
    running, aspects = Names(), frozenset[str]()
    for part in parts:
        running, aspects = part.names.filled_from(running), part.aspects or aspects
        yield Claim(part, running.filled_from(whole), aspects)


def _row_units(table: Table, names: ExactNames) -> Iterator[Unit]:
    title = names.find(table.title)
    for index, row in enumerate(table.rows):
        citation = table.citations[index] if index < len(table.citations) else None
        cited = Names(insurers=frozenset({citation.insurer} if citation and citation.insurer else ()))
        keys = names.find(" / ".join(cell for column, cell in zip(table.columns, row, strict=False) if _is_key(column)))
        about = keys.filled_from(cited).filled_from(title)
        claims = [
            Claim(part, part.names.filled_from(about), part.aspects)
            for column, cell in zip(table.columns, row, strict=False)
            for part in _cell_clauses(cell, column, names)
        ]
        text = " / ".join(f"{column} {cell}" for column, cell in zip(table.columns, row, strict=False))
        yield _unit(text, plain(f"{table.title} {text}"), tuple(claims), about, subject=_subject(table, row), prose=False)


def _is_key(column: str) -> bool:
    """Whether the column says what the row is about rather than what holds for it."""
    return bool(re.search(r"보험사|회사|보장명|담보|특약|구분|항목|상품|질병|코드", column))


def _subject(table: Table, row: Sequence[str]) -> str:
    return next(
        (dense(plain(cell)) for column, cell in zip(table.columns, row, strict=False) if re.search(r"보장명|담보|특약", column)),
        "",
    )


def _cell_clauses(cell: str, column: str, names: ExactNames) -> tuple[Clause, ...]:
    flat = names.without_brackets(plain(cell))
    label = plain(column)
    outside = _PARENTHESES.sub(" ", flat).strip()
    asides = [inside.strip("() ") for inside in _PARENTHESES.findall(flat)]
    parts = [read_clause(part.text, names, label) for part in clauses(outside, names)] or [read_clause(outside, names, label)]
    return (*parts, *(part for aside in asides for part in clauses(aside, names)))


def _unit(text: str, flat: str, claims: tuple[Claim, ...], about: Names, *, subject: str = "", prose: bool = True) -> Unit:
    known = frozenset(stem for word in hangul_words(flat) for stem in stems(word))
    return Unit(text, claims, about, dense(flat), known, subject, prose)
