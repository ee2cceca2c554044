"""문맥 회상: what was found for a question and why; all memories over time, to look at, correct, delete and undo."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gazel.events import Event, MemoryKind, MemoryRecalled, RunStarted
from gazel.memory.clock import in_seoul, today
from gazel.memory.types import Scope
from gazel.runtime import runtime
from gazel.ui import memory_cards, problems
from gazel.ui.charts import memory_charts, show
from gazel.ui.chat import Watch
from gazel.ui.session import customer, t
from gazel.ui.text import plain, shorten
from gazel.ui.theme import KINDS
from gazel.workflow.view import RunView

QUESTIONS = (
    "이전에 유사암에 대해 어떤 질문 했었죠?",
    "제 성향에 맞는 특약 추천해주세요",
    "갑상선암 진단 받으면 청구절차가 어떻게 이루어지나요?",
)
PAGE = 8
"""Memories of the timeline shown at once."""


def scope() -> Scope:
    """The customer at the table."""
    return Scope(runtime().settings.tenant, customer())


def local(stamp: str | datetime) -> str:
    """A stored moment as month, day and minute."""
    return f"{in_seoul(stamp):%m-%d %H:%M}"


def found(slot: DeltaGenerator, view: RunView | None) -> None:
    """The memories found for the question so far, or why there are none."""
    with slot.container():
        st.subheader(t("recall.found"))
        if view is None:
            st.caption(t("recall.none"))
        elif view.recalled:
            memory_cards.found(view.recalled)
        elif view.status == "running" and not view.abstained:
            st.caption(f":shimmer[{t('recall.searching')}]")
        else:
            st.info(t("recall.abstained"), icon=":material/visibility_off:")


def watching(slot: DeltaGenerator) -> Watch:
    """Draws the memories found in `slot` as soon as the run tells of them."""

    def watch(view: RunView, event: Event) -> None:
        if isinstance(event, RunStarted | MemoryRecalled):
            found(slot, view)

    return watch


def as_of() -> date | None:
    """The day to look back from; None for today, so that today's last seconds count too."""
    this_day = today()
    oldest = runtime().memory.timeline(scope(), limit=1, offset=max(0, sum(runtime().memory.count(scope()).values()) - 1))
    first = min((in_seoul(row["at"]).date() for row in oldest), default=this_day) - timedelta(days=1)
    day = st.slider(
        t("recall.asof"),
        min(first, this_day - timedelta(days=7)),
        this_day,
        this_day,
        format="YYYY-MM-DD",
        key="as-of",
        help=t("recall.asof.help"),
    )
    return None if day == this_day else day


def timeline(day: date | None) -> None:
    """The memories newest first, with a filter by kind and their controls."""
    kinds = {kind: f"{letter} {t(f'kind.{kind}')}" for kind, (letter, _) in KINDS.items()}
    kind = st.segmented_control(t("recall.timeline"), list(kinds), format_func=kinds.__getitem__, key="kind")
    undo_bar()
    rows = runtime().memory.timeline(scope(), kind=cast(MemoryKind | None, kind), as_of=day, limit=shown())
    if not rows:
        st.info(t("recall.empty"), icon=":material/hourglass_empty:")
    with st.container(key="gz-timeline"):
        for row in rows:
            one(row)
    if len(rows) == shown():
        st.button(t("recall.more"), key="more", on_click=show_more, type="tertiary", icon=":material/expand_more:")


def shown() -> int:
    """How many memories the timeline shows."""
    count: int = st.session_state.get("shown", PAGE)
    return count


def show_more() -> None:
    """Show another page of the timeline."""
    st.session_state.shown = shown() + PAGE


def one(row: Mapping[str, Any]) -> None:
    """One memory of the timeline: its text, day and importance; it opens to the row and its controls."""
    letter, color = KINDS[row["kind"]]
    text = plain(shorten(row["text"], 46))
    closed = row["row"].get("superseded_at") or row["row"].get("valid_to")
    said = f"~~{text}~~ :gray-badge[{t('recall.closed')}]" if closed else text
    label = f":{color}-badge[**{letter}**] {said} :gray[:small[{local(row['at'])} · {row['importance']:.2f}]]"
    with st.popover(label, type="tertiary", width="stretch"):
        memory_cards.details(row["kind"], row["text"], row["importance"], row["row"].get("arithmetic", ""), row["row"])
        controls(row["kind"], row["key"], row["text"])


def controls(kind: MemoryKind, key: str, text: str) -> None:
    """Correct, delete, undo and redo one memory, and its history."""
    new = st.text_area(t("recall.edit"), text, key=f"text-{key}", height=90)
    with st.container(horizontal=True):
        for action, call in (("save", save), ("delete", delete), ("undo", undo), ("redo", redo)):
            args = (kind, key, new) if call is save else (kind, key)
            st.button(
                t(f"recall.{action}"),
                key=f"{action}-{key}",
                on_click=problems.guarded(call),
                args=args,
                disabled=call is save and new == text,
            )
    versions = runtime().memory.history(scope(), kind, key)
    if len(versions) > 1:
        st.caption(t("recall.history"))
        for version in versions:
            mark = "●" if version["current"] else "○"
            st.markdown(
                f"{mark} v{version['version']} · {plain(version['action'])} · {plain(version['by'])} · {local(version['at'])}"
            )


def save(kind: MemoryKind, key: str, text: str) -> None:
    """Store the corrected text; the old one stays in the history."""
    runtime().memory.edit(scope(), kind, key, text, by="screen")
    st.toast(t("recall.saved"), icon=":material/check:")


def delete(kind: MemoryKind, key: str) -> None:
    """Take the memory out of recall and offer the way back."""
    if runtime().memory.delete(scope(), kind, key, by="screen"):
        st.session_state.deleted = (customer(), kind, key)


def undo(kind: MemoryKind, key: str) -> None:
    """Step the memory back one version."""
    done = runtime().memory.undo(scope(), kind, key, by="screen")
    st.session_state.pop("deleted", None)
    st.toast(t("recall.undone" if done else "recall.nothing"), icon=":material/undo:")


def redo(kind: MemoryKind, key: str) -> None:
    """Step the memory forward again."""
    done = runtime().memory.redo(scope(), kind, key, by="screen")
    st.toast(t("recall.saved" if done else "recall.nothing"), icon=":material/redo:")


def undo_bar() -> None:
    """The way back from the latest deletion of this customer's memories."""
    who, kind, key = st.session_state.get("deleted", (None, None, None))
    if who == customer():
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(t("recall.deleted"), width="stretch")
            st.button(
                t("recall.undo"), key="undo-last", icon=":material/undo:", on_click=problems.guarded(undo), args=(kind, key)
            )


def facts(day: date | None) -> None:
    """The facts that held on the day."""
    held = runtime().memory.facts(scope(), as_of=day)
    st.markdown(f"**{t('recall.facts')}** · {day or today():%Y-%m-%d} · {len(held)}")
    for fact in held[:PAGE]:
        st.markdown(f":green-badge[S] {plain(str(fact.get('facts') or fact.get('fact') or fact['key']))}")


def the_map(recalled: Sequence[Mapping[str, Any]]) -> None:
    """All memories on a plane, close ones alike in meaning."""
    points = runtime().memory.map2d(scope())
    st.subheader(t("recall.map"), help=t("recall.map.help"))
    if len(points) < 2:
        st.caption(t("recall.empty"))
        return
    kinds = {kind: t(f"kind.{kind}") for kind in KINDS}
    show(memory_charts.memory_map(points, kinds, frozenset(hit["key"] for hit in recalled)), "map", alt=t("recall.map"))
