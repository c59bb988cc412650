"""« maynum surveiller » : each file once, nothing imported unasked, a refusal told and not tried again."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.cli.opening import opened
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.store.imports import list_imports
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
