"""Figures about memory: growth, importance against the threshold, and the map of a customer's memories."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gazel.events import MemoryWritten
from gazel.ui.charts import colors
from gazel.ui.theme import KINDS, kind_color

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Written = Mapping[str, Sequence[tuple[int, MemoryWritten]]]
"""Per customer, each committed memory with the number of its question (from 0)."""


def growth(written: Written, kinds: Mapping[str, str], question: str) -> "Figure":
    """One small chart a customer: memories after each question, stacked by kind."""
    from plotly.graph_objects import Bar
    from plotly.subplots import make_subplots

    figure = make_subplots(rows=1, cols=len(written), shared_yaxes=True, subplot_titles=list(written), horizontal_spacing=0.04)
    for column, events in enumerate(written.values(), 1):
        last = max((number for number, _ in events), default=0)
        for kind, name in kinds.items():
            counts = [sum(event.kind == kind and number <= upto for number, event in events) for upto in range(last + 1)]
            xs = [str(upto + 1) for upto in range(last + 1)]
            figure.add_trace(
                Bar(x=xs, y=counts, name=f"{KINDS[kind][0]} {name}", marker_color=kind_color(kind), showlegend=column == 1, legendgroup=kind),
                row=1, col=column,
            )  # fmt: skip
    figure.update_layout(
        barmode="stack",
        bargap=0.35,
        height=340,
        margin={"l": 0, "r": 0, "t": 40, "b": 0},
        legend={"orientation": "h", "y": -0.34},
    )
    figure.update_xaxes(title=question, type="category", showgrid=False, title_standoff=6)
    return figure


def importance(written: Written, kinds: Mapping[str, str], words: Mapping[str, str], threshold: float) -> "Figure":
    """Each memory's importance in the order of the commits, with the promotion threshold."""
    from plotly.graph_objects import Figure, Scatter

    figure = Figure()
    for kind, name in kinds.items():
        points = [
            (i, event.importance, f"{customer}<br>{event.text}<br>{event.arithmetic}")
            for customer, events in written.items()
            for i, (_, event) in enumerate(events, 1)
            if event.kind == kind
        ]
        if points:
            xs, ys, texts = zip(*points, strict=True)
            marker = {"size": 15, "color": kind_color(kind), "opacity": 0.85}
            figure.add_trace(
                Scatter(
                    x=xs,
                    y=ys,
                    text=texts,
                    mode="markers",
                    marker=marker,
                    name=f"{KINDS[kind][0]} {name}",
                    hovertemplate="%{text}<extra></extra>",
                )
            )
    longest = max(map(len, written.values()), default=1)
    line = {"color": colors()["text"], "dash": "dash", "width": 2}
    name = f"{words['threshold']} {threshold:.2f}"
    figure.add_trace(Scatter(x=[0, longest + 1], y=[threshold] * 2, mode="lines", line=line, name=name, hoverinfo="skip"))
    figure.update_xaxes(title=words["order"], range=[0.3, longest + 0.7], showgrid=False)
    figure.update_yaxes(range=[0, 1.08])
    figure.update_layout(height=340, margin={"l": 0, "r": 0, "t": 40, "b": 0}, legend={"orientation": "h", "y": -0.34})
    return figure


def memory_map(points: Sequence[Mapping[str, Any]], kinds: Mapping[str, str], found: frozenset[str]) -> "Figure":
    """The memories as points of the plane; those that were found for the question are ringed."""
    from plotly.graph_objects import Figure, Scatter

    figure = Figure()
    for kind, name in kinds.items():
        of_kind = [point for point in points if point["kind"] == kind]
        if not of_kind:
            continue
        ringed = [point["key"] in found for point in of_kind]
        marker = {
            "size": [24 if ring else 15 for ring in ringed], "color": kind_color(kind), "opacity": 0.88,
            "line": {"width": [4 if ring else 0 for ring in ringed], "color": "#e0a100"},
        }  # fmt: skip
        figure.add_trace(
            Scatter(
                x=[point["x"] for point in of_kind], y=[point["y"] for point in of_kind], text=[_folded(point["text"]) for point in of_kind],
                mode="markers", marker=marker, name=f"{KINDS[kind][0]} {name}", hovertemplate="%{text}<extra></extra>",
            )
        )  # fmt: skip
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(showticklabels=False, showgrid=False, range=[-1.12, 1.12])
    figure.update_layout(height=430, margin={"l": 0, "r": 0, "t": 10, "b": 0}, legend={"orientation": "h", "y": -0.05})
    return figure


def _folded(text: str, width: int = 34) -> str:
    return "<br>".join(text[i : i + width] for i in range(0, min(len(text), width * 4), width))
