"""비교·특약 설계: riders of several insurers side by side, the guard's notes, the customer's own policies, a recommendation."""

import streamlit as st

from gazel.ui import chat, compare, policies
from gazel.ui.session import t

choice = compare.choose()
if choice:
    left, right = st.columns([5, 2], gap="large")
    with left:
        compare.matrix(choice)
    with right:
        compare.notes(choice)
        policies.show(choice)
        chat.ask_button(t("compare.ask.text"), label=t("compare.ask"), key="recommend")
    chat.answer_here("recommend")
    compare.one_family(choice)
    with st.expander(t("compare.table"), icon=":material/table_rows:", expanded=True):
        compare.table(choice)
