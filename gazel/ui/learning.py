"""메모리 학습: three customers side by side, each memory appearing once it is committed."""

from dataclasses import dataclass, field
from itertools import groupby
from uuid import uuid4

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gazel.events import MemoryWritten, NodeStarted, RunFailed, RunFinished
from gazel.memory.types import Scope
from gazel.runtime import runtime
from gazel.ui import memory_cards, problems
from gazel.ui.charts import memory_charts, show
from gazel.ui.labels import NODES, named
from gazel.ui.play import Played, play
from gazel.ui.session import language, pace, t
from gazel.ui.text import html, plain, shorten
from gazel.ui.theme import KINDS
from gazel.workflow.customers import Customer
from gazel.workflow.demo import Script, load_script

HEIGHT = ("episodic", "semantic", "procedural")
"""Each question leaves an episode; a fact stands higher, a procedure highest."""


@dataclass
class Column:
    """One customer's column: the trail on top, the questions below it, each with what it left behind."""

    customer: Customer
    script: Script
    trail: DeltaGenerator
    bar: DeltaGenerator
    log: DeltaGenerator
    number: int = -1
    state: DeltaGenerator | None = None
    chips: DeltaGenerator | None = None
    written: list[tuple[int, MemoryWritten]] = field(default_factory=list)

    def take(self, played: Played) -> None:
        """Draw one event of this customer."""
        if played.number != self.number:
            self.begin(played)
        event = played.event
        assert self.state is not None
        assert self.chips is not None
        if isinstance(event, NodeStarted):
            self.state.markdown(f":shimmer[{named(NODES, event.node, language())}]")
        elif isinstance(event, MemoryWritten):
            self.written.append((self.number, event))
            with self.chips:
                chip(event)
            self.draw_trail()
        elif isinstance(event, RunFinished | RunFailed):
            self.end(event)

    def begin(self, played: Played) -> None:
        """A new question: its text, its state and the room for its chips."""
        self.number = played.number
        with self.log.container(key=f"gz-q-{self.customer.id}-{played.number}"):
            st.markdown(f"**{played.number + 1}.** {plain(shorten(played.question, 70))}")
            self.state = st.empty()
            self.chips = st.container(gap="xxsmall")

    def end(self, event: RunFinished | RunFailed) -> None:
        """The question was answered or failed."""
        assert self.state is not None
        if isinstance(event, RunFinished):
            self.state.caption(f":material/check_circle: {t('answer.done')} · {t('answer.seconds', n=f'{event.ms / 1000:.1f}')}")
        else:
            self.state.error(plain(event.error))
        self.bar.progress((self.number + 1) / len(self.script.questions))

    def draw_trail(self) -> None:
        """E → E → S → P: for each question the highest kind of memory that it formed."""
        formed = [max((event.kind for _, event in of_one), key=HEIGHT.index) for _, of_one in groupby(self.written, key=_number)]
        spoken = " ".join(KINDS[kind][0] for kind in formed)
        steps = "<em>→</em>".join(f"<span class='gz-{kind}'>{memory_cards.badge(kind)}</span>" for kind in formed)
        self.trail.html(f"<div class='gz-trail' role='img' aria-label='{spoken}'>{steps}</div>")


def _number(written: tuple[int, MemoryWritten]) -> int:
    """The number of the question that a memory came from."""
    return written[0]


def chip(event: MemoryWritten) -> None:
    """A committed memory that opens to its row, its arithmetic and its source."""
    letter, color = KINDS[event.kind]
    label = f":{color}-badge[**{letter}**] {plain(shorten(event.text, 34))}"
    with st.popover(label, type="tertiary", width="stretch"):
        memory_cards.details(event.kind, event.text, event.importance, event.arithmetic, event.row)


def columns() -> dict[str, Column]:
    """The empty columns of the scripted customers."""
    known = {one.id: one for one in runtime().customers.list()}
    scripts = [script for script in load_script(runtime().settings.data) if script.customer in known]
    made = {}
    for script, box in zip(scripts, st.columns(len(scripts) or 1, gap="medium"), strict=False):
        customer = known[script.customer]
        with box.container(border=True, key=f"gz-learn-{customer.id}"):
            st.markdown(f"### {plain(customer.name)} :gray-badge[{t('customer.fictional')}]")
            st.caption(plain(customer.note.removeprefix("가상 고객 · ")))
            trail, bar, log = st.empty(), st.empty(), st.container()
        trail.html(f"<div class='gz-trail gz-idle'>{html(stored(customer.id))}</div>")
        made[customer.id] = Column(customer, script, trail, bar, log)
    return made


def stored(customer: str) -> str:
    """How many memories of each kind the customer already has."""
    counts = runtime().memory.count(Scope(runtime().settings.tenant, customer))
    return " · ".join(f"{KINDS[kind][0]} {n}" for kind, n in counts.items())


def controls() -> str | None:
    """The buttons; the play to show, or None before the first."""
    state = st.session_state
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(t("learning.play"), key="play-start", type="primary", icon=":material/play_arrow:", on_click=start)
        if st.button(t("learning.again"), key="play-again", icon=":material/restart_alt:"):
            ask_again()
        st.caption(t("learning.line"), width="stretch")
    play_id: str | None = state.get("play") or st.query_params.get("play")
    if play_id:
        st.query_params["play"] = play_id
    return play_id


def start() -> None:
    """Begin a new play; a second press while one is under way shows that one."""
    if not st.session_state.get("playing"):
        st.session_state.play = uuid4().hex[:12]


def ask_again() -> None:
    """Ask before everything is erased and played from the start."""

    @st.dialog(t("learning.again"))
    def dialog() -> None:
        st.markdown(t("reset.ask"))
        if st.button(t("reset.yes"), key="again-yes", type="primary", on_click=problems.guarded(play_again)):
            st.rerun()

    dialog()


def play_again() -> None:
    """Erase the demo data and begin a new play."""
    runtime().reset_demo()
    st.session_state.playing = False
    start()


def follow(play_id: str, board: dict[str, Column]) -> None:
    """Play, or show the play again, until every customer's script is through; then the charts."""
    st.session_state.playing = True
    scripts = [column.script for column in board.values()]
    for played in play(runtime(), scripts, play_id, pause=pace() / 100):
        if played is None:
            st.empty()
        else:
            board[played.customer].take(played)
    st.session_state.playing = False


def charts(board: dict[str, Column]) -> None:
    """How the memories grew, and their importance against the threshold."""
    written = {column.customer.name: column.written for column in board.values()}
    if not any(written.values()):
        return
    left, right = st.columns(2, gap="large")
    kinds = {kind: t(f"kind.{kind}") for kind in KINDS}
    with left.container(border=True):
        st.subheader(t("learning.growth"))
        show(memory_charts.growth(written, kinds, t("learning.question")), "growth", alt=t("learning.growth"))
    with right.container(border=True):
        st.subheader(t("learning.scores"))
        threshold = runtime().settings.promotion_threshold
        words = {"order": t("learning.order"), "importance": t("memory.importance"), "threshold": t("memory.threshold")}
        show(memory_charts.importance(written, kinds, words, threshold), "importance", alt=t("learning.scores"))
