"""Lorenz curve of the offer against the need."""

from collections.abc import Mapping, Sequence

from plotly import graph_objects as go

from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.neutral import html_text

_LINES = (("solid", palette.ACCENT), ("dot", palette.HIGHLIGHT))


def colours(names: Sequence[str]) -> dict[str, str]:
    """Give each curve its colour, in order; there are two at most."""
    return {name: colour for name, (_, colour) in zip(names, _LINES, strict=False)}


def lorenz(curves: Mapping[str, Sequence[tuple[float, float]]]) -> go.Figure:
    """Draw one curve, or two, under the diagonal where each territory has its share.

    Parameters
    ----------
    curves
        Name → points from 0 to 1, as ``lorenz_points`` gives them.
    """
    figure = go.Figure()
    figure.add_scatter(
        x=[0, 100],
        y=[0, 100],
        mode="lines",
        line={"color": palette.MUTED, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
    )
    for (name, points), (dash, colour) in zip(curves.items(), _LINES, strict=False):
        figure.add_scatter(
            x=[people * 100 for people, _ in points],
            y=[fte * 100 for _, fte in points],
            mode="lines+markers",
            line={"color": colour, "width": 3, "dash": dash},
            marker={"size": 7, "color": colour},
            hovertext=[
                f"{html_text(name)}<br>{formats.percent(people * 100)} du besoin, les moins dotés d’abord :"
                f"<br>{formats.percent(fte * 100)} de l’offre"
                for people, fte in points
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 430, left=64)
    figure.update_layout(margin={"t": 16, "b": 56})
    figure.update_xaxes(
        title={"text": "Part du besoin, du territoire le moins doté au mieux doté"},
        range=[0, 101],
        ticksuffix="\u00a0%",
    )
    figure.update_yaxes(title={"text": "Part de l’offre"}, range=[0, 101], ticksuffix="\u00a0%")
    return figure
