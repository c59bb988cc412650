"""The sheet behind a native chart: what the user sees when she edits its data."""

import re
from typing import Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from maynum_dash.rendering.formats import euros, euros_signed
from maynum_dash.rendering.neutral import inert_text
from maynum_dash.rendering.slides.proofs import Chart, Measure, Series, Shape

SUPPORT: Final = "Appui (sans couleur)"
RISES, FALLS, RISES_BELOW, FALLS_BELOW = "Hausse", "Baisse", "Hausse (sous zéro)", "Baisse (sous zéro)"
FORMATS: Final = {
    Measure.CENTS: '#,##0\\ "€"',
    Measure.DENSITY: "0.00",
    Measure.PERCENT: '0\\ "%"',
    Measure.POSTS: "0",
}
# The sheet takes these for a formula or a link.
_ACTIVE: Final = re.compile(
    r"\s*(?:\{?=|[+\-@＝＋－＠]|(?:https?|ftps?)://|mailto:|internal:|external:)", re.IGNORECASE
)


def plotted(chart: Chart) -> tuple[XL_CHART_TYPE, CategoryChartData]:
    """Give the kind of a chart and its sheet; amounts are euros, to the cent.

    Parameters
    ----------
    chart
        Its data.
    """
    if chart.shape is Shape.INTERVALS:
        return XL_CHART_TYPE.BAR_CLUSTERED, _intervals(chart)
    if chart.shape is Shape.BRIDGE:
        return XL_CHART_TYPE.BAR_STACKED, bridge(chart)
    data = _data(chart, chart.categories)
    for one in chart.series:
        data.add_series(sheet_text(one.name), _values(chart, one))
    return _KINDS[chart.shape], data


def sheet_text(text: str) -> str:
    """Write a name so that the sheet behind the chart keeps it a text.

    Parameters
    ----------
    text
        Name of a category or of a series.
    """
    clean = inert_text(text)
    return f"'{clean}" if _ACTIVE.match(clean) else clean


def _data(chart: Chart, categories: tuple[str, ...]) -> CategoryChartData:
    data = CategoryChartData(number_format=FORMATS[chart.measure])
    data.categories = [sheet_text(name) for name in categories]
    return data


def _values(chart: Chart, series: Series) -> list[float | None]:
    return [None if value is None else chart.measure.plotted(value) for value in series.values]


def _intervals(chart: Chart) -> CategoryChartData:
    """Write the value with the name: beside the bar, its interval would cross it."""
    one = chart.series[0]
    names = (
        f"{name} : {chart.measure.write(value)}" if value is not None else name
        for name, value in zip(chart.categories, one.values, strict=True)
    )
    data = _data(chart, tuple(names))
    data.add_series(sheet_text(one.name), _values(chart, one))
    return data


def bridge(chart: Chart) -> CategoryChartData:
    """Float the bars of a cascade on a support without colour; one that crosses the old total has two parts.

    Parameters
    ----------
    chart
        ``Shape.BRIDGE``.
    """
    first, *steps, last = chart.categories
    amounts = [int(value or 0) for value in chart.series[0].values]
    data = _data(
        chart,
        (
            f"{first} : {euros(chart.totals[0])}",
            *(f"{name} : {euros_signed(cents)}" for name, cents in zip(steps, amounts, strict=True)),
            f"{last} : {euros(chart.totals[-1])}",
        ),
    )
    columns: dict[str, list[int]] = {name: [0] for name in (SUPPORT, RISES, FALLS, RISES_BELOW, FALLS_BELOW)}
    gone = [total - chart.totals[0] for total in chart.totals]
    for rank, cents in enumerate(amounts, start=1):
        low, high = sorted((gone[rank - 1], gone[rank]))
        up, below = (RISES, RISES_BELOW) if cents > 0 else (FALLS, FALLS_BELOW)
        parts = dict.fromkeys(columns, 0)
        if low >= 0 or high <= 0:
            parts[SUPPORT], parts[up] = (low, high - low) if low >= 0 else (high, low - high)
        else:
            parts[up], parts[below] = high, low
        for name, value in parts.items():
            columns[name].append(value)
    for name, values in columns.items():
        if name in (SUPPORT, RISES, FALLS) or any(values):
            data.add_series(name, [*(value / 100 for value in values), 0])
    return data


_KINDS: Final = {
    Shape.STACKED: XL_CHART_TYPE.COLUMN_STACKED,
    Shape.GROUPED: XL_CHART_TYPE.BAR_CLUSTERED,
    Shape.CLUSTERED: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Shape.LINES: XL_CHART_TYPE.LINE_MARKERS,
}
