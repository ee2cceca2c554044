"""One answer on the screen: prose, tables with openable sources, what was left out, and the reader's verdict."""

from datetime import date

import streamlit as st

from gazel.runtime import runtime
from gazel.ui import answer_body, download, passages, problems
from gazel.ui.labels import NODES, named
from gazel.ui.session import ask, customer, language, t
from gazel.ui.sources import citation
from gazel.ui.tables import table_html
from gazel.ui.text import html, plain
from gazel.workflow.view import RunView

TONE = {
    "needs_input": ("blue", ":material/edit_note:"),
    "needs_review": ("orange", ":material/rule:"),
    "refuse": ("gray", ":material/block:"),
}


def show(view: RunView, run_id: str) -> None:
    """A finished answer with everything around it."""
    if view.status == "failed":
        st.error(f"**{t('answer.failed')}**  \n{plain(view.error)}", icon=":material/error:")
        call = problems.guarded(again)
        st.button(t("answer.retry"), key=f"again-{run_id}", icon=":material/replay:", on_click=call, args=(run_id,))
        return
    behaviour(view)
    answer_body.show(view)
    attachments(view)
    footer(view, run_id)


def again(run_id: str) -> None:
    """Ask a failed run's question once more; where its answer stood, the new one stands."""
    new = ask(runtime().runs.record(run_id).question)
    for place in (st.session_state, st.query_params):
        for name in [str(name) for name, value in place.items() if value == run_id]:
            place[name] = new


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


def footer(view: RunView, run_id: str) -> None:
    """Sources, what was dropped, cut or fell back, the AI mark and the verdict."""
    for step in view.fallbacks:
        st.caption(f":material/alt_route: {t('answer.fallback')} · {named(NODES, step.step, language())} · {plain(step.reason)}")
    for cut in view.cuts:
        parts = ", ".join(plain(t("answer.cut.part", **part)) for part in cut.parts)
        st.caption(f":material/content_cut: {t('answer.cut')} · {named(NODES, cut.step, language())} · {parts}")
    if view.dropped:
        with st.expander(t("answer.dropped", n=len(view.dropped)), icon=":material/cleaning_services:"):
            for drop in view.dropped:
                instead = f" → {plain(drop.replacement)}" if drop.replacement else ""
                st.markdown(f"~~{plain(drop.sentence)}~~  \n{plain(drop.reason)}{instead}")
    if view.notes:
        lines = "".join(f"<li><code>{html(note.rule_id)}</code><span>{html(note.message)}</span></li>" for note in view.notes)
        with st.expander(t("answer.notes", n=len(view.notes)), icon=":material/shield_person:"):
            st.html(f"<ul class='gz-notes'>{lines}</ul>")
    if view.citations:
        with st.expander(t("answer.sources", n=len(view.citations)), icon=":material/description:"):
            st.html("".join(citation(cited) for cited in view.citations))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if view.tables:
            st.button(
                t("answer.large"),
                key=f"large-{run_id}",
                icon=":material/open_in_full:",
                type="tertiary",
                on_click=enlarge,
                args=(view,),
            )
        st.markdown(f":gray-badge[{t('answer.ai')}] :gray[:small[{summary(view)}]]", width="stretch")
        verdict = st.feedback("thumbs", key=f"rate-{run_id}", on_change=problems.guarded(rate), args=(run_id,))
    if verdict == 0:
        st.text_input(
            t("feedback.reason"), key=f"reason-{run_id}", on_change=problems.guarded(rate), args=(run_id,), max_chars=500
        )


def enlarge(view: RunView) -> None:
    """The tables alone, over the whole window."""

    @st.dialog(t("answer.large"), width="large")
    def dialog() -> None:
        for table in view.tables:
            st.html(table_html(table))

    dialog()


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
