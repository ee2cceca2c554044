"""자료: the rows behind the answers, filtered by kind, insurer, family, document, evidence grade and source class."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import streamlit as st

from gazel.catalog.knowledge import Deadline, Document, Facility, Procedure, Statute, Term, Topic
from gazel.catalog.provenance import Row
from gazel.catalog.rows import CodeGroup, Coverage, Family, Insurer, Plan, Product
from gazel.events import AnswerTable
from gazel.insurance.citation import Citation, Grade, SourceClass
from gazel.runtime import runtime
from gazel.ui.session import t
from gazel.ui.tables import table_html

PAGE = 25
"""Rows shown at once."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "coverages": ("보험사", "보장명", "담보군", "지급사유", "지급금액", "면책기간", "감액", "한도"),
    "topics": ("주제", "내용"), "procedures": ("절차", "상황", "단계"), "deadlines": ("기한", "기산", "내용"), "documents": ("서류", "받는 곳", "쓰임"),
    "statutes": ("조문", "제목", "요지"), "glossary": ("용어", "뜻"), "code_groups": ("질병", "코드", "정의"), "families": ("담보군", "묶음", "비고"),
    "products": ("보험사", "상품", "비고"), "insurers": ("보험사", "구분", "비고"), "plans": ("보험사", "설계", "가입금액"), "facilities": ("기관", "비고"),
}  # fmt: skip


def cells(row: Row) -> list[str]:
    """The row's cells under COLUMNS of its kind."""
    match row:
        case Coverage():
            example = f" (설계 예시 {row.plan_example_krw // 10_000:,}만원)" if row.plan_example_krw else ""
            return [
                row.insurer,
                row.name,
                row.family,
                row.trigger,
                row.pay_basis + example,
                row.waiting,
                row.reduction,
                row.limit,
            ]
        case Topic():
            return [row.title, " ".join(one.text for one in row.statements)]
        case Procedure():
            return [row.title, row.trigger, " → ".join(step.title for step in row.steps)]
        case Deadline():
            return [row.title, row.starts, row.detail]
        case Document():
            return [row.name, row.issuer, row.needed_for]
        case Statute():
            return [f"{row.law} {row.article}", row.title, row.summary]
        case Term():
            return [row.id, row.definition]
        case CodeGroup():
            codes = ", ".join(one.first if one.first == one.last else f"{one.first}–{one.last}" for one in row.ranges)
            return [row.id, codes or "–", row.definition]
        case Family():
            return [row.id, row.group, row.note or "–"]
        case Product():
            return [row.insurer, row.name, row.note or "–"]
        case Insurer():
            return [row.id, row.line, row.note or "–"]
        case Plan():
            return [row.insurer, row.title, ", ".join(f"{one.coverage} {one.sum_insured // 10_000:,}만원" for one in row.items)]
        case Facility():
            return [row.id, row.note or "–"]
        case _:
            return [row.id]


def show() -> None:
    """The filters, how many rows there are of what day, and the rows."""
    tables = runtime().catalog.tables()
    names = {kind: t(f"catalogue.{kind}") for kind in COLUMNS}
    kind = st.segmented_control(
        t("catalogue.kind"),
        list(COLUMNS),
        default="coverages",
        format_func=names.__getitem__,
        key="catalogue-kind",
        required=True,
    )
    rows = filtered(list(tables[kind].values()))
    days = sorted({row.citation.as_of for row in rows if row.citation.as_of})
    span = "–" if not days else days[0] if days[0] == days[-1] else f"{days[0]} – {days[-1]}"
    count = f"**{t('catalogue.count', n=len(rows), total=len(tables[kind]))}** · {t('notice.data')} {span}"
    line, paging = st.columns([5, 1], vertical_alignment="bottom")
    line.markdown(count)
    if not rows:
        st.info(t("catalogue.none"), icon=":material/search_off:")
        return
    pages = -(-len(rows) // PAGE)
    number = int(paging.number_input(t("catalogue.page", n=pages), 1, pages, key=f"catalogue-page-{kind}")) if pages > 1 else 1
    shown = rows[(number - 1) * PAGE : number * PAGE]
    cited = [row.citation.as_dict() for row in shown]
    columns = [*COLUMNS[kind], t("cite.grade")]
    body = [[*cells(row), f"{row.citation.grade} · {t(f'class.{row.citation.source_class}')}"] for row in shown]
    st.html(table_html(AnswerTable(title=names[kind], columns=columns, rows=body, citations=cited)))


def filtered(rows: Sequence[Row]) -> list[Row]:
    """The rows that fit the filters; a filter offers only what the rows of this kind hold."""
    with st.container(horizontal=True):
        text = st.text_input(t("catalogue.text"), key="catalogue-text", icon=":material/search:")
        insurers = _choice("insurer", sorted({name for row in rows if (name := insurer_of(row))}))
        families = _choice("family", list(dict.fromkeys(row.family for row in rows if isinstance(row, Coverage))))
        documents = _choice("doc", sorted({one.doc for row in rows for one in row.citations}))
        grades = _choice("grade", _held(get_args(Grade), rows, "grade"))
        classes = _choice("class", _held(get_args(SourceClass), rows, "source_class"))
    return [
        row
        for row in rows
        if (not insurers or insurer_of(row) in insurers)
        and (not families or (isinstance(row, Coverage) and row.family in families))
        and any(_fits(one, documents, grades, classes) for one in row.citations)
        and (not text or text.replace(" ", "").lower() in "".join(cells(row)).replace(" ", "").lower())
    ]


def _fits(cited: Citation, documents: Sequence[str], grades: Sequence[str], classes: Sequence[str]) -> bool:
    return (
        (not documents or cited.doc in documents)
        and (not grades or cited.grade in grades)
        and (not classes or cited.source_class in classes)
    )


def insurer_of(row: Row) -> str:
    """The company a row belongs to, '' for the whole market's."""
    return (
        row.insurer
        if isinstance(row, Coverage | Product | Plan)
        else row.id
        if isinstance(row, Insurer)
        else row.citation.insurer
    )


def _held(known: Iterable[str], rows: Sequence[Row], name: str) -> list[str]:
    held = {getattr(one, name) for row in rows for one in row.citations}
    return [one for one in known if one in held]


def _choice(name: str, options: Sequence[str]) -> list[str]:
    """A filter, left out where there is nothing to choose from."""
    if len(options) < 2:
        return []
    words: Mapping[str, str] = {one: t(f"{name}.{one}") for one in options} if name in ("grade", "class") else {}
    return st.multiselect(
        t(f"cite.{name}" if name != "family" else "compare.riders"),
        options,
        format_func=lambda one: words.get(one, one),
        placeholder=t("compare.all"),
        key=f"catalogue-{name}",
    )
