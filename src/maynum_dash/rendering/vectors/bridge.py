"""A cascade: each bar starts where the one above ends; the two totals are written, not drawn."""

from typing import Final

from maynum_dash.rendering.charts.bridge import FALL, RISE
from maynum_dash.rendering.formats import euros, euros_signed
from maynum_dash.rendering.slides.proofs import Chart
from maynum_dash.rendering.vectors.canvas import TEXT, breadth, line, rectangle, shortened, svg, text

_MOST_NAMES: Final = 600
_SIZE: Final = TEXT


def draw(chart: Chart, width: float, height: float) -> str:
    """Draw a cascade.

    Parameters
    ----------
    chart
        ``Shape.BRIDGE``: categories are the total before, the steps and the total after; ``totals`` runs
        along them.
    width, height
        Units.
    """
    names = [shortened(name, _MOST_NAMES, _SIZE) for name in chart.categories]
    left = max((breadth(name, _SIZE) for name in names), default=0) + 30
    amounts = [int(value or 0) for value in chart.series[0].values]
    gone = [total - chart.totals[0] for total in chart.totals]
    low, high = min(gone), max(gone)
    tail = max([breadth(euros_signed(cents), _SIZE) for cents in amounts], default=200) + 30
    scale = (width - left - tail) / ((high - low) or 1)
    step = min(height / max(len(names), 1), 110)
    zero = left - low * scale
    marks = [line((zero, 0), (zero, step * len(names)), "muted")]
    for place, name in enumerate(names):
        y = step * (place + 0.5)
        is_total = place in (0, len(names) - 1)
        marks.append(text(left - 18, y + 11, name, anchor="end", size=_SIZE, bold=is_total))
        if is_total:
            words = euros(chart.totals[place])
            marks.append(text(zero + gone[place] * scale + 14, y + 11, words, size=_SIZE, bold=True))
            continue
        cents = amounts[place - 1]
        start, end = (zero + value * scale for value in (gone[place - 1], gone[place]))
        x, long = min(start, end), abs(end - start)
        marks.append(rectangle(x, y - step * 0.3, long, step * 0.6, RISE if cents > 0 else FALL))
        marks.append(line((end, y + step * 0.3), (end, y + step * 0.7), "muted", 2))
        marks.append(text(x + long + 14, y + 11, euros_signed(cents), size=_SIZE, bold=True))
    return svg(width, height, "".join(marks), chart.alt)
