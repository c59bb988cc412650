"""« maynum titres », and what the other commands do with a heading that was taught."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from maynum_dash.cli.opening import opened
from maynum_dash.store.imports import list_imports
from maynum_dash.store.lessons import lessons_of

Maynum = Callable[..., Any]


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    """A workbook of which the column « Structure » bears another name."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Postes"
    sheet.append(["ID Poste", "Porteur du projet", "EPCI", "Statut", "Début de convention"])
    sheet.append(["P1", "Commune A", "Ernée", "Occupé", "01/09/2026"])
    path = tmp_path / "suivi.xlsx"
    book.save(path)
    return path


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    path = tmp_path / "titres.csv"
    text = "profile,table,field,heading,canonical\nclasseur,posts,employer,Porteur du projet,\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_is_taught_at_first_and_verifying_creates_no_memory(
    maynum: Maynum, unknown: Path, memory: Path
) -> None:
    assert maynum("verifier", unknown).status == 1
    assert not memory.exists()
    assert maynum("titres").said == "Aucun titre n’est appris.\n"


def test_a_heading_is_proposed_taught_used_exported_and_forgotten(
    maynum: Maynum, unknown: Path, lessons: Path, tmp_path: Path
) -> None:
    proposed = json.loads(maynum("titres", "--proposer", unknown, "--json").said)
    assert (proposed["profil"], proposed["colonnes"][0]["titre"]) == ("classeur", "Porteur du projet")
    assert maynum("titres", "--proposer", unknown).said.count("Porteur du projet") == 1
    assert maynum("titres", "--importer", lessons, "--auteur", "Léa").status == 0
    listed = json.loads(maynum("titres", "--json").said)["titres"]
    assert [(one["champ"], one["titre"], one["auteur"], one["applique"]) for one in listed] == [
        ("employer", "Porteur du projet", "Léa", True)
    ]
    verified = json.loads(maynum("verifier", unknown, "--json").said)
    assert verified["lignes_acceptees"] == 1
    assert "COLONNE_APPRISE" in {one["code"] for one in verified["anomalies"]}
    given = maynum("importer", unknown, "--auteur", "Léa")
    assert given.status == 0
    assert maynum("importer", unknown).said.count("import n°\u00a01") == 1, "the same file is one import"
    copy = tmp_path / "copie.csv"
    assert maynum("titres", "--exporter", copy).status == 0
    assert copy.read_bytes() == lessons.read_bytes()
    assert maynum("titres", "--oublier", "PORTEUR du projet *").status == 0
    assert maynum("verifier", unknown).status == 1
    with opened() as store:
        assert lessons_of(store) == ()
        assert len(list_imports(store)) == 1, "the import keeps its reading"


def test_a_contradiction_is_refused_and_nothing_is_taught(maynum: Maynum, tmp_path: Path) -> None:
    path = tmp_path / "faux.csv"
    text = "profile,table,field,heading\nclasseur,posts,employer,Porteur\nclasseur,posts,employer,Statut\n"
    path.write_text(text, encoding="utf-8")
    answer = maynum("titres", "--importer", path)
    assert answer.status == 1
    assert "dit déjà que c'est « Statut », et non « Structure »" in answer.complained
    assert maynum("titres").said == "Aucun titre n’est appris.\n"


def test_an_unknown_heading_cannot_be_forgotten(maynum: Maynum) -> None:
    answer = maynum("titres", "--oublier", "Rien")
    assert (answer.status, "n'est pas parmi les titres appris" in answer.complained) == (1, True)
