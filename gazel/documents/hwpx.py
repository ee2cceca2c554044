"""HWPX (KS X 6101): a zip of XML sections; pages from the layout that Hangul stored with each paragraph."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazel.documents.limits import open_zip, read_entry, rejected
from gazel.documents.page import Block, Page, ReadSource, grid, unpaged

SECTION = re.compile(r"Contents/section(\d+)\.xml")
NOT_IN_LINE = {"ctrl", "secPr"}
"""Headers, footers, notes and page settings hang in a run beside its text."""


def read_hwpx(path: Path, name: str) -> ReadSource:
    """Every section's paragraphs and tables in order; raises DocumentRejected for a broken file."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with open_zip(path, name) as archive:
        sections = sorted(filter(SECTION.fullmatch, archive.namelist()), key=lambda entry: int(SECTION.fullmatch(entry)[1]))  # type: ignore[index]
        if not sections:
            raise rejected(name, "HWPX 본문(section)이 없습니다.", "한글에서 다시 저장해 주세요.")
        layout = _Layout()
        placed: list[tuple[int, Block]] = []
        for entry in sections:
            try:
                root = etree.fromstring(read_entry(archive, entry, name), parser)
            except etree.XMLSyntaxError as error:
                raise rejected(name, f"'{entry}' 본문이 손상되었습니다({error}).", "한글에서 다시 저장해 주세요.") from error
            layout.new_section()
            for paragraph in _children(root, "p"):
                page = layout.page_of(paragraph)
                placed += [(page, block) for block in _blocks(paragraph)]
    if not layout.known:
        return ReadSource("hwpx", unpaged([block for _, block in placed]))
    numbers = range(1, layout.page + 1)
    return ReadSource("hwpx", [Page(n, tuple(block for page, block in placed if page == n)) for n in numbers])


class _Layout:
    """Follows the height of the stored lines: a page turns where it falls, or where the paragraph says so."""

    def __init__(self) -> None:
        self.page, self.known, self._height, self._sections = 1, False, -1, 0

    def new_section(self) -> None:
        """A section begins on a new page."""
        self._sections += 1
        if self._sections > 1:
            self.page, self._height = self.page + 1, -1

    def page_of(self, paragraph: Any) -> int:
        """The page on which the paragraph begins."""
        heights = [
            int(line.get("vertpos", -1)) for lines in _children(paragraph, "linesegarray") for line in _children(lines, "lineseg")
        ]
        self.known |= bool(heights)
        if paragraph.get("pageBreak") == "1" and self._height >= 0:
            self.known, self.page, self._height = True, self.page + 1, -1
        first, *rest = heights or [max(self._height, 0)]
        self._turn(first)
        begins = self.page
        for height in rest:
            self._turn(height)
        return begins

    def _turn(self, height: int) -> None:
        self.page += height < self._height
        self._height = height


def _blocks(paragraph: Any) -> Iterator[Block]:
    """The paragraph's text as one line, and the tables that hang in it."""
    text: list[str] = []
    for run in _children(paragraph, "run"):
        for thing in run:
            match _name(thing):
                case "t":
                    text.append(" ".join(thing.itertext()) if len(thing) else thing.text or "")
                case "tbl":
                    if line := " ".join("".join(text).split()):
                        yield line
                    text.clear()
                    yield from _table(thing)
    if line := " ".join("".join(text).split()):
        yield line


def _table(table: Any) -> Iterator[Block]:
    rows = [[_cell(cell) for cell in _children(row, "tc")] for row in _children(table, "tr")]
    if cells := grid(rows):
        yield cells
    else:
        yield from (cell for row in rows for cell in row if cell)


def _cell(cell: Any) -> str:
    """All text of a cell, nested tables too."""
    texts = (node.text or "" for node in cell.iter("{*}t") if not any(_name(up) in NOT_IN_LINE for up in node.iterancestors()))
    return " ".join(" ".join(texts).split())


def _children(element: Any, name: str) -> list[Any]:
    return [child for child in element if _name(child) == name]


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
