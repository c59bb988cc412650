import pandas as pd
import pytest

from maynum_dash.analysis.territory.structures import match_structures

SIRET, OTHER = "21530130000016", "24530035500017"


def posts(*lines: tuple[str, str | None]) -> pd.DataFrame:
    table = pd.DataFrame(list(lines), columns=["employer", "siret"]).astype("str")
    return table.assign(row=range(4, len(table) + 4))


@pytest.mark.parametrize(
    "spelling",
    [
        "MÉDIATHÈQUE DE L'ERNÉE",
        "mediatheque de l’ernee",
        "Médiathèque  de l' Ernée",
        "Médiathèque de l`Ernée.",
    ],
)
def test_spellings_of_one_name_are_one_structure(spelling: str) -> None:
    names, anomalies = match_structures(posts(("Médiathèque de l'Ernée", None), (spelling, None)), "Postes")

    assert names.tolist() == ["Médiathèque de l'Ernée"] * 2
    assert [(a.code, a.severity, a.sheet, a.row, a.column, a.value) for a in anomalies] == [
        ("STRUCTURE_ECRITE_AUTREMENT", "information", "Postes", 5, "Structure", spelling)
    ]
    assert "ligne 4" in anomalies[0].message


def test_near_names_are_one_structure_under_one_siret_only() -> None:
    names, _ = match_structures(
        posts(
            ("Centre social de Laval", None),
            ("Centre sociale de Laval", SIRET),
            ("centre social de laval", SIRET),
            ("Centres sociaux de Laval", OTHER),
            ("Centre sociaI de Laval", None),
        ),
        "Postes",
    )

    assert names.tolist() == [
        *["Centre social de Laval"] * 3,
        "Centres sociaux de Laval",
        "Centre sociaI de Laval",
    ]


def test_numbered_places_of_one_siret_stay_apart() -> None:
    names, anomalies = match_structures(
        posts(("Centre social 1", SIRET), ("Centre social 2", SIRET), ("Mairie de Laval", SIRET)), "Postes"
    )

    assert names.nunique() == 3
    assert anomalies == ()


def test_a_spelling_is_said_once_and_the_same_spelling_never() -> None:
    lines = [
        ("Mairie", None),
        ("Mairie", None),
        ("MAIRIE", None),
        ("MAIRIE", None),
        ("???", None),
        ("!!!", None),
    ]
    names, anomalies = match_structures(posts(*lines), "Postes")

    assert names.tolist() == ["Mairie"] * 4 + ["???", "!!!"]
    assert [a.row for a in anomalies] == [6]


def test_a_missing_name_stays_missing_and_no_post_is_no_name() -> None:
    names, anomalies = match_structures(posts(("Mairie", SIRET)).assign(employer=None), "Postes")
    assert names.isna().all()
    assert anomalies == ()
    assert match_structures(posts(), "Postes")[0].empty
