"""The maps of a plate drawn side by side, at one scale."""

from math import ceil

from maynum_dash.rendering import circles, maps, palette, patterns, scalebars
from maynum_dash.rendering.grounds import WIDTH
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.plates import Plate

_COLUMNS = 3
_GAP, _TITLE = 24.0, 40.0  # units between two maps, and above each


def draw(plate: Plate) -> str:
    """Draw a plate for the screen: one map as large as can be, several in a grid.

    Parameters
    ----------
    plate
        What to draw.
    """
    if len(plate.panels) == 1:
        panel = plate.panels[0]
        return maps.draw(panel.layer, panel.circles, plate.said, panel.marks)
    columns = min(_COLUMNS, len(plate.panels))
    body, height = grid(plate, columns, WIDTH)
    legend = circles.key(plate.panels[0].circles, height)
    whole = height + (circles.KEY_HEIGHT if legend else 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole:.0f}" role="group" '
        f'aria-label="{html_text(plate.said)}">{definitions(plate)}{body}{legend}</svg>'
    )


def definitions(plate: Plate) -> str:
    """Write the patterns of every panel."""
    return patterns.definitions(colour for panel in plate.panels for colour in panel.layer.striped)


def scale_of(columns: int, width: float) -> float:
    """Give the scale of the maps of a grid, in the units of the grid."""
    return (width - _GAP * (columns - 1)) / columns / WIDTH


def grid_height(plate: Plate, columns: int, width: float) -> float:
    """Give the height of a grid, scale bar included, in the units of its width."""
    rows = ceil(len(plate.panels) / columns)
    return rows * _row(plate, scale_of(columns, width)) + scalebars.HEIGHT


def _row(plate: Plate, scale: float) -> float:
    """Give the height of a row: title, map and gap."""
    head = _TITLE + _GAP if plate.panels[0].title else 0.0
    return plate.panels[0].layer.ground.height * scale + head


def grid(plate: Plate, columns: int, width: float) -> tuple[str, float]:
    """Draw the panels row by row, the scale bar below them.

    Parameters
    ----------
    plate
        What to draw.
    columns
        Maps of a row.
    width
        Units of the grid.

    Returns
    -------
    str, float
        SVG text from the origin, and its height in the same units.
    """
    shown = plate.panels[0].layer.ground
    scale = scale_of(columns, width)
    title = _TITLE if plate.panels[0].title else 0.0
    high = _row(plate, scale)
    drawn = []
    for place, panel in enumerate(plate.panels):
        row, column = divmod(place, columns)
        x, y = column * (WIDTH * scale + _GAP), row * high
        if panel.title:
            middle = x + WIDTH * scale / 2
            drawn.append(
                f'<text x="{middle:.0f}" y="{y + 26:.0f}" text-anchor="middle" font-weight="700" '
                f'font-family="{patterns.FAMILY}" font-size="23" fill="{palette.INK}">'
                f"{html_text(panel.title)}</text>"
            )
        body = maps.panel(panel.layer, shown, panel.circles, panel.marks)
        drawn.append(f'<g transform="translate({x:.1f} {y + title:.1f}) scale({scale:.4f})">{body}</g>')
    height = grid_height(plate, columns, width)
    bar = scalebars.bar(shown.unit_km / scale, WIDTH * scale, height - scalebars.HEIGHT)
    return "".join(drawn) + bar, height
