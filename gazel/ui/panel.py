"""The live panel of a run: workflow graph, tool calls, memory writes and conduct notes, drawn from its event stream."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from gazel.ui.labels import NODES, TOOLS, named
from gazel.ui.session import language, pace, t
from gazel.workflow.graph import TOPOLOGY

FILES = Path(__file__).parent / "components"
COLUMN, ROW = 176.0, 112.0
"""Distance between the centres of two neighbouring nodes, in the drawing's own units."""

WORDS = (
    "title", "idle", "running", "ok", "cancelled", "failed", "offline", "gone", "tools", "memories", "notes", "input", "output", "close",
    "pick", "importance", "abstained",
)  # fmt: skip


@cache
def _component() -> ComponentRenderer:
    """The component, registered once a process."""
    html, css, js = ((FILES / f"run_panel.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("gazel_run_panel", html=html, css=css, js=js)


def positions(nodes: tuple[str, ...], edges: tuple[tuple[str, str], ...]) -> dict[str, tuple[float, float]]:
    """The centre of each node: the way there on the first row, a called-and-returning node below its caller, the way back beside it.

    >>> at = positions(("a", "b", "t", "c"), (("a", "b"), ("b", "t"), ("t", "b"), ("b", "c")))
    >>> at["a"][1] == at["b"][1] < at["t"][1] == at["c"][1] and at["c"][0] < at["t"][0] == at["b"][0]
    True
    """
    below = {b: a for a, b in edges if (b, a) in edges and nodes.index(a) < nodes.index(b)}
    chain = [node for node in nodes if node not in below]
    turn = 1 + max((chain.index(caller) for caller in below.values()), default=len(chain) - 1)
    at = {node: (COLUMN * (i + 0.5), ROW * 0.4) for i, node in enumerate(chain[:turn])}
    at |= {node: (at[caller][0], ROW * 1.4) for node, caller in below.items()}
    return at | {node: (COLUMN * (turn - 1.5 - i), ROW * 1.4) for i, node in enumerate(chain[turn:])}


def run_panel(run_id: str | None, *, talk: str = "") -> None:
    """Follow `run_id` (None: the workflow at rest), and bring the latest question of the container keyed `talk` to its top.

    The component reads the events itself, so no rerun is needed.
    """
    at, lang = positions(TOPOLOGY.nodes, TOPOLOGY.edges), language()
    words: dict[str, str] = {name: t(f"panel.{name}") for name in WORDS}
    words |= {kind: t(f"kind.{kind}") for kind in ("episodic", "semantic", "procedural")}
    words |= {
        "plan": named(NODES, "plan", lang),
        "extract": named(NODES, "extract", lang),
        "tools_empty": t("panel.tools.empty"),
        "memories_empty": t("panel.memories.empty"),
        "row": t("memory.row"),
        "fallback": t("answer.fallback"),
        "cut": t("answer.cut"),
        "cut_part": t("answer.cut.part", title="{title}", lines="{lines}", tokens="{tokens}"),
        "recalled": t("panel.recalled", n="{n}"),
    }
    data: dict[str, Any] = {
        "run_id": run_id,
        "talk": talk,
        "pace": pace(),
        "nodes": [{"id": node, "label": named(NODES, node, lang), "x": x, "y": y} for node, (x, y) in at.items()],
        "edges": [list(edge) for edge in TOPOLOGY.edges],
        "width": max(x for x, _ in at.values()) + COLUMN / 2,
        "height": max(y for _, y in at.values()) + ROW * 0.4,
        "tools": {name: named(TOOLS, name, lang) for name in TOOLS},
        "words": words,
    }
    _component()(key="run_panel", data=data)
