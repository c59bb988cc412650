import json

import pandas as pd
import pytest

from maynum_dash.analysis.territory.gazetteer import Gazetteer
from maynum_dash.analysis.territory.placement import communes_at, match_places
from maynum_dash.sources.reference import Reference


def square(code: str, west: float) -> dict[str, object]:
    ring = [[west, 48.0], [west + 0.1, 48.0], [west + 0.1, 48.1], [west, 48.1], [west, 48.0]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


# Laval on the left, Ernée on the right, side by side.
BOUNDARIES = json.dumps(
    {"type": "FeatureCollection", "features": [square("53130", -0.8), square("53096", -0.7)]}
)
TYPES = {"name": "str", "commune": "str", "latitude": "float64", "longitude": "float64"}


def places(*rows: tuple[str, str | None, float | None, float | None]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["name", "commune", "latitude", "longitude"]).astype(TYPES)
    return table.assign(row=range(2, len(table) + 2))


def test_a_place_stands_on_its_coordinates(reference: Reference, communes: Gazetteer) -> None:
    table, anomalies = match_places(
        places(("Mairie", None, 48.05, -0.75)), communes, reference, BOUNDARIES, "Lieux"
    )

    assert tuple(table.loc[0, ["commune_code", "epci_code", "latitude", "longitude"]]) == (
        "53130",
        "200083392",
        48.05,
        -0.75,
    )
    assert anomalies == ()


def test_a_place_without_coordinates_stands_on_the_label_of_its_commune(
    reference: Reference, communes: Gazetteer
) -> None:
    table, anomalies = match_places(
        places(("Mairie", "ernee", None, None)), communes, reference, BOUNDARIES, "Lieux"
    )

    assert tuple(table.loc[0, ["commune_code", "latitude", "longitude"]]) == ("53096", 48.0, -0.5)
    assert anomalies == ()


def test_the_commune_written_stands_before_the_one_found(reference: Reference, communes: Gazetteer) -> None:
    table, _ = match_places(
        places(("Mairie", "Ernée", 48.05, -0.75)), communes, reference, BOUNDARIES, "Lieux"
    )

    assert tuple(table.loc[0, ["commune_code", "longitude"]]) == ("53096", -0.75)


def test_nothing_is_dropped_and_everything_doubtful_is_said(
    reference: Reference, communes: Gazetteer
) -> None:
    table, anomalies = match_places(
        places(
            ("Inversé", None, -0.75, 48.05),
            ("Nulle part", None, None, None),
            ("Ailleurs", "72264", None, None),
            ("Faute", "Lavall", None, None),
            ("Demi", None, 48.05, None),
        ),
        communes,
        reference,
        BOUNDARIES,
        "Lieux",
    )

    assert len(table) == 5
    assert table["commune_code"].isna().all()
    assert table["epci_code"].isna().all()
    assert [(a.code, a.row) for a in anomalies] == [
        ("LIEU_HORS_DEPARTEMENT", 2),
        ("LIEU_SANS_POSITION", 3),
        ("COMMUNE_HORS_DEPARTEMENT", 4),
        ("COMMUNE_INCONNUE", 5),
        ("LIEU_SANS_POSITION", 6),
    ]


@pytest.mark.parametrize(("longitude", "code"), [(-0.802, "53130"), (-0.81, None), (-0.598, "53096")])
def test_a_simplified_border_is_a_little_wide(longitude: float, code: str | None) -> None:
    found = communes_at(pd.Series([longitude]), pd.Series([48.05]), BOUNDARIES).to_list()

    assert found == [code] if code else pd.isna(found[0])


def test_no_place_is_an_empty_table(reference: Reference, communes: Gazetteer) -> None:
    table, anomalies = match_places(places(), communes, reference, BOUNDARIES, "Lieux")

    assert table.empty
    assert {"commune_code", "epci_code"} <= set(table.columns)
    assert anomalies == ()
