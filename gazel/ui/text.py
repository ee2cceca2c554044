"""Stored text made safe for Streamlit's Markdown and for HTML."""

import re
from html import escape

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>:])")


def plain(text: str) -> str:
    """`text` shown as it is: nothing in it is read as Markdown."""
    return _MARKDOWN.sub(r"\\\1", text)


def prose(text: str) -> str:
    """An answer's Markdown, with the signs that Korean figures use ('1~2년', '$') kept from meaning something else."""
    return text.replace("~", "\\~").replace("$", "\\$").replace("<", "&lt;")


def shorten(text: str, length: int) -> str:
    """`text` in at most `length` characters, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def html(text: object) -> str:
    """Any value as text of an HTML element or attribute."""
    return escape(str(text), quote=True)
