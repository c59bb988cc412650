"""Stocks as proportional circles, with their legend at the very scale of the map."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from maynum_dash.rendering import palette
from maynum_dash.rendering.neutral import html_text

Points = NDArray[np.float64]
Projector = Callable[[Points], Points]

LARGEST = 84  # units of the drawing, diameter of the largest value
KEY_HEIGHT = LARGEST + 62  # units below the map
TEXT = 23  # units, height of the letters


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
    shows_hollow
        Whether the hollow part, vacant posts, is explained.
    """

    table: pd.DataFrame
    colour: str
    title: str
    write: Callable[[float], str]
    shows_hollow: bool


def diameters(circles: Circles) -> pd.Series:
    """Units of diameter of each circle."""
    total = (circles.table["filled"] + circles.table["hollow"]).astype("float64")
    return total.pow(0.5) * circle_scale(float(total.max()) if len(total) else 0.0)


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


def key(circles: Circles | None, top: float) -> str:
    """Draw the legend of the circles at the very scale of the map, below it."""
    if circles is None or circles.table.empty:
        return ""
    largest = float((circles.table["filled"] + circles.table["hollow"]).max())
    if largest <= 0:
        return ""
    quarter = round(largest / 4) if circles.shows_hollow else largest / 4
    entries = [(largest, circles.write(largest))]
    if 0 < quarter < largest:
        entries.append((quarter, circles.write(quarter)))
    drawn = []
    middle = top + 34 + LARGEST / 2
    for place, (size, text) in enumerate(entries):
        x = LARGEST / 2 + 4 + place * 260
        radius = circle_scale(largest) * math.sqrt(size) / 2
        drawn.append(
            f'<circle cx="{x:.0f}" cy="{middle:.0f}" r="{radius:.1f}" fill="{circles.colour}" '
            f'stroke="{palette.INK}" stroke-width="2"/>'
            f'<text x="{x + radius + 12:.0f}" y="{middle + 7:.0f}">{html_text(text)}</text>'
        )
    explained = " ; disque : occupés, anneau vide : vacants" if circles.shows_hollow else ""
    return (
        f'<g pointer-events="none" aria-hidden="true" font-family="sans-serif" font-size="{TEXT}" '
        f'fill="{palette.INK}"><text x="4" y="{top + 20:.0f}" font-weight="700">'
        f"{html_text(circles.title)} (surface proportionnelle{explained})</text>{''.join(drawn)}</g>"
    )
