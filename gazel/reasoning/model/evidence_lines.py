"""The evidence as lines of a prompt: what is new in it, what the question asks about first, no figure that is not in it."""

import re
import unicodedata
from collections.abc import Sequence

from gazel.reasoning.evidence import Evidence, Table
from gazel.reasoning.model.grounding.claims import plain
from gazel.reasoning.model.grounding.figures import read_figures
from gazel.reasoning.model.grounding.words import hangul_words, stems

_SOURCE = re.compile(r"\s*\[p\.[^\]]*\]")
"""A page and date in a cell: the rules cite, the model need not."""


def evidence_lines(item: Evidence) -> list[str]:
    """One tool's result as lines: headline and points that say something new, then the tables' rows without their sources."""
    said: list[str] = []
    for text in (item.headline, *(point.text for point in item.points)):
        if text and not any(text.rstrip(".") in earlier for earlier in said):
            said.append(text)
    return [f"- {text}" for text in said] + [f"- {line}" for table in item.tables for line in _table_lines(table)]


def without_foreign_figures(question: str, lines: Sequence[str]) -> str:
    """The question with '○' for every figure that the evidence does not have: a small model repeats what it is asked."""
    known = [figure for line in lines for figure in read_figures(plain(line))]
    flat = unicodedata.normalize("NFKC", question)
    for figure in reversed(read_figures(flat)):
        if not any(figure.same_quantity(other) for other in known):
            flat = f"{flat[: figure.start]}○{flat[figure.end :]}"
    return flat


def pertinent(lines: Sequence[str], question: str) -> list[str]:
    """The headline, then the lines that share most words with the question; ties stay in the evidence's order."""
    asked = {stem for word in hangul_words(question) for stem in stems(word) if len(stem) > 1}
    return [*lines[:1], *sorted(lines[1:], key=lambda line: -sum(stem in line for stem in asked))]


def _table_lines(table: Table) -> list[str]:
    return [
        ", ".join(
            f"{name} {_SOURCE.sub('', cell)}"
            for name, cell in zip(table.columns, row, strict=False)
            if cell not in ("", "-") and "근거" not in name
        )
        for row in table.rows
    ]
