"""Charts of envelopes: an envelope against time, exercices side by side."""

from datetime import timedelta
from typing import Final

import pandas as pd
from pandas import DataFrame
from plotly import graph_objects as go

from maynum_dash.analysis.steering.burndown import BurnDown, Line
from maynum_dash.rendering import formats, palette

_AMOUNTS: Final = 92  # pixels for « 400 000 € » beside the axis
LINE_COLOURS: Final = {
    Line.VOTED: palette.INK,
    Line.COMMITTED: palette.STATE_BLUE,
    Line.PAID: palette.ACCENT,
    Line.PROJECTED: palette.DISC,
}
# A dash tells the lines apart without their colours.
_DASHES: Final = {Line.VOTED: "solid", Line.COMMITTED: "dot", Line.PAID: "solid", Line.PROJECTED: "dash"}
_WIDTHS: Final = {Line.VOTED: 2, Line.COMMITTED: 2, Line.PAID: 4, Line.PROJECTED: 3}
YEAR_COLOURS: Final = {"CP voté": palette.STATE_BLUE, "Mandaté": palette.ACCENT, "Échéancier": palette.DISC}


def burn_down(track: BurnDown, names: dict[Line, str]) -> go.Figure:
    """Draw what is voted, committed, paid and projected, with the line of today and the day of exhaustion.

    Parameters
    ----------
    track
        An envelope day after day.
    names
        What each line is called.
    """
    figure = go.Figure()
    for line in Line:
        rows = track.lines[track.lines["line"] == line.value]
        if rows.empty:
            continue
        figure.add_scatter(
            x=rows["day"],
            y=[cents / 100 for cents in rows["total_cents"]],
            name=names[line],
            mode="lines",
            line={
                "color": LINE_COLOURS[line],
                "width": _WIDTHS[line],
                "dash": _DASHES[line],
                "shape": "linear" if line is Line.PROJECTED and len(rows) == 2 else "hv",  # noqa: PLR2004 -- a pace
            },
            hovertext=[
                f"{names[line]} au {formats.day_short(day)} : {formats.euros(cents)}"
                for day, cents in zip(rows["day"], rows["total_cents"], strict=True)
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 400, left=_AMOUNTS)
    end = track.past_end - timedelta(days=1)
    if track.first <= track.today <= end:
        _mark(figure, track.today, "Aujourd’hui", palette.MUTED, top=True)
    if track.exhausted_on is not None and track.exhausted_on <= end:
        _mark(
            figure,
            track.exhausted_on,
            f"Épuisée le {formats.day_short(track.exhausted_on)}",
            palette.HIGHLIGHT,
            top=False,
        )
    figure.update_layout(margin={"t": 34, "r": 24}, hovermode="closest")
    figure.update_yaxes(ticksuffix="\u00a0€", tickformat=",.0f", rangemode="tozero")
    figure.update_xaxes(type="date", range=[str(track.first), str(end)], showgrid=False, **_ticks(track))
    return figure


def years(yearly: DataFrame) -> go.Figure:
    """Compare voted, paid and scheduled money, exercice after exercice.

    Parameters
    ----------
    yearly
        Result of ``yearly_table``.
    """
    columns = {"CP voté": "cp_voted_cents", "Mandaté": "cp_paid_cents", "Échéancier": "cp_due_cents"}
    labels = [str(year) for year in yearly["fiscal_year"]]
    figure = go.Figure()
    for name, column in columns.items():
        cents = yearly[column]
        figure.add_bar(
            x=labels,
            y=[None if pd.isna(one) else int(one) / 100 for one in cents],
            name=name,
            marker={"color": YEAR_COLOURS[name], "line": {"color": palette.INK, "width": 0.6}},
            hovertext=[
                f"{name} {year} : {'rien n’est voté' if pd.isna(one) else formats.euros(int(one))}"
                for year, one in zip(labels, cents, strict=True)
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 340, left=_AMOUNTS)
    figure.update_layout(barmode="group", bargap=0.3)
    figure.update_yaxes(ticksuffix="\u00a0€", tickformat=",.0f", zeroline=True, zerolinecolor=palette.MUTED)
    figure.update_xaxes(type="category", showgrid=False)
    return figure


def _mark(figure: go.Figure, day: object, text: str, colour: str, *, top: bool) -> None:
    """Draw the line of a day, and write what it is."""
    figure.add_shape(
        type="line",
        x0=str(day),
        x1=str(day),
        y0=0,
        y1=1,
        yref="paper",
        line={"color": colour, "width": 1.5, "dash": "dot" if top else "solid"},
    )
    figure.add_annotation(
        x=str(day),
        y=1.08 if top else 0.06,
        yref="paper",
        text=text,
        showarrow=False,
        xanchor="center" if top else "right",
        xshift=0 if top else -6,
        font={"color": colour, "size": 13},
        bgcolor=palette.PAPER,
    )


def _ticks(track: BurnDown) -> dict[str, object]:
    """Write months in French, as plotly would in English; years when there are many."""
    months = pd.date_range(track.first, track.past_end, freq="MS", inclusive="left")
    if len(months) > 12:  # noqa: PLR2004 -- more than a year
        kept = [day for day in months if day.month == 1]
        return {"tickvals": kept, "ticktext": [str(day.year) for day in kept]}
    # Every other month: twelve names would be turned on their side in half a page.
    kept = list(months[::2])
    return {"tickvals": kept, "ticktext": [formats.month_short(day) for day in kept], "tickangle": 0}
