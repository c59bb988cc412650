"""Ranks of territories with their intervals."""

import pandas as pd
from plotly import graph_objects as go

from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.neutral import html_text

LARGEST = 25  # territories drawn


def rank_intervals(table: pd.DataFrame) -> go.Figure:
    """Show each rank as a point on its interval, the first ones above.

    Parameters
    ----------
    table
        ``name``, ``rank``, ``rank_low``, ``rank_high``; unranked territories are not drawn.
    """
    rows = table[table["rank"].notna()].head(LARGEST).iloc[::-1]
    rank, low, high = (rows[name].astype("float64") for name in ("rank", "rank_low", "rank_high"))
    figure = go.Figure(
        go.Scatter(
            x=rank.tolist(),
            y=[html_text(name) for name in rows["name"]],
            mode="markers",
            marker={"size": 12, "color": palette.ACCENT, "line": {"color": palette.INK, "width": 1}},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (high - rank).tolist(),
                "arrayminus": (rank - low).tolist(),
                "color": palette.MUTED,
                "thickness": 2,
                "width": 5,
            },
            hovertext=[
                f"{html_text(name)} : rang {formats.integer(at)}, entre {formats.integer(best)} "
                f"et {formats.integer(worst)}"
                for name, at, best, worst in zip(rows["name"], rank, low, high, strict=True)
            ],
            hoverinfo="text",
        )
    )
    palette.dress(figure, 90 + 30 * len(rows), left=210)
    figure.update_xaxes(title={"text": "Rang (1 : à regarder d’abord)"}, tickformat="d")
    figure.update_xaxes(range=[0.5, max(high.max(), 1) + 0.5] if len(rows) else None)
    return figure
