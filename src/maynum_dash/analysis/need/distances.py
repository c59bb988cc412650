"""Straight lines between points, in Lambert-93: metres on the ground, good to 0.5 % all over France.

Nothing here makes a matrix of every point by every other: a tree finds the nearest, or the near ones.
"""

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pandas import Series

from maynum_dash.analysis.territory.geography import METRIC, WGS84

Metres = NDArray[np.float64]
_KILOMETRE = 1000.0


def metric_points(longitude: "Series[float]", latitude: "Series[float]") -> Metres:
    """Project points from degrees (WGS84) to metres (EPSG:2154).

    Parameters
    ----------
    longitude, latitude
        Degrees; a missing one gives NaN.

    Returns
    -------
    numpy.ndarray
        One row per point: x, y.
    """
    known = (longitude.notna() & latitude.notna()).to_numpy()
    points = gpd.GeoSeries.from_xy(longitude[known], latitude[known], crs=WGS84).to_crs(METRIC)
    placed = np.full((len(longitude), 2), np.nan)
    placed[known] = shapely.get_coordinates(points.to_numpy())
    return placed


def nearest(points: Metres, targets: Metres) -> tuple[Metres, NDArray[np.int64]]:
    """Find the nearest target of each point.

    Parameters
    ----------
    points, targets
        Metres; a target without position counts for nothing.

    Returns
    -------
    distances : numpy.ndarray
        Kilometres; infinite when there is no target, NaN for a point without position.
    which : numpy.ndarray
        Row of the target, the first one among equals; −1 without any.
    """
    distances, which = np.full(len(points), np.inf), np.full(len(points), -1)
    usable = np.flatnonzero(~np.isnan(targets[:, 0]))
    placed = np.flatnonzero(~np.isnan(points[:, 0]))
    if len(usable) and len(placed):
        tree = shapely.STRtree(shapely.points(targets[usable]))
        (found, hits), lengths = tree.query_nearest(
            shapely.points(points[placed]), return_distance=True, all_matches=True
        )
        order = np.lexsort((hits, found))
        firsts = order[np.unique(found[order], return_index=True)[1]]
        distances[placed[found[firsts]]] = lengths[firsts] / _KILOMETRE
        which[placed[found[firsts]]] = usable[hits[firsts]]
    distances[np.isnan(points[:, 0])] = np.nan
    return distances, which


def near_pairs(
    points: Metres, targets: Metres, radius_km: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give every point and target that stand within a distance of each other.

    Parameters
    ----------
    points, targets
        Metres.
    radius_km
        Kilometres; a target exactly so far is within.

    Returns
    -------
    points, targets : numpy.ndarray
        Rows of each pair.
    """
    placed, usable = (np.flatnonzero(~np.isnan(side[:, 0])) for side in (points, targets))
    tree = shapely.STRtree(shapely.points(targets[usable]))
    found, hits = tree.query(
        shapely.points(points[placed]), predicate="dwithin", distance=radius_km * _KILOMETRE
    )
    return placed[found], usable[hits]
