"""Conventions that end, quarter after quarter."""

from typing import Final

from pandas import DataFrame
from plotly import graph_objects as go

from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import formats, palette

_AMOUNTS: Final = 92  # pixels for « 400 000 € » beside the axis
_STEPS: Final = {
    "employer_y1_cents": "Année 1",
    "employer_y2_cents": "Année 2",
    "employer_y3_cents": "Année 3",
}
COLOURS: Final = {
    "Département": palette.FUNDER_COLOURS[Funder.DEPARTMENT],
    "État": palette.FUNDER_COLOURS[Funder.STATE],
}
STEP_COLOURS: Final = {
    "Année 1": "#D6DCE3",
    "Année 2": "#A9B4BF",
    "Année 3": palette.FUNDER_COLOURS[Funder.EMPLOYER],
}


def cliff(table: DataFrame) -> go.Figure:
    """Stack what the Département and the State stop paying a year, by quarter.

    Parameters
    ----------
    table
        Result of ``cliff_table``.
    """
    figure = go.Figure()
    for name, column in (("Département", "department_cents"), ("État", "state_cents")):
        _bars(figure, table, column, name, COLOURS[name])
    _finish(figure, table, "stack")
    return figure


def employer_steps(table: DataFrame) -> go.Figure:
    """Compare what the employers of each quarter paid in year 1, 2 and 3.

    Parameters
    ----------
    table
        Result of ``cliff_table``.
    """
    figure = go.Figure()
    for column, name in _STEPS.items():
        _bars(figure, table, column, name, STEP_COLOURS[name])
    _finish(figure, table, "group")
    return figure


def _bars(figure: go.Figure, table: DataFrame, column: str, name: str, colour: str) -> None:
    figure.add_bar(
        x=table["quarter"],
        y=[cents / 100 for cents in table[column]],
        name=name,
        marker={"color": colour, "line": {"color": palette.INK, "width": 0.6}},
        hovertext=[
            f"{name}, {quarter} : {formats.euros(cents)} par an, {formats.count(posts, 'poste')}"
            for quarter, cents, posts in zip(table["quarter"], table[column], table["posts"], strict=True)
        ],
        hoverinfo="text",
    )


def _finish(figure: go.Figure, table: DataFrame, mode: str) -> None:
    palette.dress(figure, 380, left=_AMOUNTS)
    figure.update_layout(barmode=mode, bargap=0.3, margin={"b": 92})
    figure.update_yaxes(ticksuffix="\u00a0€", tickformat=",.0f", zeroline=True, zerolinecolor=palette.MUTED)
    quarters = table["quarter"].tolist()
    texts = [
        f"{quarter.replace(' ', '<br>')}<br><b>{posts or ''}</b>"
        for quarter, posts in zip(quarters, table["posts"], strict=True)
    ]
    figure.update_xaxes(
        type="category",
        showgrid=False,
        tickvals=quarters,
        ticktext=texts,
        tickangle=0,
        tickfont={"size": 12},
        title={"text": "Trimestre de fin, et nombre de postes", "font": {"size": 13}},
    )
