"""The main script: page frame, navigation and sidebar; Streamlit runs it for every page."""

import streamlit as st

from gazel.runtime import runtime
from gazel.ui import presenter, problems, session, sidebar, theme
from gazel.ui.session import t

PAGES = ("coverage", "compare", "learning", "recall")


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Load what the first question needs, once a process and after the first page has been drawn."""
    runtime().start_background()


st.set_page_config(page_title="GAZEL", page_icon=theme.MARK, layout="wide", initial_sidebar_state="auto")
theme.apply()
page = st.navigation(
    [st.Page(presenter.page_path(name), title=t(f"page.{name}"), default=name == PAGES[0]) for name in PAGES], position="top"
)
with problems.shown():
    with st.spinner(t("starting")):
        session.restore()
    sidebar.show()
    problems.show_guarded()
    page.run()
    warm_up()
