import pandas as pd
import pytest

from maynum_dash.analysis.need.needs import commune_needs_table, match_needs, needs_table, shown_label
from maynum_dash.analysis.territory.gazetteer import Gazetteer
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.errors import MissingNeedsError
from maynum_dash.sources.reference import Reference

ERNEE, LAVAL, SABOLIEN = "245300355", "200083392", "247200090"


def imported(*rows: tuple[str, float, int | None, int]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["epci", "rate_pct", "people", "year"])
    return table.assign(row=range(2, len(table) + 2), source="Insee").astype(
        {"epci": "str", "rate_pct": "float64", "people": "Int64", "year": "int64", "source": "str"}
    )


def official(
    epci: Gazetteer, reference: Reference, *rows: tuple[str, float, int | None, int]
) -> pd.DataFrame:
    return match_needs(imported(*rows), epci, "Illectronisme", reference.epci)[0]


def by_epci(table: pd.DataFrame) -> pd.DataFrame:
    return table.set_index("epci_code")


def test_the_estimate_is_summed_over_communes(reference: Reference) -> None:
    ernee = by_epci(needs_table(NeedSource.ESTIMATED, reference)).loc[ERNEE]

    # 6 000 × 80 % × 20 % + 4 000 × 80 % × 25 %
    assert ernee["people"] == pytest.approx(960 + 800)
    assert ernee["rate_pct"] == pytest.approx(22)
    assert (ernee["rate_low_pct"], ernee["rate_high_pct"]) == (18, 21)
    assert ernee["year"] == 2019
    assert "non produite par l'Insee" in ernee["label"]
    assert "18 % en Mayenne, 14 % pour Laval" in ernee["label"]


def test_the_uniform_rate_is_the_same_everywhere(reference: Reference) -> None:
    table = by_epci(needs_table(NeedSource.UNIFORM, reference))

    assert set(table["rate_pct"]) == {15.0}
    assert table.loc[LAVAL, "people"] == pytest.approx(20_000 * 0.8 * 0.15)
    assert table["rate_low_pct"].isna().all()
    assert set(table["label"]) == {"Taux régional uniforme de 15 % des 15 ans et plus, 2019"}


def test_an_epci_absent_from_the_official_table_has_no_data(reference: Reference, epci: Gazetteer) -> None:
    needs = official(epci, reference, ("CC de l'Ernée", 21.5, 1_700, 2021), ("Laval Agglo", 14.2, None, 2021))

    table = by_epci(needs_table(NeedSource.OFFICIAL, reference, needs))

    assert len(table) == 10
    assert tuple(table.loc[ERNEE, ["rate_pct", "people", "year", "label"]]) == (
        21.5,
        1_700,
        2021,
        "Table importée : Insee, 2021",
    )
    assert table.loc[LAVAL, "people"] == pytest.approx(16_000 * 0.142)
    others = table.drop(index=[ERNEE, LAVAL])
    assert others[["rate_pct", "people", "year"]].isna().all(axis=None)
    assert set(others["label"]) == {"Sans donnée"}


def test_the_label_of_a_table_is_that_of_the_territories_with_data(
    reference: Reference, epci: Gazetteer
) -> None:
    needs = official(epci, reference, ("Ernée", 21.5, 1_700, 2019), ("Laval Agglo", 14.2, None, 2021))

    table = needs_table(NeedSource.OFFICIAL, reference, needs)

    # The first EPCI of the table has no data: its label is not the one of the source.
    assert table["label"].iloc[0] == "Sans donnée"
    assert shown_label(table) == "Table importée : Insee, 2021 ; Table importée : Insee, 2019"
    assert shown_label(needs_table(NeedSource.UNIFORM, reference)).startswith("Taux régional uniforme")
    assert shown_label(commune_needs_table(NeedSource.OFFICIAL, reference)) == "Sans donnée"


@pytest.mark.parametrize("people", [4_100, 130])
def test_people_of_a_partial_epci_are_always_those_of_its_part(
    reference: Reference, epci: Gazetteer, people: int
) -> None:
    needs, anomalies = match_needs(
        imported(("Pays Sabolien", 18.0, people, 2019)), epci, "Illectronisme", reference.epci
    )

    # 800 people aged 15 and over live in the Mayenne part.
    table = by_epci(needs_table(NeedSource.OFFICIAL, reference, needs))
    assert table.loc[SABOLIEN, "people"] == pytest.approx(144)
    (one,) = anomalies
    assert (one.code, one.severity, one.row, one.column, one.value) == (
        "BESOIN_EPCI_PARTIEL",
        Severity.INFORMATION,
        2,
        "Personnes",
        str(people),
    )
    assert "144" in one.message


def test_a_partial_epci_without_people_is_quiet(reference: Reference, epci: Gazetteer) -> None:
    rows = imported(("Pays Sabolien", 18.0, None, 2019))
    assert match_needs(rows, epci, "Illectronisme", reference.epci)[1] == ()


# 8 000 people aged 15 and over live in Ernée: 20 % are 1 600.
@pytest.mark.parametrize("people", [1_600, 1_680, 1_520, 8_000 // 5 + 79])
def test_people_near_the_rate_are_quiet(reference: Reference, epci: Gazetteer, people: int) -> None:
    rows = imported(("Ernée", 20.0, people, 2019))
    assert match_needs(rows, epci, "Illectronisme", reference.epci)[1] == ()


def test_a_gap_of_fifty_people_is_quiet_however_small_the_need(reference: Reference, epci: Gazetteer) -> None:
    rows = imported(("Ernée", 2.0, 210, 2019))
    assert match_needs(rows, epci, "Illectronisme", reference.epci)[1] == ()


@pytest.mark.parametrize(
    ("people", "kept", "words"),
    [
        (1_681, 1_681, "la colonne « Personnes » est suivie"),
        (160, 160, "la colonne « Personnes » est suivie"),
        (8_001, 1_600, "c'est le taux qui est suivi"),
    ],
)
def test_people_that_contradict_the_rate_are_said(
    reference: Reference, epci: Gazetteer, people: int, kept: int, words: str
) -> None:
    needs, (one,) = match_needs(
        imported(("Ernée", 20.0, people, 2019)), epci, "Illectronisme", reference.epci
    )

    assert (one.code, one.severity, one.row, one.column) == (
        "BESOIN_INCOHERENT",
        Severity.WARNING,
        2,
        "Personnes",
    )
    shown = one.message.replace("\u202f", " ")
    assert f"{people:,}".replace(",", " ") in shown
    assert "1 600" in shown
    assert words in shown
    table = by_epci(needs_table(NeedSource.OFFICIAL, reference, needs))
    assert table.loc[ERNEE, "people"] == pytest.approx(kept)


def test_a_row_left_aside_is_not_checked(reference: Reference, epci: Gazetteer) -> None:
    rows = imported(("Ernée", 20.0, 1_600, 2021), ("Ernée", 20.0, 9_000, 2019))
    assert [one.code for one in match_needs(rows, epci, "Illectronisme", reference.epci)[1]] == [
        "BESOIN_ANCIEN"
    ]


def test_the_official_source_needs_an_import(reference: Reference, epci: Gazetteer) -> None:
    for nothing in (
        None,
        official(epci, reference),
        official(epci, reference, ("Atlantide", 20.0, None, 2019)),
    ):
        with pytest.raises(MissingNeedsError, match="feuille « Illectronisme »"):
            needs_table(NeedSource.OFFICIAL, reference, nothing)


def test_the_latest_year_of_each_epci_is_followed(epci: Gazetteer, reference: Reference) -> None:
    table, anomalies = match_needs(
        imported(
            ("Ernée", 22.0, None, 2019), ("CC de l'Ernée", 20.0, None, 2021), ("Laval", 14.0, None, 2021)
        ),
        epci,
        "Illectronisme",
        reference.epci,
    )

    assert list(table["is_retained"]) == [False, True, True]
    assert [(a.code, a.row, a.value) for a in anomalies] == [("BESOIN_ANCIEN", 2, "2019")]


def test_a_year_given_twice_is_said_and_the_first_row_stands(epci: Gazetteer, reference: Reference) -> None:
    table, anomalies = match_needs(
        imported(("Ernée", 22.0, None, 2019), ("ERNEE", 25.0, None, 2019)),
        epci,
        "Illectronisme",
        reference.epci,
    )

    assert list(table["is_retained"]) == [True, False]
    assert [(a.code, a.row, a.value) for a in anomalies] == [("BESOIN_EN_DOUBLE", 3, "ERNEE")]


def test_years_mixed_between_epci_are_said(epci: Gazetteer, reference: Reference) -> None:
    _, anomalies = match_needs(
        imported(("Ernée", 22.0, None, 2019), ("Laval", 14.0, None, 2021)),
        epci,
        "Illectronisme",
        reference.epci,
    )

    assert [(a.code, a.row, a.value) for a in anomalies] == [("BESOIN_ANNEES_MELEES", None, "2019, 2021")]


def test_unknown_epci_keep_their_row(epci: Gazetteer, reference: Reference) -> None:
    table, anomalies = match_needs(
        imported(("Atlantide", 22.0, None, 2019)), epci, "Illectronisme", reference.epci
    )

    assert list(table["epci_code"].isna()) == [True]
    assert list(table["is_retained"]) == [False]
    assert [(a.code, a.sheet, a.row) for a in anomalies] == [("EPCI_INCONNU", "Illectronisme", 2)]


def test_no_import_is_an_empty_table(epci: Gazetteer, reference: Reference) -> None:
    table, anomalies = match_needs(imported(), epci, "Illectronisme", reference.epci)

    assert table.empty
    assert {"epci_code", "is_retained"} <= set(table.columns)
    assert anomalies == ()


@pytest.mark.parametrize(("source", "rate"), [(NeedSource.ESTIMATED, 25.0), (NeedSource.UNIFORM, 15.0)])
def test_communes_have_a_rate_too(source: NeedSource, rate: float, reference: Reference) -> None:
    andouille = commune_needs_table(source, reference).set_index("code").loc["53005"]

    assert andouille["rate_pct"] == rate
    assert andouille["people"] == pytest.approx(3_200 * rate / 100)


def test_the_official_source_says_nothing_of_communes(reference: Reference) -> None:
    table = commune_needs_table(NeedSource.OFFICIAL, reference)

    assert table[["rate_pct", "people", "rate_low_pct", "year"]].isna().all(axis=None)
