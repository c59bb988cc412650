"""Charts of posts: the timeline of the agreements."""

from datetime import date

import pandas as pd
from plotly import graph_objects as go

from maynum_dash.domain.posts import Status
from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.neutral import html_text

_DAY = 86_400_000  # milliseconds, the unit of a length on an axis of dates


def timeline(posts: pd.DataFrame, today: date) -> go.Figure:
    """Draw each agreement as a bar from its start to its end or its return, with a line for today.

    Parameters
    ----------
    posts
        ``label`` (what the axis says), ``status``, ``start``, ``last`` (last day funded), in the order
        wanted from top to bottom.
    today
        Day of the view.
    """
    figure = go.Figure()
    for status, colour in palette.STATUS_COLOURS.items():
        rows = posts[posts["status"] == status.value]
        if rows.empty:
            continue
        figure.add_bar(
            y=[html_text(label) for label in rows["label"]],
            base=rows["start"].dt.strftime("%Y-%m-%d").tolist(),
            # The last day is funded too: a bar ends when it does.
            x=[(days + 1) * _DAY for days in (rows["last"] - rows["start"]).dt.days],
            orientation="h",
            name=status.value,
            marker={
                "color": colour,
                "line": {"color": palette.INK, "width": 0.6},
                "pattern": {
                    "shape": "/" if status is Status.VACANT else "",
                    "fillmode": "overlay",
                    "fgcolor": palette.INK,
                    "size": 6,
                },
            },
            hovertext=[
                f"{html_text(label)}<br>{status.value}, "
                f"du {formats.day_short(start)} au {formats.day_short(last)}"
                for label, start, last in zip(
                    rows["label"], rows["start"].dt.date, rows["last"].dt.date, strict=True
                )
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 110 + 25 * len(posts))
    figure.update_layout(barmode="overlay", bargap=0.25)
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=[html_text(label) for label in posts["label"]][::-1],
        tickfont={"size": 12},
    )
    figure.update_xaxes(type="date", tickformat="%Y", dtick="M12", side="top", showgrid=True)
    figure.add_vline(x=today.isoformat(), line={"color": palette.HIGHLIGHT, "width": 2})
    figure.add_annotation(
        x=today.isoformat(),
        y=0,
        yref="paper",
        yanchor="top",
        text=f"aujourd’hui, {formats.day_long(today)}",
        font={"color": palette.HIGHLIGHT, "size": 13},
        showarrow=False,
    )
    figure.update_layout(margin={"b": 34, "t": 40})
    return figure
