"""What a file says of advisers is in no store, no answer and nothing that we add to the user's workbook."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Maynum = Callable[..., Any]
PERSON = {
    "Prénom du tuteur": "Zéphirine",
    "Nom du conseiller": "Quatrebarbes",
    "Courriel": "zq@exemple.fr",
    "Tél.": "06 12 34 56 78",
}
SECRETS = ("Zéphirine", "Z\\u00e9phirine", "Quatrebarbes", "zq@", "12 34 56")
STATE = (
    "ID Poste,ID Structure TP,Structure,Département,Statut,Coordinateur,Convention,Fin de convention,"
    "Fin de contrat,Bonification,Total conventionné,Total versé"
)


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.fixture
def suivi(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Postes"
    sheet.append(["ID Poste", "Structure", "EPCI", "Statut", "Début de convention", *PERSON])
    start = datetime(2026, 9, 1)  # noqa: DTZ001 -- a cell holds no time zone
    sheet.append(["P1", "Mairie A", "Ernée", "Occupé", start, *PERSON.values()])
    sheet.append(["P2", "Mairie A", "Nulle part", "inconnu", start, *PERSON.values()])
    sheet.append([None] * 5 + list(PERSON.values()))
    book.save(tmp_path / "suivi.xlsx")
    return tmp_path / "suivi.xlsx"


def ours(path: Path) -> str:
    """Text of the sheet and column that the annotation adds, and of its comments."""
    book = openpyxl.load_workbook(path)
    (posts,) = [sheet for sheet in book if sheet.title == "Postes"]
    added = [row[5 + len(PERSON)].value for row in posts.iter_rows() if len(row) > 5 + len(PERSON)]
    added += [cell.comment.text for row in posts.iter_rows() for cell in row if cell.comment is not None]
    others = [sheet for sheet in book if sheet.title != "Postes"]
    assert others
    added += [cell.value for sheet in others for row in sheet.iter_rows() for cell in row]
    return str(added)


def test_nothing_of_a_person_reaches_the_memory_nor_what_is_said(
    maynum: Maynum, memory: Path, suivi: Path, tmp_path: Path
) -> None:
    state = tmp_path / "postes.csv"
    row = "INCONNU-1,7,Mairie A,53,Occupé,Non,Initiale,30/06/2026,,Oui,50000,20000"
    lines = (f"{STATE},{','.join(PERSON)}", f"{row},{','.join(PERSON.values())}")
    state.write_text("\n".join(lines), encoding="utf-8-sig")
    annotated = tmp_path / "annote.xlsx"
    answers = [
        maynum("verifier", suivi, "--json", "--annoter", annotated),
        maynum("verifier", suivi),
        maynum("importer", suivi, "--auteur", "Équipe", "--json"),
        maynum("verifier", state, "--json"),
        maynum("importer", state, "--auteur", "Équipe", "--json"),
        maynum("titres", "--proposer", suivi, "--json"),
        maynum("echeancier", "--import", "courant", "--lecture", "tranche", "--json"),
        maynum("sauvegarder", tmp_path / "memoire.zip"),
    ]
    assert [answer.status for answer in answers] == [0] * len(answers)
    assert leaks("".join(answer.said + answer.complained for answer in answers)) == []
    assert answers[0].said.count("COLONNE_PERSONNELLE") == len(PERSON)
    kept = [path for path in memory.rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        content = path.read_bytes()
        assert leaks(content.decode("utf-8", "replace")) == [], path.name
    assert leaks(ours(annotated)) == []
