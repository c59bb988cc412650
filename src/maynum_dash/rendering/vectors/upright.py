"""The frame of a chart that stands: levels on the left, categories side by side below."""

from dataclasses import dataclass
from typing import Final

from maynum_dash.rendering.slides.proofs import Chart, Measure
from maynum_dash.rendering.vectors.canvas import TEXT, breadth, legend, line, shortened, text
from maynum_dash.rendering.vectors.scales import levels

TOP: Final = 62  # units for the legend
_AXIS: Final = 24
_BOX: Final = 84  # units of an entry of the legend, its name aside


@dataclass(frozen=True, slots=True)
class Upright:
    """Places of a chart that stands.

    Parameters
    ----------
    left, base
        Corner where its axes meet, in units.
    step
        Width of a category.
    first
        Lowest level, in the measure drawn.
    scale
        Units of one of its units.
    """

    left: float
    base: float
    step: float
    first: float
    scale: float

    def level(self, value: float) -> float:
        """Height at which a value stands."""
        return self.base - (value - self.first) * self.scale

    def middle(self, place: int) -> float:
        """Middle of a category."""
        return self.left + self.step * (place + 0.5)


def upright(
    chart: Chart, extent: tuple[float, float], size: tuple[float, float], edges: tuple[float, float]
) -> tuple[Upright, list[str]]:
    """Place a chart, and draw its legend and its levels.

    Parameters
    ----------
    chart
        What is drawn.
    extent
        Lowest and highest values, as they are drawn.
    size
        Width and height, in units.
    edges
        Units kept on the right and below.
    """
    ticks = levels(*extent)
    unit = 100 if chart.measure is Measure.CENTS else 1
    written = [chart.measure.write(tick * unit) for tick in ticks]
    left = max(map(breadth, written)) + _AXIS
    right, base = size[0] - edges[0], size[1] - edges[1]
    frame = Upright(
        left,
        base,
        (right - left) / max(len(chart.categories), 1),
        ticks[0],
        (base - TOP) / (ticks[-1] - ticks[0]),
    )
    marks = [legend(_entries(chart, size[0]), 0)]
    for tick, words in zip(ticks, written, strict=True):
        y = frame.level(tick)
        marks.append(line((left, y), (right, y), "muted" if tick == 0 else "line"))
        marks.append(text(left - 14, y + TEXT / 3, words, anchor="end", tone="muted"))
    return frame, marks


def _entries(chart: Chart, width: float) -> list[tuple[str, str]]:
    """Name the series; their names are cut only when they would run out of the drawing."""
    wide = sum(breadth(one.name) + _BOX for one in chart.series)
    room = width / max(len(chart.series), 1) - _BOX if wide > width else wide
    return [(shortened(one.name, room), one.colour) for one in chart.series]
