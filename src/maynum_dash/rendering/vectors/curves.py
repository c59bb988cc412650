"""Curves: one per series, with marks and dashes of its own, its last value at its end."""

from itertools import pairwise
from typing import Final

from maynum_dash.rendering import palette
from maynum_dash.rendering.slides.proofs import Chart, Series
from maynum_dash.rendering.vectors.canvas import TEXT, breadth, dot, rectangle, svg, text
from maynum_dash.rendering.vectors.upright import Upright, upright

DASHES: Final = ("4 10", "", "22 12", "22 10 4 10")
_BOTTOM: Final = 58
_RADIUS: Final = 11.0
_GAP: Final = 34.0  # between two values written one over the other
_FOOT: Final = 8.0  # above the axis


def draw(chart: Chart, width: float, height: float) -> str:
    """Draw curves; where a series has no value, its curve is broken.

    Parameters
    ----------
    chart
        ``Shape.LINES``.
    width, height
        Units.
    """
    known = [value for one in chart.series for value in one.values if value is not None]
    plotted = [chart.measure.plotted(value) for value in known]
    tail = max((breadth(chart.measure.write(value)) for value in known), default=0) + 20
    extent = min([*plotted, 0.0]), max([*plotted, 0.0])
    frame, marks = upright(chart, extent, (width, height), (tail, _BOTTOM))
    for place, name in enumerate(chart.categories):
        marks.append(text(frame.middle(place), frame.base + 44, name, anchor="middle"))
    # The first series is drawn last: one that changes nothing would cover it.
    for rank, one in reversed(list(enumerate(chart.series))):
        marks += _curve(chart, one, rank, frame)
    marks += _ends(chart, frame)
    return svg(width, height, "".join(marks), chart.alt)


def _curve(chart: Chart, one: Series, rank: int, frame: Upright) -> list[str]:
    points = [
        None if value is None else (frame.middle(place), frame.level(chart.measure.plotted(value)))
        for place, value in enumerate(one.values)
    ]
    dash = DASHES[rank % len(DASHES)]
    look = f' stroke-dasharray="{dash}"' if dash else ""
    drawn = [
        f'<line class="curve" x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{one.colour}" stroke-width="6" stroke-linecap="round"{look}/>'
        for start, end in pairwise(points)
        if start is not None and end is not None
    ]
    return [*drawn, *(_mark(point, rank, one.colour) for point in points if point is not None)]


def _mark(point: tuple[float, float], rank: int, colour: str) -> str:
    """Mark a point: circles, squares, diamonds and triangles tell the series apart without colour."""
    x, y = point
    wide = _RADIUS * 1.3
    shapes = {
        2: ((x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)),
        3: ((x, y - wide), (x + wide, y + _RADIUS), (x - wide, y + _RADIUS)),
    }
    corners = shapes.get(rank % len(DASHES))
    if corners is not None:
        path = "M" + "L".join(f"{across:.1f} {down:.1f}" for across, down in corners) + "Z"
        ink = f'stroke="{palette.INK}" stroke-width="1.5"'
        return f'<path class="bar" d="{path}" fill="{colour}" {ink}/>'
    if rank % len(DASHES) == 1:
        return rectangle(x - _RADIUS, y - _RADIUS, 2 * _RADIUS, 2 * _RADIUS, colour)
    return dot(x, y, _RADIUS, colour)


def _ends(chart: Chart, frame: Upright) -> list[str]:
    """Write the last value of each curve, once when two are equal; those that touch are pushed apart."""
    lasts = {one.values[-1] for one in chart.series if one.values and one.values[-1] is not None}
    written, floor = [], frame.base - _FOOT + _GAP
    for value in sorted(lasts):
        y = min(frame.level(chart.measure.plotted(value)) + TEXT / 3, floor - _GAP)
        floor = y
        x = frame.middle(len(chart.categories) - 1) + _RADIUS + 14
        written.append(text(x, y, chart.measure.write(value), bold=True))
    return written
