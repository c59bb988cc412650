"""Boundaries: mergers, holes, simplification, label points."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame
from shapely import Polygon, box

from maynum_dash.analysis.territory.geography import (
    DECIMALS,
    METRIC,
    dissolve_level,
    merge_communes,
    simplify,
    successor_codes,
)
from maynum_dash.analysis.territory.labels import label_points
from maynum_dash.domain.errors import ReferenceCheckError

X, Y = 420_000.0, 6_780_000.0  # somewhere in Mayenne, Lambert-93


def square(column: float, row: float, width: float = 1, height: float = 1) -> Polygon:
    """Square of 10 km on a grid."""
    return box(
        X + column * 1e4, Y + row * 1e4, X + (column + width) * 1e4, Y + (row + height) * 1e4
    ).normalize()


def frame(**shapes: Polygon) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs=METRIC)


def moves(*pairs: tuple[str, str]) -> DataFrame:
    return DataFrame(pairs, columns=["former_code", "code"], dtype="str")


@pytest.mark.parametrize(
    ("movements", "today", "expected"),
    [
        (moves(), ["A"], {"A": "A"}),
        (moves(("A", "B")), ["B"], {"A": "B", "B": "B"}),
        # A chain: A went into B, which went into C.
        (moves(("A", "B"), ("B", "C")), ["C"], {"A": "C", "B": "C", "C": "C"}),
        # A was merged into B, then re-established: it is itself.
        (moves(("A", "B")), ["A", "B"], {"A": "A", "B": "B"}),
        # A changed commune twice: the latest movement counts.
        (moves(("A", "B"), ("A", "C")), ["B", "C"], {"A": "C", "B": "B", "C": "C"}),
        # A chain that leads nowhere is left out, a circle too.
        (moves(("A", "Z")), ["B"], {"B": "B"}),
        (moves(("A", "D"), ("D", "A")), ["B"], {"B": "B"}),
    ],
)
def test_successor_codes(movements: DataFrame, today: list[str], expected: dict[str, str]) -> None:
    assert successor_codes(movements, today) == expected


def test_merged_communes_keep_the_whole_area() -> None:
    parts = frame(A=square(0, 0), B=square(1, 0), C=square(2, 0))
    merged = merge_communes(parts, {"A": "A", "B": "A", "C": "C"}, ["A", "C"])
    assert merged["code"].tolist() == ["A", "C"]
    assert merged.geometry.area.tolist() == pytest.approx([2e8, 1e8])


@pytest.mark.parametrize(
    ("successors", "today", "expected"),
    [
        ({"A": "A"}, ["A"], "le contour B"),
        ({"A": "A", "B": "B"}, ["A", "B", "C"], "la commune C"),
    ],
)
def test_a_part_or_a_commune_left_alone_is_refused(
    successors: dict[str, str], today: list[str], expected: str
) -> None:
    with pytest.raises(ReferenceCheckError, match=expected):
        merge_communes(frame(A=square(0, 0), B=square(1, 0)), successors, today)


def test_overlapping_parts_are_refused() -> None:
    with pytest.raises(ReferenceCheckError, match="chevauchent"):
        merge_communes(frame(A=square(0, 0), B=square(0.9, 0)), {"A": "A", "B": "B"}, ["A", "B"])


def holed(side_m: float) -> gpd.GeoDataFrame:
    hole = box(X + 5_000, Y + 5_000, X + 5_000 + side_m, Y + 5_000 + side_m)
    return frame(A=square(0, 0).difference(hole), B=square(1, 0))


def test_a_small_hole_is_closed() -> None:
    merged = merge_communes(holed(187), {"A": "A", "B": "B"}, ["A", "B"])  # 3.5 ha
    assert shapely.get_num_interior_rings(merged.geometry.iloc[0]) == 0
    assert merged.geometry.area.iloc[0] == pytest.approx(1e8)


def test_a_large_hole_is_a_missing_territory() -> None:
    with pytest.raises(ReferenceCheckError, match="trou de 100 ha"):
        merge_communes(holed(1_000), {"A": "A", "B": "B"}, ["A", "B"])


def test_a_commune_inside_another_is_no_hole() -> None:
    inner = box(X + 3_000, Y + 3_000, X + 6_000, Y + 6_000)
    merged = merge_communes(
        frame(A=square(0, 0).difference(inner), B=inner), {"A": "A", "B": "B"}, ["A", "B"]
    )
    assert shapely.get_num_interior_rings(merged.geometry.iloc[0]) == 1


@given(st.lists(st.floats(-400, 400), min_size=3, max_size=40))
def test_a_shared_border_stays_shared_after_simplification_and_rounding(wiggles: list[float]) -> None:
    steps = np.linspace(Y, Y + 1e4, len(wiggles) + 2)[1:-1]
    border = [(X + 1e4 + shift, y) for shift, y in zip(wiggles, steps, strict=True)]
    south, north = (X + 1e4, Y), (X + 1e4, Y + 1e4)
    west = Polygon([(X, Y), south, *border, north, (X, Y + 1e4)])
    east = Polygon([south, (X + 2e4, Y), (X + 2e4, Y + 1e4), north, *reversed(border)])
    shipped = simplify(frame(A=west, B=east))
    shapes = shipped.geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)
    assert shapely.get_num_interior_rings(shapely.coverage_union_all(shapes)) == 0
    points = shapely.get_coordinates(shapes)
    assert np.array_equal(points, np.round(points, DECIMALS))
    assert shipped.crs.to_epsg() == 4326


def test_a_coarser_tolerance_keeps_fewer_points() -> None:
    coast = [(X + 1e4 + 300 * (i % 2), Y + i * 250) for i in range(1, 40)]
    shape = Polygon([(X, Y), (X + 1e4, Y), *coast, (X + 1e4, Y + 1e4), (X, Y + 1e4)])
    fine, coarse = (simplify(frame(A=shape), tolerance) for tolerance in (50, 500))
    assert shapely.get_num_coordinates(coarse.geometry.iloc[0]) < shapely.get_num_coordinates(
        fine.geometry.iloc[0]
    )


def test_a_level_is_dissolved_counter_clockwise() -> None:
    pieces = simplify(frame(A=square(0, 0), B=square(1, 0), C=square(2, 0)))
    level = dissolve_level(pieces, pieces["code"].map({"A": "east", "B": "east", "C": "west"}))
    assert level["code"].tolist() == ["east", "west"]
    assert all(shape.exterior.is_ccw for shape in level.geometry)


@pytest.mark.parametrize(
    "shape",
    [
        square(0, 0),
        # A horseshoe: its centroid is outside.
        Polygon([(0, 0), (9e3, 0), (9e3, 9e3), (6e3, 9e3), (6e3, 3e3), (3e3, 3e3), (3e3, 9e3), (0, 9e3)]),
        # A town with a long tail.
        square(0, 0).union(square(1, 0.4, 9, 0.1)),
    ],
)
def test_a_label_stands_well_inside(shape: Polygon) -> None:
    placed = (
        shape if shape.bounds[0] > 0 else shapely.transform(shape, lambda points: points + np.array([X, Y]))
    )
    point = label_points(frame(A=placed)).iloc[0]
    where = gpd.GeoSeries.from_xy([point["longitude"]], [point["latitude"]], crs=4326).to_crs(METRIC).iloc[0]
    assert placed.contains(where)
    deepest = shapely.maximum_inscribed_circle(placed, tolerance=10).length
    assert placed.boundary.distance(where) > 0.7 * deepest


def test_the_label_of_a_square_is_its_centre() -> None:
    point = label_points(frame(A=square(0, 0))).iloc[0]
    centre = gpd.GeoSeries([square(0, 0).centroid], crs=METRIC).to_crs(4326).iloc[0]
    assert (point["longitude"], point["latitude"]) == (round(centre.x, 4), round(centre.y, 4))
