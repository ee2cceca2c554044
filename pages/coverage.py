"""보장 상담: the conversation on the left; the run's workflow, tools and memory writes on the right."""

import streamlit as st

from gazel.ui import chat, documents
from gazel.ui.panel import run_panel
from gazel.ui.session import customer, t
from gazel.ui.welcome import QUESTIONS

left, right = st.columns([3, 2], gap="large")
with left:
    refused = st.container()
    talk = st.container(key="gz-talk", height=620, border=False, autoscroll=False)
    chat.question_box("ask-coverage", refused)
with st.sidebar:
    documents.show(customer())
turns = chat.turns()
with right, st.container(key="gz-panel", border=True):
    run_panel(turns[-1].run_id if turns else None, talk="gz-talk")
with talk:
    welcome = st.empty()  # emptied at once when a conversation begins, before the answer is followed
    if turns:
        chat.conversation(turns)
    else:
        with welcome.container():
            st.html(f'<div class="gz-hello"><h2>{t("ask.hello")}</h2><p>{t("ask.hello.line")}</p></div>')
            st.caption(t("ask.examples"))
            chat.examples(QUESTIONS, key="example")
