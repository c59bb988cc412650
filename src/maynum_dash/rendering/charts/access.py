"""Chart of the access to the places."""

import pandas as pd
from plotly import graph_objects as go

from maynum_dash.rendering import formats, palette

BEFORE, AFTER = "Lieux d’aujourd’hui", "Avec les lieux ajoutés"
COLOURS = {BEFORE: palette.ACCENT, AFTER: palette.HIGHLIGHT}


def reach(curve: pd.DataFrame, after: pd.DataFrame | None, radius_km: float) -> go.Figure:
    """Show the share of the people within reach against the distance.

    Parameters
    ----------
    curve
        ``radius_km`` and ``share_pct``, result of ``access_curve``.
    after
        The same with places added; ``None`` without any.
    radius_km
        Distance chosen: a dashed line.
    """
    figure = go.Figure()
    for name, rows, dash in ((BEFORE, curve, "solid"), (AFTER, after, "dot")):
        if rows is None:
            continue
        figure.add_scatter(
            x=rows["radius_km"].tolist(),
            y=rows["share_pct"].tolist(),
            mode="lines",
            line={"color": COLOURS[name], "width": 3, "dash": dash, "shape": "hv"},
            hovertext=[
                f"{name}<br>à {formats.decimal(radius, 1)} km : {formats.percent(share)}"
                for radius, share in zip(rows["radius_km"], rows["share_pct"], strict=True)
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 330, left=56)
    figure.add_vline(x=radius_km, line={"color": palette.INK, "width": 2, "dash": "dash"})
    figure.update_layout(margin={"t": 16, "b": 52})
    figure.update_yaxes(range=[0, 102], ticksuffix="\u00a0%")
    figure.update_xaxes(title={"text": "Distance au lieu le plus proche (km)"}, rangemode="tozero")
    return figure
