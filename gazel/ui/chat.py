"""The conversation: stored turns, the answer that is being written, and the question box."""

import time
from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gazel.errors import UnknownRun
from gazel.events import AnswerTable, AnswerToken, Event, NodeStarted
from gazel.runtime import runtime
from gazel.ui import answer, answer_body, problems, theme
from gazel.ui.follow import following
from gazel.ui.labels import NODES, named
from gazel.ui.session import ask, customer, language, pace, t, thread
from gazel.ui.text import plain
from gazel.workflow.records import RunRecord
from gazel.workflow.view import RunView

TYPING_SECONDS = 0.08
"""The least time between two drawings of the growing prose."""

Watch = Callable[[RunView, Event], None]
"""Sees the view of a running run after each of its events."""


def ignore(_view: RunView, _event: Event) -> None:
    """Watch nothing."""


def turns() -> list[RunRecord]:
    """The turns of the conversation shown, oldest first."""
    return runtime().runs.latest(customer(), thread())


def conversation(shown: Sequence[RunRecord]) -> None:
    """Every turn; one that still runs is followed to its end, also after a reload in the middle of it."""
    for record in shown:
        turn(record)


def turn(record: RunRecord, watch: Watch = ignore) -> RunView:
    """One question with its answer; the view of its run, which `watch` sees grow while it runs."""
    with st.chat_message("user", avatar=":material/person:"):
        st.markdown(plain(record.question))
    with st.chat_message("assistant", avatar=theme.MARK):
        if record.status == "running":
            return follow(record.run_id, watch)
        view = finished(record.run_id)
        answer.show(view, record.run_id)
        return view


@st.cache_resource(max_entries=400, show_spinner=False)
def finished(run_id: str) -> RunView:
    """The view of an ended run; its events never change."""
    return RunView.of(runtime().runs.events(run_id))


def follow(run_id: str, watch: Watch) -> RunView:
    """Draw the answer of a running run as its events arrive; the view at its end."""
    runs, view, began, drawn, step = runtime().runs, RunView(), time.monotonic(), 0.0, t("answer.running")
    bar, text = st.empty(), st.empty()
    with bar.container(horizontal=True, vertical_alignment="center"):
        status = st.status(f":shimmer[{step}]", type="compact", width="stretch")
        st.button(t("answer.stop"), key=f"stop-{run_id}", icon=":material/stop_circle:", on_click=runs.cancel, args=(run_id,))
    for item in following({run_id: runs.follow(run_id)}):
        if item is None:
            status.update(label=f":shimmer[{step}] :gray[{t('answer.seconds', n=int(time.monotonic() - began))}]")
            continue
        event = item[1]
        view.apply(event)
        watch(view, event)
        if isinstance(event, NodeStarted):
            step = named(NODES, event.node, language())
            status.update(label=f":shimmer[{step}]")
        elif isinstance(event, AnswerTable) or (isinstance(event, AnswerToken) and time.monotonic() - drawn > TYPING_SECONDS):
            with text.container():
                answer_body.show(view, growing=True)
            drawn = time.monotonic()
        time.sleep(pace() / (8000 if isinstance(event, AnswerToken) else 1000))
    bar.empty()
    with text.container():
        answer.show(view, run_id)
    return view


def question_box(key: str, refused: DeltaGenerator) -> None:
    """The field to ask in, which rests while an answer is being written; `refused` shows why words could not be taken."""
    if text := st.chat_input(t("ask.placeholder"), key=key, submit_mode="disable"):
        with refused:
            problems.asked(ask, text)


def examples(questions: Sequence[str], *, key: str) -> None:
    """Questions to press."""
    for i, question in enumerate(questions):
        st.button(
            question,
            key=f"{key}-{i}",
            on_click=problems.guarded(ask),
            args=(question,),
            icon=":material/chat_bubble:",
            width="stretch",
        )


def ask_button(question: str, *, label: str, key: str) -> None:
    """A button that asks one question; its answer is shown where `answer_here` stands."""
    call = problems.guarded(ask_here)
    st.button(label, key=f"ask-{key}", type="primary", icon=":material/recommend:", on_click=call, args=(question, key))


def examples_here(questions: Sequence[str], *, key: str) -> None:
    """Questions to press, in a row, answered where `answer_here` stands."""
    with st.container(horizontal=True):
        for i, question in enumerate(questions):
            st.button(question, key=f"{key}-{i}", on_click=problems.guarded(ask_here), args=(question, key))


def question_here(key: str, *, placeholder: str) -> None:
    """The field to ask in, answered where `answer_here` stands."""
    if text := st.chat_input(t(placeholder), key=f"box-{key}", submit_mode="disable"):
        problems.asked(ask_here, text, key)


def ask_here(question: str, key: str) -> None:
    """Ask, and keep the run in the address so that a reload comes back to its answer."""
    st.session_state[f"run-{key}"] = st.query_params[key] = ask(question)


def answer_here(key: str, watch: Watch = ignore) -> RunView | None:
    """The question asked at `key` with its answer; its view, or None while this customer asked nothing here."""
    run_id = st.session_state.get(f"run-{key}") or st.query_params.get(key)
    if not run_id:
        return None
    try:
        record = runtime().runs.record(run_id)
    except UnknownRun:  # erased meanwhile by a reset, perhaps in another window
        st.session_state.pop(f"run-{key}", None)
        st.query_params.pop(key, None)
        return None
    return turn(record, watch) if record.scope.customer == customer() else None
