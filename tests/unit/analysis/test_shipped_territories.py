"""The lookup and the need, on the reference data shipped with the project."""

import json

import pandas as pd
import pytest

from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.territory.gazetteer import Gazetteer, commune_gazetteer, epci_gazetteer
from maynum_dash.analysis.territory.placement import communes_at
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.sources.aliases import load_aliases
from maynum_dash.sources.reference import Reference, load_boundaries, load_reference


@pytest.fixture(scope="module")
def shipped() -> Reference:
    return load_reference()


@pytest.fixture(scope="module")
def epci(shipped: Reference) -> Gazetteer:
    return epci_gazetteer(shipped, load_aliases())


@pytest.fixture(scope="module")
def communes(shipped: Reference) -> Gazetteer:
    return commune_gazetteer(shipped)


@pytest.mark.parametrize("column", ["code", "name", "short_name"])
def test_every_epci_is_found_however_it_is_cased(column: str, shipped: Reference, epci: Gazetteer) -> None:
    names = shipped.epci[column]

    assert [epci.find(name).code for name in names] == list(shipped.epci["code"])
    assert [epci.find(name.upper()).code for name in names] == list(shipped.epci["code"])


def test_every_shipped_alias_leads_to_its_epci(epci: Gazetteer) -> None:
    aliases = load_aliases()

    assert [epci.find(alias).code for alias in aliases["alias"]] == list(aliases["epci_code"])


def test_every_commune_of_today_and_of_the_past_is_found(shipped: Reference, communes: Gazetteer) -> None:
    today, past = shipped.communes, shipped.former_communes

    assert [communes.find(name).code for name in today["name"].str.upper()] == list(today["code"])
    assert [communes.find(name).code for name in past["former_name"]] == list(past["code"])
    assert {communes.find(code).code for code in past["former_code"]} <= set(today["code"])


def test_every_point_of_an_epci_stands_in_one_of_its_communes(shipped: Reference) -> None:
    found = communes_at(shipped.epci["longitude"], shipped.epci["latitude"], load_boundaries("communes"))

    epci_of = shipped.communes.set_index("code")["epci_code"]
    assert list(found.map(epci_of)) == list(shipped.epci["code"])


def test_every_official_point_of_a_commune_stands_in_it(shipped: Reference) -> None:
    table = shipped.communes

    found = communes_at(table["longitude"], table["latitude"], load_boundaries("communes"))

    # The official point of Val-du-Maine stands some 70 m inside its neighbour Saulges.
    assert set(table.loc[found != table["code"], "name"]) == {"Val-du-Maine"}


def test_the_estimate_gives_the_published_aggregates(shipped: Reference) -> None:
    table = needs_table(NeedSource.ESTIMATED, shipped).set_index("epci_code")

    assert table["people"].sum() / table["population_15_plus"].sum() == pytest.approx(0.18, abs=1e-6)
    assert table.loc["200083392", "rate_pct"] == pytest.approx(14, abs=1e-6)
    # The figure left out of the fit: « north Mayenne near 25 % ».
    assert table.loc["200042182", "rate_pct"] == pytest.approx(25.1, abs=0.05)
    assert table.loc["245300389", "rate_pct"] == pytest.approx(24.0, abs=0.05)


def test_communes_and_epci_count_the_same_people(shipped: Reference) -> None:
    by_commune = shipped.communes["population_15_plus"] * shipped.communes["estimated_rate_pct"] / 100

    table = needs_table(NeedSource.ESTIMATED, shipped)

    assert table["people"].sum() == pytest.approx(by_commune.sum())
    pd.testing.assert_series_equal(
        table["people"], shipped.epci["estimated_people"], check_names=False, atol=0.01, rtol=0
    )


def test_the_boundaries_hold_every_commune(shipped: Reference) -> None:
    features = json.loads(load_boundaries("communes"))["features"]

    assert {feature["properties"]["code"] for feature in features} == set(shipped.communes["code"])
