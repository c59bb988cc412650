"""Columns side by side: one group per category, one column per series."""

from typing import Final

from maynum_dash.rendering.slides.proofs import Chart
from maynum_dash.rendering.vectors.canvas import rectangle, svg, text
from maynum_dash.rendering.vectors.upright import upright

_BOTTOM: Final = 58
_FILL: Final = 0.76  # of the room of a category


def draw(chart: Chart, width: float, height: float) -> str:
    """Draw columns side by side.

    Parameters
    ----------
    chart
        ``Shape.CLUSTERED``.
    width, height
        Units.
    """
    values = [chart.measure.plotted(value or 0) for one in chart.series for value in one.values]
    extent = min([*values, 0.0]), max([*values, 0.0])
    frame, marks = upright(chart, extent, (width, height), (0, _BOTTOM))
    thick = frame.step * _FILL / max(len(chart.series), 1)
    for place, name in enumerate(chart.categories):
        x = frame.middle(place) - frame.step * _FILL / 2
        for one in chart.series:
            ends = frame.level(0), frame.level(chart.measure.plotted(one.values[place] or 0))
            if one.values[place]:
                marks.append(rectangle(x, min(ends), thick - 3, abs(ends[0] - ends[1]), one.colour))
            x += thick
        marks.append(text(frame.middle(place), frame.base + 44, name, anchor="middle"))
    return svg(width, height, "".join(marks), chart.alt)
