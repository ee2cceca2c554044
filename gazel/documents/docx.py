"""Word documents by python-docx; pages as Word last laid them out, where the file says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazel.documents.limits import open_zip, rejected
from gazel.documents.page import Block, Page, ReadSource, grid, unpaged


def read_docx(path: Path, name: str) -> ReadSource:
    """The body's paragraphs and tables in order; raises DocumentRejected for a file Word would not open either."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    open_zip(path, name).close()
    try:
        placed = list(_placed(Document(str(path))))
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise rejected(name, f"Word 문서 구조가 손상되었습니다({error}).", "원본을 다시 내려받으세요.") from error
    last = max((page for page, _ in placed), default=1)
    if last == 1:
        return ReadSource("docx", unpaged([block for _, block in placed]))
    numbers = range(1, last + 1)
    return ReadSource("docx", [Page(n, tuple(block for page, block in placed if page == n)) for n in numbers])


def _placed(document: Any) -> Iterator[tuple[int, Block]]:
    """Every line and table with the page it begins on."""
    from docx.table import Table

    page = 1
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            cells = _cells(part)
            if table := grid(cells):
                yield page, table
            else:
                yield from ((page, line) for row in cells for cell in row for line in _lines(cell))
            page += _breaks(part._element)
        else:
            before = part.paragraph_format.page_break_before or _begins_with_break(part)
            breaks = _breaks(part._element)
            page += 1 if before else 0
            yield from ((page, line) for line in _lines(part.text))
            page += max(breaks - (1 if before else 0), 0)


def _breaks(element: Any) -> int:
    """Page breaks inside: those of the last layout, else those that were typed."""
    laid_out = len(element.xpath(".//w:lastRenderedPageBreak"))
    return laid_out or len(element.xpath(".//w:br[@w:type='page']"))


def _begins_with_break(paragraph: Any) -> bool:
    """Whether the page turns before the paragraph's first letter."""
    for node in paragraph._element.xpath(".//w:t | .//w:lastRenderedPageBreak | .//w:br[@w:type='page']"):
        return not node.tag.endswith("}t")
    return False


def _cells(table: Any) -> list[list[str]]:
    """The cells' texts; a merged cell speaks once."""
    seen: set[Any] = set()
    rows: list[list[str]] = []
    for row in table.rows:
        texts = []
        for cell in row.cells:
            texts.append("" if cell._tc in seen else cell.text)
            seen.add(cell._tc)
        rows.append(texts)
    return rows


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
