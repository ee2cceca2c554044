"""How near the catalogue's statements are to a question, by shared characters, by sense, and by whom they speak of."""

import re
from collections.abc import Sequence
from functools import cache
from math import log

from gazel.catalog.knowledge import Statement
from gazel.memory.assembly import shipped_embedder
from gazel.settings import settings

SENSE = 2.0
"""What a difference of 1 in cosine similarity weighs against the share of common character pairs (0–1)."""
ASKED_INSURER, OTHER_INSURER, OTHER_GENERATION = 0.2, -0.1, -0.5
"""For a statement on an insurer that is asked about, on one that is not, and on another generation of indemnity insurance."""
_GENERATION = re.compile(r"[1-5]세대")


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text without blanks."""
    plain = "".join(text.split()).lower()
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def nearness(statements: Sequence[Statement], question: str, insurers: Sequence[str]) -> list[float]:
    """One number for each statement, higher is nearer; to be compared only among these statements."""
    parts = zip(_common(statements, question), _sense(statements, question), strict=True)
    return [
        common + SENSE * sense + _of_whom(statement, question, insurers)
        for statement, (common, sense) in zip(statements, parts, strict=True)
    ]


def _common(statements: Sequence[Statement], question: str) -> list[float]:
    """The share (0–1) of the question's character pairs that each has; pairs that few of the statements have count more."""
    asked, said = bigrams(question), [bigrams(statement.text) for statement in statements]
    rarity = {pair: log(1 + len(said) / (1 + sum(pair in own for own in said))) for pair in asked}
    whole = sum(rarity.values()) or 1.0
    return [sum(rarity[pair] for pair in asked & own) / whole for own in said]


def _sense(statements: Sequence[Statement], question: str) -> list[float]:
    """Cosine similarity of each with the question, less the mean."""
    asked = shipped_embedder(settings().data).embed_query(question)
    alike = [sum(a * b for a, b in zip(asked, _vector(one.text), strict=True)) for one in statements]
    return [one - sum(alike) / len(alike) for one in alike]


@cache
def _vector(text: str) -> list[float]:
    """A statement's 384 floats of length 1, embedded once in a process (5 ms)."""
    return shipped_embedder(settings().data).embed_passages([text])[0]


def _of_whom(statement: Statement, question: str, insurers: Sequence[str]) -> float:
    spoken, told = set(_GENERATION.findall(question)), set(_GENERATION.findall(statement.text))
    generation = OTHER_GENERATION if spoken and told and not spoken & told else 0.0
    if set(statement.insurers) & set(insurers) or any(name in statement.text for name in insurers):
        return generation + ASKED_INSURER
    return generation + (OTHER_INSURER if statement.insurers else 0.0)
