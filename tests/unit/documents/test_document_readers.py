"""Each format gives the same clauses, pages and table; what cannot be read is refused with the reason."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from fix_documents import TABLE, locked_pdf, policy_docx, policy_html, policy_hwpx, policy_pdf, policy_text, zip_bomb

from gazel.documents import limits
from gazel.documents.clauses import tree
from gazel.documents.opening import open_source
from gazel.documents.running_heads import trimmed
from gazel.errors import DocumentRejected

Made = Callable[[Path], Path]
LABELS = [
    "제1조",
    "제2조",
    "제2조 제1호",
    "제2조 제2호",
    "제3조",
    "제3조 제1항",
    "제3조 제2항",
    "제4조",
    "제4조 제1호",
    "제4조 제2호",
    "제5조",
    "제6조",
]


@pytest.mark.parametrize(
    ("make", "format"), [(policy_pdf, "pdf"), (policy_docx, "docx"), (policy_hwpx, "hwpx"), (policy_text, "text")]
)
def test_formats_with_pages(tmp_path: Path, make: Made, format: str) -> None:
    source = open_source(make(tmp_path / "이름은.상관없음"), "약관")
    pages = list(source.pages(0))
    clauses = tree(trimmed(pages)[0])
    assert source.format == format
    assert [c.label for c in clauses if c.kind in ("조", "항", "호")] == LABELS
    assert {c.label: c.page for c in clauses if c.kind == "조"} == {
        "제1조": 1,
        "제2조": 1,
        "제3조": 2,
        "제4조": 2,
        "제5조": 3,
        "제6조": 3,
    }
    assert [c.grid.rows for c in clauses if c.grid] == ([] if format == "text" else [TABLE])


def test_html_gives_what_a_reader_sees(tmp_path: Path) -> None:
    clauses = tree(list(open_source(policy_html(tmp_path / "x.html"), "약관").pages(0)))
    assert [c.label for c in clauses if c.kind in ("조", "항", "호")] == LABELS
    assert [c.grid.rows for c in clauses if c.grid] == [TABLE]
    assert not any("보이지 않는" in c.text or "alert" in c.text for c in clauses)


def test_pages_can_be_read_from_the_middle(tmp_path: Path) -> None:
    source = open_source(policy_pdf(tmp_path / "x.pdf"), "약관")
    assert [page.number for page in source.pages(1)] == [2, 3]


def test_scanned_pages_are_told_from_blank_ones(tmp_path: Path) -> None:
    pages = list(
        open_source(
            policy_pdf(tmp_path / "x.pdf", scanned=[2], pages=[("글자가 있는 쪽입니다. 충분히 깁니다.",), (), ()]), "약관"
        ).pages(0)
    )
    assert [page.unreadable for page in pages] == [False, True, False]


def half(path: Path) -> Path:
    policy_pdf(path).write_bytes(path.read_bytes()[:9_000])
    return path


def content(data: bytes) -> Made:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def other_zip(path: Path) -> Path:
    with ZipFile(path, "w") as archive:
        archive.writestr("사진.jpg", b"x")
    return path


def broken_docx(path: Path) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:document")
    return path


def broken_hwpx(path: Path) -> Path:
    with ZipFile(path, "w") as archive:
        archive.writestr("Contents/section0.xml", "<a>")
    return path


def pdf_bomb(path: Path) -> Path:
    """One page whose content unpacks to 120 MB."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, StreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = StreamObject()
    stream.set_data(b" " * 120_000_000)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode(level=1))
    writer.write(path)
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (locked_pdf, "암호"),
        (half, "손상"),
        (content(b"%PDF-1.7 nothing"), "손상"),
        (pdf_bomb, "폭탄"),
        (zip_bomb, "폭탄"),
        (other_zip, "DOCX·HWPX가 아닙니다"),
        (broken_docx, "손상"),
        (broken_hwpx, "손상"),
        (content(b"PK\x03\x04 nothing"), "손상"),
        (content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600), "옛 형식"),
        (content(bytes(range(256)) * 9), "인코딩"),
        (content(b"\x89PNG\r\n\x1a\n123"), "사진"),
        (content(b""), "비어"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, make: Made, reason: str) -> None:
    path = make(tmp_path / "문서")
    with pytest.raises(DocumentRejected, match=reason) as refused:
        list(open_source(path, "문서.pdf").pages(0))
    assert "문서.pdf" in str(refused.value)
    assert refused.value.hint


def test_an_oversized_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 100)
    with pytest.raises(DocumentRejected, match="최대"):
        open_source(policy_text(tmp_path / "x.txt"), "약관")
