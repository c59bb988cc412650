"""The cash plan, month by month."""

from typing import Final

from pandas import DataFrame
from plotly import graph_objects as go

from maynum_dash.rendering import formats, palette

_AMOUNTS: Final = 92  # pixels for « 400 000 € » beside the axis
NAMES: Final = {
    "paid_cents": "Versé",
    "late_cents": "Échu, à verser",
    "coming_cents": "À venir",
}
COLOURS: Final = {
    "Versé": palette.ACCENT,
    "Échu, à verser": palette.HIGHLIGHT_SOFT,
    "À venir": palette.DISC,
}


def cash_plan(plan: DataFrame) -> go.Figure:
    """Stack what was paid, what is late and what is to come, month by month.

    Parameters
    ----------
    plan
        Result of ``projection.cash_plan``.
    """
    months = [formats.month_short(day) for day in plan["month"]]
    figure = go.Figure()
    for column, name in NAMES.items():
        figure.add_bar(
            x=months,
            y=[cents / 100 for cents in plan[column]],
            name=name,
            marker={
                "color": COLOURS[name],
                "line": {"color": palette.INK, "width": 0.6},
                # A pattern tells what is late without its colour.
                "pattern": {
                    "shape": "/" if column == "late_cents" else "",
                    "fgcolor": palette.INK,
                    "bgcolor": COLOURS[name],
                },
            },
            hovertext=[
                f"{name}, {formats.month_long(day)} : {formats.euros(cents)}"
                for day, cents in zip(plan["month"], plan[column], strict=True)
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 360, left=_AMOUNTS)
    figure.update_layout(barmode="relative", bargap=0.3)
    figure.update_yaxes(ticksuffix="\u00a0€", tickformat=",.0f", zeroline=True, zerolinecolor=palette.MUTED)
    figure.update_xaxes(type="category", showgrid=False)
    return figure
