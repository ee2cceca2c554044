"""The conversation's working memory: the messages kept word for word, and what is kept of those before."""

import streamlit as st

from gazel.runtime import runtime
from gazel.ui.session import customer, t, thread
from gazel.ui.text import html


def show() -> None:
    """The running summary line by line, and how many messages follow it; nothing for a new conversation."""
    kept = runtime().runs.working_memory(customer(), thread())
    if not kept.messages:
        return
    with st.expander(t("working", n=len(kept.messages)), icon=":material/short_text:"):
        if not kept.summary:
            st.caption(t("working.whole"))
            return
        st.caption(t("working.summary"))
        st.html("<ul>" + "".join(f"<li>{html(line)}</li>" for line in kept.summary.splitlines()) + "</ul>")
