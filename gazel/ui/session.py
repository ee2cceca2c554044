"""What a browser session holds: ids and choices only; everything else lives in the runtime."""

from hashlib import sha256
from uuid import uuid4

import streamlit as st

from gazel.runtime import runtime
from gazel.ui import labels

SPEEDS: dict[str, int] = {"speed.live": 0, "speed.talk": 60, "speed.slow": 180}
"""Milliseconds between two events on the screen; the run itself is never slowed."""


def language() -> labels.Language:
    """The language of the interface's own words."""
    return "en" if st.session_state.get("language") == "en" else "ko"


def t(key: str, **values: object) -> str:
    """The interface word `key` in this session's language."""
    return labels.word(key, language(), **values)


def customer() -> str:
    """The customer at the table; the first fictional one until another is chosen."""
    chosen: str | None = st.session_state.get("customer")
    return chosen or runtime().customers.list()[0].id


def thread() -> str:
    """The conversation shown, kept in the address so that a reload comes back to it."""
    state = st.session_state
    if "thread" not in state:
        state.thread = st.query_params.get("thread") or uuid4().hex[:12]
    if st.query_params.get("thread") != state.thread:
        st.query_params["thread"] = state.thread
    current: str = state.thread
    return current


def open_thread(thread_id: str | None = None) -> None:
    """Turn to an earlier conversation, or to a new one."""
    st.session_state.thread = thread_id or uuid4().hex[:12]


def pace() -> int:
    """Milliseconds that the screen leaves between two events."""
    return SPEEDS[st.session_state.get("speed") or "speed.live"]


def ask(text: str, *, thread_id: str | None = None) -> str:
    """Start a run for the customer at the table; a second press before it ends gives the same run."""
    state = st.session_state
    nonce = state.setdefault("ask_nonce", uuid4().hex)
    request_id = sha256(f"{nonce}:{customer()}:{text}".encode()).hexdigest()[:32]
    return runtime().runs.start(customer(), thread_id or thread(), text, request_id=request_id)


def answered() -> None:
    """The shown run has ended: the same words asked again are a new question."""
    st.session_state.ask_nonce = uuid4().hex
