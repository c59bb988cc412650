"""Thematic maps as one SVG drawing: on screen, in a page, in a document, always the same classes.

Rates are colours in classes, stocks are circles whose area follows the value; what is not known and what is
too small to mean anything are hatched, each its own way. An SVG needs no tile, font or boundary from
elsewhere, prints sharp, and is read and driven by keyboard.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from maynum_dash.rendering import palette, patterns, scalebars
from maynum_dash.rendering.circles import KEY_HEIGHT, Circles, diameters, discs, key
from maynum_dash.rendering.grounds import WIDTH, Ground, ground
from maynum_dash.rendering.keys import Pattern
from maynum_dash.rendering.labels import LEADING, TEXT, Box, Label, Placed, place
from maynum_dash.rendering.marks import Marks, symbol_boxes, symbols
from maynum_dash.rendering.neutral import html_text

_MANY = 60  # territories: beyond, they are small and their borders thin
_CROWD = 500


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What a map colours.

    Parameters
    ----------
    table
        One row per territory: ``code``, ``longitude``, ``latitude`` (label point, WGS84 degrees), ``name``
        and ``value`` (as written; an empty value is not), ``is_named`` (whether both are written on the
        map), in the order of their importance; ``words``, when something else is said than both.
    labels
        Place in ``colours`` of each territory, same index as ``table``; <NA> is « sans donnée ».
    colours
        One per class, light to dark; a single one for a plain ground under circles.
    boundaries
        GeoJSON text whose features carry ``id`` = ``code``, or those boundaries projected already.
    patterns
        What covers each colour; nothing when it is empty.
    """

    table: pd.DataFrame
    labels: pd.Series
    colours: tuple[str, ...]
    boundaries: str | Ground
    patterns: tuple[Pattern, ...] = ()

    @property
    def ground(self) -> Ground:
        """Projected boundaries."""
        return ground(self.boundaries) if isinstance(self.boundaries, str) else self.boundaries

    def fills(self) -> dict[str, str]:
        """Give the paint of each territory, by code."""
        covers = self.patterns or (Pattern.PLAIN,) * len(self.colours)
        paints = [patterns.fill(*pair) for pair in zip(self.colours, covers, strict=True)]
        unknown = patterns.fill("", Pattern.NO_DATA)
        return {
            code: unknown if pd.isna(label) else paints[int(label)]
            for code, label in zip(self.table["code"], self.labels, strict=True)
        }

    @property
    def striped(self) -> Iterator[str]:
        """Colours that are striped."""
        pairs = zip(self.colours, self.patterns, strict=False)
        return (colour for colour, cover in pairs if cover is Pattern.STRIPES)


def draw(layer: Layer, circles: Circles | None = None, said: str = "", marks: Marks | None = None) -> str:
    """Draw a map as SVG text.

    Parameters
    ----------
    layer, circles
        What to colour, and the circles above it.
    said
        French text alternative.
    marks
        Places to draw above all.

    Returns
    -------
    str
        One ``path`` per territory, with ``data-code`` and an ``aria-label``; then circles, names and places,
        the scale bar, and the key of the circles.
    """
    shown = layer.ground
    legend = key(circles, shown.height + scalebars.HEIGHT)
    whole = shown.height + scalebars.HEIGHT + (KEY_HEIGHT if legend else 0)
    scale = scalebars.bar(shown.unit_km, WIDTH, shown.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole:.0f}" '
        f'role="group" aria-label="{html_text(said)}">{patterns.definitions(layer.striped)}'
        f"{panel(layer, shown, circles, marks)}{scale}{legend}</svg>"
    )


def panel(layer: Layer, shown: Ground, circles: Circles | None = None, marks: Marks | None = None) -> str:
    """Draw the territories and what stands on them, without key or scale, in units of the drawing.

    Parameters
    ----------
    layer, circles, marks
        As for ``draw``.
    shown
        Projected boundaries of the layer.
    """
    return (
        f'<g stroke="{palette.PAPER}" stroke-width="{_border(len(shown.rings))}" stroke-linejoin="round">'
        f"{''.join(_shapes(layer, shown))}</g>{_frames(shown)}{discs(circles, shown.project)}"
        f"{_written(named(layer, shown, circles, marks))}{symbols(marks, shown.project)}"
    )


def named(
    layer: Layer, shown: Ground, circles: Circles | None = None, marks: Marks | None = None
) -> list[Placed]:
    """Find room for the names: at the label point, or below the circle.

    Parameters
    ----------
    layer, shown, circles, marks
        As for ``panel``.
    """
    table = layer.table[layer.table["is_named"]]
    if table.empty:
        return []
    sizes = _diameters(layer, circles)
    taken = [*_rounds(layer, shown, sizes), *symbol_boxes(marks, shown.project)]
    drops = (sizes / 2 + TEXT).where(sizes > 0, 0.0)
    points = shown.project(table[["longitude", "latitude"]].to_numpy("float64"))
    labels = [
        Label(float(x), float(y + down), (name, value) if value else (name,))
        for (x, y), down, name, value in zip(
            points, drops[table.index], table["name"], table["value"], strict=True
        )
    ]
    return place(labels, Box(0, 0, WIDTH, shown.height), taken)


def picture(svg: str, alt: str) -> str:
    """Wrap SVG text in an image tag that a page can show without fetching anything."""
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return f'<img class="mn-picture" alt="{html_text(alt)}" src="data:image/svg+xml;base64,{data}">'


def _border(count: int) -> float:
    return 2 if count < _MANY else 0.7 if count < _CROWD else 0.35


def _shapes(layer: Layer, shown: Ground) -> Iterator[str]:
    """Draw the territories in the order of their names, as the keyboard goes through them."""
    table = layer.table
    words = table["words"] if "words" in table else table["name"] + " : " + table["value"]
    fills = layer.fills()
    ordered = sorted(zip(table["name"], table["code"], words, strict=True))
    for _, code, said in ordered:
        outline = shown.paths.get(code)
        if outline is not None:
            yield (
                f'<path d="{outline}" fill="{fills[code]}" fill-rule="evenodd" '
                f'data-code="{html_text(code)}" role="img" aria-label="{html_text(said)}"/>'
            )


def _frames(shown: Ground) -> str:
    return "".join(
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" fill="none" '
        f'stroke="{palette.GRID}" stroke-width="1.5"><title>{html_text(name)}</title></rect>'
        for name, x, y, width, height in shown.frames
    )


def _diameters(layer: Layer, circles: Circles | None) -> pd.Series:
    """Give the diameter of the circle of each territory, on the index of the layer."""
    if circles is None or circles.table.empty:
        return pd.Series(0.0, index=layer.table.index)
    sizes = dict(zip(circles.table["code"], diameters(circles), strict=True))
    return layer.table["code"].map(sizes).fillna(0.0).astype("float64")


def _rounds(layer: Layer, shown: Ground, sizes: pd.Series) -> list[Box]:
    """Give the room that the circles take."""
    drawn = layer.table[sizes > 0]
    if drawn.empty:
        return []
    points = shown.project(drawn[["longitude", "latitude"]].to_numpy("float64"))
    return [
        Box(float(x - half), float(y - half), float(x + half), float(y + half))
        for (x, y), half in zip(points, sizes[drawn.index] / 2, strict=True)
    ]


def _written(names: Sequence[Placed]) -> str:
    """Write the names; a light edge keeps them readable."""
    if not names:
        return ""
    texts = []
    for found in names:
        first, *others = found.label.lines
        x = f"{found.label.x:.0f}"
        below = "".join(
            f'<tspan x="{x}" dy="{LEADING}" font-weight="700">{html_text(line)}</tspan>' for line in others
        )
        texts.append(f'<text x="{x}" y="{found.label.y:.0f}">{html_text(first)}{below}</text>')
    return (
        f'<g pointer-events="none" aria-hidden="true" text-anchor="middle" font-family="{patterns.FAMILY}" '
        f'font-size="{TEXT}" fill="{palette.INK}" stroke="{palette.PAPER}" stroke-width="5" '
        f'stroke-linejoin="round" paint-order="stroke" stroke-opacity="0.9">{"".join(texts)}</g>'
    )
