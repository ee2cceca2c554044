"""Finds the running heads and page numbers that every page repeats, so that they do not end up inside clauses."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gazel.documents.headings import heading
from gazel.documents.page import Page

EDGE = 2
"""Lines at the top and at the bottom of a page where a running head can stand."""
OFTEN = 3
SHARE = 0.4
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:쪽|페이지|/\s*\d{1,4})?[-–—\s]*|(?:page|p\.)\s*\d{1,4}", re.IGNORECASE
)


def trimmed(pages: Sequence[Page], known: Iterable[str] = ()) -> tuple[list[Page], set[str]]:
    """The pages without running heads and page numbers, and the heads found so far; the name of a 약관 stays where it first stands."""
    heads = running_heads(pages, known)
    told = set(known)
    trimmed_pages = []
    for page in pages:
        names = {_key(line) for line in _edges(page) if (found := heading(line)) and found.level == "약관"} - told
        trimmed_pages.append(_without(page, heads - names))
        told |= names
    return trimmed_pages, heads


def running_heads(pages: Sequence[Page], known: Iterable[str] = ()) -> set[str]:
    """The keys of lines that stand at the edge of many of these pages, and those `known` from the pages before."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page) if _may_repeat(line)})
    return set(known) | {key for key, times in seen.items() if times >= OFTEN and times >= SHARE * len(pages)}


def _may_repeat(line: str) -> bool:
    """Whether the line is no numbered heading; the name of a 약관 often stands on every page."""
    found = heading(line)
    return found is None or found.level == "약관"


def _without(page: Page, heads: set[str]) -> Page:
    last = len(page.blocks) - EDGE
    kept = tuple(
        block
        for i, block in enumerate(page.blocks)
        if not (isinstance(block, str) and (i < EDGE or i >= last) and (_PAGE_NUMBER.fullmatch(block) or _key(block) in heads))
    )
    return replace(page, blocks=kept) if page.number else page


def _edges(page: Page) -> list[str]:
    blocks = page.blocks if len(page.blocks) <= 2 * EDGE else (*page.blocks[:EDGE], *page.blocks[-EDGE:])
    return [block for block in blocks if isinstance(block, str)]


def _key(line: str) -> str:
    """The line with its numbers taken out."""
    return re.sub(r"\d+", "#", "".join(line.split()))
