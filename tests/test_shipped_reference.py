"""The reference data that the project ships: counts, sums, rates, boundaries."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from maynum_dash.sources.calibration import load_calibration
from maynum_dash.sources.folder import REFERENCE
from maynum_dash.sources.reference import LEVELS, load_boundaries, load_reference

REFERENCE_DATA = load_reference()
COMMUNES, EPCI = REFERENCE_DATA.communes, REFERENCE_DATA.epci
FIT = REFERENCE_DATA.fit


def shapes(level: str) -> gpd.GeoDataFrame:
    features = json.loads(load_boundaries(level))["features"]
    return gpd.GeoDataFrame.from_features(features, crs=4326)


@pytest.mark.parametrize(
    ("level", "count", "limit"), [("epci", 10, 60), ("communes", 240, 200), ("cantons", 17, 60)]
)
def test_boundaries_are_complete_light_and_without_sliver(level: str, count: int, limit: int) -> None:
    assert (REFERENCE / f"{level}.geojson").stat().st_size <= limit * 1000
    territories = shapes(level)
    assert territories["code"].tolist() == getattr(REFERENCE_DATA, level)["code"].tolist()
    assert territories["name"].tolist() == getattr(REFERENCE_DATA, level)["name"].tolist()
    assert len(territories) == count
    geometry = territories.geometry.to_numpy()
    assert shapely.is_valid(geometry).all()
    assert shapely.coverage_is_valid(geometry)
    whole = shapely.coverage_union_all(geometry)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    points = shapely.get_coordinates(geometry)
    assert np.array_equal(points, np.round(points, 4))


def test_the_three_levels_have_one_outline() -> None:
    outlines = [shapely.coverage_union_all(shapes(level).geometry.to_numpy()) for level in LEVELS]
    assert outlines[0].equals(outlines[1])
    assert outlines[0].equals(outlines[2])


def test_epci_are_the_union_of_their_communes() -> None:
    communes, epci = shapes("communes").set_index("code"), shapes("epci").set_index("code")
    for code, members in COMMUNES.groupby("epci_code")["code"]:
        assert shapely.coverage_union_all(communes.geometry[members].to_numpy()).equals(epci.geometry[code])


@pytest.mark.parametrize("level", ["epci", "cantons"])
def test_labels_stand_inside_their_territory(level: str) -> None:
    table, territories = getattr(REFERENCE_DATA, level), shapes(level)
    points = shapely.points(table["longitude"], table["latitude"])
    assert shapely.contains(territories.geometry.to_numpy(), points).all()


def test_official_points_stand_in_their_commune_and_epci() -> None:
    points = gpd.GeoSeries.from_xy(COMMUNES["longitude"], COMMUNES["latitude"], crs=4326).to_crs(2154)
    own = shapes("communes").to_crs(2154).geometry
    around = shapes("epci").to_crs(2154).set_index("code").geometry.loc[COMMUNES["epci_code"]]
    # Val-du-Maine's point lies 48 m outside its borders of 2018, 100 m outside the simplified ones.
    assert own.distance(points).max() <= 100
    assert around.distance(points, align=False).max() <= 100
    assert COMMUNES.loc[own.distance(points) > 0, "name"].tolist() == ["Val-du-Maine"]


def test_counts_and_populations() -> None:
    assert len(COMMUNES) == 240
    assert COMMUNES["population"].sum() == EPCI["population"].sum() == 305_468
    seated = EPCI[~EPCI["is_partial"]]
    assert len(seated) == 9
    assert (seated["communes"].sum(), seated["population"].sum()) == (239, 304_754)
    partial = EPCI[EPCI["is_partial"]].iloc[0]
    assert (partial["code"], partial["short_name"], partial["seat_department"]) == (
        "247200090",
        "Pays Sabolien",
        "72",
    )
    assert (partial["communes"], partial["population"]) == (1, 714)
    assert EPCI["kind"].value_counts().to_dict() == {"CC": 9, "CA": 1}
    assert COMMUNES["revitalisation_zone"].sum() == 183


def test_population_15_plus_is_the_published_share_of_each_population() -> None:
    assert FIT.share_15_plus == 249_848 / 307_062
    expected = COMMUNES["population"] * 249_848 / 307_062
    assert COMMUNES["population_15_plus"].to_numpy() == pytest.approx(expected.to_numpy(), rel=1e-12)
    by_epci = COMMUNES.groupby("epci_code")["population_15_plus"].sum()
    assert EPCI["population_15_plus"].to_numpy() == pytest.approx(by_epci.to_numpy(), rel=1e-12)


def test_codes_are_text_of_their_width() -> None:
    assert COMMUNES["code"].str.fullmatch(r"53\d{3}").all()
    assert EPCI["code"].str.fullmatch(r"\d{9}").all()
    assert REFERENCE_DATA.cantons["code"].str.fullmatch(r"53\d{3}").all()
    assert COMMUNES["code"].is_unique
    assert COMMUNES["siren"].str.fullmatch(r"2[01]\d{7}").all()
    assert COMMUNES["siren"].is_unique
    assert set(COMMUNES["epci_code"]) == set(EPCI["code"])


def test_the_estimate_reproduces_the_published_rates() -> None:
    rates = COMMUNES["estimated_rate_pct"]
    assert np.average(rates, weights=COMMUNES["population"]) == pytest.approx(18, abs=1e-4)
    anchored = COMMUNES["epci_code"] == FIT.anchor_epci
    assert np.average(rates[anchored], weights=COMMUNES.loc[anchored, "population"]) == pytest.approx(
        14, abs=1e-4
    )
    logits = FIT.intercept + FIT.slope * COMMUNES["low_diploma_pct"]
    assert rates.to_numpy() == pytest.approx((100 / (1 + np.exp(-logits))).to_numpy(), abs=1e-5)
    assert (FIT.intercept, FIT.slope) == pytest.approx((-3.894637, 0.041700), abs=1e-6)


def test_the_held_out_check_holds() -> None:
    rates = EPCI.set_index("short_name")["estimated_rate_pct"]
    assert rates.round(1).to_dict() == {
        "Coëvrons": 21.7,
        "Mont des Avaloirs": 25.1,
        "Pays de Craon": 21.2,
        "Mayenne Communauté": 18.1,
        "Laval Agglomération": 14.0,
        "Pays de Meslay-Grez": 17.9,
        "Ernée": 19.9,
        "Bocage Mayennais": 24.0,
        "Pays de Château-Gontier": 18.4,
        "Pays Sabolien": 19.3,
    }
    checked = EPCI[EPCI["code"].isin(FIT.checked_epci)]
    mean = np.average(checked["estimated_rate_pct"], weights=checked["population"])
    assert mean == pytest.approx(FIT.checked_rate_pct, abs=0.6)


@pytest.mark.parametrize("table", [COMMUNES, EPCI], ids=["communes", "epci"])
def test_the_main_rate_lies_in_its_range(table: pd.DataFrame) -> None:
    assert (table["rate_low_pct"] <= table["estimated_rate_pct"]).all()
    assert (table["estimated_rate_pct"] <= table["rate_high_pct"]).all()


def test_people_of_an_epci_are_those_of_its_communes() -> None:
    people = (COMMUNES["population_15_plus"] * COMMUNES["estimated_rate_pct"] / 100).groupby(
        COMMUNES["epci_code"]
    )
    assert EPCI["estimated_people"].to_numpy() == pytest.approx(people.sum().to_numpy(), abs=1e-3)


def test_only_laval_is_cut_between_cantons() -> None:
    assert COMMUNES.loc[COMMUNES["canton_code"].isna(), "name"].tolist() == ["Laval"]
    cantons = REFERENCE_DATA.cantons
    assert cantons.loc[cantons["population"].isna(), "name"].tolist() == ["Laval-1", "Laval-2", "Laval-3"]
    laval = int(COMMUNES.loc[COMMUNES["name"] == "Laval", "population"].iloc[0])
    assert cantons["population"].sum() + laval == 305_468


def test_places_are_dated_and_located() -> None:
    places = REFERENCE_DATA.places
    assert places["kind"].value_counts().to_dict() == {"France services": 18, "Conseiller numérique": 10}
    assert places.groupby("kind")["as_of"].first().dt.strftime("%Y-%m-%d").to_dict() == {
        "Conseiller numérique": "2022-06-01",
        "France services": "2024-08-01",
    }
    assert places["commune_code"].isin(COMMUNES["code"]).all()
    assert not places["name"].str.contains("@").any()


def test_former_communes_lead_to_todays() -> None:
    former = REFERENCE_DATA.former_communes
    assert former["code"].isin(COMMUNES["code"]).all()
    assert not former.duplicated("former_code").any()
    found = former.set_index("former_code")["code"]
    assert (found["53239"], found["53274"], found["53014"]) == ("53249", "53249", "53062")


def test_every_file_has_its_passport() -> None:
    sources = REFERENCE_DATA.sources
    assert len(sources) == 11
    assert sources["sha256"].str.fullmatch(r"[0-9a-f]{64}").all()
    assert sources.notna().all(axis=None)
    readme = (REFERENCE / "README.md").read_text(encoding="utf-8")
    assert all(name in readme for name in sources["file"])
    assert all(digest in readme for digest in sources["sha256"])


def test_the_shipped_fit_is_the_shipped_calibration() -> None:
    calibration = load_calibration()
    assert FIT.department_rate_pct == calibration.department_rate_pct
    assert (FIT.anchor_epci, FIT.anchor_rate_pct) == (calibration.anchor_epci, calibration.anchor_rate_pct)
    assert (FIT.checked_epci, FIT.checked_rate_pct) == (
        calibration.checked_epci,
        calibration.checked_rate_pct,
    )
    assert FIT.uniform_rate_pct == calibration.uniform_rate_pct
    assert (FIT.population_year, FIT.indicator_year) == (2023, 2017)


def test_nothing_else_lies_in_the_folder() -> None:
    expected = {f"{level}.geojson" for level in LEVELS} | {"README.md", "fit.json"}
    expected |= {
        "communes.csv",
        "epci.csv",
        "cantons.csv",
        "places.csv",
        "former_communes.csv",
        "sources.csv",
    }
    assert {path.name for path in Path(REFERENCE).iterdir()} == expected
