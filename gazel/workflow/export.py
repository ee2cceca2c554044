"""Checklists as files: PDF to hand over, XLSX to work with; both carry the AI mark, the as-of date and the disclaimer."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from gazel.settings import settings
from gazel.workflow.checklist import AI_MARK, DISCLAIMER, Checklist

FONT = "fonts/Pretendard-Regular.ttf"
BOX = "□"
INK, QUIET, SHADE = (30, 34, 42), (110, 116, 128), (236, 240, 246)


def claim_checklist_pdf(checklist: Checklist) -> bytes:
    """An A4 PDF with selectable Korean text."""
    pdf: Any = _page(checklist)
    pdf.add_page()
    pdf.set_font(size=18)
    pdf.cell(0, 11, f"{checklist.title} 체크리스트", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(size=9)
    pdf.set_text_color(*QUIET)
    pdf.cell(0, 6, _about(checklist), new_x="LMARGIN", new_y="NEXT")
    pdf.multi_cell(0, 5, checklist.trigger, new_x="LMARGIN", new_y="NEXT")
    for title, widths, head, rows in _tables(checklist):
        _pdf_table(pdf, title, widths, head, rows)
    pdf.ln(4)
    pdf.set_font(size=8)
    pdf.set_text_color(*QUIET)
    pdf.multi_cell(0, 4.5, "근거: " + " / ".join(checklist.sources), align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    pdf.multi_cell(0, 4.5, DISCLAIMER, align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def claim_checklist_xlsx(checklist: Checklist) -> bytes:
    """A workbook with one sheet a part; deadlines are real dates."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, widths, head, rows in _tables(checklist):
        sheet = book.create_sheet(title)
        _sheet_rows(sheet, [[f"{checklist.title} 체크리스트"], [_about(checklist)], [], head, *rows])
        for index, width in enumerate(widths):
            sheet.column_dimensions["ABCDE"[index]].width = max(6, width * 100)
        sheet.freeze_panes = "A5"
    _sheet_rows(
        book.create_sheet("안내"), [[_about(checklist)], [DISCLAIMER], [], ["근거"], *([source] for source in checklist.sources)]
    )
    book.properties.title = f"{checklist.title} 체크리스트"
    book.properties.creator = AI_MARK
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _about(checklist: Checklist) -> str:
    """'AI 생성 · 기준일 2026-11-20 · 고객 …'."""
    return " · ".join([AI_MARK, f"기준일 {checklist.as_of}", *([f"고객 {checklist.customer}"] if checklist.customer else [])])


def _tables(checklist: Checklist) -> list[tuple[str, tuple[float, ...], list[str], list[list[Any]]]]:
    """The parts in order: title, share of the width of each column, heading, rows."""
    steps = [[BOX, number, title, detail] for number, (title, detail) in enumerate(checklist.steps, 1)]
    papers = [[BOX, one.name, one.issuer, " · ".join(filter(None, (one.needed_for, one.note)))] for one in checklist.papers]
    dues = [[due.title, due.day, due.basis, due.detail] for due in checklist.dues]
    parts: list[tuple[str, tuple[float, ...], list[str], list[list[Any]]]] = [
        ("순서", (0.06, 0.07, 0.25, 0.62), ["확인", "순서", "할 일", "내용"], steps),
        ("서류", (0.06, 0.3, 0.3, 0.34), ["확인", "서류", "받는 곳", "쓰임과 유의점"], papers),
        ("기한", (0.2, 0.16, 0.28, 0.36), ["기한", "날짜", "세는 기준", "설명"], dues),
    ]
    return [part for part in parts if part[3]]


def _page(checklist: Checklist) -> Any:
    """An empty A4 document whose every page says that it is AI-made and as of when."""
    from fpdf import FPDF

    class Page(FPDF):
        def footer(self) -> None:
            self.set_y(-13)
            self.set_font(size=8)
            self.set_text_color(*QUIET)
            self.cell(0, 5, f"{_about(checklist)} · GAZEL · {self.page_no()}/{{nb}}", align="C")

    pdf = Page()
    pdf.add_font("Pretendard", fname=settings().data / FONT)
    pdf.set_font("Pretendard")
    pdf.set_title(f"{checklist.title} 체크리스트")
    pdf.set_lang("ko")
    pdf.set_margins(16, 14)
    pdf.set_auto_page_break(True, 18)
    return pdf


def _pdf_table(pdf: Any, title: str, widths: Sequence[float], head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from fpdf.fonts import FontFace

    pdf.ln(4)
    pdf.set_font(size=12)
    pdf.set_text_color(*INK)
    pdf.cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(size=9)
    style = FontFace(fill_color=SHADE, color=INK)
    with pdf.table(
        col_widths=widths,
        headings_style=style,
        text_align="LEFT",
        line_height=5.2,
        padding=1.2,
        borders_layout="HORIZONTAL_LINES",
    ) as table:
        for cells in (head, *rows):
            row = table.row()
            for cell in cells:
                row.cell(str(cell))


def _sheet_rows(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows; text is never taken for a formula, long text wraps."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=number > 3, vertical="top")
            if number == 4:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="ECF0F6")
    if rows and rows[0]:
        sheet["A1"].font = Font(bold=True, size=13)
