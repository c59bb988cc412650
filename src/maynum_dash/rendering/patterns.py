"""What covers a colour in a drawing: stripes of a fall, hatches of what is not known or too small."""

from collections.abc import Iterable

from maynum_dash.rendering import palette
from maynum_dash.rendering.keys import Pattern

FAMILY = "'Source Sans Pro', 'Source Sans 3', 'Source Sans', 'Segoe UI', sans-serif"
_NO_DATA = (
    '<pattern id="hachures" width="9" height="9" patternUnits="userSpaceOnUse">'
    f'<rect width="9" height="9" fill="{palette.NO_DATA}"/>'
    f'<path d="M-2 2L2 -2M0 9L9 0M7 11L11 7" stroke="{palette.HATCH}" stroke-width="1.3"/></pattern>'
)
_TOO_FEW = (
    '<pattern id="croisillons" width="10" height="10" patternUnits="userSpaceOnUse">'
    f'<rect width="10" height="10" fill="{palette.PAPER}"/>'
    f'<path d="M0 5H10M5 0V10" stroke="{palette.HATCH}" stroke-width="1.3"/></pattern>'
)


def fill(colour: str, pattern: Pattern) -> str:
    """Write the paint of a shape, for its ``fill`` attribute.

    Parameters
    ----------
    colour
        ``#RRGGBB``.
    pattern
        What covers it.
    """
    if pattern is Pattern.PLAIN:
        return colour
    if pattern is Pattern.STRIPES:
        return f"url(#raies-{colour.removeprefix('#')})"
    return f"url(#{pattern.value})"


def definitions(striped: Iterable[str] = ()) -> str:
    """Write the patterns of a drawing.

    Parameters
    ----------
    striped
        Colours that are striped.
    """
    stripes = "".join(
        f'<pattern id="raies-{colour.removeprefix("#")}" width="7" height="7" patternUnits="userSpaceOnUse">'
        f'<rect width="7" height="7" fill="{colour}"/>'
        f'<path d="M0 3.5H7" stroke="{palette.INK}" stroke-width="1" stroke-opacity="0.45"/></pattern>'
        for colour in dict.fromkeys(striped)
    )
    return f"<defs>{_NO_DATA}{_TOO_FEW}{stripes}</defs>"
