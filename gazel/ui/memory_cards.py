"""Memories on the screen: a found one with its legs, a stored one with its arithmetic and row."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from gazel.memory.clock import in_seoul
from gazel.runtime import runtime
from gazel.ui.session import t
from gazel.ui.text import html
from gazel.ui.theme import KINDS

PARTS = ("dense", "bm25", "recency", "importance")
FULL_BAR = 1.2
"""The weighted part of a leg that fills its bar."""


def found(hits: Sequence[Mapping[str, Any]]) -> None:
    """The memories that were found, kind by kind, best first."""
    for kind in KINDS:
        if of_kind := [hit for hit in hits if hit["kind"] == kind]:
            st.html(
                f"<h4 class='gz-kind gz-{kind}'>{badge(kind)} {html(t(f'kind.{kind}'))} · {len(of_kind)}</h4>"
                + "".join(map(hit_html, of_kind))
            )


def badge(kind: str) -> str:
    """The kind's letter in its colour."""
    return f"<span class='gz-badge'>{KINDS[kind][0]}</span>"


def hit_html(hit: Mapping[str, Any]) -> str:
    """One found memory: text, reason, day, score, and how each leg took part in it."""
    legs = hit.get("legs") or {}
    parts = {name: legs.get(f"part_{name}", legs.get(name, 0.0)) for name in PARTS if f"part_{name}" in legs or name in legs}
    bars = "".join(_bar(t(f"leg.{name}"), value) for name, value in parts.items() if abs(value) >= 0.005)
    return (
        f"<article class='gz-hit gz-{html(hit['kind'])}'><p class='gz-text'>{html(hit['text'])}</p>"
        f"<p class='gz-why'>{html(hit['why'])}</p>"
        f"<p class='gz-meta'><span>{in_seoul(hit['at']):%Y-%m-%d}</span><b>{html(t('memory.score'))} {hit['score']:.2f}</b></p>"
        f"<div class='gz-legs'>{bars}</div></article>"
    )


def _bar(name: str, value: float) -> str:
    width = min(100, round(abs(value) / FULL_BAR * 100))
    return f"<span>{html(name)}</span><i><u style='width:{width}%' class='{'minus' if value < 0 else ''}'></u></i><b>{value:+.2f}</b>"


def meter(importance: float) -> str:
    """Importance from 0 to 1 with a tick at the promotion threshold."""
    threshold = runtime().settings.promotion_threshold
    return (
        f"<div class='gz-meter' role='img' aria-label='{html(t('memory.importance'))} {importance:.2f}'>"
        f"<u style='width:{min(100, round(importance * 100))}%'></u><i style='left:{round(threshold * 100)}%'></i></div>"
    )


def details(kind: str, text: str, importance: float, arithmetic: str, row: Mapping[str, Any]) -> None:
    """Everything about one stored memory: importance, its arithmetic, the row as stored, the turn it came from."""
    source = row.get("evidence") or row.get("quote") or row.get("question") or ""
    st.html(
        f"<div class='gz-{html(kind)}'><p class='gz-text'>{badge(kind)} {html(text)}</p>"
        f"<p class='gz-meta'><span>{html(t('memory.importance'))}</span><b>{importance:.2f}</b></p>{meter(importance)}"
        f"<h5>{html(t('memory.arithmetic'))}</h5><p class='gz-math'>{html(arithmetic or '–')}</p>"
        f"<h5>{html(t('memory.row'))}</h5>{row_html(row)}</div>"
        + (f"<h5>{html(t('memory.turn'))}</h5>{_source(source)}" if source else "")
    )


def _source(source: object) -> str:
    quotes = source if isinstance(source, list) else [source]
    texts = [quote.get("quote") or quote.get("text") or quote if isinstance(quote, dict) else quote for quote in quotes]
    return "".join(f"<blockquote>{html(text)}</blockquote>" for text in texts)


def row_html(row: Mapping[str, Any]) -> str:
    """A stored row as names and values; long values are folded."""
    cells = []
    for name, value in row.items():
        if value in (None, "", [], {}):
            continue
        shown = (
            ", ".join(map(str, value)) if isinstance(value, list) and all(isinstance(one, str) for one in value) else str(value)
        )
        folded = f"<details><summary>{html(shown[:60])}…</summary>{html(shown)}</details>" if len(shown) > 120 else html(shown)
        cells.append(f"<dt>{html(name)}</dt><dd>{folded}</dd>")
    return f"<dl class='gz-row'>{''.join(cells)}</dl>"
