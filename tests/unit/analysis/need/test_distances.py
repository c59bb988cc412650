import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from maynum_dash.analysis.need.distances import metric_points, near_pairs, nearest

ELLIPSOID = Geod(ellps="WGS84")
FRANCE = st.tuples(st.floats(-4.5, 7.5), st.floats(42.5, 50.8))
GRID = np.array([[0.0, 0.0], [3000.0, 4000.0], [np.nan, np.nan]])


@settings(max_examples=60, deadline=None)
@given(FRANCE, st.floats(0.01, 0.6), st.floats(0.01, 0.6))
def test_distances_agree_with_geodesics_within_half_a_percent(
    start: tuple[float, float], east: float, north: float
) -> None:
    longitudes = pd.Series([start[0], start[0] + east])
    latitudes = pd.Series([start[1], start[1] + north])
    one, other = metric_points(longitudes, latitudes)
    flat = float(np.hypot(*(one - other)))
    _, _, geodesic = ELLIPSOID.inv(longitudes[0], latitudes[0], longitudes[1], latitudes[1])
    assert abs(flat - geodesic) <= 0.005 * geodesic


def test_a_point_without_degrees_has_no_metres() -> None:
    points = metric_points(pd.Series([np.nan, -0.77]), pd.Series([48.0, 48.07]))
    assert np.isnan(points[0]).all()
    assert not np.isnan(points[1]).any()


def test_the_nearest_is_found_in_kilometres() -> None:
    distances, which = nearest(GRID, np.array([[0.0, 0.0], [0.0, 1000.0]]))
    assert distances[:2].tolist() == [0.0, np.hypot(3, 3)]
    assert np.isnan(distances[2])
    assert which.tolist() == [0, 1, -1]


def test_the_first_of_two_equal_targets_is_named() -> None:
    _, which = nearest(GRID[:1], np.array([[0.0, 2000.0], [2000.0, 0.0], [0.0, -2000.0]]))
    assert which.tolist() == [0]


def test_without_target_everything_is_infinitely_far() -> None:
    distances, which = nearest(GRID, np.empty((0, 2)))
    assert distances[:2].tolist() == [np.inf, np.inf]
    assert which.tolist() == [-1, -1, -1]


def test_pairs_hold_the_limit_itself_and_no_point_without_position() -> None:
    rows, columns = near_pairs(GRID, GRID, 5)
    assert sorted(zip(rows.tolist(), columns.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    rows, _ = near_pairs(GRID, GRID, 4.999)
    assert rows.tolist() == [0, 1]
