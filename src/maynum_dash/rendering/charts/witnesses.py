"""Rates of each territory by source: one mark for each source on one line."""

from collections.abc import Sequence

import pandas as pd
from plotly import graph_objects as go

from maynum_dash.analysis.need.witnesses import Witness
from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.neutral import html_text

# Shapes as well as colours: no source is told by its colour alone.
_MARKS = (
    ("circle", "#29598F"),
    ("diamond", "#E1A100"),
    ("square", "#82B5F2"),
    ("triangle-up", "#7F7F7F"),
    ("cross", "#6A51A3"),
    ("star", "#B3261E"),
)


def colours(seen: Sequence[Witness]) -> dict[str, str]:
    """Give each source the colour of its mark."""
    return {one.name: _mark(place)[1] for place, one in enumerate(seen)}


def dumbbells(table: pd.DataFrame, seen: Sequence[Witness], base: str) -> go.Figure:
    """Draw the rates of each source on the line of each territory, the highest of the base above.

    Parameters
    ----------
    table
        Result of ``compared_table``.
    seen
        Sources, in the order of the legend.
    base
        Key of the source that orders the lines.
    """
    rows = table.sort_values(f"{base}_rate_pct", na_position="first")
    names = [html_text(name) for name in rows["name"]]
    rates = rows[[f"{one.key}_rate_pct" for one in seen]]
    figure = go.Figure()
    ends = zip(names, rates.min(axis=1), rates.max(axis=1), strict=True)
    spans = [(name, low, high) for name, low, high in ends if pd.notna(low)]
    figure.add_scatter(
        x=[value for _, low, high in spans for value in (low, high, None)],
        y=[value for name, _, _ in spans for value in (name, name, None)],
        mode="lines",
        line={"color": palette.GRID, "width": 6},
        hoverinfo="skip",
    )
    for place, one in enumerate(seen):
        symbol, colour = _mark(place)
        known = rates[f"{one.key}_rate_pct"].notna().tolist()
        values = rates[f"{one.key}_rate_pct"]
        figure.add_scatter(
            x=values[known].tolist(),
            y=[name for name, is_known in zip(names, known, strict=True) if is_known],
            mode="markers",
            marker={
                "size": 13,
                "symbol": symbol,
                "color": colour,
                "line": {"color": palette.INK, "width": 1},
            },
            hovertext=[
                f"{name}<br>{html_text(one.name)} : {formats.percent(value)}"
                for name, value, is_known in zip(names, values, known, strict=True)
                if is_known
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 90 + 34 * len(rows), left=186)
    figure.update_xaxes(ticksuffix="\u00a0%", title={"text": "Taux d’illectronisme"})
    return figure


def _mark(place: int) -> tuple[str, str]:
    return _MARKS[place % len(_MARKS)]
