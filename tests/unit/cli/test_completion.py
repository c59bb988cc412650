"""« importer EXPORT » completes the current data, once, and later workbooks keep it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.cli.opening import opened
from maynum_dash.store.imports import current_import, list_imports, read_import

Maynum = Callable[..., Any]
HEADINGS = "ID Poste,ID Structure TP,Structure,Département,Statut,Coordinateur,Convention,Fin de convention,"
HEADINGS += "Fin de contrat,Bonification,Total conventionné,Total versé"


@pytest.fixture
def postes(tmp_path: Path) -> Path:
    path = tmp_path / "postes.csv"
    row = "INCONNU-1,7,Structure sans pareille,53,Occupé,Non,Initiale,30/06/2026,,Oui,50000,20000"
    path.write_text(f"{HEADINGS}\n{row}\n", encoding="utf-8-sig")
    return path


@pytest.mark.usefixtures("memory")
def test_an_export_needs_a_workbook_to_complete(maynum: Maynum, postes: Path) -> None:
    answer = maynum("importer", postes)
    assert (answer.status, answer.said) == (1, "")
    assert "Importez d'abord le classeur" in answer.complained


@pytest.mark.usefixtures("filled")
def test_an_export_makes_a_new_import_of_the_current_data(maynum: Maynum, postes: Path, later: Path) -> None:
    with opened() as store:
        before = current_import(store)
        assert before is not None
        plain = read_import(store, before.id)
    answer = json.loads(maynum("importer", postes, "--auteur", "Équipe", "--json").said)
    assert (answer["import"], answer["fichier"], answer["complements"]) == (3, before.name, "postes.csv")
    assert answer["lignes_lues"] == before.totals.rows_read + 1
    with opened() as store:
        whole = read_import(store, 3)
        assert whole.posts.equals(plain.posts)
        assert whole.state_posts["contracted_cents"].tolist() == [5_000_000]
        assert whole.state_posts["post_id"].isna().all()
        # The import made before is still what it was, to the byte.
        assert read_import(store, before.id).sha256 == plain.sha256
        assert read_import(store, before.id).complements == ()
    again = json.loads(maynum("importer", postes, "--json").said)
    assert (again["import"], again["deja_importe"]) == (3, True)
    assert "complété par postes.csv" in maynum("imports").said
    kept = maynum("importer", later, "--json")
    assert json.loads(kept.said)["deja_importe"] is True
    with opened() as store:
        assert [one.id for one in list_imports(store)] == [3, 2, 1]


@pytest.mark.usefixtures("filled")
def test_a_workbook_may_leave_the_exports_out(maynum: Maynum, postes: Path, later: Path) -> None:
    maynum("importer", postes)
    answer = json.loads(maynum("importer", later, "--sans-complements", "--json").said)
    assert (answer["import"], answer["deja_importe"], answer["complements"]) == (2, True, None)


@pytest.mark.usefixtures("filled")
def test_an_export_without_a_usable_row_completes_nothing(maynum: Maynum, tmp_path: Path) -> None:
    path = tmp_path / "postes.csv"
    path.write_text(f"{HEADINGS}\n12,7,Mairie A,53,Suspendu,Non,,,,Non,1000,0\n", encoding="utf-8")
    answer = maynum("importer", path)
    assert answer.status == 1
    assert "ne complète rien" in answer.complained
    with opened() as store:
        assert len(list_imports(store)) == 2
