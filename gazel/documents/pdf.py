"""PDF by pypdf; pages with ruled lines by pdfplumber, which finds their tables. Both are opened anew for each batch of pages."""

import logging
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from gazel.documents.limits import MAX_PAGES, rejected
from gazel.documents.page import Block, Grid, Page, grid

log = logging.getLogger(__name__)

BATCH = 25
"""Pages after which the parsers' caches are dropped, so that memory does not grow with the document."""
RULES_OF_A_TABLE = 4
READABLE_CHARS = 15
"""A page with a picture and fewer letters than this is a scan."""
READABLE_SHARE = 0.7


class PdfSource:
    """A PDF that opens without a password; pages are read when they are asked for."""

    format = "pdf"

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self.count = len(self._reader().pages)
        if not 0 < self.count <= MAX_PAGES:
            raise rejected(name, f"쪽 수가 {self.count:,}입니다(1~{MAX_PAGES:,}쪽).", "나누어 올리거나 원본을 확인해 주세요.")

    def pages(self, start: int) -> Iterator[Page]:
        """The pages from index `start` on, in bounded memory."""
        for first in range(start, self.count, BATCH):
            yield from self._batch(first, min(first + BATCH, self.count))

    def _batch(self, first: int, end: int) -> Iterator[Page]:
        reader = self._reader()
        with ExitStack() as opened:
            plumber: Any = None
            for index in range(first, end):
                blocks, ruled, pictured = self._text(reader.pages[index], index)
                if ruled:
                    plumber = plumber or opened.enter_context(_plumber(self._path))
                    blocks = self._tables(plumber.pages[index], index) or blocks
                yield Page(index + 1, blocks, unreadable=_unreadable(blocks, pictured))

    def _reader(self) -> Any:
        """pypdf's reader, unlocked where the document needs no password to be read."""
        from pypdf import PasswordType, PdfReader
        from pypdf.errors import DependencyError, PyPdfError

        try:
            reader = PdfReader(self._path)
            if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
                raise rejected(self._name, "암호가 걸려 있습니다.", "암호를 푼 파일을 올려 주세요.")
            len(reader.pages)
        except DependencyError as error:
            raise rejected(self._name, "암호화 방식이 지원되지 않습니다.", "암호를 푼 파일을 올려 주세요.") from error
        except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error) as error:
            raise rejected(self._name, f"PDF 구조가 손상되었습니다({error}).", "원본을 다시 내려받으세요.") from error
        return reader

    def _text(self, page: Any, index: int) -> tuple[tuple[Block, ...], bool, bool]:
        """Lines of the page, whether it has ruled lines, and whether it holds a picture."""
        from pypdf.errors import LimitReachedError

        rules = 0

        def count(operator: bytes, *_: Any) -> None:
            nonlocal rules
            rules += operator in (b"re", b"l")

        try:
            pictured = _unpack(page)
            text = page.extract_text(visitor_operand_before=count)
        except LimitReachedError as error:
            raise rejected(
                self._name, f"{index + 1}쪽이 지나치게 크게 풀립니다. 압축 폭탄으로 보입니다.", "원본을 확인해 주세요."
            ) from error
        except Exception:  # whatever a broken page does to the parser, the page is named as unreadable and the rest is read
            log.warning("%s: page %d could not be read", self._name, index + 1, exc_info=True)
            return (), False, True
        return tuple(line.strip() for line in text.splitlines() if line.strip()), rules >= RULES_OF_A_TABLE, pictured

    def _tables(self, page: Any, index: int) -> tuple[Block, ...]:
        """Lines and tables of a ruled page from top to bottom; empty where it has no table after all."""
        try:
            found = [(table, grid(table.extract())) for table in page.find_tables()]
            tables = [(table.bbox, cells) for table, cells in found if cells]
            return _merged(page, tables) if tables else ()
        except Exception:  # the page's plain lines are there already
            log.warning("%s: tables of page %d could not be read", self._name, index + 1, exc_info=True)
            return ()
        finally:
            page.close()


def _plumber(path: Path) -> Any:
    import pdfplumber

    return pdfplumber.open(path)


def _merged(page: Any, tables: list[tuple[tuple[float, float, float, float], Grid]]) -> tuple[Block, ...]:
    """The lines outside of the tables, and the tables, by their upper edge."""

    def outside(thing: dict[str, Any]) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(x0 <= x <= x1 and top <= y <= bottom for (x0, top, x1, bottom), _ in tables)

    lines = page.filter(outside).extract_text_lines(return_chars=False)
    placed: list[tuple[float, Block]] = [(line["top"], " ".join(line["text"].split())) for line in lines]
    placed += [(bbox[1], cells) for bbox, cells in tables]
    return tuple(block for _, block in sorted(placed, key=lambda item: item[0]))


def _unpack(page: Any) -> bool:
    """Unpack what the page draws, which raises LimitReachedError where it is a bomb; whether it draws a picture."""
    contents = page.get("/Contents")
    waiting = [contents.get_object()] if contents is not None else []
    resources, seen, pictured = [page.get("/Resources")], set(), False
    while resources:
        for stream in waiting:
            for part in stream if isinstance(stream, list) else [stream]:
                part.get_object().get_data()
        waiting.clear()
        for thing in (one for one in _drawn(resources.pop()) if id(one) not in seen):
            seen.add(id(thing))
            pictured |= thing.get("/Subtype") == "/Image"
            if thing.get("/Subtype") == "/Form":
                waiting.append(thing)
                resources.append(thing.get("/Resources"))
    return pictured


def _drawn(resources: Any) -> list[Any]:
    """The images and forms of a resource dictionary."""
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    return [thing.get_object() for thing in drawn.get_object().values()] if drawn is not None else []


def _unreadable(blocks: tuple[Block, ...], pictured: bool) -> bool:
    """Whether a reader sees something that has no letters here: a scan, or a font without a map to letters."""
    text = "".join("".join((block.text if isinstance(block, Grid) else block).split()) for block in blocks)
    if len(text) < READABLE_CHARS:
        return pictured
    legible = sum(char.isprintable() and not "\ue000" <= char <= "\uf8ff" and char != "\ufffd" for char in text)
    return text.count("(cid:") * 5 > len(text) * (1 - READABLE_SHARE) or legible / len(text) < READABLE_SHARE
