"""A map as one SVG picture, for where a map that moves would only slow the page."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from maynum_dash.analysis.classes import Classes
from maynum_dash.rendering import palette
from maynum_dash.rendering.neutral import html_text

Points = NDArray[np.float64]
Projector = Callable[[Points], Points]

_WIDTH = 640


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What the picture shows.

    Parameters
    ----------
    table
        ``code``, ``short_name``, ``value`` (as written), ``longitude``, ``latitude``, ``is_partial`` (then
        neither name nor value is written: there is no room).
    labels
        Class of each territory, <NA> without data.
    classes
        The classes.
    theme
        Hue.
    boundaries
        GeoJSON text.
    """

    table: pd.DataFrame
    labels: pd.Series
    classes: Classes
    theme: str
    boundaries: str


def draw(sketch: Sketch) -> str:
    """Draw territories, their names and values; returns SVG text."""
    features = json.loads(sketch.boundaries)["features"]
    project, height = _projection(features)
    colours = palette.sequence(sketch.theme, max(len(sketch.classes.counts), 1))
    fills = {
        code: "url(#vide)" if pd.isna(label) else colours[int(label)]
        for code, label in zip(sketch.table["code"], sketch.labels, strict=True)
    }
    shapes = "".join(
        f'<path d="{_path(feature["geometry"], project)}" fill="{fills.get(feature["id"], "none")}"/>'
        for feature in features
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}">'
        f'<defs><pattern id="vide" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{palette.NO_DATA}"/>'
        f'<path d="M0 6L6 0" stroke="{palette.HATCH}"/></pattern></defs>'
        f'<g stroke="#fff" stroke-width="1.5" stroke-linejoin="round">{shapes}</g>'
        f"{_texts(sketch, fills, project)}</svg>"
    )


def picture(svg: str, alt: str) -> str:
    """Wrap SVG text in an image tag that a page can show without fetching anything."""
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return f'<img class="mn-sketch" alt="{html_text(alt)}" src="data:image/svg+xml;base64,{data}">'


def _projection(features: list[dict[str, Any]]) -> tuple[Projector, float]:
    """Equirectangular projection on the mean latitude, good to 0.3 % over a département."""
    points = np.concatenate([ring for feature in features for ring in _rings(feature["geometry"])])
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    narrow = np.cos(np.radians((south + north) / 2))
    scale = _WIDTH / ((east - west) * narrow)

    def project(lonlat: Points) -> Points:
        x = (lonlat[:, 0] - west) * narrow * scale
        return np.column_stack([x, (north - lonlat[:, 1]) * scale])

    return project, (north - south) * scale


def _rings(geometry: dict[str, Any]) -> list[Points]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [np.array(ring) for polygon in polygons for ring in polygon]


def _path(geometry: dict[str, Any], project: Projector) -> str:
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in project(ring)) + "Z" for ring in _rings(geometry)
    )


def _texts(sketch: Sketch, fills: dict[str, str], project: Projector) -> str:
    table = sketch.table[~sketch.table["is_partial"]]
    points = project(table[["longitude", "latitude"]].to_numpy())
    texts = []
    for (x, y), code, name, value in zip(
        points, table["code"], table["short_name"], table["value"], strict=True
    ):
        fill = fills[code]
        ink = palette.PAPER if not fill.startswith("url") and palette.is_dark(fill) else palette.INK
        texts.append(
            f'<text x="{x:.0f}" y="{y:.0f}" fill="{ink}" font-size="17">{html_text(name)}</text>'
            f'<text x="{x:.0f}" y="{y + 24:.0f}" fill="{ink}" font-size="21" font-weight="700">'
            f"{html_text(value)}</text>"
        )
    return f'<g text-anchor="middle" font-family="sans-serif">{"".join(texts)}</g>'
