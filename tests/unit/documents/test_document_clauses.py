"""Pages into the clause tree, and the numbering of Korean policy terms."""

import json

import pytest
from fix_documents import PAGES
from hypothesis import given
from hypothesis import strategies as st

from gazel.documents.clauses import LONGEST, Clause, ClauseTree, pieces, tree
from gazel.documents.headings import heading
from gazel.documents.page import Grid, Page
from gazel.documents.running_heads import trimmed

POLICY = [Page(number, lines) for number, lines in enumerate(PAGES, 1)]


def by_label(clauses: list[Clause]) -> dict[str, Clause]:
    return {clause.label: clause for clause in clauses}


def test_a_policy_becomes_a_tree_with_pages() -> None:
    clauses = tree(POLICY)
    found = by_label(clauses)
    assert found["제3조 제2항"].text.startswith("제1항에도 불구하고 계약일부터 1년 미만")
    assert (found["제3조 제2항"].title, found["제3조 제2항"].page) == ("보험금의 지급사유", 2)
    assert clauses[found["제3조 제2항"].parent or 0].label == "제3조"
    assert found["제4조 제1호"].lead.endswith("보험금을 지급하지 않습니다.")
    assert found["제5조"].division == "제2관 보험금의 지급"
    assert [clause.seq for clause in clauses] == list(range(len(clauses)))
    assert all(clause.parent is None or clause.parent < clause.seq for clause in clauses)


@pytest.mark.parametrize(
    "line",
    [
        "제5조(보험금을 지급하지 않는 사유)에 해당하면 지급하지 않습니다.",
        "제5조(보험금을 지급하지 않는 사유) 제1항에 따라",
        "제5조에서 정한 바에 따릅니다.",
        "제12조(고지의무) ............... 31",
        "회사는 제1항에 따라 이 특별약관",
        "1.5배를 지급합니다.",
        "2026. 4. 1. 시행",
    ],
)
def test_what_only_mentions_a_part_opens_none(line: str) -> None:
    assert heading(line) is None


@pytest.mark.parametrize(
    ("line", "level", "label"),
    [
        ("제 3 조 ( 지급사유 )", "조", "제3조"),
        ("제10조의2【특칙】 ① 회사는", "조", "제10조의2"),
        ("⑫ 회사는", "항", "제12항"),
        ("3. 피보험자가", "호", "제3호"),
        ("제2관 보험금의 지급", "관", "제2관"),
        ("1-3. 무배당 갑상선암진단비(유사암) 특별약관", "약관", "무배당 갑상선암진단비(유사암) 특별약관"),
    ],
)
def test_headings_of_each_level(line: str, level: str, label: str) -> None:
    found = heading(line)
    assert found is not None
    assert (found.level, found.label) == (level, label)


def test_articles_of_a_rider_begin_anew_and_stay_apart() -> None:
    clauses = tree([Page(1, ("보통약관", "제1조(목적) 가.", "갑상선암진단비 특별약관", "제1조(지급) 나."))])
    assert [(c.booklet, c.text) for c in clauses if c.article == "제1조"] == [
        ("보통약관", "가."),
        ("갑상선암진단비 특별약관", "나."),
    ]


def test_a_table_is_a_row_of_its_own_under_its_article() -> None:
    cells = Grid((("보장명", "금액"), ("암", "100%")))
    clauses = tree([Page(7, ("제1조(표) 다음과 같습니다.", "1. 항목", cells, "이어지는 글"))])
    table = next(clause for clause in clauses if clause.kind == "표")
    assert (table.label, table.page, table.grid) == ("제1조", 7, cells)
    assert clauses[-1].text == "이어지는 글"


def test_a_clause_runs_on_over_the_page() -> None:
    (clause,) = tree([Page(1, ("제1조(긴 조항) 회사는",)), Page(2, ("보험금을 지급합니다.",))])
    assert (clause.text, clause.page, clause.page_to) == ("회사는 보험금을 지급합니다.", 1, 2)


def test_running_heads_and_page_numbers_are_taken_out_but_never_headings() -> None:
    pages = [Page(n, (f"가젤 약관 {n}", f"제{n}조(제목 {n})", f"본문 {'가나다라마바'[n]}", f"- {n} -")) for n in range(1, 6)]
    read, heads = trimmed(pages)
    assert heads == {"가젤약관#", "-#-"}
    assert [block for page in read for block in page.blocks][:3] == ["제1조(제목 1)", "본문 나", "제2조(제목 2)"]


def test_the_name_of_the_policy_on_every_page_opens_it_once() -> None:
    rider = "갑상선암진단비 특별약관"
    pages = [
        Page(
            n,
            ("가젤 보통약관", *((rider,) if n == 4 else ()), f"제{n if n < 4 else n - 3}조(제목)", f"{'가나다라마바'[n]}입니다."),
        )
        for n in range(1, 6)
    ]
    read, heads = trimmed(pages)
    assert [(c.booklet, c.article) for c in tree(read) if c.kind == "조"] == [
        ("가젤 보통약관", "제1조"), ("가젤 보통약관", "제2조"), ("가젤 보통약관", "제3조"), (rider, "제1조"), (rider, "제2조"),
    ]  # fmt: skip
    assert trimmed([Page(6, ("가젤 보통약관", "글"))], heads)[0][0].blocks == ("글",)


LINES = st.lists(
    st.sampled_from(
        [line for page in PAGES for line in page]
        + ["회사는", "① 첫째", "② 둘째", "1. 하나", "2. 둘", "제7조(기타)", "가젤 특별약관", "가" * 1000]
    ),
    max_size=8,
).map(tuple)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_reading_can_stop_at_any_page_and_go_on(pages: list[tuple[str, ...]]) -> None:
    whole = [Page(number, lines) for number, lines in enumerate(pages, 1)]
    clauses: list[Clause] = []
    growing = ClauseTree()
    for page in whole:
        clauses += growing.feed(page)
        growing = ClauseTree(**json.loads(json.dumps(growing.state())))
    assert clauses + growing.finish() == tree(whole)


@given(st.text(alphabet="가나다. ", max_size=5000))
def test_pieces_lose_no_letter_and_are_short_enough(text: str) -> None:
    parts = pieces(text, LONGEST)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part) <= LONGEST for part in parts)
