"""The look beyond Streamlit's theme: one style sheet, the mark, and the colours of the memory kinds."""

from functools import cache
from pathlib import Path

import streamlit as st

FILES = Path(__file__).parent
MARK = FILES / "static" / "mark.svg"
KINDS: dict[str, tuple[str, str]] = {"episodic": ("E", "blue"), "semantic": ("S", "green"), "procedural": ("P", "violet")}
"""Letter and Streamlit colour of each memory kind."""


@cache
def _sheet() -> str:
    return f"<style>{(FILES / 'style.css').read_text(encoding='utf-8')}</style>"


def apply() -> None:
    """Put the style sheet on the page."""
    st.html(_sheet())


def dark() -> bool:
    """Whether the reader's screen is dark."""
    return st.context.theme.type == "dark"


def kind_color(kind: str) -> str:
    """The colour of a memory kind on charts, legible on the reader's background."""
    light = {"episodic": "#2563c9", "semantic": "#0b7a53", "procedural": "#7440c9"}
    night = {"episodic": "#7fb0ff", "semantic": "#5fd3a0", "procedural": "#bf9bff"}
    return (night if dark() else light)[kind]
