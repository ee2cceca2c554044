"""An answer taken apart and put together again: nothing is lost, nothing becomes a tag, each mark opens its sources."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gazel.events import AnswerTable
from gazel.ui.answer_body import POINTS, points
from gazel.ui.dates import marks_of, strip_html
from gazel.ui.sources import Marks
from gazel.ui.tables import says
from gazel.ui.text import html
from gazel.ui.writing import Section, taken_apart

line = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(lambda text: text.strip("_*-•※"))
PROSE = """예상 지급액은 1,000만원입니다.

- 진단비: 20,000,000원 × 50% 〔상법 제662조 외 1〕
- 진단비: 20,000,000원 × 50% 〔상법 제662조 외 1〕

**청구와 지급**

서류를 냅니다.
- 3영업일

**확인할 것**
- 증권

**유의**
- 예상 계산입니다.

※ 고지가 아닙니다.

_기준일 2026-11-21 · AI_
"""


def test_parts_of_an_answer() -> None:
    writing = taken_apart(PROSE)
    assert writing.lead == ("예상 지급액은 1,000만원입니다.",)
    assert [(part.title, len(part.said), len(part.points)) for part in writing.sections] == [("", 0, 1), ("청구와 지급", 1, 1)]
    assert (writing.checks, writing.cautions) == (("증권",), ("예상 계산입니다.",))
    assert writing.notices == ("※ 고지가 아닙니다.",)
    assert writing.closing == "기준일 2026-11-21 · AI"


@given(st.lists(st.tuples(st.sampled_from(["", "- ", "1. ", "※ "]), line), max_size=30))
def test_no_line_is_lost(lines: list[tuple[str, str]]) -> None:
    prose = "\n".join(start + text for start, text in lines)
    writing = taken_apart(prose)
    kept = [*writing.lead, *writing.checks, *writing.cautions, *writing.notices, writing.closing]
    kept += [text for part in writing.sections for text in (part.title, *part.said, *part.points)]
    assert all(any(text in one for one in kept) for _, text in lines)


@given(st.lists(line, unique=True, max_size=20))
def test_long_tail_is_folded_and_complete(lines: list[str]) -> None:
    shown = points([Section("", [], lines)], Marks([], []))
    assert shown.count("<li>") == len(lines)
    assert shown.split("<details")[0].count("<li>") == min(len(lines), POINTS)


def test_mark_opens_every_source_of_its_point() -> None:
    law = {"doc": "상법", "clause": "제662조", "grade": "A", "source_class": "sourced"}
    terms = {"doc": "표준약관", "clause": "제8조", "grade": "B", "source_class": "sourced"}
    marks = Marks([{"points": [{"text": "3년입니다.", "citations": [law, terms]}]}], [])
    opened = marks.opened("3년입니다 〔상법 제662조 외 1〕")
    assert opened.count("<dl>") == 2
    assert "표준약관" in opened


@given(st.text())
def test_opened_line_never_lets_text_become_a_tag(text: str) -> None:
    assert Marks([], []).opened(f"{text}<script>").count("<script") == 0
    assert html(text.split("〔")[0].split("**")[0]) in Marks([], []).opened(text)


def test_point_that_a_table_says_is_not_said_twice() -> None:
    table = AnswerTable(title="계산 과정", columns=["단계", "계산"], rows=[["진단비", "2 × 50% = 1"]])
    assert says(table, "진단비: 2 × 50% = 1 〔규칙〕")
    assert not says(table, "진단비: 2 × 20% = 1")
    assert not says(table, "진단비")


def test_dates_of_a_payout_in_order() -> None:
    output = {
        "points": [{"text": "보장개시일: 계약일 2026-01-10에서 … = 2026-04-10"}],
        "data": {
            "results": [{"status": "void_waiting"}],
            "event": {"contract_date": "2026-01-10", "report_date": "2026-03-02", "treatment_date": None},
        },
    }
    marks = marks_of(output)
    assert [(mark.day, mark.names) for mark in marks] == [
        (date(2026, 1, 10), ("contract",)),
        (date(2026, 3, 2), ("diagnosis",)),
        (date(2026, 4, 10), ("start",)),
        (date(2027, 1, 10), ("year",)),
    ]
    assert "51일" in strip_html(marks)
    assert marks_of({"data": {"event": {"contract_date": "2026-01-10"}}}) == []
    assert marks_of({}) == []
