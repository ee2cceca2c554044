"""The parts of the interface that need no browser: text safety, labels, following, curves, the graph's layout."""

import doctest
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from threading import Event

import pytest
from fix_adviser import tools_over
from hypothesis import given
from hypothesis import strategies as st

from gazel.catalog.rows import Payout
from gazel.events import AnswerTable
from gazel.insurance.coverage_start import start_of_cover
from gazel.insurance.reduction import ReductionStep, payable_percent
from gazel.ui import labels, panel
from gazel.ui.charts.coverage_charts import curve_of
from gazel.ui.follow import following
from gazel.ui.tables import table_html
from gazel.ui.text import html, plain, prose, shorten
from gazel.workflow.graph import TOPOLOGY


class Tags(HTMLParser):
    """Collects the tags and the text of some HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text())
def test_html_never_lets_text_become_a_tag(text: str) -> None:
    shown = Tags(f"<p>{html(text)}</p>")
    assert shown.tags == ["p"]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_table_keeps_every_cell_as_text(cells: list[str]) -> None:
    table = AnswerTable(title="<b>", columns=[str(i) for i in range(len(cells))], rows=[cells])
    assert set(Tags(table_html(table)).tags) == {"figure", "figcaption", "div", "table", "thead", "tbody", "tr", "th"} | (
        {"td"} if len(cells) > 1 else set()
    )


def test_table_opens_each_rows_source_instead_of_a_column() -> None:
    cited = {"doc": "보험 가입제안서", "page": "5", "as_of": "2025-10-02", "grade": "A", "source_class": "sourced"}
    table = AnswerTable(
        title="표", columns=["보장명", "지급금액", "근거(문서·쪽·기준일)"], rows=[["진단비", "가입금액", "x"]], citations=[cited]
    )
    shown = Tags(table_html(table))
    assert "details" in shown.tags
    assert "가입제안서 p.5" in shown.text
    assert "2025-10-02" in shown.text
    assert "근거(문서" not in shown.text


def test_rows_of_several_insurers_stand_in_a_group_each() -> None:
    rows = [
        ["가젤손해보험(가상)", "진단비", "없음"],
        ["가젤손해보험(가상)", "수술비", "없음"],
        ["사슴손해보험(가상)", "진단비", "90일"],
    ]
    shown = Tags(table_html(AnswerTable(title="표", columns=["보험사", "보장명", "면책"], rows=rows)))
    assert shown.tags.count("tbody") == 2
    assert shown.text.count("가젤손해보험(가상)") == 1
    assert "보험사" not in shown.text


def test_prose_keeps_ranges_and_amounts_from_being_markdown() -> None:
    assert prose("1~2년, 3~4년, $5") == "1\\~2년, 3\\~4년, \\$5"


@given(st.text())
def test_plain_escapes_what_markdown_reads(text: str) -> None:
    shown = plain(text)
    assert shown.replace("\\", "") == text.replace("\\", "")


@given(st.text(), st.integers(2, 40))
def test_shorten_stays_on_one_line_within_its_length(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= length
    assert len(short.splitlines()) <= 1


def test_every_word_has_both_languages() -> None:
    for names in (labels.WORDS, labels.NODES, labels.TOOLS):
        for key, (korean, english) in names.items():
            assert korean.strip(), key
            assert english.strip(), key


def test_every_node_of_the_workflow_has_a_name_and_a_place() -> None:
    assert set(TOPOLOGY.nodes) <= set(labels.NODES)
    places = panel.positions(TOPOLOGY.nodes, TOPOLOGY.edges)
    assert set(places) == set(TOPOLOGY.nodes)
    assert len(set(places.values())) == len(TOPOLOGY.nodes)
    assert doctest.testmod(panel).failed == 0


def test_every_tool_has_a_name_a_broker_can_read() -> None:
    assert set(tools_over(None)) <= set(labels.TOOLS)


def test_following_merges_sources_and_wakes_in_silence() -> None:
    items = following({"a": [1, 2], "b": [3]}, tick=5)
    assert sorted(item for item in items if item) == [("a", 1), ("a", 2), ("b", 3)]


def test_following_yields_none_while_a_source_is_silent() -> None:
    woken = Event()

    def silent() -> Iterator[int]:
        woken.wait(10)
        yield 1

    items = following({"a": silent()}, tick=0.01)
    assert next(items) is None
    woken.set()
    assert [item for item in items if item] == [("a", 1)]


def test_following_raises_what_its_source_raised() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("gone")

    with pytest.raises(ValueError, match="gone"):
        list(following({"a": broken()}))


steps = st.lists(
    st.tuples(st.sampled_from(["90d", "180d", "1y", "2y"]), st.integers(1, 99)), max_size=4, unique_by=lambda step: step[0]
)


@given(steps, st.sampled_from([0, 90]), st.sampled_from([20, 50, 100]), st.integers(0, 900))
def test_payable_curve_agrees_with_the_rule_engine(chosen: list[tuple[str, int]], waiting: int, ratio: int, days: int) -> None:
    contract = date(2025, 3, 1)
    event = contract + timedelta(days=days)
    ends = {"90d": 90, "180d": 180, "1y": 365, "2y": 730, "waiting": waiting}
    if any(abs(days - end) <= 2 for end in ends.values()):
        return
    payout = Payout.model_validate(
        {
            "ratio_pct": ratio,
            "waiting_days": waiting,
            "steps": [{"until": u, "pct": p} for u, p in chosen],
            "clock": "diagnosis",
            "unit": "once",
        }
    )
    curve = curve_of(payout)
    month = days / 30.4375
    drawn = [share for start, share in curve if start <= month][-1]
    covered = event >= start_of_cover(contract, insurance_age=40, renewal=False, waiting_days=waiting)
    factor = payable_percent(contract, event, [ReductionStep(until, pct) for until, pct in chosen], renewal=False)
    assert drawn == pytest.approx(float(factor) * ratio / 100 if covered else 0)
