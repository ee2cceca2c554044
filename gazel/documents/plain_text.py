"""Text files in UTF-8, UTF-16 with a mark, or CP949; a form feed turns the page."""

import codecs
from pathlib import Path

from gazel.documents.limits import MAX_TEXT_BYTES, rejected
from gazel.documents.page import Page, ReadSource, unpaged


def read_text(path: Path, name: str) -> ReadSource:
    """The lines of the file."""
    pages = [tuple(line.strip() for line in page.splitlines() if line.strip()) for page in decoded(path, name).split("\f")]
    if len(pages) == 1:
        return ReadSource("text", unpaged(pages[0]))
    return ReadSource("text", [Page(number, lines) for number, lines in enumerate(pages, 1)])


def decoded(path: Path, name: str) -> str:
    """The file's characters; raises DocumentRejected where no Korean encoding fits."""
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise rejected(name, f"글자 파일이 {MAX_TEXT_BYTES // 1_000_000}MB보다 큽니다.", "나누어 올려 주세요.")
    content = path.read_bytes()
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise rejected(name, "글자 파일이 아니거나 알 수 없는 인코딩입니다.", "PDF·DOCX·HWPX·HTML·TXT(UTF-8)로 저장해 올려 주세요.")
