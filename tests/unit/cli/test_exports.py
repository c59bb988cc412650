"""The check of an export of the State: profile, rows, anomalies, State money."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Maynum = Callable[..., Any]
HEADINGS = "ID Poste,ID Structure TP,Structure,Département,Statut,Coordinateur,Convention,Fin de convention,"
HEADINGS += "Fin de contrat,Bonification,Total conventionné,Total versé"
ROWS = (
    "0012,7,Mairie A,53,Occupé,Non,Initiale,30/06/2026,,Oui,50000,20000",
    "12,8,CC B,53,Occupé,Non,Initiale,30/06/2026,,Oui,10000,10000",
    "13,7,Mairie A,53,Suspendu,Non,,,,Non,1000,0",
)


@pytest.fixture
def postes(tmp_path: Path) -> Path:
    path = tmp_path / "postes.csv"
    path.write_text("\n".join([HEADINGS, *ROWS]), encoding="utf-8-sig")
    return path


@pytest.fixture
def saved_postes(tmp_path: Path) -> Path:
    path = tmp_path / "postes.xlsx"
    book = openpyxl.Workbook()
    for line in (HEADINGS, *ROWS):
        book.worksheets[0].append(line.split(","))
    book.save(path)
    return path


def test_the_check_of_an_export_says_its_profile_its_rows_and_the_money_of_the_state(
    maynum: Maynum, postes: Path
) -> None:
    payload = json.loads(maynum("verifier", postes, "--json").said)
    assert payload["profil"] == "postes-min"
    assert [payload[f"lignes_{word}"] for word in ("lues", "acceptees", "rejetees")] == [3, 2, 1]
    # Two rows, one post that moved: 50 000 + 10 000 promised, 20 000 + 10 000 paid.
    assert payload["totaux"] == {
        "postes": 1,
        "etat_conventionne_centimes": 6_000_000,
        "etat_verse_centimes": 3_000_000,
    }
    blocking = [one for one in payload["anomalies"] if one["gravite"] == "bloquante"]
    assert [(one["code"], one["ligne"], one["colonne"], one["valeur"]) for one in blocking] == [
        ("VALEUR_INCONNUE", 4, "Statut", "Suspendu")
    ]
    assert payload["candidats"][0]["score"] == 100
    assert payload["candidats"][1]["profil"] == "classeur"


def test_the_same_for_people(maynum: Maynum, postes: Path) -> None:
    answer = maynum("verifier", postes)
    said = answer.said.replace("\u202f", " ").replace("\u00a0", " ")
    assert answer.status == 0
    assert "postes.csv – 3 lignes lues : 2 acceptées, 1 rejetée" in said
    assert "Profil : postes-min – « Postes » de Mon Inclusion Numérique" in said
    assert "60 000,00 €" in said
    assert "30 000,00 €" in said


def test_an_export_of_which_no_row_counts_is_refused(maynum: Maynum, tmp_path: Path) -> None:
    path = tmp_path / "postes.csv"
    path.write_text(f"{HEADINGS}\n{ROWS[2]}\n", encoding="utf-8")
    answer = maynum("verifier", path)
    assert answer.status == 1
    assert "aucune ligne" in answer.complained


def test_the_profile_may_be_chosen(maynum: Maynum, postes: Path) -> None:
    assert maynum("verifier", postes, "--profil", "postes-min").status == 0
    unknown = maynum("verifier", postes, "--profil", "min")
    assert unknown.status == 1
    assert "idposte" in unknown.complained


def test_ages_are_counted_by_commune_without_money(maynum: Maynum, tmp_path: Path) -> None:
    path = tmp_path / "insee.csv"
    groups = ";".join(f"P21_POP{part}" for part in ("1529", "3044", "4559", "6074", "7589", "90P"))
    path.write_text(f"CODGEO;{groups}\n53130;1;2;3;4;5;6\n53001;1;2;3;4;5;6\n", encoding="utf-8")
    assert json.loads(maynum("verifier", path, "--json").said)["totaux"] == {"communes": 2}
    assert maynum("verifier", path).said.endswith("\n2\u00a0communes\n")


def test_the_export_is_given_back_marked_and_read_again(
    maynum: Maynum, saved_postes: Path, tmp_path: Path
) -> None:
    target = tmp_path / "marque.xlsx"
    assert maynum("verifier", saved_postes, "--annoter", target).status == 0
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert sheet["E4"].comment is not None
    assert "Suspendu" in sheet["E4"].comment.text
    first, again = (json.loads(maynum("verifier", path, "--json").said) for path in (saved_postes, target))
    assert again["totaux"] == first["totaux"]
    assert again["anomalies"] == first["anomalies"]
