"""메모리 학습: the scripted questions of three fictional customers through the real workflow, live side by side."""

import streamlit as st

from gazel.ui import learning
from gazel.ui.session import t

play_id = learning.controls()
board = learning.columns()
below = st.empty()  # emptied at once when a play begins
if play_id:
    learning.follow(play_id, board)
    with below.container():
        learning.charts(board)
else:
    below.info(t("learning.empty"), icon=":material/school:")
