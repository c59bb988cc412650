"""Charts of scenarios beside what is known: euros by exercice, coverage, sensitivity, one post's plan."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
from plotly import graph_objects as go

from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.neutral import html_text

# Known data first, then up to four scenarios; hatching, dashes and marks say the same as the colours.
COLOURS: Final = ("#7F7F7F", "#29598F", "#E1A100", "#82B5F2", "#B3261E")
_HATCHES: Final = ("", "", "/", ".", "x")
_DASHES: Final = ("dot", "solid", "dash", "dashdot", "longdash")
_MARKS: Final = ("circle", "square", "diamond", "triangle-up", "x")
_AMOUNTS: Final = 92  # pixels for « 400 000 € » beside the axis
_NUMBERS: Final = 52
_YEARS: Final = 72


def amounts(table: pd.DataFrame, names: Sequence[str]) -> go.Figure:
    """Put the euros of each exercice side by side.

    Parameters
    ----------
    table
        Result of ``beside`` by exercice.
    names
        What is known, then the scenarios.
    """
    columns = ["before_cents", *(f"after_{rank}_cents" for rank in range(len(names) - 1))]
    years = [str(year) for year in table["key"]]
    figure = go.Figure()
    for rank, (name, column) in enumerate(zip(names, columns, strict=True)):
        figure.add_bar(
            x=years,
            y=[cents / 100 for cents in table[column]],
            name=html_text(name),
            marker={
                "color": COLOURS[rank],
                "line": {"color": palette.INK, "width": 0.6},
                "pattern": {"shape": _HATCHES[rank], "fillmode": "overlay", "solidity": 0.15, "size": 6},
            },
            hovertext=[
                f"{html_text(name)}<br>Exercice {year} : {formats.euros(cents)}"
                for year, cents in zip(years, table[column], strict=True)
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 380, left=_AMOUNTS)
    figure.update_layout(barmode="group", bargap=0.28, bargroupgap=0.06)
    figure.update_yaxes(ticksuffix="\u00a0€", tickformat=",.0f", zeroline=True, zerolinecolor=palette.MUTED)
    figure.update_xaxes(type="category", showgrid=False)
    return figure


def coverage(table: pd.DataFrame, names: Sequence[str]) -> go.Figure:
    """Follow the FTE for 1 000 people at the end of each exercice.

    Parameters
    ----------
    table
        Result of ``coverage_by_year``.
    names
        What is known, then the scenarios.
    """
    figure = go.Figure()
    years = [str(year) for year in table["fiscal_year"]]
    # What is known is drawn last: a scenario that changes nothing would cover it.
    for rank, name in reversed(list(enumerate(names))):
        densities, fte = table[f"density_{rank}"], table[f"fte_{rank}"]
        figure.add_scatter(
            x=years,
            y=densities.tolist(),
            mode="lines+markers",
            name=html_text(name),
            line={"color": COLOURS[rank], "width": 3, "dash": _DASHES[rank]},
            marker={
                "size": 10,
                "symbol": _MARKS[rank],
                "color": COLOURS[rank],
                "line": {"color": palette.INK, "width": 1},
            },
            hovertext=[
                f"{html_text(name)}<br>31 décembre {year} : {formats.decimal(density, 2)} ETP pour "
                f"1 000 personnes ({formats.decimal(posts, 1)} ETP)"
                for year, density, posts in zip(years, densities, fte, strict=True)
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 380, left=_NUMBERS)
    figure.update_yaxes(rangemode="tozero", tickformat=",.2f")
    figure.update_xaxes(type="category", showgrid=False)
    return figure


def sensitivity(table: pd.DataFrame) -> go.Figure:
    """Draw a total against the share of the agreements that are renewed.

    Parameters
    ----------
    table
        Result of ``by_rate``.
    """
    rates, cents = table["rate_pct"].tolist(), table["amount_cents"].tolist()
    figure = go.Figure(
        go.Scatter(
            x=rates,
            y=[amount / 100 for amount in cents],
            mode="lines+markers",
            line={"color": palette.ACCENT, "width": 3},
            marker={"size": 9, "color": palette.ACCENT, "line": {"color": palette.INK, "width": 1}},
            hovertext=[
                f"{rate}\u00a0% de conventions renouvelées : {formats.euros(amount)}"
                for rate, amount in zip(rates, cents, strict=True)
            ],
            hoverinfo="text",
        )
    )
    palette.dress(figure, 340, left=_AMOUNTS)
    figure.update_yaxes(ticksuffix="\u00a0€", tickformat=",.0f", rangemode="tozero")
    figure.update_xaxes(ticksuffix="\u00a0%", dtick=20, range=[-3, 103])
    return figure


def plan(rows: Mapping[Funder, Sequence[int]], labels: Sequence[str]) -> go.Figure:
    """Stack what each funder pays of one post, period by period.

    Parameters
    ----------
    rows
        Cents of each funder.
    labels
        Name of each period.
    """
    figure = go.Figure()
    for funder in (Funder.DEPARTMENT, Funder.STATE, Funder.BONUS, Funder.EMPLOYER):
        cents = rows[funder]
        figure.add_bar(
            y=list(labels),
            x=[amount / 100 for amount in cents],
            orientation="h",
            name=funder.value,
            marker={"color": palette.FUNDER_COLOURS[funder], "line": {"color": palette.INK, "width": 0.6}},
            hovertext=[
                f"{funder.value}, {label} : {formats.euros(amount)}"
                for label, amount in zip(labels, cents, strict=True)
            ],
            hoverinfo="text",
        )
    palette.dress(figure, 96 + 56 * len(labels), left=_YEARS)
    figure.update_layout(barmode="relative", bargap=0.35)
    figure.update_xaxes(ticksuffix="\u00a0€", tickformat=",.0f", nticks=5)
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    return figure
