"""Bars that lie down: one group per category, the value at the end of each bar."""

from typing import Final

from maynum_dash.rendering.slides.proofs import Chart
from maynum_dash.rendering.vectors.canvas import TEXT, breadth, legend, line, rectangle, shortened, svg, text

_MOST_NAMES: Final = 480  # units for the names beside the bars
_FILL: Final = 0.7


def draw(chart: Chart, width: float, height: float) -> str:
    """Draw grouped bars.

    Parameters
    ----------
    chart
        ``Shape.GROUPED``.
    width, height
        Units.
    """
    size = TEXT
    top = 62 if len(chart.series) > 1 else 8
    names = [shortened(name, _MOST_NAMES, size) for name in chart.categories]
    left = max((breadth(name, size) for name in names), default=0) + 24
    values = [chart.measure.plotted(value or 0) for one in chart.series for value in one.values]
    written = [chart.measure.write(value or 0) for one in chart.series for value in one.values]
    tail = max((breadth(words, size) for words in written), default=0) + 20
    low, high = min([*values, 0.0]), max([*values, 0.0])
    scale = (width - left - tail) / ((high - low) or 1)
    zero = left - low * scale
    marks = [legend([(one.name, one.colour) for one in chart.series], 0)] if top > 8 else []  # noqa: PLR2004
    marks.append(line((zero, top), (zero, height), "muted", 2))
    step = (height - top) / max(len(names), 1)
    thick = min(step * _FILL / max(len(chart.series), 1), 54)
    for place, name in enumerate(names):
        middle = top + step * (place + 0.5)
        marks.append(text(left - 16, middle + size / 3, name, anchor="end", size=size))
        for rank, one in enumerate(chart.series):
            value = one.values[place]
            plotted = chart.measure.plotted(value or 0)
            y = middle + (rank - len(chart.series) / 2) * thick
            x = zero + min(plotted, 0) * scale
            marks.append(rectangle(x, y + 2, abs(plotted) * scale, thick - 4, one.colour))
            words = chart.measure.write(value) if value is not None else "–"
            end = zero + max(plotted, 0) * scale + 12
            letters = max(26, min(size, thick + 6))
            marks.append(text(end, y + thick / 2 + letters / 3, words, size=letters, bold=True))
    return svg(width, height, "".join(marks), chart.alt)
