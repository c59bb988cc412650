"""Cantons from whole communes, and a commune cut by canton lines."""

import geopandas as gpd
import pytest
import shapely
from shapely import Polygon, box

from maynum_dash.analysis.territory.cantons import cantons_of_communes, cut_pieces
from maynum_dash.analysis.territory.geography import METRIC
from maynum_dash.domain.errors import ReferenceCheckError

TOWN = box(0, 0, 1000, 1000)
NEIGHBOUR = box(1000, 0, 2000, 1000)


def frame(**shapes: Polygon) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs=METRIC)


# Three cantons that meet in the middle of the town, and stop short of its border on every side.
CENTRE = (500, 450)
CANTONS = frame(
    K1=Polygon([(50, 50), (950, 50), CENTRE]),
    K2=Polygon([(50, 50), CENTRE, (500, 950), (50, 950)]),
    K3=Polygon([(950, 50), (950, 950), (500, 950), CENTRE]),
    K4=box(1000, 0, 2000, 1000),
)


def test_half_of_a_commune_is_enough_to_own_it() -> None:
    communes = frame(A=TOWN, B=NEIGHBOUR)
    cantons = frame(K1=box(0, 0, 500, 1000), K2=box(500, 0, 2000, 1000))
    assert cantons_of_communes(communes, cantons) == {"A": ("K1",), "B": ("K2",)}


def test_a_coarse_line_does_not_cut_a_commune() -> None:
    cantons = frame(K1=box(0, 0, 950, 1000), K2=box(950, 0, 2000, 1000))
    assert cantons_of_communes(frame(A=TOWN), cantons) == {"A": ("K1",)}


def test_a_commune_that_no_canton_holds_is_cut() -> None:
    assert cantons_of_communes(frame(A=TOWN, B=NEIGHBOUR), CANTONS) == {"A": ("K1", "K2", "K3"), "B": ("K4",)}


def test_a_commune_outside_every_canton_is_refused() -> None:
    with pytest.raises(ReferenceCheckError, match="la commune B"):
        cantons_of_communes(frame(A=TOWN, B=box(9000, 0, 9100, 100)), CANTONS)


def test_cut_pieces_fill_the_commune_and_match_their_neighbours() -> None:
    pieces = cut_pieces(frame(A=TOWN, B=NEIGHBOUR), CANTONS, {"A": ("K1", "K2", "K3")})
    town = pieces[pieces["code"] == "A"]
    assert sorted(town["canton_code"]) == ["K1", "K2", "K3"]
    assert town.geometry.area.sum() == pytest.approx(TOWN.area)
    assert pieces.loc[pieces["code"] == "B", "canton_code"].isna().all()
    assert shapely.coverage_is_valid(pieces.geometry.to_numpy())
    assert all(
        shape.intersection(CANTONS.set_index("code").geometry[code]).area > 0.7 * shape.area
        for code, shape in zip(town["canton_code"], town.geometry, strict=True)
    )


def test_nothing_to_cut_leaves_the_communes_as_they_are() -> None:
    pieces = cut_pieces(frame(A=TOWN, B=NEIGHBOUR), CANTONS, {})
    assert pieces["code"].tolist() == ["A", "B"]
    assert pieces["canton_code"].isna().all()
    assert pieces.geometry.area.tolist() == pytest.approx([1e6, 1e6])
