"""Checks that the whole builder rarely reaches: each is seen red once."""

import geopandas as gpd
import pytest
from pandas import DataFrame
from shapely import Polygon, box

from maynum_dash.analysis.territory.consistency import check_level, check_outline, check_populations
from maynum_dash.analysis.territory.geography import METRIC
from maynum_dash.domain.errors import ReferenceCheck, ReferenceCheckError


def frame(**shapes: Polygon) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs=METRIC)


PAIR = frame(A=box(0, 0, 10, 10), B=box(10, 0, 20, 10))


def test_a_whole_level_passes() -> None:
    check_level(PAIR, ["A", "B"], ReferenceCheck.EPCI)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (PAIR.iloc[:1], "contour de B"),
        (frame(A=box(0, 0, 10, 10), B=box(9, 0, 20, 10)), "chevauchent"),
        (frame(A=box(0, 0, 10, 10).difference(box(4, 4, 6, 6)), B=box(10, 0, 20, 10)), "trou"),
    ],
)
def test_a_spoilt_level_is_refused(level: gpd.GeoDataFrame, expected: str) -> None:
    with pytest.raises(ReferenceCheckError, match=expected):
        check_level(level, ["A", "B"], ReferenceCheck.EPCI)


def test_the_outline_tells_a_missing_commune() -> None:
    check_outline(PAIR, frame(D=box(0, 0, 20, 10)))
    with pytest.raises(ReferenceCheckError, match=r"33\.33 %"):
        check_outline(PAIR, frame(D=box(0, 0, 30, 10)))


@pytest.mark.parametrize(("communes", "epci"), [([3, 4], [8]), ([0, 0], [0])])
def test_populations_must_add_up_and_exist(communes: list[int], epci: list[int]) -> None:
    with pytest.raises(ReferenceCheckError, match="habitants"):
        check_populations(DataFrame({"population": communes}), DataFrame({"population": epci}))
