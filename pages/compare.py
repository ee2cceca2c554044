"""비교·특약 설계: insurers side by side and a recommendation; the data behind it; how often each conduct rule applied."""

import streamlit as st

from gazel.ui import catalogue, compare, conduct
from gazel.ui.session import t

VIEWS = {"compare": compare.show, "catalogue": catalogue.show, "conduct": conduct.show}

names = {view: t(f"view.{view}") for view in VIEWS}
chosen = st.segmented_control(
    t("view"),
    list(VIEWS),
    default="compare",
    format_func=names.__getitem__,
    key="view",
    required=True,
    label_visibility="collapsed",
)
VIEWS[chosen]()
