"""Native charts: the user edits their data in the program that shows them."""

from typing import Any, Final

from pptx.enum.chart import (
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from maynum_dash.rendering.powerpoint.marks import INK, Room, describe
from maynum_dash.rendering.powerpoint.sheets import FORMATS, RISES, SUPPORT, plotted
from maynum_dash.rendering.slides.proofs import Chart, Series, Shape
from maynum_dash.rendering.vectors.scales import levels

ACCENTS: Final = (
    MSO_THEME_COLOR.ACCENT_1,
    MSO_THEME_COLOR.ACCENT_2,
    MSO_THEME_COLOR.ACCENT_3,
    MSO_THEME_COLOR.ACCENT_4,
    MSO_THEME_COLOR.ACCENT_5,
    MSO_THEME_COLOR.ACCENT_6,
)
_STACKED: Final = 100
_APART: Final = -8  # overlap of columns side by side
_STANDING: Final = (Shape.STACKED, Shape.CLUSTERED, Shape.LINES)
# Data first, then scenarios: dashes and marks say the same as the colours.
_DASHES: Final = (MSO_LINE.ROUND_DOT, MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.DASH_DOT)
_MARKS: Final = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.TRIANGLE,
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
    kind, data = plotted(chart)
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


def _dress_axes(drawn: Any, chart: Chart) -> None:
    """Quiet axes; bars that lie down are read from the top."""
    lies = chart.shape not in _STANDING
    values, categories = drawn.value_axis, drawn.category_axis
    values.has_major_gridlines = not lies
    if values.has_major_gridlines:
        values.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        values.major_gridlines.format.line.color.brightness = -0.15
    values.format.line.fill.background()
    values.tick_labels.font.size = Pt(13)
    values.tick_labels.number_format = FORMATS[chart.measure]
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
    if chart.shape is Shape.LINES:
        values.minimum_scale = 0
        return
    plot = drawn.plots[0]
    plot.gap_width = 60 if lies else 55
    if chart.shape in (Shape.STACKED, Shape.BRIDGE):
        plot.overlap = _STACKED
    elif chart.shape is Shape.CLUSTERED:
        plot.overlap = _APART


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
    if chart.shape is Shape.LINES:
        for rank, (series, one) in enumerate(zip(plot.series, chart.series, strict=True)):
            _trace(series, one, rank)
        return
    for series, one in zip(plot.series, chart.series, strict=True):
        _fill(series, one.accent if chart.shape is not Shape.INTERVALS else 2)
        if one.low:
            _add_intervals(series, one)
    if chart.shape is Shape.GROUPED:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = FORMATS[chart.measure], False
        labels.font.size, labels.font.bold = Pt(13), True
        labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _fill(series: Any, accent: int) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.theme_color = ACCENTS[(accent - 1) % len(ACCENTS)]
    series.format.line.color.theme_color = INK
    series.format.line.width = Pt(0.6)
    series.invert_if_negative = False


def _trace(series: Any, one: Series, rank: int) -> None:
    """Draw a curve with marks and dashes of its own, its last value written."""
    colour = ACCENTS[(one.accent - 1) % len(ACCENTS)]
    series.smooth = False
    series.format.line.color.theme_color = colour
    series.format.line.width = Pt(3)
    series.format.line.dash_style = _DASHES[rank % len(_DASHES)]
    series.marker.style, series.marker.size = _MARKS[rank % len(_MARKS)], 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.theme_color = colour
    series.marker.format.line.color.theme_color = INK
    if one.values and one.values[-1] is not None:
        label = series.points[len(one.values) - 1].data_label
        label.position = XL_LABEL_POSITION.RIGHT
        label.font.size, label.font.bold = Pt(13), True


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
