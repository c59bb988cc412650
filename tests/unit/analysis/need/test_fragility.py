"""An index of fragility has a territory, a year and a source; it never becomes a rate."""

from collections.abc import Callable

import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.need.fragility import fragility_table, match_fragility
from maynum_dash.analysis.need.spreading import spread_needs
from maynum_dash.analysis.need.witnesses import witnesses
from maynum_dash.analysis.territory.gazetteer import Gazetteer, commune_gazetteer, epci_gazetteer
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.priority import Tier
from maynum_dash.sources.namings import NOWHERE, Named, Naming
from maynum_dash.sources.reference import Reference


def written(*rows: tuple[str, float, int, str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["territory", "fragility_index", "year", "source"])
    return table.astype({"territory": "str"}).assign(row=range(2, len(table) + 2))


def test_a_territory_is_an_epci_or_a_commune_by_name_or_code(epci: Gazetteer, communes: Gazetteer) -> None:
    table, anomalies = match_fragility(
        written(
            ("CC de l'Ernée", 40, 2021, "A"),
            ("53096", 55, 2021, "A"),
            ("Andouillé", 50, 2021, "A"),
            ("200083392", 30, 2021, "A"),
        ),
        epci,
        communes,
        "Fragilité",
    )
    assert table["tier"].tolist() == ["epci", "communes", "communes", "epci"]
    assert table["code"].tolist() == ["245300355", "53096", "53005", "200083392"]
    assert table["is_retained"].tolist() == [True] * 4
    assert anomalies == ()


def test_a_name_that_is_both_is_the_epci(epci: Gazetteer, communes: Gazetteer) -> None:
    table, _ = match_fragility(written(("Ernée", 40, 2021, "A")), epci, communes, "Fragilité")
    assert (table["tier"].tolist(), table["code"].tolist()) == (["epci"], ["245300355"])


def test_an_unknown_territory_is_kept_said_and_not_shown(epci: Gazetteer, communes: Gazetteer) -> None:
    table, anomalies = match_fragility(written(("Atlantide", 40, 2021, "A")), epci, communes, "Fragilité")
    assert table["code"].isna().all()
    assert not table["is_retained"].any()
    assert [(one.code, one.sheet, one.row, one.column) for one in anomalies] == [
        ("TERRITOIRE_INCONNU", "Fragilité", 2, "Territoire")
    ]


def test_the_latest_year_is_shown_and_the_other_rows_are_said(epci: Gazetteer, communes: Gazetteer) -> None:
    table, anomalies = match_fragility(
        written(("Ernée", 40, 2019, "A"), ("Ernée", 45, 2021, "A"), ("Ernée", 46, 2021, "A")),
        epci,
        communes,
        "Fragilité",
    )
    assert table["is_retained"].tolist() == [False, True, False]
    assert sorted(one.row or 0 for one in anomalies if one.code == "INDICE_EN_DOUBLE") == [2, 4]


def test_several_years_or_sources_on_one_map_are_said(epci: Gazetteer, communes: Gazetteer) -> None:
    _, anomalies = match_fragility(
        written(("Ernée", 40, 2019, "A"), ("Craon", 45, 2021, "B"), ("53130", 1, 2010, "C")),
        epci,
        communes,
        "Fragilité",
    )
    assert [(one.code, one.column, one.value) for one in anomalies] == [
        ("INDICE_MELE", "Année", "2019 ; 2021"),
        ("INDICE_MELE", "Source", "A ; B"),
    ]


def test_a_territory_without_index_is_missing_not_zero(epci: Gazetteer, communes: Gazetteer) -> None:
    matched, _ = match_fragility(written(("Ernée", 0, 2021, "A")), epci, communes, "Fragilité")
    names = pd.Series({"245300355": "Ernée", "200083392": "Laval Agglomération"})
    table = fragility_table(matched, Tier.EPCI, names)
    assert table["fragility_index"].tolist()[0] == 0
    assert table["fragility_index"].isna().tolist() == [False, True]
    assert fragility_table(matched, Tier.COMMUNES, pd.Series({"53096": "Ernée"}))["year"].isna().all()


def test_an_index_changes_no_need(make_board: Callable[..., Board]) -> None:
    lines = [{"territory": "Ernée", "fragility_index": 99.0, "year": 2021, "source": "A"}]
    plain, beside = make_board([{}]), make_board([{}], fragility=lines)
    assert beside.matched.fragility["is_retained"].tolist() == [True]
    for source in (NeedSource.ESTIMATED, NeedSource.UNIFORM):
        assert spread_needs(source, beside.reference, beside.matched.needs).equals(
            spread_needs(source, plain.reference, plain.matched.needs)
        )
    seen = witnesses(beside.reference, beside.basis.reference, beside.matched.needs)
    assert [one.key for one in seen] == ["estimee", "uniforme"]


def test_what_the_team_decided_comes_after_the_names_themselves(
    reference: Reference, aliases: pd.DataFrame
) -> None:
    decided = (
        Named(Naming.EPCI, "Andouillé", "245300355"),
        Named(Naming.EPCI, "Secteur nord", "245300355"),
        Named(Naming.COMMUNE, "Vitré", NOWHERE),
    )
    table, anomalies = match_fragility(
        written(("Andouillé", 40, 2021, "A"), ("Secteur Nord", 41, 2021, "A"), ("Vitré", 42, 2021, "A")),
        epci_gazetteer(reference, aliases, decided),
        commune_gazetteer(reference, decided),
        "Fragilité",
    )
    assert table["code"].fillna("–").tolist() == ["53005", "245300355", "–"]
    assert [(one.code, one.row) for one in anomalies][:2] == [
        ("TERRITOIRE_DECIDE", 3),
        ("TERRITOIRE_ECARTE", 4),
    ]
