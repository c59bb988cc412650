"""A map as a page of its own, at the size of a slide: title, maps, key, scale and source, in one SVG."""

from dataclasses import dataclass
from enum import Enum

from maynum_dash.rendering import columns, multiples, palette, patterns
from maynum_dash.rendering.columns import Column, written
from maynum_dash.rendering.labels import lines_of
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.plates import Plate


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels of a poster, and how large it is written.

    Parameters
    ----------
    width, height
        Of the whole.
    text
        Height of the letters of the key.
    column
        Width of the key.
    """

    width: int
    height: int
    text: float
    column: float


class Format(Enum):
    """What a poster is made for, as written on screen."""

    SLIDE = "Diapositive 16:9 (1920 × 1080)"
    HALF = "Demi-diapositive 4:3 (960 × 720)"


SIZES = {Format.SLIDE: Size(1920, 1080, 24, 520), Format.HALF: Size(960, 720, 15, 290)}
_EDGE = 1.6  # margins, in heights of letters


def draw(plate: Plate, wanted: Format) -> str:
    """Draw a plate as a page.

    Parameters
    ----------
    plate
        What to draw.
    wanted
        Size of the page.

    Returns
    -------
    str
        SVG text: the same territories, paint and counts as the drawing for the screen.
    """
    size = SIZES[wanted]
    edge = _EDGE * size.text
    head, top = _head(plate, size, edge)
    foot, bottom = _foot(plate, size, edge)
    room = size.width - 3 * edge - size.column, bottom - top - edge
    maps, scale = _maps(plate, *room)
    column = Column(size.width - edge - size.column, top, size.column, size.text)
    first = plate.panels[0]
    columns.colours(column, plate.key)
    columns.stocks(column, first.circles, scale)
    columns.places(column, first.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {size.height}" '
        f'width="{size.width}" height="{size.height}" role="img" aria-label="{html_text(plate.said)}" '
        f'font-family="{patterns.FAMILY}" fill="{palette.INK}">'
        f"{multiples.definitions(plate)}"
        f'<rect width="{size.width}" height="{size.height}" fill="{palette.PAPER}"/>'
        f'{head}<g transform="translate({edge:.1f} {top:.1f})">{maps}</g>{"".join(column.drawn)}{foot}</svg>'
    )


def _head(plate: Plate, size: Size, edge: float) -> tuple[str, float]:
    """Write the title and the unit; give where the map begins."""
    large, room = size.text * 1.6, size.width - 2 * edge
    y, drawn = edge + large * 0.8, []
    for line in lines_of(plate.title, large * 1.07, room):
        drawn.append(written(edge, y, large, line, bold=True))
        y += large * 1.2
    for line in lines_of(plate.unit, size.text, room):
        drawn.append(written(edge, y, size.text, line))
        y += size.text * 1.3
    return "".join(drawn), y


def _foot(plate: Plate, size: Size, edge: float) -> tuple[str, float]:
    """Write the source at the bottom; give where it begins."""
    small = size.text * 0.75
    lines = lines_of(plate.source, small, size.width - 2 * edge)
    top = size.height - edge - (len(lines) - 1) * small * 1.3
    drawn = [written(edge, top + rank * small * 1.3, small, line) for rank, line in enumerate(lines)]
    return "".join(drawn), top - small * 1.3


def _maps(plate: Plate, width: float, height: float) -> tuple[str, float]:
    """Draw the maps as large as the room allows, centred; give their scale."""
    best = (0.0, 1, width)
    for count in range(1, len(plate.panels) + 1):
        tall = multiples.grid_height(plate, count, width)
        shrunk = width if tall <= height else _narrowed(plate, count, width, height)
        best = max(best, (multiples.scale_of(count, shrunk), count, shrunk))
    scale, count, shrunk = best
    body, _ = multiples.grid(plate, count, shrunk)
    return f'<g transform="translate({(width - shrunk) / 2:.1f} 0)">{body}</g>', scale


def _narrowed(plate: Plate, count: int, width: float, height: float) -> float:
    """Find the width at which a grid is as tall as the room: its height grows with its width."""
    low, high = 0.0, width
    for _ in range(24):
        middle = (low + high) / 2
        tall = multiples.grid_height(plate, count, middle)
        low, high = (middle, high) if tall <= height else (low, middle)
    return low
