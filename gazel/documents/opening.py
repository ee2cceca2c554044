"""Recognises a file by its content, whatever it is called, and opens it with its reader."""

import re
from pathlib import Path

from gazel.documents.docx import read_docx
from gazel.documents.html import read_html
from gazel.documents.hwpx import read_hwpx
from gazel.documents.limits import check_size, open_zip, rejected
from gazel.documents.page import Source
from gazel.documents.pdf import PdfSource
from gazel.documents.plain_text import read_text

SUFFIXES = ("pdf", "docx", "hwpx", "html", "htm", "txt")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = re.compile(rb"<!doctype html|<html|<body|<table|<div|<p[ >]", re.IGNORECASE)
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


def open_source(path: Path, name: str) -> Source:
    """The file's pages; raises DocumentRejected saying why it is not taken."""
    check_size(path, name)
    with path.open("rb") as file:
        head = file.read(4096)
    if b"%PDF-" in head[:1024]:
        return PdfSource(path, name)
    if head.startswith(b"PK"):
        return _zipped(path, name)
    if head.startswith(OLD_OFFICE):
        raise rejected(
            name, "옛 형식(HWP·DOC)이거나 암호가 걸린 문서입니다.", "HWPX·DOCX·PDF로 다시 저장하고 암호를 풀어 올려 주세요."
        )
    if head.startswith(PICTURES):
        raise rejected(name, "사진 파일이라 글자를 읽을 수 없습니다.", "글자가 있는 PDF를 올려 주세요.")
    return read_html(path, name) if HTML.search(head) else read_text(path, name)


def _zipped(path: Path, name: str) -> Source:
    with open_zip(path, name) as archive:
        entries = set(archive.namelist())
    if "word/document.xml" in entries:
        return read_docx(path, name)
    if any(entry.startswith("Contents/section") for entry in entries):
        return read_hwpx(path, name)
    raise rejected(name, "압축 파일이지만 DOCX·HWPX가 아닙니다.", "압축을 풀고 문서 파일을 올려 주세요.")
