"""The passages that were found in the customer's documents, with what matched marked."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from gazel.ui.session import t
from gazel.ui.text import html


def show(evidence: Mapping[str, Any]) -> None:
    """Every clause of a `search_clauses` output in full, folded; text in it is only shown, never read as markup."""
    hits: Sequence[Mapping[str, Any]] = (evidence.get("data") or {}).get("hits", ())
    if hits:
        with st.expander(t("passages", n=len(hits)), icon=":material/format_quote:"):
            st.html("".join(passage_html(hit) for hit in hits))


def passage_html(hit: Mapping[str, Any]) -> str:
    """A clause as HTML: where it stands, its words, the best passage and the matched words marked."""
    title = f"({hit['title']})" if hit["title"] else ""
    place = f"{hit['name']} · {hit['booklet']} {hit['label']}{title}" + (f" · p.{hit['page']}" if hit["page"] else "")
    note = f'<p class="gz-warned">{html(t("passages.instruction"))}</p>' if hit["instruction"] else ""
    return f"<article class='gz-passage'><h5>{html(place)}</h5><p>{marked(hit)}</p>{note}</article>"


def marked(hit: Mapping[str, Any]) -> str:
    """The clause's text, escaped, with <u> around the passage and <mark> around the matched words."""
    text, (start, end) = hit["text"], hit["passage"]
    tags = [(start, 2, "<u>"), (end, 1, "</u>")] if end > start else []
    for first, last in hit["highlights"]:
        if (start <= first and last <= end) or last <= start or first >= end:
            tags += [(first, 3, "<mark>"), (last, 0, "</mark>")]
    out, at = [], 0
    for place, _, tag in sorted(tags):
        out += [html(text[at:place]), tag]
        at = place
    return "".join([*out, html(text[at:])]).replace("\n", "<br>")
