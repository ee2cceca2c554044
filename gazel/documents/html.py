"""Saved web pages by lxml: what a reader sees, line by line, tables as tables."""

import re
from pathlib import Path
from typing import Any

from gazel.documents.page import Block, ReadSource, grid, unpaged
from gazel.documents.plain_text import decoded

UNSEEN = {"script", "style", "head", "noscript", "template", "svg", "iframe", "object", "select", "button"}
WITHIN_A_LINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "label",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE)


def read_html(path: Path, name: str) -> ReadSource:
    """The visible lines and tables of the page; what its markup hides from the reader is not read."""
    from lxml import html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(path, name))
    root = html.document_fromstring(text or "<p></p>", parser=parser)
    reading = _Reading()
    reading.read(root)
    reading.end_line()
    return ReadSource("html", unpaged(reading.blocks))


class _Reading:
    """Collects lines while the tree is walked."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._line: list[str] = []

    def read(self, root: Any) -> None:
        """Walk without recursion: (element, whether it ends here)."""
        waiting = [(root, False)]
        while waiting:
            element, ends = waiting.pop()
            inline = element.tag in WITHIN_A_LINE
            if not inline:
                self.end_line()
            if ends:
                self._line.append(element.tail or "")
                continue
            waiting.append((element, True))
            if not _seen(element) or self._took_table(element):
                continue
            self._line.append(element.text or "")
            waiting += [(child, False) for child in reversed(element)]

    def end_line(self) -> None:
        """What was collected is a line."""
        if line := " ".join("".join(self._line).split()):
            self.blocks.append(line)
        self._line.clear()

    def _took_table(self, element: Any) -> bool:
        """Whether the element is a table of data, and not one that only lays the page out."""
        if element.tag != "table" or element.xpath(".//table"):
            return False
        rows = [[cell.text_content() for cell in row.xpath("./td|./th")] for row in element.xpath(".//tr")]
        cells = grid(rows)
        if cells:
            self.blocks.append(cells)
        return cells is not None


def _seen(element: Any) -> bool:
    hidden = "hidden" in element.attrib or HIDDEN.search(element.get("style", ""))
    return element.tag not in UNSEEN and not hidden
