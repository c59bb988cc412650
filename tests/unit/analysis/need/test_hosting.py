from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from maynum_dash.analysis.need.hosting import hosting
from maynum_dash.analysis.need.spreading import spread_needs
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.sources.reference import Reference


@pytest.fixture
def known(reference: Reference) -> Reference:
    places = pd.DataFrame(
        {
            "kind": ["France services", "Conseiller numérique"],
            "name": ["FS Ernée", "Ancienne permanence"],
            "commune_code": ["53096", "53130"],
            "longitude": [-0.9, -0.8],
            "latitude": [48.3, 48.1],
            "as_of": pd.to_datetime([date(2024, 8, 1), date(2022, 6, 1)]),
        }
    )
    return replace(reference, places=places)


def written(*rows: tuple[str, str | None, float | None]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["name", "post_id", "longitude"])
    return table.assign(latitude=48.0, commune_code="53130").astype(
        {"name": "str", "post_id": "str", "longitude": "float64"}
    )


POSTS = pd.DataFrame({"post_id": ["1", "2", "3"], "status": ["Occupé", "Vacant", "Occupé"]})


def test_without_the_sheet_the_public_lists_are_used_and_dated(known: Reference) -> None:
    found = hosting(known, written(), POSTS)
    assert found.places["name"].tolist() == ["FS Ernée", "Ancienne permanence"]
    assert found.places["origin"].tolist() == ["liste publique du 01/08/2024", "liste publique du 01/06/2022"]
    assert found.posts_without_place == 0


def test_the_sheet_replaces_the_older_list_of_advisers_and_keeps_france_services(known: Reference) -> None:
    found = hosting(known, written(("Médiathèque", "1", -0.77)), POSTS)
    assert found.places["name"].tolist() == ["Médiathèque", "FS Ernée"]
    assert found.places["kind"].tolist() == ["Conseiller numérique", "France services"]
    assert found.posts_without_place == 1


def test_a_place_without_adviser_does_not_count_and_is_named(known: Reference) -> None:
    found = hosting(
        known, written(("Vide", "2", -0.77), ("Sans poste", None, -0.77), ("Nulle part", "1", None)), POSTS
    )
    assert found.places["name"].tolist() == ["Sans poste", "FS Ernée"]
    assert found.unmanned == ("Vide",)
    assert found.unplaced == ("Nulle part",)


def test_places_that_name_no_post_accuse_no_post(known: Reference) -> None:
    assert hosting(known, written(("Sans poste", None, -0.77)), POSTS).posts_without_place == 0


def official(*rows: tuple[str, float, int | None]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["epci_code", "rate_pct", "people"])
    return table.assign(is_retained=True, year=2021, source="Insee").astype(
        {"people": "Int64", "year": "Int64"}
    )


def test_an_official_table_is_spread_over_the_communes_and_still_adds_up(reference: Reference) -> None:
    table = spread_needs(NeedSource.OFFICIAL, reference, official(("245300355", 20.0, 2000)))
    ernee = table[table["epci_code"] == "245300355"]
    # 6 000 and 4 000 inhabitants, of which 80 % are 15 and over.
    assert ernee["people"].tolist() == pytest.approx([1200, 800])
    assert table.loc[table["epci_code"] != "245300355", "people"].isna().all()


def test_the_estimate_is_the_one_of_each_commune(reference: Reference) -> None:
    table = spread_needs(NeedSource.ESTIMATED, reference).set_index("code")
    assert table.loc["53005", "people"] == pytest.approx(4000 * 0.8 * 0.25)
    assert {"canton_code", "longitude", "latitude"} <= set(table.columns)
