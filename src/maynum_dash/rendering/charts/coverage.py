"""Charts of need against offer."""

import pandas as pd
from plotly import graph_objects as go

from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.neutral import html_text
from maynum_dash.sources.perimeter import perimeter

SHARES = {
    "Part du besoin (personnes en illectronisme)": "#E1A100",
    "Part de l’offre (ETP occupés)": "#29598F",
}
_NAMES = 186  # pixels for « Pays de Château-Gontier » beside the axis
_ROOM = 1.2  # of the longest bar: its number is written after it


def densities(coverage: pd.DataFrame, department_per_1000: float, target: float | None = None) -> go.Figure:
    """Show the FTE for 1 000 people of each territory with its 95 % interval.

    Parameters
    ----------
    coverage
        ``name``, ``fte_per_1000``, ``ci_low``, ``ci_high``; rows without data are not drawn.
    department_per_1000
        The département's density: a dashed line.
    target
        Density chosen by the user: a second line.
    """
    rows = coverage[coverage["fte_per_1000"].notna()].sort_values("fte_per_1000")
    low = rows["fte_per_1000"] - rows["ci_low"]
    high = rows["ci_high"] - rows["fte_per_1000"]
    figure = go.Figure(
        go.Scatter(
            x=rows["fte_per_1000"].tolist(),
            y=[html_text(name) for name in rows["name"]],
            mode="markers",
            marker={"size": 12, "color": palette.ACCENT, "line": {"color": palette.INK, "width": 1}},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": high.tolist(),
                "arrayminus": low.tolist(),
                "color": palette.MUTED,
                "thickness": 2,
                "width": 5,
            },
            hovertext=[
                f"{html_text(name)} : {formats.decimal(density, 2)} ETP pour 1 000 personnes<br>"
                f"intervalle à 95 % : {formats.decimal(lowest, 2)} à {formats.decimal(highest, 2)}"
                for name, density, lowest, highest in zip(
                    rows["name"], rows["fte_per_1000"], rows["ci_low"], rows["ci_high"], strict=True
                )
            ],
            hoverinfo="text",
        )
    )
    palette.dress(figure, 90 + 38 * len(rows), left=_NAMES)
    figure.update_layout(margin={"t": 34, "b": 56})
    figure.update_xaxes(rangemode="tozero", tickformat=".1f")
    _rule(figure, department_per_1000, perimeter().name, palette.INK, {"y": 1, "yanchor": "bottom"})
    if target is not None:
        below = {"y": 0, "yanchor": "top", "yshift": -22}
        _rule(figure, target, "densité visée", palette.HIGHLIGHT, below)
    return figure


def _rule(figure: go.Figure, value: float, name: str, colour: str, place: dict[str, object]) -> None:
    """Draw a vertical line, its name above or below the plot."""
    figure.add_vline(x=value, line={"color": colour, "width": 2, "dash": "dash"})
    figure.add_annotation(
        x=value,
        yref="paper",
        text=f"{name} : {formats.decimal(value, 2)}",
        font={"color": colour, "size": 13},
        showarrow=False,
        **place,
    )


def shares(coverage: pd.DataFrame) -> go.Figure:
    """Compare each territory's share of the need with its share of the offer.

    Parameters
    ----------
    coverage
        ``name``, ``people``, ``fte``.
    """
    rows = coverage[coverage["people"].notna()].sort_values("people")
    names = [html_text(name) for name in rows["name"]]
    figure = go.Figure()
    largest = 1.0
    # The first bars drawn stand below the others.
    for field, (name, colour) in zip(("fte", "people"), reversed(SHARES.items()), strict=True):
        total = float(rows[field].sum())
        percents = (rows[field] / total * 100 if total else rows[field] * 0).astype(float)
        largest = max(largest, float(percents.max())) if len(percents) else largest
        figure.add_bar(
            y=names,
            x=percents.tolist(),
            orientation="h",
            name=name,
            marker={"color": colour, "line": {"color": palette.INK, "width": 0.6}},
            text=[formats.percent(value, 0) for value in percents],
            textposition="outside",
            textfont={"size": 12},
            hovertext=[
                f"{label}<br>{name} : {formats.percent(value)}"
                for label, value in zip(names, percents, strict=True)
            ],
            hoverinfo="text",
            cliponaxis=False,
        )
    palette.dress(figure, 90 + 44 * len(rows), left=_NAMES)
    figure.update_layout(barmode="group", bargap=0.28, bargroupgap=0.05)
    figure.update_xaxes(range=[0, largest * _ROOM], ticksuffix="\u00a0%")
    return figure
