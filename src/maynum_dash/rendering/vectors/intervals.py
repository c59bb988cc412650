"""Points with their intervals, one line per category, against a level."""

from typing import Final

from maynum_dash.rendering import palette
from maynum_dash.rendering.formats import decimal
from maynum_dash.rendering.slides.proofs import Chart
from maynum_dash.rendering.vectors.canvas import TEXT, breadth, dashed, dot, line, shortened, svg, text
from maynum_dash.rendering.vectors.scales import levels

_MOST_NAMES: Final = 480
_TOP, _BOTTOM = 48, 50
_VALUE: Final = 96  # units for the density beside the name


def draw(chart: Chart, width: float, height: float) -> str:
    """Draw points and intervals.

    Parameters
    ----------
    chart
        ``Shape.INTERVALS``, whose only series has bounds.
    width, height
        Units.
    """
    size = TEXT
    one = chart.series[0]
    names = [shortened(name, _MOST_NAMES, size) for name in chart.categories]
    left = max((breadth(name, size) for name in names), default=0) + 24 + _VALUE
    ends = [value for value in (*one.high, *one.values) if value is not None]
    level = [] if chart.rule is None else [chart.rule.value]
    ticks = levels(0, max([*ends, *level], default=1))
    scale = (width - left - 40) / ticks[-1]
    base = height - _BOTTOM
    marks = []
    for tick in ticks:
        x = left + tick * scale
        marks.append(line((x, _TOP), (x, base)))
        marks.append(text(x, base + 40, decimal(tick, 1), anchor="middle", tone="muted"))
    if chart.rule is not None:
        x = left + chart.rule.value * scale
        marks.append(dashed((x, _TOP), (x, base)))
        said = f"{chart.rule.label} : {chart.measure.write(chart.rule.value)}"
        marks.append(text(x, _TOP - 14, said, anchor="middle", bold=True))
    step = (base - _TOP) / max(len(names), 1)
    for place, name in enumerate(names):
        y = _TOP + step * (place + 0.5)
        value = one.values[place] or 0
        low, high = one.low[place] or 0, one.high[place] or 0
        marks.append(text(left - 16 - _VALUE, y + size / 3, name, anchor="end", size=size))
        marks.append(line((left + low * scale, y), (left + high * scale, y), "muted", 5))
        marks.append(dot(left + value * scale, y, 11, palette.ACCENT))
        words = chart.measure.write(value)
        marks.append(text(left - 22, y + size / 3, words, anchor="end", size=size, bold=True))
    return svg(width, height, "".join(marks), chart.alt)
