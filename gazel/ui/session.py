"""What a browser session holds: ids and choices only; everything else lives in the runtime."""

import re
from hashlib import sha256
from uuid import uuid4

import streamlit as st

from gazel.runtime import runtime
from gazel.ui import labels

LANGUAGES: dict[str, str] = {"ko": "한국어", "en": "English"}
SPEEDS: dict[str, int] = {"speed.live": 0, "speed.talk": 60, "speed.slow": 180}
"""Milliseconds between two events on the screen; the run itself is never slowed."""


def restore() -> None:
    """Bring customer, conversation and language back from the address, and keep them there; called first on every run."""
    customers = [one.id for one in runtime().customers.list()]
    _kept("language", "|".join(LANGUAGES), "ko")
    _kept("customer", "|".join(map(re.escape, customers)), customers[0] if customers else "")
    _kept("thread", r"[\w-]{1,64}", uuid4().hex[:12])


def _kept(name: str, pattern: str, first: str) -> None:
    """The session's value, else the address's where it fits `pattern`, else `first`; written to both."""
    state, address = st.session_state, st.query_params
    value = state.get(name) or address.get(name) or ""
    state[name] = value if re.fullmatch(pattern, value) else first
    if address.get(name) != state[name]:
        address[name] = state[name]


def language() -> labels.Language:
    """The language of the interface's own words."""
    return "en" if (st.session_state.get("language") or st.query_params.get("language")) == "en" else "ko"


def t(key: str, **values: object) -> str:
    """The interface word `key` in this session's language."""
    return labels.word(key, language(), **values)


def customer() -> str:
    """The customer at the table."""
    chosen: str = st.session_state.customer
    return chosen


def thread() -> str:
    """The conversation shown."""
    current: str = st.session_state.thread
    return current


def open_thread(thread_id: str | None = None) -> None:
    """Turn to an earlier conversation, or to a new one."""
    st.session_state.thread = thread_id or uuid4().hex[:12]


def pace() -> int:
    """Milliseconds that the screen leaves between two events."""
    return SPEEDS[st.session_state.get("speed") or "speed.live"]


def ask(text: str) -> str:
    """Start a run for the customer at the table; the same words again before it ends give the same run."""
    ended = [run.run_id for run in runtime().runs.latest(customer(), thread()) if run.status != "running"]
    words = ":".join((customer(), thread(), ended[-1] if ended else "", text))
    request_id = sha256(words.encode(errors="replace")).hexdigest()[:32]
    return runtime().runs.start(customer(), thread(), text, request_id=request_id)
