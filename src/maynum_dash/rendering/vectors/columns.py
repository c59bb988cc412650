"""Stacked columns: one per category, the series from the foot up; what is negative hangs below zero."""

from typing import Final

from maynum_dash.rendering import formats
from maynum_dash.rendering.slides.proofs import Chart
from maynum_dash.rendering.vectors.canvas import TEXT, breadth, rectangle, svg, text
from maynum_dash.rendering.vectors.upright import Upright, upright

_BOTTOM: Final = 100
_FILL: Final = 0.62  # of the room of a category
_SMALL: Final = 25.0  # units
_MILLION: Final = 100_000_000


def draw(chart: Chart, width: float, height: float) -> str:
    """Draw stacked columns, the total of each below its name.

    Parameters
    ----------
    chart
        ``Shape.STACKED``.
    width, height
        Units.
    """
    frame, marks = upright(chart, _extent(chart), (width, height), (0, _BOTTOM))
    for place, name in enumerate(chart.categories):
        x = frame.middle(place)
        marks += _column(chart, place, (x - frame.step * _FILL / 2, frame.step * _FILL), frame)
        marks.append(text(x, frame.base + 40, name, anchor="middle"))
        total, size = _short(chart, place, frame.step)
        marks.append(text(x, frame.base + 82, total, anchor="middle", bold=True, size=size))
    return svg(width, height, "".join(marks), chart.alt)


def _extent(chart: Chart) -> tuple[float, float]:
    """Lowest and highest ends of the stacks."""
    columns = list(zip(*(one.values for one in chart.series), strict=True))
    plotted = [[chart.measure.plotted(value or 0) for value in column] for column in columns]
    low = min((sum(value for value in column if value < 0) for column in plotted), default=0.0)
    return low, max((sum(value for value in column if value > 0) for column in plotted), default=0.0)


def _column(chart: Chart, place: int, span: tuple[float, float], frame: Upright) -> list[str]:
    """Stack the values of one category."""
    marks, up, down = [], 0.0, 0.0
    x, width = span
    for one in chart.series:
        value = chart.measure.plotted(one.values[place] or 0)
        start = up if value > 0 else down
        ends = frame.level(start), frame.level(start + value)
        if value > 0:
            up += value
        else:
            down += value
        if value:
            marks.append(rectangle(x, min(ends), width, abs(ends[0] - ends[1]), one.colour))
    return marks


def _short(chart: Chart, place: int, room: float) -> tuple[str, float]:
    """Write the total of a category: in millions when the others would touch it, then in smaller letters."""
    total = chart.totals[place]
    written = formats.euros_round(total)
    if breadth(written) < room * 1.06:
        return written, TEXT
    short = formats.euros_millions(total, 2 if abs(total) < 10 * _MILLION else 1)
    return short, TEXT if breadth(short) < room * 0.94 else _SMALL
