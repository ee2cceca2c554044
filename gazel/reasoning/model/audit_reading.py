"""What the auditor reads: figures as plain (value, unit) pairs, and the evidence's texts with the insurers of their sources."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from gazel.reasoning.evidence import Evidence, Table

Token = tuple[str, str]
"""(value, unit), both as text: ('6000000', '원')."""


_SCALES = {"억": 10**8, "천만": 10**7, "백만": 10**6, "십만": 10**5, "만": 10**4, "천": 10**3, "백": 10**2, "": 1}
FIGURE = re.compile(
    r"(?P<date>(?:19|20)\d{2}[-.년]\d{1,2}[-.월]\d{1,2})|(?P<half>절반|반액|반만)|(?P<whole>전액)"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>억|천만|백만|십만|만|천|백)?(?P<unit>원|%|퍼센트|프로|개월|년|영업일|일|회|종|개사|개|세|배)?"
)
_UNIT_WORDS = {"퍼센트": "%", "프로": "%"}


def token_of(match: re.Match[str]) -> Token:
    """The value and unit of a match of `FIGURE`: '600만원' and '6,000,000원' give the same."""
    if match["date"]:
        year, month, day = re.findall(r"\d+", match["date"])
        return f"{year}-{int(month):02}-{int(day):02}", "date"
    if match["half"] or match["whole"]:
        return ("50" if match["half"] else "100"), "%"
    value = float(match["number"].replace(",", "")) * _SCALES[match["scale"] or ""]
    unit = match["unit"] or ("원" if match["scale"] else "")
    return f"{value:.10g}" if value < 10**9 else f"{value:.0f}", _UNIT_WORDS.get(unit, unit)


def dense(text: str) -> str:
    """The text in NFKC and lower case without blanks and marks."""
    return re.sub(r"[\s*_`]+", "", unicodedata.normalize("NFKC", text)).lower()


def texts_of(evidence: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    """Every text of the evidence and the words that name the insurers of its sources."""
    for item in evidence:
        for text in (item.headline, item.summary, *item.checks, *item.warnings):
            yield text, ""
        for point in item.points:
            cited = {citation.insurer for citation in point.citations if citation.insurer}
            yield point.text, " ".join(cited) if len(cited) == 1 else ""
        for table in item.tables:
            yield from _cells(table)


def _cells(table: Table) -> Iterator[tuple[str, str]]:
    """A table cell by cell, each behind its row's name and its column, with the row's insurer."""
    for index, row in enumerate(table.rows):
        cited = table.citations[index].insurer if index < len(table.citations) else ""
        keys = " ".join(cell for column, cell in zip(table.columns, row, strict=False) if _names(column))
        for column, cell in zip(table.columns, row, strict=False):
            yield f"{keys} {column} {cell}", f"{cited or ''} {table.title}"


def _names(column: str) -> bool:
    return bool(re.search(r"보험사|보장명|담보|특약|항목", column))
