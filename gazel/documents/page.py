"""What every reader gives: pages of lines and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

LINES_A_SECTION = 200
"""A format without pages is read in sections of so many blocks."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in the document, the heading row first; every row has the same number of cells."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """One line a row, cells parted by '|'."""
        return "\n".join(" | ".join(row) for row in self.rows)

    def parts(self, longest: int) -> "list[Grid]":
        """The table cut into tables of about `longest` characters, each with the heading row."""
        head, *body = self.rows
        groups: list[list[tuple[str, ...]]] = [[]]
        size = 0
        for row in body:
            length = sum(map(len, row))
            if groups[-1] and size + length > longest:
                groups.append([])
                size = 0
            groups[-1].append(row)
            size += length
        return [Grid((head, *rows)) for rows in groups]


Block = str | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """One page in reading order; `number` is None where the format has no pages, `unreadable` where only a picture is there."""

    number: int | None
    blocks: tuple[Block, ...]
    unreadable: bool = False


class Source(Protocol):
    """A file that was recognised and opened."""

    @property
    def format(self) -> str:
        """'pdf', 'docx', 'hwpx', 'html' or 'text'."""
        ...

    @property
    def count(self) -> int:
        """How many pages `pages(0)` gives."""
        ...

    def pages(self, start: int) -> Iterator[Page]:
        """The pages from index `start` (from 0) on; raises DocumentRejected for a page that must not be unpacked."""
        ...


class ReadSource:
    """A file that was read at once."""

    def __init__(self, format: str, pages: Sequence[Page]) -> None:
        self.format = format
        self._pages = pages
        self.count = len(pages)

    def pages(self, start: int) -> Iterator[Page]:
        """The pages from `start` on."""
        yield from self._pages[start:]


def grid(rows: Sequence[Sequence[str]]) -> Grid | None:
    """The rows as a table of equal width without empty rows and columns; None where it is no table but a frame around text."""
    tidy = [[" ".join((cell or "").split()) for cell in row] for row in rows]
    width = max(map(len, tidy), default=0)
    padded = [row + [""] * (width - len(row)) for row in tidy if any(row)]
    used = [i for i in range(width) if any(row[i] for row in padded)]
    if len(padded) < 2 or len(used) < 2:
        return None
    return Grid(tuple(tuple(row[i] for i in used) for row in padded))


def unpaged(blocks: Sequence[Block]) -> list[Page]:
    """Blocks of a format without pages, in sections."""
    return [Page(None, tuple(blocks[i : i + LINES_A_SECTION])) for i in range(0, len(blocks), LINES_A_SECTION)]


def cleaned(page: Page) -> Page:
    """The page without characters that PostgreSQL cannot hold."""
    return Page(page.number, tuple(_clean(block) for block in page.blocks), page.unreadable)


def _clean(block: Block) -> Block:
    if isinstance(block, Grid):
        return Grid(tuple(tuple(_legible(cell) for cell in row) for row in block.rows))
    return _legible(block)


def _legible(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()
