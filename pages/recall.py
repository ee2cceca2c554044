"""문맥 회상: ask, see which memories were found and why, and look after what is remembered."""

import streamlit as st

from gazel.ui import chat, recall, working_memory

KEY = "recall"

left, right = st.columns([3, 2], gap="large")
with left:
    chat.examples_here(recall.QUESTIONS, key=KEY)
    chat.question_here(KEY, placeholder="recall.ask")
    answer = st.container()
with right, st.container(border=True, key="gz-found"):
    found = st.empty()
with answer:
    view = chat.answer_here(KEY, recall.watching(found))
recall.found(found, view)
st.divider()
left, right = st.columns([3, 2], gap="large")
with left:
    day = recall.as_of()
    recall.timeline(day)
with right:
    recall.the_map(view.recalled if view else ())
    recall.facts(day)
    working_memory.show()
