"""The sidebar: who sits at the table, their conversations, the system's state, the presenter's controls."""

from typing import TYPE_CHECKING

import streamlit as st

from gazel.memory.clock import in_seoul
from gazel.runtime import runtime
from gazel.ui import presenter, problems, theme
from gazel.ui.session import LANGUAGES, customer, open_thread, t, thread
from gazel.ui.text import html, plain, shorten

if TYPE_CHECKING:
    from gazel.runtime import PartState


def show() -> None:
    """The whole sidebar."""
    with st.sidebar:
        brand()
        customers()
        threads()
        presenter.show()
        status()
        notices()


def brand() -> None:
    """The mark and what GAZEL is."""
    st.html(
        f'<div class="gz-brand"><img src="/app/static/{theme.MARK.name}" alt="" width="46" height="46">'
        f"<div><strong>GAZEL</strong><span>{html(t('brand.line'))}</span></div></div>"
    )


def customers() -> None:
    """The customer switch; another customer begins a new conversation."""
    known = {one.id: one for one in runtime().customers.list()}
    if not known:
        return
    badge = f" :gray-badge[{t('customer.fictional')}]"
    names = {one.id: f"**{one.name}**{badge if one.fictional else ''}" for one in known.values()}
    st.radio(
        t("customer"),
        list(known),
        format_func=names.__getitem__,
        captions=[plain(one.note.removeprefix("가상 고객 · ")) for one in known.values()],
        key="customer",
        on_change=open_thread,
    )


def threads() -> None:
    """New conversation, and the earlier ones of this customer."""
    st.button(
        t("thread.new"), key="new-thread", on_click=open_thread, icon=":material/edit_square:", type="primary", width="stretch"
    )
    earlier = runtime().runs.threads(customer())
    with st.expander(t("thread.earlier"), icon=":material/forum:"):
        if not earlier:
            st.caption(t("thread.none"))
        for one in earlier:
            here = one.thread_id == thread()
            st.button(
                f"{'● ' if here else ''}{plain(shorten(one.title, 24))}",
                key=f"thread-{one.thread_id}",
                help=f"{in_seoul(one.last_at):%Y-%m-%d %H:%M}",
                on_click=open_thread,
                args=(one.thread_id,),
                type="tertiary",
            )


def status() -> None:
    """Model, database and embedder in one line each."""
    state = runtime().status()
    rows = "".join(_state(t(f"status.{name}"), getattr(state, name)) for name in ("model", "database", "embedder"))
    st.html(f'<section class="gz-status" aria-label="{html(t("status"))}"><h4>{html(t("status"))}</h4>{rows}</section>')


def _state(name: str, state: "PartState") -> str:
    tone = "ok" if state.ok else "down"
    spoken = t(f"status.{tone}")
    return (
        f'<p title="{html(state.detail)}"><i class="{tone}" role="img" aria-label="{html(spoken)}"></i>'
        f"<span>{html(name)}</span><b>{html(state.label)}</b></p>"
    )


def notices() -> None:
    """Language, reset, AI notice and the day the data speaks for."""
    st.segmented_control(t("language"), list(LANGUAGES), key="language", format_func=LANGUAGES.__getitem__, required=True)
    if st.button(t("reset"), key="reset", icon=":material/restart_alt:", width="stretch"):
        ask_reset()
    st.caption(f"{t('notice.ai')}  \n{t('notice.data')}: {plain(runtime().status().data_as_of)}")


def ask_reset() -> None:
    """Ask before the demo data goes back to its first state."""

    @st.dialog(t("reset"))
    def dialog() -> None:
        st.markdown(t("reset.ask"))
        with st.container(horizontal=True):
            sure = st.button(t("reset.yes"), key="reset-yes", type="primary", on_click=problems.guarded(reset))
            if st.button(t("cancel"), key="reset-no") or sure:
                st.rerun()

    dialog()


def reset() -> None:
    """Bring the demo data back to its first state, and this session to a new conversation."""
    runtime().reset_demo()
    open_thread()
    st.session_state.pop("play", None)
    st.query_params.clear()
    st.toast(t("reset.done"), icon=":material/check:")
