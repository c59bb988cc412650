"""Thematic maps drawn by the browser without any tile, font or boundary fetched elsewhere.

Rates are colours in classes, stocks are circles whose area follows the value, and « sans donnée » is
hatched with real lines, because a map layer cannot hatch (ARCHITECTURE, trap 10).
"""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from plotly import graph_objects as go

from maynum_dash.rendering import palette

Json = dict[str, Any]

# A style of our own: the built-in ones name a font server on the internet, even « white-bg ».
_BLANK_STYLE = {
    "version": 8,
    "name": "blanc",
    "sources": {},
    "layers": [{"id": "fond", "type": "background", "paint": {"background-color": palette.PAPER}}],
}
LARGEST_CIRCLE = 54  # pixels, diameter of the largest value
_LABEL_GAP = 12  # pixels from the edge of a circle to the middle of the first line below it
_HATCH_STEP = 0.022  # degrees between two hatch lines


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What a map colours.

    Parameters
    ----------
    table
        One row per territory: ``code``, ``name``, ``longitude``, ``latitude`` (label point, WGS84),
        ``label`` (as written on the map), ``is_named`` (whether it is written), ``hover`` (text of the hover
        box); markup in both is already escaped.
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


@dataclass(frozen=True, slots=True, eq=False)
class Circles:
    """Stocks drawn as proportional circles.

    Parameters
    ----------
    table
        ``code``, ``longitude``, ``latitude``, ``filled`` and ``hollow`` (stocks, zero or more), ``hover``.
    colour
        Of the discs.
    """

    table: pd.DataFrame
    colour: str


def choropleth(
    layer: Layer, circles: Circles | None, *, height: int, selected: str = "", show_names: bool = True
) -> go.Figure:
    """Draw a map: classes as colours, stocks as circles, names where they fit.

    Parameters
    ----------
    layer, circles
        What to colour, and the circles above it.
    height
        Pixels.
    selected
        Code of the territory to outline.
    show_names
        Whether each territory carries its name and value.
    """
    geometry = json.loads(layer.boundaries)
    known = layer.labels.notna()
    figure = go.Figure()
    if known.any():
        figure.add_trace(_coloured(layer, geometry, known))
    if not known.all():
        figure.add_trace(_uncoloured(layer, geometry, ~known))
    if circles is not None:
        for trace in _circles(circles):
            figure.add_trace(trace)
    view = _view(geometry, height)
    if show_names:
        for trace in _names(layer, circles, view["zoom"]):
            figure.add_trace(trace)
    palette.dress(figure, height)
    figure.update_layout(
        map={
            "style": _BLANK_STYLE,
            **view,
            "layers": _lines(layer, geometry, ~known, selected),
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        dragmode="pan",
        clickmode="event+select",
    )
    return figure


def circle_scale(largest: float) -> float:
    """Pixels of diameter per square root of the value, so that the area follows the value."""
    return float(LARGEST_CIRCLE / np.sqrt(largest)) if largest > 0 else 0.0


def _diameters(circles: Circles) -> pd.Series:
    total = (circles.table["filled"] + circles.table["hollow"]).astype("float64")
    return total.pow(0.5) * circle_scale(float(total.max()) if len(total) else 0.0)


def _subset(geometry: Json, codes: set[str]) -> Json:
    return {
        "type": "FeatureCollection",
        "features": [feature for feature in geometry["features"] if feature["id"] in codes],
    }


def _coloured(layer: Layer, geometry: Json, known: pd.Series) -> go.Choroplethmap:
    table = layer.table[known]
    steps = len(layer.colours)
    scale = [
        [edge / steps, colour] for index, colour in enumerate(layer.colours) for edge in (index, index + 1)
    ]
    return go.Choroplethmap(
        geojson=_subset(geometry, set(table["code"])),
        locations=table["code"].tolist(),
        z=layer.labels[known].astype(int).tolist(),
        zmin=-0.5,
        zmax=steps - 0.5,
        colorscale=scale,
        showscale=False,
        hovertext=table["hover"].tolist(),
        hoverinfo="text",
        marker={"line": {"color": palette.PAPER, "width": 1.4}, "opacity": 1},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.55}},
        name="territoires",
    )


def _uncoloured(layer: Layer, geometry: Json, unknown: pd.Series) -> go.Choroplethmap:
    table = layer.table[unknown]
    return go.Choroplethmap(
        geojson=_subset(geometry, set(table["code"])),
        locations=table["code"].tolist(),
        z=[0] * len(table),
        colorscale=[[0, palette.NO_DATA], [1, palette.NO_DATA]],
        showscale=False,
        hovertext=table["hover"].tolist(),
        hoverinfo="text",
        marker={"line": {"color": palette.HATCH, "width": 1}, "opacity": 1},
        name="sans donnée",
    )


def _circles(circles: Circles) -> list[go.Scattermap]:
    """A ring for all the posts, a disc inside for the occupied ones: the band left over is vacant."""
    table = circles.table
    diameters = _diameters(circles)
    shown = table[diameters > 0]
    outer = diameters[diameters > 0].to_numpy()
    inner = outer * np.sqrt((shown["filled"] / (shown["filled"] + shown["hollow"])).to_numpy(dtype=float))
    position = {"lon": shown["longitude"].tolist(), "lat": shown["latitude"].tolist()}
    # The code comes back with a click on a circle, which hides the territory below it.
    hover = {
        "hovertext": shown["hover"].tolist(),
        "hoverinfo": "text",
        "customdata": shown["code"].tolist(),
    }
    edge, paper, disc = palette.INK, palette.PAPER, circles.colour
    return [
        go.Scattermap(
            **position, marker={"size": (outer + 3).tolist(), "color": edge, "opacity": 1}, hoverinfo="skip"
        ),
        go.Scattermap(**position, marker={"size": outer.tolist(), "color": paper, "opacity": 1}, **hover),
        go.Scattermap(
            **position, marker={"size": inner.tolist(), "color": disc, "opacity": 1}, hoverinfo="skip"
        ),
    ]


def _names(layer: Layer, circles: Circles | None, zoom: float) -> list[go.Scattermap]:
    """Write names below the circles; one trace per colour, because a text layer has one only."""
    latitudes = layer.table["latitude"]
    if circles is not None:
        # Degrees that the radius of the circle covers at the first zoom, on 512-pixel tiles.
        degrees = 360 / (512 * 2**zoom) * np.cos(np.radians(latitudes))
        latitudes = latitudes - degrees * (_diameters(circles) / 2 + _LABEL_GAP).to_numpy()
    dark = layer.labels.map(lambda label: not pd.isna(label) and palette.is_dark(layer.colours[int(label)]))
    traces = []
    for is_dark, ink in ((False, palette.INK), (True, palette.PAPER)):
        table = layer.table[(dark == is_dark) & layer.table["is_named"]]
        if table.empty:
            continue
        traces.append(
            go.Scattermap(
                lon=table["longitude"].tolist(),
                lat=latitudes[table.index].tolist(),
                mode="markers+text",
                # A text alone has no size to be offset from, and the layer is refused.
                marker={"size": 12, "opacity": 0},
                text=table["label"].tolist(),
                textposition="middle center" if circles is None else "bottom center",
                textfont={"size": 13, "color": ink},
                hoverinfo="skip",
            )
        )
    return traces


def _lines(layer: Layer, geometry: Json, unknown: pd.Series, selected: str) -> list[Json]:
    """Hatch of the territories without data, and the outline of the one selected."""
    layers = []
    hatched = set(layer.table.loc[unknown, "code"])
    if hatched:
        layers.append(_line(_hatch(_subset(geometry, hatched)), palette.HATCH, 1))
    if selected:
        layers.append(_line(_subset(geometry, {selected}), palette.HIGHLIGHT, 3))
    return layers


def _line(source: Json, colour: str, width: float) -> Json:
    return {
        "sourcetype": "geojson",
        "source": source,
        "type": "line",
        "color": colour,
        "line": {"width": width},
    }


def _hatch(geometry: Json) -> Json:
    """Diagonal lines cut by the outline of each territory, as one GeoJSON feature."""
    area = shapely.union_all([shapely.from_geojson(json.dumps(f["geometry"])) for f in geometry["features"]])
    west, south, east, north = area.bounds
    reach = north - south
    starts = np.arange(west - reach, east, _HATCH_STEP)
    lines = shapely.multilinestrings([[(x, south), (x + reach, north)] for x in starts])
    cut = shapely.intersection(lines, area)
    return {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(cut))}


def _view(geometry: Json, height: int) -> Json:
    """Centre and zoom that show every feature in a square of that height (Web Mercator, 512 px tiles)."""
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in geometry["features"]]
    west, south, east, north = shapely.total_bounds(shapes)
    middle = (south + north) / 2
    stretch = 1 / np.cos(np.radians(middle))
    span = max((north - south) * stretch / height, (east - west) / height)
    zoom = float(np.log2(360 / (512 * span))) - 0.08
    return {"center": {"lon": (west + east) / 2, "lat": middle}, "zoom": zoom}
