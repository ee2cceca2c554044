"""The evidence as units that a sentence can be checked against: points, notes and table cells with what they are about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gazel.insurance.citation import Citation
from gazel.reasoning.evidence import Evidence, Table
from gazel.reasoning.model.grounding.claims import Clause, clauses, plain, read_clause
from gazel.reasoning.model.grounding.names import Lexicon, Names, dense
from gazel.reasoning.model.grounding.words import hangul_words, stems

_SENTENCE_END = re.compile(r"(?<=[가-힣)\]][.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause of the evidence with the names it holds for (its own, else those of its surroundings)."""

    clause: Clause
    names: Names


@dataclass(frozen=True)
class Unit:
    """One sentence or table row of the evidence; `subject` is a row's own dense name, `speakable` says it can stand alone."""

    text: str
    claims: tuple[Claim, ...]
    dense_text: str
    stems: frozenset[str]
    subject: str = ""
    speakable: bool = True


def units_of(evidence: Sequence[Evidence], lexicon: Lexicon) -> tuple[Unit, ...]:
    """Every unit of the evidence, its own order kept."""
    return tuple(unit for item in evidence for unit in _of_one(item, lexicon))


def split_sentences(text: str) -> list[str]:
    """The sentences of a finished text."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def _of_one(item: Evidence, lexicon: Lexicon) -> Iterator[Unit]:
    loose = (item.headline, *item.checks, *item.warnings)
    for text in loose:
        yield from _sentence_units(text, (), lexicon)
    for point in item.points:
        yield from _sentence_units(point.text, point.citations, lexicon)
    for table in item.tables:
        yield from _row_units(table, lexicon)


def _sentence_units(text: str, citations: Iterable[Citation], lexicon: Lexicon) -> Iterator[Unit]:
    """Each sentence; a single cited insurer holds for all of them unless they name another."""
    cited = frozenset(c.insurer for c in citations if c.insurer)
    context = Names(insurers=cited if len(cited) == 1 else frozenset())
    for sentence in split_sentences(text):
        flat = plain(sentence)
        whole = lexicon.find(flat).filled_from(context)
        parts = clauses(flat, lexicon)
        yield _unit(sentence, flat, tuple(_claims_in_order(parts, whole)))
        context = Names(insurers=whole.insurers if len(whole.insurers) == 1 else context.insurers)


def _claims_in_order(parts: Sequence[Clause], whole: Names) -> Iterator[Claim]:
    """A clause that names nothing of a kind goes on about what the clause before it named, the first one about the whole."""
    running = Names()
    for part in parts:
        running = part.names.filled_from(running)
        yield Claim(part, running.filled_from(whole))


def _row_units(table: Table, lexicon: Lexicon) -> Iterator[Unit]:
    title = lexicon.find(table.title)
    for index, row in enumerate(table.rows):
        citation = table.citations[index] if index < len(table.citations) else None
        cited = Names(insurers=frozenset({citation.insurer} if citation and citation.insurer else ()))
        keys = lexicon.find(" / ".join(cell for column, cell in zip(table.columns, row, strict=False) if _is_key(column)))
        about = keys.filled_from(cited).filled_from(title)
        claims = [
            Claim(part, part.names.filled_from(about))
            for column, cell in zip(table.columns, row, strict=False)
            for part in _cell_clauses(cell, column, lexicon)
        ]
        text = " / ".join(f"{column} {cell}" for column, cell in zip(table.columns, row, strict=False))
        yield _unit(text, plain(f"{table.title} {text}"), tuple(claims), subject=_subject(table, row), speakable=False)


def _is_key(column: str) -> bool:
    """Whether the column says what the row is about rather than what holds for it."""
    return bool(re.search(r"보험사|회사|보장명|담보|특약|구분|항목|상품|질병|코드", column))


def _subject(table: Table, row: Sequence[str]) -> str:
    return next(
        (dense(plain(cell)) for column, cell in zip(table.columns, row, strict=False) if re.search(r"보장명|담보|특약", column)), ""
    )


def _cell_clauses(cell: str, column: str, lexicon: Lexicon) -> tuple[Clause, ...]:
    flat = plain(cell)
    label = plain(column)
    parts = clauses(flat, lexicon) if flat else ()
    return tuple(read_clause(part.text, lexicon, label) for part in parts) or (read_clause(flat, lexicon, label),)


def _unit(text: str, flat: str, claims: tuple[Claim, ...], *, subject: str = "", speakable: bool = True) -> Unit:
    known = frozenset(stem for word in hangul_words(flat) for stem in stems(word))
    return Unit(text, claims, dense(flat), known, subject, speakable)
