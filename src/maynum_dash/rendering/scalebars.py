"""The scale bar of a map: a round length, at the very scale of the drawing."""

import math

from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.patterns import FAMILY

HEIGHT = 44  # units below the map
_LONGEST = 0.25  # of the width of the map
_STEPS = (1, 2, 5)


def round_length(longest_km: float) -> float:
    """Give the largest 1, 2 or 5 × 10ⁿ kilometres that is not above a length.

    Parameters
    ----------
    longest_km
        Kilometres, above zero.

    Examples
    --------
    >>> round_length(23.0), round_length(7.0), round_length(1.0)
    (20.0, 5.0, 1.0)
    """
    power = 10.0 ** math.floor(math.log10(longest_km))
    return max(step * power for step in _STEPS if step * power <= longest_km)


def bar(unit_km: float, width: float, top: float, size: float = 23) -> str:
    """Draw a scale bar as SVG text.

    Parameters
    ----------
    unit_km
        Kilometres of one unit of the drawing.
    width
        Units of the map.
    top
        Where to draw it, in units.
    size
        Height of the letters, in units.
    """
    length = round_length(unit_km * width * _LONGEST)
    drawn = length / unit_km
    written = formats.decimal(length, 0 if length >= 1 else 1)
    right, y = width - 8, top + 24
    left = right - drawn
    return (
        '<g pointer-events="none" aria-hidden="true" class="mn-scale">'
        f'<path d="M{left:.1f} {y - 8:.1f}v8H{right:.1f}v-8" fill="none" stroke="{palette.INK}" '
        f'stroke-width="2"/><text x="{left - 10:.1f}" y="{y + 4:.1f}" text-anchor="end" '
        f'font-family="{FAMILY}" font-size="{size}" fill="{palette.INK}">{written}\u00a0km</text></g>'
    )
