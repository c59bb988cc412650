"""Stacked columns: one per category, the series from the foot up; what is negative hangs below zero."""

from typing import Final

from maynum_dash.rendering import formats
from maynum_dash.rendering.slides.proofs import Chart
from maynum_dash.rendering.vectors.canvas import breadth, legend, line, rectangle, svg, text
from maynum_dash.rendering.vectors.scales import levels

_TOP, _BOTTOM, _AXIS = 62, 100, 24
_FILL: Final = 0.62  # of the room of a category
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
    ticks = levels(*_extent(chart))
    written = [chart.measure.write(tick * 100) for tick in ticks]
    left = max(map(breadth, written)) + _AXIS
    base, room = height - _BOTTOM, height - _BOTTOM - _TOP
    scale = room / (ticks[-1] - ticks[0])

    def level(value: float) -> float:
        return base - (value - ticks[0]) * scale

    marks = [legend([(one.name, one.colour) for one in chart.series], 0)]
    for tick, words in zip(ticks, written, strict=True):
        marks.append(line((left, level(tick)), (width, level(tick)), "muted" if tick == 0 else "line"))
        marks.append(text(left - 14, level(tick) + 11, words, anchor="end", tone="muted"))
    step = (width - left) / max(len(chart.categories), 1)
    for place, name in enumerate(chart.categories):
        x = left + step * place
        marks += _column(chart, place, (x + step * (1 - _FILL) / 2, step * _FILL), level)
        marks.append(text(x + step / 2, base + 40, name, anchor="middle"))
        total = _short(chart, place, step)
        marks.append(text(x + step / 2, base + 82, total, anchor="middle", bold=True))
    return svg(width, height, "".join(marks), chart.alt)


def _extent(chart: Chart) -> tuple[float, float]:
    """Lowest and highest ends of the stacks."""
    columns = list(zip(*(one.values for one in chart.series), strict=True))
    plotted = [[chart.measure.plotted(value or 0) for value in column] for column in columns]
    low = min((sum(value for value in column if value < 0) for column in plotted), default=0.0)
    return low, max((sum(value for value in column if value > 0) for column in plotted), default=0.0)


def _column(chart: Chart, place: int, span: tuple[float, float], level: object) -> list[str]:
    """Stack the values of one category."""
    marks, up, down = [], 0.0, 0.0
    x, width = span
    for one in chart.series:
        value = chart.measure.plotted(one.values[place] or 0)
        start = up if value > 0 else down
        ends = level(start), level(start + value)  # type: ignore[operator]
        if value > 0:
            up += value
        else:
            down += value
        if value:
            marks.append(rectangle(x, min(ends), width, abs(ends[0] - ends[1]), one.colour))
    return marks


def _short(chart: Chart, place: int, room: float) -> str:
    """Write the total of a category, in millions when the others would touch it."""
    total = chart.totals[place]
    written = formats.euros_round(total)
    if breadth(written) < room * 1.06:
        return written
    return formats.euros_millions(total, 2 if abs(total) < 10 * _MILLION else 1)
