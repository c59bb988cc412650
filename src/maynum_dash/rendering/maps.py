"""Thematic maps as one SVG drawing: on screen, in a page, in a document, always the same classes.

Rates are colours in classes, stocks are circles whose area follows the value, « sans donnée » is hatched.
An SVG needs no tile, font or boundary from elsewhere, prints sharp, and is read and driven by keyboard.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from maynum_dash.rendering import palette
from maynum_dash.rendering.circles import KEY_HEIGHT, TEXT, Circles, Points, Projector, diameters, discs, key
from maynum_dash.rendering.marks import Marks, symbols
from maynum_dash.rendering.neutral import html_text

Json = dict[str, Any]

WIDTH = 1000  # units of the drawing
_MARGIN = 6
_LEADING = 27  # units between the name and the value of a territory


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What a map colours.

    Parameters
    ----------
    table
        One row per territory: ``code``, ``longitude``, ``latitude`` (label point, WGS84 degrees), ``name``
        and ``value`` (as written), ``is_named`` (whether both are written on the map).
    labels
        Class of each territory, same index as ``table``; <NA> is « sans donnée ».
    colours
        One per class, light to dark; a single one for a plain ground under circles.
    boundaries
        GeoJSON text whose features carry ``id`` = ``code``.
    """

    table: pd.DataFrame
    labels: pd.Series
    colours: tuple[str, ...]
    boundaries: str


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
        One ``path`` per territory, with ``data-code`` and an ``aria-label``; then circles, then names.
    """
    features: list[Json] = json.loads(layer.boundaries)["features"]
    project, height = _projection(features)
    names = dict(zip(layer.table["code"], layer.table["name"], strict=True))
    values = dict(zip(layer.table["code"], layer.table["value"], strict=True))
    fills = _fills(layer)
    shapes = "".join(
        _shape(feature, project, fills[feature["id"]], f"{names[feature['id']]} : {values[feature['id']]}")
        for feature in sorted(features, key=lambda feature: str(names.get(feature["id"], "")))
        if feature["id"] in fills
    )
    legend = key(circles, height)
    whole = height + (KEY_HEIGHT if legend else 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole:.0f}" '
        f'role="group" aria-label="{html_text(said)}">{_hatch()}'
        f'<g stroke="{palette.PAPER}" stroke-width="{_border(len(features))}" stroke-linejoin="round">'
        f"{shapes}</g>{discs(circles, project)}{_names(layer, circles, project)}{symbols(marks, project)}"
        f"{legend}</svg>"
    )


@dataclass(frozen=True, slots=True)
class Outlines:
    """Territories laid flat, in units of the drawing, the vertical axis going down.

    Parameters
    ----------
    width, height
        Of the drawing.
    rings
        Outlines of each territory by code, holes included.
    places
        Where its name stands.
    """

    width: float
    height: float
    rings: dict[str, tuple[tuple[tuple[float, float], ...], ...]]
    places: dict[str, tuple[float, float]]


def outlines(boundaries: str, points: dict[str, Points]) -> Outlines:
    """Project territories, for a drawing made elsewhere.

    Parameters
    ----------
    boundaries
        GeoJSON text whose features carry ``id``.
    points
        Longitude and latitude of the label of each territory, by code.
    """
    features: list[Json] = json.loads(boundaries)["features"]
    project, height = _projection(features)
    rings = {
        str(feature["id"]): tuple(
            tuple((round(float(x), 1), round(float(y), 1)) for x, y in project(ring))
            for ring in _rings(feature["geometry"])
        )
        for feature in features
    }
    places = {code: tuple(project(point[None, :])[0].round(1).tolist()) for code, point in points.items()}
    return Outlines(WIDTH, height, rings, places)


def picture(svg: str, alt: str) -> str:
    """Wrap SVG text in an image tag that a page can show without fetching anything."""
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return f'<img class="mn-picture" alt="{html_text(alt)}" src="data:image/svg+xml;base64,{data}">'


def _projection(features: Iterable[Json]) -> tuple[Projector, float]:
    """Equirectangular projection on the mean latitude, good to 0.3 % over a département."""
    points = np.concatenate([ring for feature in features for ring in _rings(feature["geometry"])])
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    narrow = np.cos(np.radians((south + north) / 2))
    scale = (WIDTH - 2 * _MARGIN) / ((east - west) * narrow)

    def project(lonlat: Points) -> Points:
        x = (lonlat[:, 0] - west) * narrow * scale + _MARGIN
        return np.column_stack([x, (north - lonlat[:, 1]) * scale + _MARGIN])

    return project, float((north - south) * scale) + 2 * _MARGIN


def _rings(geometry: Json) -> list[Points]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [np.array(ring) for polygon in polygons for ring in polygon]


def _border(count: int) -> float:
    return 2 if count < 60 else 0.7  # noqa: PLR2004 -- communes are many and small


def _fills(layer: Layer) -> dict[str, str]:
    return {
        code: "url(#hachures)" if pd.isna(label) else layer.colours[int(label)]
        for code, label in zip(layer.table["code"], layer.labels, strict=True)
    }


def _shape(feature: Json, project: Projector, fill: str, said: str) -> str:
    # One decimal of a unit is 10 m on the ground: finer than the simplified outlines.
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in project(ring)) + "Z"
        for ring in _rings(feature["geometry"])
    )
    return (
        f'<path d="{path}" fill="{fill}" fill-rule="evenodd" data-code="{html_text(feature["id"])}" '
        f'role="button" tabindex="-1" aria-label="{html_text(said)}"/>'
    )


def _hatch() -> str:
    return (
        '<defs><pattern id="hachures" width="9" height="9" patternUnits="userSpaceOnUse">'
        f'<rect width="9" height="9" fill="{palette.NO_DATA}"/>'
        f'<path d="M-2 2L2 -2M0 9L9 0M7 11L11 7" stroke="{palette.HATCH}" stroke-width="1.3"/>'
        "</pattern></defs>"
    )


def _names(layer: Layer, circles: Circles | None, project: Projector) -> str:
    """Name and value at the label point, or below the circle; a light edge keeps them readable."""
    table = layer.table[layer.table["is_named"]]
    if table.empty:
        return ""
    drop = pd.Series(0.0, index=layer.table.index)
    if circles is not None:
        sizes = diameters(circles)
        drop = (sizes / 2 + TEXT).where(sizes > 0, 0.0)
    texts = []
    places = project(table[["longitude", "latitude"]].to_numpy("float64"))
    for (x, y), down, name, value in zip(
        places, drop[table.index], table["name"], table["value"], strict=True
    ):
        texts.append(
            f'<text x="{x:.0f}" y="{y + down:.0f}">{html_text(name)}'
            f'<tspan x="{x:.0f}" dy="{_LEADING}" font-weight="700">{html_text(value)}</tspan></text>'
        )
    return (
        f'<g pointer-events="none" aria-hidden="true" text-anchor="middle" font-family="sans-serif" '
        f'font-size="{TEXT}" fill="{palette.INK}" stroke="{palette.PAPER}" stroke-width="4" '
        f'stroke-linejoin="round" paint-order="stroke" stroke-opacity="0.75">{"".join(texts)}</g>'
    )
