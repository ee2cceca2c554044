"""Documents in a real PostgreSQL: stored once, taken up again, found, cited, kept apart and erased."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from fix_documents import policy_docx, policy_pdf, policy_text

from gazel.db.database import Database
from gazel.documents.library import Library
from gazel.documents.rows import spans
from gazel.documents.search import Found
from gazel.errors import DocumentRejected
from gazel.memory.assembly import clause_embedder_of
from gazel.memory.types import Scope
from gazel.settings import settings

KIM, LEE = Scope("demo", "kim"), Scope("demo", "lee")


def places(found: list[Found]) -> list[tuple[str, int | None]]:
    return [(hit.label, hit.page) for hit in found]


def clauses(database: Database) -> list[tuple[Any, ...]]:
    with database.connection() as connection:
        rows = connection.execute(
            "select seq, parent, kind, article, paragraph, item, text, page, page_to, words from document_clauses order by document, seq"
        )
        return [tuple(row.values()) for row in rows]


def test_the_same_file_twice_changes_nothing(library: Library, database: Database, tmp_path: Path) -> None:
    first = library.ingest(policy_docx(tmp_path / "약관.docx"))
    before = clauses(database)
    (tmp_path / "사본.docx").write_bytes((tmp_path / "약관.docx").read_bytes())
    again = library.ingest(tmp_path / "사본.docx")
    assert (first.unchanged, again.unchanged) == (False, True)
    assert again.document == first.document
    assert clauses(database) == before
    assert (first.document.insurer, first.document.as_of) == ("", "2026-04-01")


def test_a_pdf_is_found_by_article_and_page_with_the_passage(library: Library, tmp_path: Path) -> None:
    library.ingest(policy_pdf(tmp_path / "가젤 약관.pdf"), customer="kim")
    (best, *_) = library.search(KIM, "1년 안에 진단되면 얼마나 줄어드나요?")
    assert (best.label, best.page, best.booklet, best.insurer) == (
        "제3조 제2항",
        2,
        "무배당 가젤 건강보험 보통약관",
        "가젤손해보험(가상)",
    )
    start, end = best.passage
    assert "50%" in best.text[start:end]
    assert "진단" in {best.text[a:b] for a, b in best.highlights}
    assert places(library.search(KIM, "약관 제5조 보여줘")) == [("제5조", 3)]
    (table,) = [hit for hit in library.search(KIM, "암수술비 지급금액은 얼마인가요") if hit.kind == "표"]
    assert (table.grid or [])[0] == ["보장명", "지급사유", "지급금액"]
    assert library.search(KIM, "임플란트 치료비도 보장되나요?") == []
    assert library.search(KIM, "오늘 점심 뭐 먹지") == []


def test_a_customer_sees_own_and_shared_documents_only(library: Library, tmp_path: Path) -> None:
    library.ingest(policy_text(tmp_path / "약관.txt"), customer="kim", insurer="가젤손해보험(가상)")
    assert library.search(LEE, "면책기간이 며칠인가요") == []
    assert library.search(Scope("other", "kim"), "면책기간이 며칠인가요") == []
    assert places(library.search(KIM, "면책기간이 며칠인가요"))[0] == ("제5조", 3)
    assert (library.count(KIM), library.count(LEE)) == (1, 0)
    shared = library.ingest(tmp_path / "약관.txt")
    assert (library.count(KIM), library.count(LEE)) == (2, 1)
    assert library.search(LEE, "면책기간이 며칠인가요", insurers=["가젤손해보험(가상)"])
    assert library.remove("lee", shared.document.id) is False
    assert library.remove("", shared.document.id) is True
    assert library.search(LEE, "면책기간이 며칠인가요") == []


def test_another_insurers_document_does_not_answer(library: Library, tmp_path: Path) -> None:
    library.ingest(policy_text(tmp_path / "약관.txt"), insurer="가젤손해보험(가상)")
    assert library.search(KIM, "면책기간이 며칠인가요", insurers=["흥국화재"]) == []


@pytest.fixture
def long_text(tmp_path: Path) -> Path:
    """60 pages, one article each, whose third lines run on over the page."""
    pages = [f"제{n}조(조항 {n}) 회사는 {n}번 사유에 해당하면\n보험금을 지급합니다. 다만" for n in range(1, 61)]
    (tmp_path / "긴 약관.txt").write_text("\f".join(pages), encoding="utf-8")
    return tmp_path / "긴 약관.txt"


class Stopped(Exception):
    """The process went away."""


def stop_at(page: int) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        if done >= page:
            raise Stopped

    return progress


def test_reading_goes_on_where_it_was_stopped(library: Library, database: Database, long_text: Path) -> None:
    library.ingest(long_text)
    whole = clauses(database)
    assert len(whole) == 60
    library.remove("", library.documents("kim")[0].id)
    with pytest.raises(Stopped):
        library.ingest(long_text, progress=stop_at(25))
    assert 0 < len(clauses(database)) < 60
    assert library.count(KIM) == 0
    assert library.search(KIM, "제3조") == []
    seen: list[int] = []
    library.ingest(long_text, progress=lambda done, total: seen.append(done))
    assert seen == [25, 50, 60]
    assert clauses(database) == whole


def test_a_new_edition_has_only_its_new_clauses_embedded(
    library: Library, database: Database, long_text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []
    model = clause_embedder_of(settings())
    compute = model.embed_passages

    def watched(texts: Sequence[str]) -> list[list[float]]:
        embedded.extend(texts)
        return compute(texts)

    monkeypatch.setattr(model, "embed_passages", watched)
    library.ingest(long_text, customer="kim")
    assert len(embedded) == len(set(embedded)) == 60
    library.ingest(long_text, customer="lee")
    assert len(embedded) == 60
    edition = tmp_path / "새 약관.txt"
    edition.write_text(long_text.read_text(encoding="utf-8").replace("30번 사유", "30번 새 사유"), encoding="utf-8")
    library.ingest(edition, customer="lee")
    assert [text for text in embedded[60:] if "30번 새 사유" not in text] == []
    assert len(embedded) == 61
    with database.connection() as connection:
        row = connection.execute(
            "select count(*) as n, count(distinct embedding::text) as different from document_clauses"
        ).fetchone()
    assert row == {"n": 180, "different": 61}


def test_identifiers_are_masked_before_they_are_stored(library: Library, database: Database, tmp_path: Path) -> None:
    library.ingest(policy_pdf(tmp_path / "약관.pdf"))
    stored = " ".join(row[6] for row in clauses(database))
    assert "[전화번호]" in stored
    assert "1234-5678" not in stored


def test_scanned_pages_are_named_and_a_whole_scan_is_refused(library: Library, tmp_path: Path) -> None:
    read = library.ingest(policy_pdf(tmp_path / "일부.pdf", scanned=[2], table_on=0)).document
    assert (read.unreadable, read.unreadable_text) == ((2,), "2쪽")
    with pytest.raises(DocumentRejected, match="1–3쪽이 모두 스캔"):
        library.ingest(policy_pdf(tmp_path / "전부.pdf", scanned=[1, 2, 3], table_on=0))
    assert [one.name for one in library.documents("kim")] == ["일부.pdf"]


def test_instructions_in_a_document_are_pointed_out(library: Library, tmp_path: Path) -> None:
    read = library.ingest(policy_pdf(tmp_path / "약관.pdf")).document
    assert [(place["page"], place["label"]) for place in read.instructions] == [(3, "제6조")]


def test_page_numbers_in_short() -> None:
    assert spans([7, 3, 5, 6]) == "3, 5–7"
