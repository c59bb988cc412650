"""Cantons rebuilt from whole communes, and the few communes that canton lines cut."""

from collections.abc import Collection, Mapping
from itertools import combinations

import geopandas as gpd
import numpy as np
import shapely

from maynum_dash.analysis.territory.geography import METRIC, dissolve_coverage
from maynum_dash.domain.errors import ReferenceCheck, ReferenceCheckError

MAJORITY = 0.5  # a commune belongs whole to the canton that holds half of it; without one, it is cut
NOTABLE_SHARE = 0.1  # the canton lines are coarse: below a tenth an overlap is noise
OVERSHOOT_M = 1.0


def cantons_of_communes(communes: gpd.GeoDataFrame, cantons: gpd.GeoDataFrame) -> dict[str, tuple[str, ...]]:
    """Find the canton of each commune by largest overlap, or the cantons that cut it.

    Parameters
    ----------
    communes, cantons
        ``code`` and ``geometry`` (EPSG:2154).

    Returns
    -------
    dict of str to tuple of str
        By commune code: one canton code, or several for a commune of which no canton holds half.

    Raises
    ------
    ReferenceCheckError
        When a commune meets no canton.
    """
    codes = cantons["code"].to_numpy()
    found: dict[str, tuple[str, ...]] = {}
    for code, shape in zip(communes["code"], communes.geometry, strict=True):
        shares = cantons.intersection(shape).area.to_numpy() / shape.area
        if shares.max() == 0:
            raise ReferenceCheckError(ReferenceCheck.CANTONS, f"la commune {code} n'est dans aucun canton")
        whole = shares.max() >= MAJORITY
        kept = [shares.argmax()] if whole else np.flatnonzero(shares >= NOTABLE_SHARE)
        found[code] = tuple(str(codes[index]) for index in kept)
    return found


def cut_pieces(
    communes: gpd.GeoDataFrame, cantons: gpd.GeoDataFrame, cut: Mapping[str, Collection[str]]
) -> gpd.GeoDataFrame:
    """Cut some communes along canton lines, and keep the others whole.

    The canton lines are coarse: only those that run between the cantons of a cut commune are used; where
    they stop short of its border they are prolonged to the nearest point of it.

    Parameters
    ----------
    communes
        ``code`` and ``geometry`` (EPSG:2154), a valid coverage.
    cantons
        ``code`` and ``geometry`` (EPSG:2154).
    cut
        Canton codes of each commune to cut.

    Returns
    -------
    GeoDataFrame
        ``code``, ``canton_code`` (missing for a whole commune) and ``geometry``: a valid coverage.
    """
    shapes = communes.set_index("code").geometry
    outlines = cantons.set_index("code").geometry
    lines = [_canton_lines(shapes[code], outlines[list(codes)]) for code, codes in cut.items()]
    # Noding all borders at once puts the ends of the canton lines on the borders of the neighbours too.
    linework = shapely.union_all([*communes.boundary, *lines])
    faces = gpd.GeoDataFrame(geometry=list(shapely.get_parts(shapely.polygonize([linework]))), crs=METRIC)
    inside = faces.set_geometry(faces.representative_point())
    faces["code"] = inside.sjoin(communes[["code", "geometry"]], predicate="within")["code"]
    faces = faces.dropna(subset="code")
    faces["canton_code"] = [
        outlines[list(cut[code])].intersection(face).area.idxmax() if code in cut else None
        for code, face in zip(faces["code"], faces.geometry, strict=True)
    ]
    faces["piece"] = faces["code"] + "/" + faces["canton_code"].fillna("")
    owners = faces.drop_duplicates("piece").set_index("piece")[["code", "canton_code"]]
    return dissolve_coverage(faces, "piece").join(owners, on="piece")[["code", "canton_code", "geometry"]]


def _canton_lines(commune: shapely.Geometry, cantons: gpd.GeoSeries) -> shapely.Geometry:
    """Return the lines between cantons, each loose end within the commune prolonged past its border."""
    lines = shapely.line_merge(
        shapely.union_all(
            [one.boundary.intersection(other.boundary) for one, other in combinations(cantons, 2)]
        )
    )
    ends = shapely.get_coordinates([shapely.get_point(shapely.get_parts(lines), at) for at in (0, -1)])
    points, counts = np.unique(ends, axis=0, return_counts=True)
    loose = [shapely.Point(point) for point in points[counts == 1] if commune.contains(shapely.Point(point))]
    return shapely.union_all([lines, *(_past(end, commune.boundary) for end in loose)])


def _past(start: shapely.Point, border: shapely.Geometry) -> shapely.LineString:
    """Return the segment from a point to the nearest border, a little longer so that both surely cross."""
    near = border.interpolate(border.project(start))
    stretch = 1 + OVERSHOOT_M / near.distance(start)
    end = (start.x + (near.x - start.x) * stretch, start.y + (near.y - start.y) * stretch)
    return shapely.LineString([start, end])
