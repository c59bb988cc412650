"""Native charts: the user edits their data in the program that shows them."""

import re
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from maynum_dash.rendering.formats import euros, euros_signed
from maynum_dash.rendering.neutral import inert_text
from maynum_dash.rendering.powerpoint.marks import INK, Room, describe
from maynum_dash.rendering.slides.proofs import Chart, Measure, Series, Shape
from maynum_dash.rendering.vectors.scales import levels

ACCENTS: Final = (
    MSO_THEME_COLOR.ACCENT_1,
    MSO_THEME_COLOR.ACCENT_2,
    MSO_THEME_COLOR.ACCENT_3,
    MSO_THEME_COLOR.ACCENT_4,
    MSO_THEME_COLOR.ACCENT_5,
    MSO_THEME_COLOR.ACCENT_6,
)
SUPPORT: Final = "Appui (sans couleur)"
RISES, FALLS, RISES_BELOW, FALLS_BELOW = "Hausse", "Baisse", "Hausse (sous zéro)", "Baisse (sous zéro)"
_STACKED: Final = 100
_FORMATS: Final = {
    Measure.CENTS: '#,##0\\ "€"',
    Measure.DENSITY: "0.00",
    Measure.PERCENT: '0\\ "%"',
    Measure.POSTS: "0",
}
# The sheet behind a chart takes these for a formula or a link.
_ACTIVE: Final = re.compile(
    r"\s*(?:\{?=|[+\-@＝＋－＠]|(?:https?|ftps?)://|mailto:|internal:|external:)", re.IGNORECASE
)


def add_chart(shapes: Any, chart: Chart, room: Room, name: str) -> None:
    """Add a native chart.

    Parameters
    ----------
    shapes
        Of the slide.
    chart
        Data; amounts go in as euros, to the cent.
    room
        Where.
    name
        Of the object.
    """
    kind, data = _MAKERS[chart.shape](chart)
    places = (Emu(value) for value in (room.left, room.top, room.width, room.height))
    shape = shapes.add_chart(kind, *places, data)
    describe(shape, name, chart.alt)
    drawn = shape.chart
    drawn.font.size = Pt(14)
    drawn.font.color.theme_color = INK
    drawn.has_title = False
    _dress_axes(drawn, chart)
    _dress_series(drawn, chart)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.TOP
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = Pt(14)
    drawn.element.insert(1, parse_xml(f'<c:lang {nsdecls("c")} val="fr-FR"/>'))


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
    data = CategoryChartData(number_format=_FORMATS[chart.measure])
    data.categories = [sheet_text(name) for name in categories]
    return data


def _plotted(chart: Chart, series: Series) -> list[float | None]:
    return [None if value is None else chart.measure.plotted(value) for value in series.values]


def _stacked(chart: Chart) -> tuple[XL_CHART_TYPE, CategoryChartData]:
    data = _data(chart, chart.categories)
    for one in chart.series:
        data.add_series(sheet_text(one.name), _plotted(chart, one))
    return XL_CHART_TYPE.COLUMN_STACKED, data


def _grouped(chart: Chart) -> tuple[XL_CHART_TYPE, CategoryChartData]:
    data = _data(chart, chart.categories)
    for one in chart.series:
        data.add_series(sheet_text(one.name), _plotted(chart, one))
    return XL_CHART_TYPE.BAR_CLUSTERED, data


def _intervals(chart: Chart) -> tuple[XL_CHART_TYPE, CategoryChartData]:
    """Write the value with the name: beside the bar, its interval would cross it."""
    one = chart.series[0]
    names = (
        f"{name} : {chart.measure.write(value)}" if value is not None else name
        for name, value in zip(chart.categories, one.values, strict=True)
    )
    data = _data(chart, tuple(names))
    data.add_series(sheet_text(one.name), _plotted(chart, one))
    return XL_CHART_TYPE.BAR_CLUSTERED, data


def _bridge(chart: Chart) -> tuple[XL_CHART_TYPE, CategoryChartData]:
    """Float bars on a support without colour; a step that crosses the old total is in two parts."""
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
    return XL_CHART_TYPE.BAR_STACKED, data


_MAKERS: Final = {
    Shape.STACKED: _stacked,
    Shape.GROUPED: _grouped,
    Shape.INTERVALS: _intervals,
    Shape.BRIDGE: _bridge,
}


def _dress_axes(drawn: Any, chart: Chart) -> None:
    """Quiet axes; bars that lie down are read from the top."""
    lies = chart.shape is not Shape.STACKED
    values, categories = drawn.value_axis, drawn.category_axis
    values.has_major_gridlines = not lies
    if values.has_major_gridlines:
        values.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        values.major_gridlines.format.line.color.brightness = -0.15
    values.format.line.fill.background()
    values.tick_labels.font.size = Pt(13)
    values.tick_labels.number_format = _FORMATS[chart.measure]
    values.tick_labels.number_format_is_linked = False
    values.visible = not lies or chart.shape is Shape.INTERVALS
    if chart.shape is Shape.INTERVALS:
        highest = max(bound or 0 for bound in chart.series[0].high)
        values.minimum_scale, values.maximum_scale = 0, levels(0, highest)[-1]
    categories.tick_labels.font.size = Pt(14)
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.format.line.color.theme_color = INK
    if lies:
        categories.reverse_order = True
    plot = drawn.plots[0]
    plot.gap_width = 60 if lies else 55
    if chart.shape in (Shape.STACKED, Shape.BRIDGE):
        plot.overlap = _STACKED


def _dress_series(drawn: Any, chart: Chart) -> None:
    """Colours of the theme, outlines, and the value at the end of each bar."""
    plot = drawn.plots[0]
    if chart.shape is Shape.BRIDGE:
        for series in plot.series:
            if series.name == SUPPORT:
                series.format.fill.background()
            else:
                _fill(series, 1 if series.name.startswith(RISES) else 3)
        return
    for series, one in zip(plot.series, chart.series, strict=True):
        _fill(series, one.accent if chart.shape is not Shape.INTERVALS else 2)
        if one.low:
            _add_intervals(series, one)
    if chart.shape is Shape.GROUPED:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = _FORMATS[chart.measure], False
        labels.font.size, labels.font.bold = Pt(13), True
        labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _fill(series: Any, accent: int) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.theme_color = ACCENTS[(accent - 1) % len(ACCENTS)]
    series.format.line.color.theme_color = INK
    series.format.line.width = Pt(0.6)
    series.invert_if_negative = False


def _add_intervals(series: Any, one: Series) -> None:
    """Add custom error bars, which python-pptx has no word for."""
    gaps = [
        [(bound or 0) - (value or 0) for bound, value in zip(bounds, one.values, strict=True)]
        for bounds in (one.high, one.low)
    ]
    written = [
        f'<c:{tag}><c:numLit><c:formatCode>0.00</c:formatCode><c:ptCount val="{len(values)}"/>'
        + "".join(
            f'<c:pt idx="{rank}"><c:v>{abs(value):.6f}</c:v></c:pt>' for rank, value in enumerate(values)
        )
        + f"</c:numLit></c:{tag}>"
        for tag, values in zip(("plus", "minus"), gaps, strict=True)
    ]
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/>{"".join(written)}<c:spPr><a:ln w="22225"><a:solidFill><a:schemeClr '
        'val="tx1"/>'
        "</a:solidFill></a:ln></c:spPr></c:errBars>"
    )
    element = series._element  # noqa: SLF001 -- python-pptx gives no other way to the XML of a series
    element.find(".//{*}cat").addprevious(bars)
