"""Places and former communes, put in a commune of today."""

import geopandas as gpd
import pandas as pd
import pytest
from pandas import DataFrame
from shapely import box

from maynum_dash.analysis.territory.geography import METRIC
from maynum_dash.analysis.territory.places import former_communes_table, locate_places
from maynum_dash.domain.errors import ReferenceCheckError

COMMUNES = gpd.GeoDataFrame(
    {"code": ["A", "B"], "name": ["Saint-Ouën", "Plaine"]},
    geometry=[box(-0.9, 48.0, -0.8, 48.1), box(-0.8, 48.0, -0.7, 48.1)],
    crs="EPSG:4326",
).to_crs(METRIC)
FORMER = DataFrame({"former_name": ["Mare"], "code": ["B"]})
SUCCESSORS = {"A": "A", "B": "B", "M": "B"}


def place(code: str | None, commune: str | None, longitude: float, latitude: float = 48.05) -> DataFrame:
    return DataFrame(
        {
            "kind": ["France services"],
            "name": ["Lieu"],
            "commune_code": pd.Series([code], dtype="str"),
            "commune_name": pd.Series([commune], dtype="str"),
            "longitude": [longitude],
            "latitude": [latitude],
        }
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (place("A", "Plaine", -0.85), "A"),  # the code speaks first
        (place("M", None, -0.75), "B"),  # a code of the past
        (place(None, "ST OUEN", -0.85), "A"),
        (place(None, "LA MARE", -0.75), "B"),  # a name of the past
        (place(None, "PLEINE", -0.75), "B"),  # a misspelling: the point decides
        (place(None, None, -0.85), "A"),
        (place("B", None, -0.806), "B"),  # just across the border
    ],
)
def test_a_place_is_located(row: DataFrame, expected: str) -> None:
    assert locate_places(row, SUCCESSORS, COMMUNES, FORMER)["commune_code"].tolist() == [expected]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (place("B", None, -0.85), "km de sa commune"),
        (place(None, "AILLEURS", 2.35, 48.85), "dans aucune commune"),
    ],
)
def test_a_place_far_from_its_commune_is_refused(row: DataFrame, expected: str) -> None:
    with pytest.raises(ReferenceCheckError, match=expected):
        locate_places(row, SUCCESSORS, COMMUNES, FORMER)


def test_former_communes_hold_lost_codes_and_lost_names() -> None:
    movements = DataFrame(
        {"former_code": ["A", "B", "M", "Z"], "former_name": ["Saint-Ouën", "Champs", "Mare", "Perdue"]}
    )
    table = former_communes_table(movements, SUCCESSORS, COMMUNES)
    assert table.to_numpy().tolist() == [["B", "Champs", "B"], ["M", "Mare", "B"]]
