"""Stocks as proportional circles, with their legend at the very scale of the map."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from maynum_dash.rendering import palette
from maynum_dash.rendering.grounds import Projector
from maynum_dash.rendering.labels import TEXT, width_of
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.patterns import FAMILY

LARGEST = 84  # units of the drawing, diameter of the largest value
KEY_HEIGHT = LARGEST + 62  # units below the map


@dataclass(frozen=True, slots=True, eq=False)
class Circles:
    """Stocks drawn as proportional circles.

    Parameters
    ----------
    table
        ``code``, ``longitude``, ``latitude``, ``filled`` and ``hollow`` (stocks, zero or more).
    colour
        Of the discs.
    title
        What a circle counts, French.
    write
        How a stock is written.
    parts
        French: what is filled, and what is hollow; ``None`` when nothing is hollow.
    largest
        Stock drawn at the largest size; 0 for the largest of the table.
    """

    table: pd.DataFrame
    colour: str
    title: str
    write: Callable[[float], str]
    parts: tuple[str, str] | None = None
    largest: float = 0.0

    @property
    def top(self) -> float:
        """Stock drawn at the largest size."""
        if self.largest or self.table.empty:
            return self.largest
        return float((self.table["filled"] + self.table["hollow"]).max())


def diameters(circles: Circles) -> pd.Series:
    """Units of diameter of each circle."""
    total = (circles.table["filled"] + circles.table["hollow"]).astype("float64")
    return total.pow(0.5) * circle_scale(circles.top)


def circle_scale(largest: float) -> float:
    """Units of diameter per square root of the value, so that the area follows the value."""
    return LARGEST / math.sqrt(largest) if largest > 0 else 0.0


def discs(circles: Circles | None, project: Projector) -> str:
    """A ring for all the posts, a disc inside for the occupied ones: the band left over is vacant."""
    if circles is None:
        return ""
    table = circles.table.assign(size=diameters(circles))
    table = table[table["size"] > 0].sort_values("size", ascending=False)
    if table.empty:
        return ""
    share = (table["filled"] / (table["filled"] + table["hollow"])).astype("float64").pow(0.5)
    drawn = []
    places = project(table[["longitude", "latitude"]].to_numpy("float64"))
    for (x, y), size, part in zip(places, table["size"], share, strict=True):
        centre = f'cx="{x:.1f}" cy="{y:.1f}"'
        drawn.append(
            f'<circle {centre} r="{size / 2:.1f}" fill="{palette.PAPER}" stroke="{palette.INK}" '
            f'stroke-width="2"/><circle {centre} r="{size / 2 * part:.1f}" fill="{circles.colour}"/>'
        )
    # A circle lets the pointer through to its territory.
    return f'<g pointer-events="none">{"".join(drawn)}</g>'


def steps(circles: Circles | None) -> list[tuple[float, str]]:
    """List the stocks that the key shows, with how they are written, the largest first.

    Parameters
    ----------
    circles
        What is drawn.
    """
    if circles is None or circles.top <= 0:
        return []
    quarter = round(circles.top / 4) if circles.parts else circles.top / 4
    sizes = [circles.top, *([quarter] if 0 < quarter < circles.top else [])]
    return [(size, circles.write(size)) for size in sizes]


def heading(circles: Circles) -> str:
    """Say what the circles count, and what their parts mean."""
    explained = f" ; disque : {circles.parts[0]}, anneau vide : {circles.parts[1]}" if circles.parts else ""
    return f"{circles.title} (surface proportionnelle{explained})"


def samples(circles: Circles, x: float, middle: float, scale: float, size: float) -> str:
    """Draw the circles of the key side by side, at the scale of the map.

    Parameters
    ----------
    circles
        What is drawn.
    x, middle
        Left of the first circle, and middle of all, in units.
    scale
        Of the map.
    size
        Height of the letters, in units.
    """
    drawn = []
    for stock, text in steps(circles):
        radius = circle_scale(circles.top) * math.sqrt(stock) / 2 * scale
        drawn.append(
            f'<circle cx="{x + radius:.1f}" cy="{middle:.1f}" r="{radius:.1f}" fill="{circles.colour}" '
            f'stroke="{palette.INK}" stroke-width="2"/>'
            f'<text x="{x + 2 * radius + size / 2:.1f}" y="{middle + size / 3:.1f}">{html_text(text)}</text>'
        )
        x += 2 * radius + size + width_of(text, size) + size
    return "".join(drawn)


def key(circles: Circles | None, top: float) -> str:
    """Draw the key of the circles at the very scale of the map, below it."""
    if circles is None or not steps(circles):
        return ""
    return (
        f'<g pointer-events="none" aria-hidden="true" font-family="{FAMILY}" font-size="{TEXT}" '
        f'fill="{palette.INK}"><text x="4" y="{top + 20:.0f}" font-weight="700">'
        f"{html_text(heading(circles))}</text>{samples(circles, 4, top + 34 + LARGEST / 2, 1, TEXT)}</g>"
    )
