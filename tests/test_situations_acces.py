"""Situations that a budget officer can read: communes on a grid of kilometres, and who is near a place."""

import tomllib
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from maynum_dash.analysis.need.access import Access, access_at, access_table, beyond_table, with_places
from maynum_dash.analysis.need.siting import cover, exact_gain, greedy
from maynum_dash.domain.places import Hosts

FOLDER = Path(__file__).parent / "situations_acces"
KEYS = {"nom", "rayon_km", "compter", "commune", "lieu", "ajouter", "attendu", "apres", "meilleurs"}
ORIGIN = (420_000.0, 6_780_000.0)  # metres, Lambert-93: in Mayenne
SITUATIONS = [
    pytest.param(situation, id=situation["nom"])
    for path in sorted(FOLDER.glob("*.toml"))
    for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
]


def needs_of(communes: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(communes)
    # A hair less than a kilometre, so that ten of them are not more than ten after the way there and back.
    step = 1000 - 1e-3
    points = gpd.GeoSeries.from_xy(
        ORIGIN[0] + table["est"] * step, ORIGIN[1] + table["nord"] * step, crs="EPSG:2154"
    )
    degrees = points.to_crs("EPSG:4326")
    people = table["personnes"].astype("float64")
    population = table["population"] if "population" in table else pd.Series(float("nan"), table.index)
    return pd.DataFrame(
        {
            "code": [f"{rank:05}" for rank in range(len(table))],
            "name": table["nom"],
            "epci_code": "E",
            "longitude": degrees.x,
            "latitude": degrees.y,
            "population_15_plus": population.fillna(people * 5),
            "people": people,
        }
    )


def places_of(places: list[dict[str, str]], needs: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(places, columns=["commune", "type"])
    points = needs.set_index("name")[["longitude", "latitude"]].reindex(table["commune"])
    return points.reset_index(drop=True).assign(name=table["commune"], kind=table["type"])


def check(expected: dict[str, Any], table: pd.DataFrame, access: Access) -> None:
    assert (access.people.near, access.people.beyond) == (expected["proches"], expected["au_dela"])
    assert access.population.without_data == expected["sans_donnee"]
    assert access.share_pct == pytest.approx(expected["part_pct"], abs=0.005)
    assert beyond_table(table, access.radius_km)["name"].tolist() == expected["communes_au_dela"]
    assert access.communes.total == len(table)
    assert access.population.total == table["population_15_plus"].sum()


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation(situation: dict[str, Any]) -> None:
    assert situation.keys() <= KEYS
    needs = needs_of(situation["commune"])
    hosts = Hosts(situation.get("compter", "tous"))
    radius = situation["rayon_km"]
    table = access_table(needs, places_of(situation["lieu"], needs), hosts)
    check(situation["attendu"], table, access_at(table, radius))
    codes = dict(zip(needs["name"], needs["code"], strict=True))
    if "apres" in situation:
        after = with_places(table, [codes[name] for name in situation["ajouter"]])
        check(situation["apres"], after, access_at(after, radius))
    if "meilleurs" in situation:
        best = situation["meilleurs"]
        found = greedy(cover(table, radius), best["nombre"])
        assert found["gain"].tolist() == best["gains"]
        assert found["name"].tolist() == best.get("communes", found["name"].tolist())
        assert exact_gain(cover(table, radius), best["nombre"]) == best["optimum"]


def test_there_are_situations() -> None:
    assert len(SITUATIONS) >= 7
