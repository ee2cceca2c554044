"""One answer on the screen: prose, tables with openable sources, what was left out, and the reader's verdict."""

from datetime import date
from typing import Any

import streamlit as st

from gazel.events import AnswerTable
from gazel.runtime import runtime
from gazel.ui import download, passages, problems
from gazel.ui.session import customer, t
from gazel.ui.text import html, plain, prose
from gazel.workflow.view import RunView

TONE = {
    "needs_input": ("blue", ":material/edit_note:"),
    "needs_review": ("orange", ":material/rule:"),
    "refuse": ("gray", ":material/block:"),
}
CITED = ("insurer", "doc", "clause", "page", "as_of")


def show(view: RunView, run_id: str) -> None:
    """A finished answer with everything around it."""
    if view.status == "failed":
        st.error(f"**{t('answer.failed')}**  \n{plain(view.error)}", icon=":material/error:")
        return
    behaviour(view)
    st.markdown(prose(view.answer))
    tables(view.tables)
    attachments(view)
    footer(view, run_id)


def behaviour(view: RunView) -> None:
    """A badge where the outcome is not a plain answer, or the run was stopped."""
    if view.status == "cancelled":
        st.info(t("answer.cancelled"), icon=":material/stop_circle:")
    elif view.behaviour in TONE:
        color, icon = TONE[view.behaviour]
        st.markdown(f":{color}-badge[{icon} {t(f'behaviour.{view.behaviour}')}]")


def attachments(view: RunView) -> None:
    """What belongs to the answer beside its prose: passages of own documents, and the checklist to hand over."""
    for call_id, tool in view.tools.items():
        if tool.ok and tool.name == "search_clauses":
            passages.show(tool.output)
        elif tool.ok and tool.name == "claim_procedure" and view.as_of:
            download.show(tool.output, date.fromisoformat(view.as_of), key=call_id)


def tables(shown: list[AnswerTable]) -> None:
    """Every table of the answer; a row's source opens in place."""
    for table in shown:
        st.html(table_html(table))


def table_html(table: AnswerTable) -> str:
    """The table as HTML with escaped text; where each row has a citation, it opens under the row's name instead of a column."""
    cited = len(table.citations) == len(table.rows) > 0
    columns = [i for i, name in enumerate(table.columns) if not (cited and name.startswith("근거"))]
    named = table.columns.index("보장명") if "보장명" in table.columns else 0
    sources = [citation(one) for one in table.citations] if cited else [""] * len(table.rows)
    heads = "".join(f'<th scope="col">{html(table.columns[i])}</th>' for i in columns)
    rows = "".join(
        "<tr>"
        + "".join(f"<th scope='row'>{html(row[i])}{source}</th>" if i == named else f"<td>{html(row[i])}</td>" for i in columns)
        + "</tr>"
        for row, source in zip(table.rows, sources, strict=True)
    )
    return (
        f'<figure class="gz-table"><figcaption>{html(table.title)}</figcaption>'
        f'<div class="gz-scroll" tabindex="0" role="region" aria-label="{html(table.title)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></figure>"
    )


def citation(cited: dict[str, Any]) -> str:
    """A source in short that opens to its document, clause, page, day and grade."""
    page = f"p.{cited['page']}" if cited.get("page") else cited.get("clause") or ""
    kind = cited.get("doc", "").rsplit(" ", 1)[-1]
    short = " ".join(part for part in (kind, page) if part)
    rows = [(t(f"cite.{name}"), cited[name]) for name in CITED if cited.get(name)]
    rows += [
        (t("cite.grade"), t(f"grade.{cited.get('grade') or '-'}")),
        (t("cite.class"), t(f"class.{cited.get('source_class') or 'sourced'}")),
    ]
    inner = "".join(f"<dt>{html(name)}</dt><dd>{html(value)}</dd>" for name, value in rows)
    day = f'<span class="gz-day">{html(cited["as_of"])}</span>' if cited.get("as_of") else ""
    return f'<details class="gz-cite"><summary title="{html(cited.get("text", ""))}">{html(short)}{day}</summary><dl>{inner}</dl></details>'


def footer(view: RunView, run_id: str) -> None:
    """Sources, what was dropped or fell back, the AI mark and the verdict."""
    for step in view.fallbacks:
        st.caption(f":material/alt_route: {t('answer.fallback')} · {plain(step.step)} · {plain(step.reason)}")
    if view.dropped:
        with st.expander(t("answer.dropped", n=len(view.dropped)), icon=":material/cleaning_services:"):
            for drop in view.dropped:
                st.markdown(f"~~{plain(drop.sentence)}~~  \n{plain(drop.reason)}")
    if view.citations:
        with st.expander(t("answer.sources", n=len(view.citations)), icon=":material/description:"):
            st.html("".join(citation(cited) for cited in view.citations))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":gray-badge[{t('answer.ai')}] :gray[:small[{summary(view)}]]", width="stretch")
        verdict = st.feedback("thumbs", key=f"rate-{run_id}", on_change=problems.guarded(rate), args=(run_id,))
    if verdict == 0:
        st.text_input(
            t("feedback.reason"), key=f"reason-{run_id}", on_change=problems.guarded(rate), args=(run_id,), max_chars=500
        )


def rate(run_id: str) -> None:
    """Keep the reader's verdict on an answer, with the reason where one was given."""
    verdict = st.session_state[f"rate-{run_id}"]
    if verdict is not None:
        reason = st.session_state.get(f"reason-{run_id}", "")
        runtime().customers.rate(customer(), run_id, "good" if verdict else "bad", reason)
        st.toast(t("feedback.thanks"), icon=":material/check:")


def summary(view: RunView) -> str:
    """What the run did, in one line."""
    parts = [
        t("answer.tools", n=len(view.tools)),
        t("answer.memories", n=len(view.written)),
        t("answer.seconds", n=f"{view.ms / 1000:.1f}"),
    ]
    return " · ".join(parts)
