from collections.abc import Callable
from datetime import date

import pytest

from maynum_dash.domain.errors import (
    AmbiguousColumnError,
    AmbiguousSheetError,
    MissingColumnError,
    MissingHeadingsError,
    MissingSheetError,
    UnitError,
)
from maynum_dash.sources.workbook import Workbook

Understand = Callable[..., Workbook]

HEADINGS = ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention"]
START = date(2026, 9, 1)
POST = ["P1", "Structure A", "Ernée", "Occupé", START]
PAYMENTS: list[list[object]] = [["ID Poste", "Date", "Montant"], ["P1", START, 2450]]


def codes(workbook: Workbook) -> list[str]:
    return [one.code for one in workbook.anomalies if one.code != "CATEGORIE_PAR_DEFAUT"]


def layout(workbook: Workbook) -> list[tuple[str, str, int, int]]:
    return [(count.sheet, count.table, count.heading_row, count.rows_accepted) for count in workbook.sheets]


@pytest.mark.parametrize("name", ["Postes", "POSTES", " postes ", "Liste des postes", "Feuil1"])
def test_the_sheet_is_found_by_its_name_or_by_its_headings(understand: Understand, name: str) -> None:
    workbook = understand({"Autre": [["rien"]], name: [HEADINGS, POST]})
    assert layout(workbook) == [(name, "posts", 1, 1)]
    assert codes(workbook) == ["FEUILLE_IGNOREE"]


def test_sheets_and_columns_come_in_any_order(understand: Understand) -> None:
    backwards = [HEADINGS[::-1], POST[::-1]]
    workbook = understand({"Versements": PAYMENTS, "Postes": backwards})
    assert layout(workbook) == [("Postes", "posts", 1, 1), ("Versements", "payments", 1, 1)]
    assert workbook.posts["employer"].tolist() == ["Structure A"]


def test_headings_are_found_below_titles_and_notes(understand: Understand) -> None:
    top = [
        ["Suivi des conseillers"],
        [None, "Département"],
        [],
        ["Statut : voir la note"],
        ["Mis à jour le", START],
    ]
    workbook = understand({"Postes": [*top, HEADINGS, POST]})
    assert layout(workbook) == [("Postes", "posts", 6, 1)]
    assert codes(workbook) == []


def test_two_row_headings_are_joined(understand: Understand) -> None:
    workbook = understand(
        {
            "Postes": [
                [*HEADINGS, "Département", None, None, "ANCT", None],
                [None, None, None, None, None, "A1", "A2", "A3", "A1", "Année 2"],
                [*POST, 1, 2, 3, 4, 5],
            ]
        }
    )
    assert layout(workbook) == [("Postes", "posts", 2, 1)]
    names = [
        "department_y1_cents",
        "department_y2_cents",
        "department_y3_cents",
        "state_y1_cents",
        "state_y2_cents",
    ]
    assert workbook.posts[names].to_numpy().tolist() == [[100, 200, 300, 400, 500]]


def test_a_merged_heading_may_complete_the_words_below(understand: Understand) -> None:
    workbook = understand(
        {
            "Postes": [
                ["ID Poste", "Structure", "EPCI", "Statut", "Convention", None],
                [None, None, None, None, "Début", "Fin"],
                [*POST, None],
            ]
        }
    )
    assert workbook.posts["start"].notna().all()


def test_two_tables_one_under_the_other_are_both_read(understand: Understand) -> None:
    workbook = understand({"Postes": [HEADINGS, POST, [], ["Versements"], *PAYMENTS]})
    assert layout(workbook) == [("Postes", "posts", 1, 1), ("Postes", "payments", 5, 1)]
    assert codes(workbook) == []


def test_two_tables_side_by_side_are_both_read(understand: Understand) -> None:
    rows: list[list[object]] = [
        [*HEADINGS, None, *PAYMENTS[0]],
        [*POST, None, *PAYMENTS[1]],
        [None, None, None, None, None, None, "P1", START, 10],
    ]
    workbook = understand({"Postes": rows})
    assert layout(workbook) == [("Postes", "posts", 1, 1), ("Postes", "payments", 1, 2)]
    assert codes(workbook) == []


def test_unknown_columns_are_kept_aside_and_listed(understand: Understand) -> None:
    workbook = understand({"Postes": [[*HEADINGS, "Couleur", None], [*POST, "bleu", "x"]]})
    assert workbook.sheets[0].unknown_columns == ("Couleur", "colonne G (sans en-tête)")
    assert codes(workbook) == ["COLONNE_INCONNUE", "COLONNE_INCONNUE"]


@pytest.mark.parametrize("heading", ["Nom du conseiller", "E-mail", "TÉLÉPHONE", "Divers"])
def test_personal_columns_are_dropped_and_said_once(understand: Understand, heading: str) -> None:
    contact = "prenom.nom@exemple.fr"
    workbook = understand({"Postes": [[*HEADINGS, heading], [*POST, contact], ["P2", *POST[1:], contact]]})
    (one,) = [one for one in workbook.anomalies if one.code == "COLONNE_PERSONNELLE"]
    assert one.column == heading
    assert contact not in workbook.posts.to_string()
    assert all(contact not in f"{anomaly.value}{anomaly.message}" for anomaly in workbook.anomalies)


def test_the_canonical_heading_wins_over_a_synonym_for_a_name(understand: Understand) -> None:
    workbook = understand({"Postes": [[*HEADINGS, "Code Insee", "Commune"], [*POST, "53130", "Laval"]]})
    assert workbook.posts["commune"].tolist() == ["Laval"]
    assert workbook.sheets[0].unknown_columns == ("Code Insee",)


def test_two_columns_of_the_very_same_name_are_refused(understand: Understand) -> None:
    with pytest.raises(AmbiguousColumnError, match="« Commune »"):
        understand({"Postes": [[*HEADINGS, "Commune", "COMMUNE"], [*POST, "Laval", "Ernée"]]})


def test_a_contact_written_as_a_heading_is_not_shown(understand: Understand) -> None:
    workbook = understand({"Postes": [[*HEADINGS, "Suivi par prenom.nom@exemple.fr"], [*POST, "x"]]})
    assert all("@" not in f"{one.column}{one.message}" for one in workbook.anomalies)
    assert workbook.sheets[0].unknown_columns == ("Suivi par [coordonnées retirées]",)


@pytest.mark.parametrize("second", ["Département A1", "Conseiller May Num A1"])
def test_two_columns_for_one_amount_are_refused(understand: Understand, second: str) -> None:
    with pytest.raises(AmbiguousColumnError, match="colonne G") as refusal:
        understand({"Postes": [[*HEADINGS, "Département A1", second], [*POST, 1, 2]]})
    assert "« Département A1 »" in str(refusal.value)


def test_amounts_in_thousands_are_refused(understand: Understand) -> None:
    with pytest.raises(UnitError, match="n'est pas en euros"):
        understand({"Postes": [[*HEADINGS, "Département A1 (k€)"], [*POST, 3.5]]})


@pytest.mark.parametrize("name", ["Postes", "Feuil1"])
def test_a_missing_column_names_sheet_column_and_remedy(understand: Understand, name: str) -> None:
    with pytest.raises(MissingColumnError) as refusal:
        understand({name: [["ID Poste", "Structure", "EPCI", "Début de convention", "Truc"], ["P1"]]})
    assert f"« {name} »" in str(refusal.value)
    assert "il manque la colonne « Statut »" in str(refusal.value)
    assert "« Truc »" in str(refusal.value)


def test_an_optional_sheet_lacking_a_column_is_refused_rather_than_forgotten(understand: Understand) -> None:
    with pytest.raises(MissingColumnError, match="« Versements », il manque la colonne « Montant »"):
        understand({"Postes": [HEADINGS, POST], "Versements": [["ID Poste", "Date"], ["P1", START]]})


def test_a_sheet_of_posts_without_headings_is_told(understand: Understand) -> None:
    with pytest.raises(MissingHeadingsError, match="ligne d'en-têtes"):
        understand({"Postes": [[1, 2, 3]]})
    with pytest.raises(MissingHeadingsError):
        understand({"Postes": []})


def test_a_workbook_without_posts_lists_its_sheets(understand: Understand) -> None:
    with pytest.raises(MissingSheetError, match="« Feuil1 », « Feuil2 »"):
        understand({"Feuil1": [["a"]], "Feuil2": []})


def test_a_copy_of_the_sheet_is_not_counted_twice(understand: Understand) -> None:
    workbook = understand({"Postes (2)": [HEADINGS, POST], "Postes": [HEADINGS, POST]})
    assert len(workbook.posts) == 1
    assert codes(workbook) == ["FEUILLE_EN_TROP"]


def test_two_sheets_that_could_be_the_posts_are_refused(understand: Understand) -> None:
    with pytest.raises(AmbiguousSheetError, match="« 2025 », « 2026 »"):
        understand({"2025": [HEADINGS, POST], "2026": [HEADINGS, POST]})


def test_headings_without_rows_give_an_empty_table_and_say_so(understand: Understand) -> None:
    workbook = understand({"Postes": [HEADINGS]})
    assert workbook.posts.empty
    assert codes(workbook) == ["FEUILLE_SANS_LIGNE"]


def test_the_demonstration_says_so_in_its_notice(understand: Understand) -> None:
    sheets = {
        "Lisez-moi": [["Bonjour"], [None, "Attention : DONNÉES de\u00a0démonstration (inventées)"]],
        "Postes": [HEADINGS, POST],
    }
    assert understand(sheets).is_demo
    assert not understand({"Postes": [HEADINGS, [*POST, "Données de démonstration"]]}).is_demo
