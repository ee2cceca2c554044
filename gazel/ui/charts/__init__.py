"""Plotly figures and how they are shown; each module imports Plotly only when a figure is drawn."""

from typing import TYPE_CHECKING

import streamlit as st

from gazel.ui import theme

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

LIGHT = {"text": "#231d18", "muted": "#5f574e", "line": "#e6dccf", "paper": "#ffffff"}
DARK = {"text": "#f4ede4", "muted": "#bfb5a8", "line": "#3b332b", "paper": "#1b1713"}
COLORWAY = {
    False: ["#b5481a", "#2563c9", "#0b7a53", "#7440c9", "#9a7400", "#2f7484", "#a33b6e", "#6f665c"],
    True: ["#f2985f", "#7fb0ff", "#5fd3a0", "#bf9bff", "#e8c557", "#7fc4d3", "#ee8fbb", "#a79d91"],
}


def colors() -> dict[str, str]:
    """Text, muted text, line and paper on the reader's background."""
    return DARK if theme.dark() else LIGHT


def show(figure: "Figure", key: str, *, alt: str) -> None:
    """Draw `figure` in the app's own colours and type; `alt` says what it shows to those who cannot see it."""
    ink = colors()
    figure.update_layout(
        font={"family": "Pretendard, sans-serif", "size": 15, "color": ink["text"]},
        colorway=COLORWAY[theme.dark()], paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"bgcolor": ink["paper"], "bordercolor": ink["line"], "font": {"color": ink["text"], "family": "Pretendard"}, "align": "left"},
    )  # fmt: skip
    figure.update_xaxes(gridcolor=ink["line"], linecolor=ink["line"], zeroline=False, automargin=True)
    figure.update_yaxes(gridcolor=ink["line"], linecolor=ink["line"], zeroline=False, automargin=True)
    st.plotly_chart(figure, key=key, theme=None, config={"displayModeBar": False, "displaylogo": False}, alt=alt)
