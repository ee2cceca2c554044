"""Figures that set coverages side by side: their structure, how the payable share grows, what one scenario pays."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from gazel.catalog.rows import Coverage, Payout

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Structure = Literal["absent", "whole", "reduced", "waiting", "check"]
STRUCTURES: tuple[Structure, ...] = ("absent", "whole", "reduced", "waiting", "check")
LIGHT = ("#f4efe8", "#cfe3f7", "#f6d9b8", "#dccbf2", "#e4dfd8")
DARK = ("#1c1814", "#24456b", "#6b4320", "#46336b", "#3a342d")
"""A fill for each structure; none of them reads as better or worse."""
MONTHS = {"d": 1 / 30.4375, "y": 12.0}


def structure(rows: Sequence[Coverage]) -> Structure:
    """What most limits these riders: to be checked, a waiting period, a reduction, nothing; 'absent' where there are none."""
    if not rows:
        return "absent"
    if any(row.payout is None or row.payout.waiting_days is None for row in rows):
        return "check"
    payouts = [row.payout for row in rows if row.payout]
    if any(payout.waiting_days for payout in payouts):
        return "waiting"
    return "reduced" if any(payout.steps for payout in payouts) else "whole"


def cell_text(row: Coverage) -> str:
    """A rider's structure in a few words, e.g. '면책 90일<br>1년미만 50%'."""
    payout = row.payout
    if payout is None:
        return "약관 확인"
    parts = [f"{payout.ratio_pct:g}%"] if payout.ratio_pct != 100 else []
    parts += ["면책 확인"] if payout.waiting_days is None else [f"면책 {payout.waiting_days}일"] if payout.waiting_days else []
    parts += [f"{_until(step.until)} {step.pct:g}%" for step in payout.steps]
    return "<br>".join(parts) or "면책·감액 없음"


def _until(until: str) -> str:
    return f"{until[:-1]}{'년' if until.endswith('y') else '일'}미만"


def structure_matrix(
    rows: Sequence[Coverage], insurers: Sequence[str], families: Sequence[str], absent: str, *, dark: bool
) -> "Figure":
    """Families × insurers; a cell says how the riders there are limited, its hover text names them with their source."""
    from plotly.graph_objects import Figure, Heatmap

    cells: dict[tuple[str, str], list[Coverage]] = defaultdict(list)
    for row in rows:
        cells[row.family, row.insurer].append(row)
    fills, n = DARK if dark else LIGHT, len(STRUCTURES)
    scale = [(edge / n, fill) for i, fill in enumerate(fills) for edge in (i, i + 1)]
    grid = [[cells[family, insurer] for insurer in insurers] for family in families]
    figure = Figure(
        Heatmap(
            z=[[STRUCTURES.index(structure(cell)) for cell in line] for line in grid],
            text=[["<br>".join(dict.fromkeys(map(cell_text, cell))) or "–" for cell in line] for line in grid],
            customdata=[[_hover(cell) or absent for cell in line] for line in grid],
            x=list(insurers), y=list(families), zmin=-0.5, zmax=n - 0.5, colorscale=scale, xgap=5, ygap=5,
            texttemplate="%{text}", textfont_size=14, hovertemplate="%{customdata}<extra></extra>", showscale=False,
        )
    )  # fmt: skip
    figure.update_xaxes(side="top", showgrid=False, tickfont_size=15)
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont_size=15)
    figure.update_layout(height=60 + 66 * len(families), margin={"l": 0, "r": 0, "t": 40, "b": 10})
    return figure


def _hover(cell: Sequence[Coverage]) -> str:
    return "<br><br>".join(f"<b>{row.insurer} {row.name}</b><br>{row.pay_basis}<br>{row.citation}" for row in cell)


def curve_of(payout: Payout | None) -> list[tuple[float, float]]:
    """(months since the contract, payable % of the sum insured) at each change, from 0 on; empty where the terms must be looked up."""
    if payout is None or payout.waiting_days is None:
        return []
    waiting = payout.waiting_days * MONTHS["d"]
    ends = sorted((int(step.until[:-1]) * MONTHS[step.until[-1]], step.pct) for step in payout.steps)
    starts = [0.0, *(end for end, _ in ends)]
    shares = [*(pct for _, pct in ends), 100.0]
    curve = [(max(start, waiting), payout.ratio_pct * share / 100) for start, share in zip(starts, shares, strict=True)]
    curve = [point for i, point in enumerate(curve) if i + 1 == len(curve) or curve[i + 1][0] > point[0]]
    return [(0.0, 0.0), *curve] if waiting else curve


def reduction_curves(rows: Sequence[Coverage], words: Mapping[str, str], *, months: int = 30) -> "Figure":
    """The payable share over the months after the contract; insurers with the same curve share one line."""
    from plotly.graph_objects import Figure, Scatter

    alike: dict[tuple[tuple[float, float], ...], list[str]] = defaultdict(list)
    for row in rows:
        if curve := curve_of(row.payout):
            alike[tuple(curve)].append(row.insurer)
    figure = Figure()
    dashes = ("solid", "dash", "dot", "dashdot", "longdash")
    for i, (points, insurers) in enumerate(alike.items()):
        xs, ys = zip(*(*points, (float(months), points[-1][1])), strict=True)
        figure.add_trace(
            Scatter(
                x=xs,
                y=ys,
                mode="lines",
                line={"shape": "hv", "width": 4, "dash": dashes[i % 5]},
                name=" · ".join(dict.fromkeys(insurers)),
            )
        )
    figure.update_xaxes(title=words["months"], dtick=6, range=[0, months])
    figure.update_yaxes(title=words["percent"], rangemode="tozero", ticksuffix="%")
    figure.update_layout(
        height=380, showlegend=True, legend={"orientation": "h", "y": -0.25}, margin={"l": 0, "r": 0, "t": 10, "b": 0}
    )
    return figure


def payout_bars(amounts: Mapping[str, tuple[int | None, str]], words: Mapping[str, str]) -> "Figure":
    """One bar for each rider's computed amount (won), all in one colour; where no figure may be given, its status."""
    from plotly.graph_objects import Bar, Figure

    names = list(amounts)
    figure = Figure(
        Bar(
            x=[(amount or 0) / 10_000 for amount, _ in amounts.values()], y=names, orientation="h", width=0.55,
            text=[f"{amount // 10_000:,}만원" if amount else status for amount, status in amounts.values()],
            textposition="outside", textfont_size=15, cliponaxis=False, hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(title=words["amount"], rangemode="tozero", automargin=True)
    figure.update_yaxes(autorange="reversed", tickfont_size=14)
    figure.update_layout(height=90 + 52 * len(names), margin={"l": 0, "r": 90, "t": 10, "b": 0})
    return figure
