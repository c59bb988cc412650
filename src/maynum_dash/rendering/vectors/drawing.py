"""The drawing of a chart or a map, whatever its shape."""

from collections.abc import Callable
from typing import Final

from maynum_dash.rendering.slides.proofs import Chart, Map, Shape
from maynum_dash.rendering.vectors import bars, bridge, clusters, columns, curves, intervals, territories

_CHARTS: Final[dict[Shape, Callable[[Chart, float, float], str]]] = {
    Shape.STACKED: columns.draw,
    Shape.GROUPED: bars.draw,
    Shape.CLUSTERED: clusters.draw,
    Shape.LINES: curves.draw,
    Shape.INTERVALS: intervals.draw,
    Shape.BRIDGE: bridge.draw,
}


def draw(body: Chart | Map, width: float, height: float) -> str:
    """Draw a body as SVG text.

    Parameters
    ----------
    body
        Chart or map.
    width, height
        Units of a slide of 1920 × 1080.
    """
    if isinstance(body, Map):
        return territories.draw(body, width, height)
    return _CHARTS[body.shape](body, width, height)
