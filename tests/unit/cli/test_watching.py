"""« maynum surveiller » : each file once, nothing imported unasked, a refusal told and not tried again."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.analysis.quality.statelinks import NONE, decision_key
from maynum_dash.cli.opening import opened
from maynum_dash.domain.complements import STATE_POST
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.store.imports import list_imports, read_import
from maynum_dash.store.matches import save_match
from maynum_dash.store.refusals import refusals

Maynum = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "depot"
    place.mkdir()
    return place


def watch(maynum: Maynum, folder: Path, *more: str) -> str:
    answer = maynum("surveiller", folder, "--une-fois", "--intervalle", "0", *more)
    assert answer.status == 0, answer.complained
    said: str = answer.said
    return said.replace("\u00a0", " ").replace("\u202f", " ")


def imports() -> list[tuple[int, str]]:
    with opened() as store:
        return [(one.id, one.author) for one in list_imports(store)]


def test_nothing_becomes_current_without_being_asked(maynum: Maynum, folder: Path) -> None:
    shutil.copy(DEMO_WORKBOOK, folder / "suivi.xlsx")
    assert watch(maynum, folder) == (
        "suivi.xlsx : nouveau fichier à confirmer, page Imports (269 lignes acceptées, 0 rejetée).\n"
    )
    assert imports() == []


def test_a_file_is_imported_once_when_the_installation_says_so(maynum: Maynum, folder: Path) -> None:
    shutil.copy(DEMO_WORKBOOK, folder / "suivi.xlsx")
    assert "importé, import n° 1" in watch(maynum, folder, "--importer")
    shutil.copy(DEMO_WORKBOOK, folder / "copie.xlsx")
    assert watch(maynum, folder, "--importer").count("déjà l’import n° 1.") == 2 - 1
    assert imports() == [(1, "Dossier surveillé")]


def test_a_refusal_is_said_kept_and_not_tried_again(maynum: Maynum, folder: Path) -> None:
    (folder / "faux.xlsx").write_bytes(b"PK\x03\x04 tronque")
    assert watch(maynum, folder, "--importer").startswith("faux.xlsx : refusé. Le fichier « faux.xlsx »")
    assert watch(maynum, folder, "--importer").startswith("faux.xlsx : déjà refusé, il n’est pas relu.")
    with opened() as store:
        (sentence,) = refusals(store).values()
    assert "ne peut pas être lu" in sentence


def test_a_corrected_file_is_taken_again(maynum: Maynum, folder: Path) -> None:
    (folder / "suivi.xlsx").write_bytes(b"PK\x03\x04 tronque")
    watch(maynum, folder, "--importer")
    shutil.copy(DEMO_WORKBOOK, folder / "suivi.xlsx")
    assert "importé, import n° 1" in watch(maynum, folder, "--importer")


def test_a_folder_that_is_not_there_is_refused(maynum: Maynum, folder: Path) -> None:
    answer = maynum("surveiller", folder / "absent", "--une-fois")
    assert answer.status == 1
    assert "absent" in answer.complained


@pytest.mark.parametrize("words", ["-1", "abc", "100000"])
def test_a_pause_is_a_number_of_seconds(maynum: Maynum, folder: Path, words: str) -> None:
    answer = maynum("surveiller", folder, "--une-fois", f"--intervalle={words}")
    assert answer.status == 2
    assert "secondes" in answer.complained


STATE = (
    "ID Poste,ID Structure TP,Structure,Département,Statut,Coordinateur,Convention,Fin de convention,"
    "Fin de contrat,Bonification,Total conventionné,Total versé"
)


def state_export(path: Path, *posts: str, paid: int = 0) -> Path:
    rows = [f"{post},7,Mairie A,53,Occupé,Non,Initiale,30/06/2026,,Oui,50000,{paid}" for post in posts]
    path.write_text("\n".join([STATE, *rows]), encoding="utf-8-sig")
    return path


def dated(path: Path, seconds: int) -> None:
    """Give a file its time of change."""
    os.utime(path, (seconds, seconds))


def test_an_export_waits_for_a_workbook_then_completes_it(maynum: Maynum, folder: Path) -> None:
    state_export(folder / "postes.csv", "DEMO-02")
    assert watch(maynum, folder, "--importer").startswith(
        "postes.csv : en attente. « postes.csv » est un export"
    )
    shutil.copy(DEMO_WORKBOOK, folder / "suivi.xlsx")
    dated(folder / "suivi.xlsx", 1)
    told = watch(maynum, folder, "--importer").splitlines()
    assert told[0].startswith("suivi.xlsx : importé, import n° 1")
    assert told[1].endswith("complète les données courantes, import n° 2.")
    assert watch(maynum, folder, "--importer").splitlines() == [
        "suivi.xlsx : déjà l’import n° 1.",
        "postes.csv : complète déjà l’import n° 2.",
    ]
    with opened() as store:
        assert read_import(store, 2).state_posts["post_id"].tolist() == ["DEMO-02"]


def test_an_export_that_leaves_something_to_decide_waits_for_the_team(maynum: Maynum, folder: Path) -> None:
    maynum("importer", DEMO_WORKBOOK, "--auteur", "Équipe")
    state_export(folder / "postes.csv", "DEMO-02", "INCONNU-1", "INCONNU-1")
    told = watch(maynum, folder, "--importer")
    assert "en attente d’une décision, page Imports" in told
    assert "1 ligne rejetée" in told
    assert "1 ligne de l’État sans poste : INCONNU-1 (Mairie A)" in told
    assert "Les données courantes ne changent pas." in told
    assert imports() == [(1, "Équipe")]
    state_export(folder / "postes.csv", "DEMO-02", "INCONNU-1")
    with opened() as store:
        save_match(store, STATE_POST, decision_key("INCONNU-1", "Mairie A"), NONE, "Équipe")
    assert "rien à décider : à confirmer, page Imports." in watch(maynum, folder)
    assert "import n° 2." in watch(maynum, folder, "--importer")


def test_what_was_dropped_last_stays_current(maynum: Maynum, folder: Path) -> None:
    maynum("importer", DEMO_WORKBOOK, "--auteur", "Équipe")
    for rank, name in enumerate(("b.csv", "a.csv"), start=1):
        dated(state_export(folder / name, "DEMO-02", paid=rank), rank)
    watch(maynum, folder, "--importer")
    watch(maynum, folder, "--importer")
    with opened() as store:
        assert read_import(store, 3).state_posts["paid_cents"].tolist() == [200]
        assert len(list_imports(store)) == 3, "an earlier export never comes back"


def test_an_export_that_completes_nothing_is_refused_once(maynum: Maynum, folder: Path) -> None:
    (folder / "structures.csv").write_text(
        "id;Raison sociale;Commune INSEE;Nombre de conseillers validés par le COSELEC;"
        "Date de validation en comité de sélection;Type;SIRET;Code commune INSEE;"
        "Investissement financier estimatif total de l’Etat;ZRR;QPV;France services\n"
        "7;Mairie A;Laval;2;05/05/2021;publique;;53130;109610;oui;sans objet;non renseigné\n",
        encoding="utf-8",
    )
    assert "il ne complète pas le suivi" in watch(maynum, folder, "--importer")
    assert "déjà refusé" in watch(maynum, folder, "--importer")
