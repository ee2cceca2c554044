"""How fast a long policy is read into the library, and how much memory that takes."""

import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from gazel.documents.library import Library
from gazel.memory.types import Scope

PAGE_WITH_TABLE_EVERY = 10
QUESTIONS = ("갑상선암 진단비는 얼마인가요", "1년 미만에 진단확정되면 얼마를 지급하나요", "조사가 필요할 때 언제까지 지급하나요")
PARAGRAPHS = (
    "회사는 피보험자가 보험기간 중 갑상선암으로 진단확정된 경우 보험수익자에게 가입금액의 {n}%를 진단비로 지급합니다.",
    "제1항에도 불구하고 계약일부터 1년 미만에 진단확정된 경우에는 지급금액의 50%를 지급하며, 재발한 경우에는 최초 1회에 한하여 지급합니다.",
    "회사는 서류를 접수한 날부터 3영업일 이내에 보험금을 지급하고, 조사가 필요한 때에는 {n}일 이내에 그 사유를 알려 드립니다.",
)
ITEMS = ("병리과 전문의가 내린 조직검사 결과에 따른 진단확정", "임상학적 진단이 암의 증거로 인정되는 경우")


def bench_ingest(library: Library, pages: int) -> dict[str, Any]:
    """Reads a made-up PDF of `pages` pages and asks of it; pages/s, CPU seconds (own process, all threads), resident MB, search ms.

    The same file is read again for the same customer (unchanged) and for a second one (its vectors are taken over). The customer is made up and everything is erased afterwards; the models are loaded before the clock starts.
    """
    customer = f"bench-{uuid4().hex[:12]}"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.pdf"
        write_policy(path, pages)
        library.warm()
        with Resident() as resident:
            began, cpu = time.perf_counter(), time.process_time()
            document = library.ingest(path, customer=customer).document
            seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
        began = time.perf_counter()
        unchanged = library.ingest(path, customer=customer).unchanged
        again = time.perf_counter() - began
        began = time.perf_counter()
        library.ingest(path, customer=f"{customer}-2")
        copied = time.perf_counter() - began
        searches = sorted(_search_ms(library, Scope(library.tenant, customer), question) for question in QUESTIONS * 5)
        for owner in (customer, f"{customer}-2"):
            library.remove(owner, document.id)
        return {
            "pages": pages,
            "file_mb": round(path.stat().st_size / 1e6, 1),
            "clauses": document.clauses,
            "seconds": round(seconds, 1),
            "pages_per_second": round(pages / seconds, 1),
            "cpu_seconds": round(cpu_seconds, 1),
            "memory_before_mb": round(resident.before),
            "memory_peak_mb": round(resident.peak),
            "memory_grown_mb": round(resident.peak - resident.before),
            "again_seconds": round(again, 2),
            "again_unchanged": unchanged,
            "copy_pages_per_second": round(pages / copied, 1),
            "search_ms_median": round(searches[len(searches) // 2], 1),
        }


def _search_ms(library: Library, scope: Scope, question: str) -> float:
    began = time.perf_counter()
    library.search(scope, question)
    return (time.perf_counter() - began) * 1000


class Resident:
    """This process's resident memory in MB, before and at most, looked at 20 times a second."""

    def __enter__(self) -> "Resident":
        import psutil

        self._process, self._done = psutil.Process(), threading.Event()
        self.before = self.peak = self._process.memory_info().rss / 1e6
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._done.wait(0.05):
            self.peak = max(self.peak, self._process.memory_info().rss / 1e6)


def write_policy(path: Path, pages: int) -> None:
    """A made-up policy: three articles of three paragraphs and two items a page, and a table on every tenth page."""
    from fpdf import FPDF

    from gazel.settings import settings

    pdf = FPDF()
    pdf.set_auto_page_break(False)
    pdf.add_font("P", fname=settings().data / "fonts" / "Pretendard-Regular.ttf")
    pdf.set_font("P", size=9)
    article = 0
    for page in range(1, pages + 1):
        pdf.add_page()
        pdf.cell(0, 6, "가젤손해보험(가상) 측정용 보통약관", align="R", new_x="LMARGIN", new_y="NEXT")
        for _ in range(3):
            article += 1
            _line(pdf, f"제{article}조(보험금의 지급 {article})")
            for number, paragraph in enumerate(PARAGRAPHS):
                _line(pdf, f"{'①②③'[number]} {paragraph.format(n=article % 90 + 10)}")
                for item, text in enumerate(ITEMS if number == 0 else (), 1):
                    _line(pdf, f"{item}. {text}")
        if page % PAGE_WITH_TABLE_EVERY == 0:
            _table(pdf, page)
        pdf.set_y(-16)
        pdf.cell(0, 6, f"- {page} -", align="C")
    pdf.output(str(path))


def _line(pdf: Any, text: str) -> None:
    pdf.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")


def _table(pdf: Any, page: int) -> None:
    with pdf.table(first_row_as_headings=False) as table:
        for cells in (("보장명", "지급사유", "지급금액"), (f"담보 {page}", "진단확정된 경우", "가입금액의 20%")):
            row = table.row()
            for cell in cells:
                row.cell(cell)
