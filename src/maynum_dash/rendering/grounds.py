"""Outlines of territories in units of a drawing: projected once, then painted as often as one likes."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from maynum_dash.rendering.insets import Box, boxes_of

Json = dict[str, Any]
Points = NDArray[np.float64]
Projector = Callable[[Points], Points]

WIDTH = 1000  # units of the drawing
TENTHS = 10  # outlines are written to a tenth of a unit: about 10 m for a département
MARGIN = 6
_DEGREE_KM = 111.195  # of latitude, on a sphere of 6 371 km
_SIDE = 120.0  # units of a frame
_WIDE = 4.0  # degrees: beyond, meridians come too near one another for straight ones


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Territories of one level, ready to be painted.

    Parameters
    ----------
    height
        Units, for ``WIDTH`` units of width.
    rings
        By code: outlines and holes, as arrays of (x, y) in units, y downwards.
    paths
        The same outlines as the data of a path: written once, painted often.
    project
        From degrees (WGS84) to units.
    unit_km
        Kilometres of one unit, at the middle of the map.
    frames
        Rectangles (x, y, width, height) around the territories drawn apart, and their names.
    """

    height: float
    rings: Mapping[str, tuple[Points, ...]]
    paths: Mapping[str, str]
    project: Projector
    unit_km: float
    frames: tuple[tuple[str, float, float, float, float], ...] = ()


def ground(boundaries: str) -> Ground:
    """Project the boundaries of a level.

    Parameters
    ----------
    boundaries
        GeoJSON text whose features carry ``id`` = code; WGS84 degrees.
    """
    features: list[Json] = json.loads(boundaries)["features"]
    shapes = {str(feature["id"]): _rings(feature["geometry"]) for feature in features}
    apart = boxes_of({code: rings[0] for code, rings in shapes.items()})
    main = [ring for code, rings in shapes.items() if code not in apart for ring in rings]
    project, height, unit_km = _projection(main)
    insets = {box: _inset(box, rank, height) for rank, box in enumerate(dict.fromkeys(apart.values()))}
    moved = {
        code: tuple((insets[apart[code]] if code in apart else project)(ring) for ring in rings)
        for code, rings in shapes.items()
    }
    frames = tuple((box.name, *_corner(rank, height), _SIDE, _SIDE) for rank, box in enumerate(insets))

    def anywhere(points: Points) -> Points:
        placed = project(points)
        for box, own in insets.items():
            inside = box.holds(points)
            placed[inside] = own(points[inside])
        return placed

    whole = height + (_SIDE + MARGIN if insets else 0)
    paths = {code: path(rings) for code, rings in moved.items()}
    return Ground(whole, moved, paths, anywhere if insets else project, unit_km, frames)


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


def outlines(boundaries: str, points: Mapping[str, Points]) -> Outlines:
    """Project territories, for a drawing made elsewhere.

    Parameters
    ----------
    boundaries
        GeoJSON text whose features carry ``id``.
    points
        Longitude and latitude of the label of each territory, by code.
    """
    shown = ground(boundaries)
    rings = {
        code: tuple(tuple((round(float(x), 1), round(float(y), 1)) for x, y in ring) for ring in parts)
        for code, parts in shown.rings.items()
    }
    places = {
        code: tuple(shown.project(point[None, :])[0].round(1).tolist()) for code, point in points.items()
    }
    return Outlines(WIDTH, shown.height, rings, places)


def path(rings: Iterable[Points]) -> str:
    """Write outlines as the data of a path, to a tenth of a unit, in relative steps: half the bytes.

    Parameters
    ----------
    rings
        Arrays of (x, y) in units; one that is smaller than a tenth is left out, unless it is the only one.
    """
    written = [_ring(np.rint(ring * TENTHS).astype("int64")) for ring in rings]
    return "".join(text for text in written if text) or "M0 0z"


def _ring(points: NDArray[np.int64]) -> str:
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < 3:  # noqa: PLR2004 -- fewer sides hold no surface
        return ""
    numbers = [_tenths(number) for number in steps[:-1].ravel().tolist()]
    line = "".join(number if number[0] == "-" else f" {number}" for number in numbers).lstrip()
    return f"M{_tenths(int(points[0, 0]))} {_tenths(int(points[0, 1]))}l{line}z"


def _tenths(number: int) -> str:
    """Write tenths as a decimal, without a zero that says nothing."""
    whole, tenth = divmod(abs(number), TENTHS)
    text = f"{whole or ''}.{tenth}" if tenth else f"{whole}"
    return f"-{text}" if number < 0 else text


def _rings(geometry: Json) -> list[Points]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [np.array(ring, dtype="float64") for polygon in polygons for ring in polygon]


def _projection(rings: list[Points]) -> tuple[Projector, float, float]:
    """Straight meridians for a département (within 0.3 %), Lambert-93 for anything wider."""
    points = np.concatenate(rings)
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    if max(east - west, north - south) <= _WIDE:
        narrow = float(np.cos(np.radians((south + north) / 2)))
        flat: Projector = lambda lonlat: np.column_stack([lonlat[:, 0] * narrow, lonlat[:, 1]])  # noqa: E731
        return _fitted(flat, points, _DEGREE_KM)
    transformer = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)
    metric: Projector = lambda lonlat: np.column_stack(transformer.transform(lonlat[:, 0], lonlat[:, 1]))  # noqa: E731
    return _fitted(metric, points, 0.001)


def _fitted(plane: Projector, points: Points, unit_km: float) -> tuple[Projector, float, float]:
    """Fit a plane into the width of the drawing, north up."""
    flat = plane(points)
    left, bottom = flat.min(axis=0)
    right, top = flat.max(axis=0)
    scale = (WIDTH - 2 * MARGIN) / max(right - left, 1e-9)

    def project(lonlat: Points) -> Points:
        placed = plane(lonlat)
        return np.column_stack(
            [(placed[:, 0] - left) * scale + MARGIN, (top - placed[:, 1]) * scale + MARGIN]
        )

    return project, float((top - bottom) * scale) + 2 * MARGIN, float(unit_km / scale)


def _corner(rank: int, height: float) -> tuple[float, float]:
    return MARGIN + rank * (_SIDE + MARGIN), height


def _inset(box: Box, rank: int, height: float) -> Projector:
    """Draw an overseas territory in its own frame, at its own scale."""
    x, y = _corner(rank, height)
    narrow = float(np.cos(np.radians((box.south + box.north) / 2)))
    scale = (_SIDE - 2 * MARGIN) / max((box.east - box.west) * narrow, box.north - box.south)

    def project(lonlat: Points) -> Points:
        return np.column_stack(
            [
                (lonlat[:, 0] - box.west) * narrow * scale + x + MARGIN,
                (box.north - lonlat[:, 1]) * scale + y + MARGIN,
            ]
        )

    return project
