"""Charts of money: commitments per fiscal year, their sum over time, the employer's share."""

import pandas as pd
from plotly import graph_objects as go

from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.rendering import formats, palette

_STACK = (Funder.DEPARTMENT, Funder.STATE, Funder.BONUS, Funder.EMPLOYER)
_AMOUNTS = 92  # pixels for « 400 000 € » beside the axis
_YEARS = 66  # pixels for « Année 3 »
_MILLION_CENTS = 100_000_000
CATEGORY_COLOURS = {
    EmployerCategory.PUBLIC_WITH_BONUS: "#29598F",
    EmployerCategory.PUBLIC: "#82B5F2",
    EmployerCategory.PRIVATE: "#E1A100",
}


def commitments(by_year: pd.DataFrame, fiscal_year: int | None = None) -> go.Figure:
    """Stack the money of each fiscal year by funder, the Département at the foot.

    Parameters
    ----------
    by_year
        Cents; index ``fiscal_year``, one column per funder.
    fiscal_year
        Exercice in view: the others are paler; ``None`` treats all alike.
    """
    years = [str(year) for year in by_year.index]
    figure = go.Figure()
    for funder in _STACK:
        cents = by_year[funder.value] if funder.value in by_year else pd.Series(0, index=by_year.index)
        figure.add_bar(
            x=years,
            y=_euros(cents),
            name=funder.value,
            marker={
                "color": palette.FUNDER_COLOURS[funder],
                "line": {"color": palette.INK, "width": 0.6},
                "opacity": [1 if fiscal_year in (None, year) else 0.7 for year in by_year.index],
            },
            hovertext=[
                f"{funder.value}<br>Exercice {year} : {formats.euros(amount)}"
                for year, amount in zip(years, cents, strict=True)
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 400, left=_AMOUNTS)
    figure.update_layout(barmode="relative", bargap=0.35)
    figure.update_yaxes(ticksuffix="\u00a0€", tickformat=",.0f", zeroline=True, zerolinecolor=palette.MUTED)
    # Totals are written with the years: a layer of text above the bars costs as much time as the bars.
    totals = _short(by_year.sum(axis=1))
    texts = [f"{year}<br><b>{total}</b>" for year, total in zip(years, totals, strict=True)]
    figure.update_xaxes(type="category", showgrid=False, tickvals=years, ticktext=texts)
    figure.update_layout(margin={"b": 58})
    return figure


def cumulative(by_year: pd.DataFrame, fiscal_year: int) -> go.Figure:
    """Draw what the Département has committed since the start, year after year.

    Parameters
    ----------
    by_year
        Cumulated cents; index ``fiscal_year``, one column per funder.
    fiscal_year
        Exercice in view, marked by a larger point.
    """
    years = [str(year) for year in by_year.index]
    cents = by_year[Funder.DEPARTMENT.value]
    figure = go.Figure()
    figure.add_scatter(
        x=years,
        y=_euros(cents),
        mode="lines+markers+text",
        line={"color": palette.ACCENT, "width": 3},
        fill="tozeroy",
        fillcolor="rgba(41,89,143,0.10)",
        marker={
            "size": [13 if year == fiscal_year else 8 for year in by_year.index],
            "color": palette.ACCENT,
        },
        text=[formats.euros_round(amount) for amount in cents],
        textposition="top left",
        hovertext=[
            f"Cumul du Département à fin {year} : {formats.euros(amount)}"
            for year, amount in zip(years, cents, strict=True)
        ],
        hoverinfo="text",
        cliponaxis=False,
    )
    palette.dress(figure, 400, left=_AMOUNTS)
    figure.update_layout(margin={"r": 48, "t": 32})
    figure.update_yaxes(ticksuffix="\u00a0€", tickformat=",.0f", rangemode="tozero")
    figure.update_xaxes(type="category", showgrid=False, range=[-0.35, len(years) - 0.65])
    return figure


def employer_steps(shares: pd.DataFrame) -> go.Figure:
    """Compare what an employer has left to pay in each scheme year, by category.

    Parameters
    ----------
    shares
        Average cents per post: ``category``, ``scheme_year`` (1 to 3), ``mean_cents``.
    """
    figure = go.Figure()
    # Bars lie down so that each keeps its amount beside it, in a narrow column too.
    for category, colour in CATEGORY_COLOURS.items():
        rows = shares[shares["category"] == category.value].sort_values("scheme_year")
        if rows.empty:
            continue
        figure.add_bar(
            y=[f"Année {year}" for year in rows["scheme_year"]],
            x=_euros(rows["mean_cents"]),
            orientation="h",
            name=category.value,
            marker={"color": colour, "line": {"color": palette.INK, "width": 0.6}},
            text=[formats.euros_round(cents) for cents in rows["mean_cents"]],
            textposition="outside",
            textfont={"size": 13},
            hovertext=[
                f"{category.value}, année {year} : {formats.euros(cents)} par poste"
                for year, cents in zip(rows["scheme_year"], rows["mean_cents"], strict=True)
            ],
            hoverinfo="text",
            cliponaxis=False,
        )
    palette.dress(figure, 400, left=_YEARS)
    figure.update_layout(barmode="group", bargap=0.25, bargroupgap=0.08, margin={"r": 66})
    figure.update_xaxes(ticksuffix="\u00a0€", tickformat=",.0f", rangemode="tozero", nticks=4)
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    return figure


def _short(cents: pd.Series) -> list[str]:
    """Write amounts side by side under bars: from a million on, they would lie over one another."""
    largest = cents.abs().max()
    if largest < _MILLION_CENTS:
        return [formats.euros_round(amount) for amount in cents]
    return [formats.euros_millions(amount, 2 if largest < 10 * _MILLION_CENTS else 1) for amount in cents]


def _euros(cents: pd.Series) -> list[float]:
    """Heights in euros, for drawing only; labels are written from the cents."""
    return [float(amount) / 100 for amount in cents]
