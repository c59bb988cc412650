"""A point of each territory: where its name is written, or where it is when distances are measured."""

import geopandas as gpd
import numpy as np
import shapely
from pandas import DataFrame

from maynum_dash.analysis.territory.geography import DECIMALS, METRIC, WGS84

LABEL_DEPTH = 0.75


def label_points(level: gpd.GeoDataFrame) -> DataFrame:
    """Return, for each territory, a point to write its name at: well inside, and looking centred.

    The centroid, moved towards the deepest point (the centre of the largest inscribed circle) until it lies
    at least three quarters as deep.

    Parameters
    ----------
    level
        ``code`` and ``geometry``, any reference system.

    Returns
    -------
    DataFrame
        ``code``, ``longitude``, ``latitude`` in degrees, 4 decimals.
    """
    shapes = level.to_crs(METRIC).geometry
    points = gpd.GeoSeries([_label_point(shape) for shape in shapes], index=level.index, crs=METRIC)
    degrees = points.to_crs(WGS84)
    return DataFrame(
        {
            "code": level["code"],
            "longitude": degrees.x.round(DECIMALS),
            "latitude": degrees.y.round(DECIMALS),
        }
    )


def _label_point(shape: shapely.Geometry) -> shapely.Point:
    """Return the first point, from the centroid to the deepest one, which is deep enough."""
    radius = shapely.maximum_inscribed_circle(shape, tolerance=10.0)
    way = shapely.LineString([shape.centroid, shapely.get_point(radius, 0)])
    points = shapely.line_interpolate_point(way, np.linspace(0, 1, 11), normalized=True)
    depths = np.where(shape.contains(points), shapely.distance(shape.boundary, points), 0)
    return points[int((depths >= LABEL_DEPTH * radius.length).argmax())]


def inner_points(level: gpd.GeoDataFrame) -> DataFrame:
    """Return a point inside each territory, quickly: for territories too many or too small to be named.

    Parameters
    ----------
    level
        ``code`` and ``geometry``, any reference system.

    Returns
    -------
    DataFrame
        ``code``, ``longitude``, ``latitude`` in degrees, 5 decimals.
    """
    shapes = level.to_crs(METRIC).geometry
    centres = shapes.centroid
    points = centres.where(shapes.contains(centres), shapes.representative_point()).to_crs(WGS84)
    return DataFrame({"code": level["code"], "longitude": points.x.round(5), "latitude": points.y.round(5)})
