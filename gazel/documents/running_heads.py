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


def running_heads(pages: Sequence[Page], known: Iterable[str] = ()) -> set[str]:
    """The keys of lines that stand at the edge of many of these pages, and those `known` from the pages before."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page) if not heading(line)})
    return set(known) | {key for key, times in seen.items() if times >= OFTEN and times >= SHARE * len(pages)}


def without_heads(page: Page, heads: set[str]) -> Page:
    """The page without its running heads and its page number."""
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
