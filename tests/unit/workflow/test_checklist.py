"""A claim's checklist: every deadline a date, every export marked, dated and readable."""

from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import load_catalog
from gazel.errors import WorkflowError
from gazel.settings import settings
from gazel.workflow.checklist import AI_MARK, DISCLAIMER, checklist_of, claim_checklist
from gazel.workflow.export import claim_checklist_pdf, claim_checklist_xlsx

CATALOG: Catalog = load_catalog(settings().data / "insurance")
AS_OF, RECEIVED = date(2026, 11, 20), date(2026, 12, 23)


def test_deadlines_count_from_the_receipt_and_say_what_is_assumed() -> None:
    dues = {due.title: due for due in claim_checklist(CATALOG, "claim_thyroid", AS_OF, received=RECEIVED).dues}
    assert dues["보험금 지급"].day == date(2026, 12, 29)
    assert dues["보험금 지급"].basis == "서류 접수일 2026-12-23"
    assert dues["보험금 청구권 소멸시효"].day == date(2029, 11, 20)
    assert "기준일 2026-11-20이라고 볼 때" in dues["보험금 청구권 소멸시효"].basis
    assumed = claim_checklist(CATALOG, "claim_thyroid", AS_OF).dues[0]
    assert (assumed.day, assumed.basis) == (date(2026, 11, 25), "서류 접수일이 기준일 2026-11-20이라고 볼 때")


@given(st.sampled_from(list(CATALOG.procedure_rows)), st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_every_procedure_has_steps_and_later_deadlines(procedure: str, as_of: date) -> None:
    made = claim_checklist(CATALOG, procedure, as_of)
    assert made.steps
    assert made.sources
    assert all(due.day > as_of for due in made.dues)
    assert all(paper.issuer for paper in made.papers)


def test_the_evidence_of_a_turn_gives_its_checklist() -> None:
    evidence = {
        "tool": "claim_procedure",
        "data": {"procedure": {"title": "갑상선암(유사암) 보험금 청구"}, "received": "2026-12-23"},
    }
    made = checklist_of(CATALOG, evidence, AS_OF, customer="김가상")
    assert made == claim_checklist(CATALOG, "claim_thyroid", AS_OF, received=RECEIVED, customer="김가상")
    assert checklist_of(CATALOG, {"tool": "glossary", "data": {}}, AS_OF) is None
    with pytest.raises(WorkflowError, match="절차"):
        claim_checklist(CATALOG, "없는 절차", AS_OF)


def test_the_pdf_says_everything_in_selectable_korean() -> None:
    from pypdf import PdfReader

    made = claim_checklist(CATALOG, "claim_thyroid", AS_OF, received=RECEIVED, customer="김가상")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(claim_checklist_pdf(made))).pages]
    assert all(AI_MARK in page and "기준일 2026-11-20" in page for page in pages)
    whole = "".join("".join(pages).split())
    wanted = (
        [title for title, _ in made.steps]
        + [paper.name for paper in made.papers]
        + [str(due.day) for due in made.dues]
        + [DISCLAIMER]
    )
    assert [text for text in wanted if "".join(text.split()) not in whole] == []


def test_the_workbook_has_real_dates_and_no_formula() -> None:
    from openpyxl import load_workbook

    made = claim_checklist(CATALOG, "claim_thyroid", AS_OF, received=RECEIVED, customer='=HYPERLINK("x")')
    book = load_workbook(BytesIO(claim_checklist_xlsx(made)))
    assert book.sheetnames == ["순서", "서류", "기한", "안내"]
    assert [row[1].value for row in book["기한"].iter_rows(min_row=5)] == [
        datetime(due.day.year, due.day.month, due.day.day) for due in made.dues
    ]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert AI_MARK in book["순서"]["A2"].value
    assert book["안내"]["A2"].value == DISCLAIMER
