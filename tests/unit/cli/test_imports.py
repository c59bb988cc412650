"""« importer », « imports » and « restaurer IMPORT », on a memory of the test."""

import getpass
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from maynum_dash.cli.opening import opened
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.imports import list_imports

LINE = {
    *("import", "le", "fichier", "sha256", "profil", "demonstration", "auteur", "postes"),
    *("lignes_lues", "lignes_acceptees", "lignes_rejetees", "anomalies", "departement_centimes"),
    *("courant", "restauration_de", "sceaux", "complements", "lignes_effacees_le"),
}
Maynum = Callable[..., Any]


def listed(maynum: Maynum) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = json.loads(maynum("imports", "--json").said)["imports"]
    return lines


def test_an_empty_history_says_so(maynum: Maynum) -> None:
    answer = maynum("imports")
    assert (answer.status, answer.complained) == (0, "")
    assert answer.said.startswith("Aucun classeur n’est encore importé.")
    assert json.loads(maynum("imports", "--json").said) == {"imports": []}


def test_an_import_says_its_number_and_its_totals(maynum: Maynum) -> None:
    answer = maynum("importer", DEMO_WORKBOOK, "--auteur", "Service budget")
    assert (answer.status, answer.complained) == (0, "")
    lines = answer.said.replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    assert lines == [
        "Données de démonstration : montants et dates inventés",
        "",
        f"« {DEMO_WORKBOOK.name} » est importé : import n° 1. Ce sont maintenant les données courantes.",
        "269 lignes lues : 269 acceptées, 0 rejetée.",
        "Anomalies : 0 bloquante, 1 avertissement, 17 informations.",
        "22 postes, part du Département sur trois ans : 301 856,17 €.",
    ]


def test_an_import_is_one_json_object_with_cents(maynum: Maynum) -> None:
    answer = json.loads(maynum("importer", DEMO_WORKBOOK, "--auteur", "Service budget", "--json").said)
    assert set(answer) == {"avertissement", "deja_importe"} | LINE
    assert (answer["import"], answer["deja_importe"], answer["courant"]) == (1, False, True)
    assert answer["auteur"] == "Service budget"
    assert answer["departement_centimes"] == 30_185_617
    assert answer["lignes_lues"] == answer["lignes_acceptees"] + answer["lignes_rejetees"] == 269
    assert answer["anomalies"] == {"bloquante": 0, "avertissement": 1, "information": 17}
    assert listed(maynum) == [{name: answer[name] for name in LINE}]


def test_the_same_file_is_imported_once(filled: Path, maynum: Maynum, later: Path, tmp_path: Path) -> None:
    with opened() as store:
        before = list_imports(store), list_events(store)
    copy = tmp_path / "autre nom.xlsx"
    copy.write_bytes(later.read_bytes())
    answer = maynum("importer", copy)
    assert (answer.status, answer.complained) == (0, "")
    assert "« suite.xlsx » est déjà importé : import n°\u00a02. Rien n’est ajouté." in answer.said
    assert "maynum restaurer" not in answer.said
    assert json.loads(maynum("importer", copy, "--json").said)["deja_importe"] is True
    with opened() as store:
        assert (list_imports(store), list_events(store)) == before
    assert (filled / "maynum.db").is_file()


@pytest.mark.usefixtures("filled")
def test_a_file_that_is_no_longer_current_says_how_to_come_back_to_it(maynum: Maynum) -> None:
    answer = maynum("importer", DEMO_WORKBOOK)
    assert answer.status == 0
    assert "est déjà importé : import n°\u00a01." in answer.said
    assert "Pour qu’il redevienne les données courantes : maynum restaurer 1" in answer.said


def test_a_workbook_without_a_usable_row_is_not_imported(maynum: Maynum, tmp_path: Path) -> None:
    book = load_workbook(DEMO_WORKBOOK)
    for sheet in book.worksheets[1:]:
        sheet.delete_rows(4, sheet.max_row)
    book.save(tmp_path / "vide.xlsx")
    answer = maynum("importer", tmp_path / "vide.xlsx", "--json")
    assert (answer.status, answer.said) == (1, "")
    assert answer.complained.startswith("maynum : aucune ligne de « vide.xlsx » n'a pu être acceptée")
    assert listed(maynum) == []


def test_a_file_that_cannot_be_read_is_not_imported(maynum: Maynum, memory: Path, tmp_path: Path) -> None:
    answer = maynum("importer", tmp_path / "absent.xlsx")
    assert (answer.status, answer.said) == (1, "")
    assert "il n'existe pas" in answer.complained
    assert not memory.exists()


@pytest.mark.usefixtures("filled")
def test_the_history_says_what_became_of_each_import(maynum: Maynum) -> None:
    assert maynum("restaurer", "1", "--auteur", "A").status == 0
    lines = listed(maynum)
    assert all(set(line) == LINE for line in lines)
    assert [line["import"] for line in lines] == [3, 2, 1]
    assert [line["courant"] for line in lines] == [True, False, False]
    assert [line["restauration_de"] for line in lines] == [1, None, None]
    assert [len(line["sceaux"]) for line in lines] == [0, 0, 1]
    rows = [row for row in maynum("imports").said.splitlines() if row[:1].isdecimal()]
    assert "courant, restauration du n°\u00a01, démonstration" in rows[1]
    assert f"scellé {lines[2]['sceaux'][0]}, démonstration" in rows[3]
    assert "courant" not in rows[2] + rows[3]


def erase(folder: Path, import_id: int) -> None:
    """Have an import as the purge leaves it."""
    with closing(sqlite3.connect(folder / "maynum.db")) as base, base:
        base.execute("DELETE FROM posts WHERE import_id = ?", [import_id])
        base.execute("UPDATE imports SET purged_at = '2026-11-20 10:00:00' WHERE id = ?", [import_id])


@pytest.mark.parametrize(
    "words",
    [
        ["restaurer", "1"],
        ["echeancier", "--import", "1"],
        ["couverture", "--import", "1", "--json"],
        ["ecarts", "1", "2"],
        ["sceller", "1", "--comite", "2026-12-12"],
    ],
)
def test_an_import_whose_rows_are_erased_is_refused(filled: Path, maynum: Maynum, words: list[str]) -> None:
    erase(filled, 1)
    answer = maynum(*words)
    assert (answer.status, answer.said) == (1, "")
    assert "Les lignes de l'import n° 1 ont été effacées le 20/11/2026" in answer.complained
    assert "lignes effacées le 20/11/2026" in maynum("imports").said
    assert listed(maynum)[-1]["lignes_effacees_le"] == "2026-11-20T10:00:00+00:00"


@pytest.mark.usefixtures("filled")
def test_a_restoration_is_a_new_import(maynum: Maynum) -> None:
    answer = maynum("restaurer", "1", "--auteur", "Service budget")
    assert (answer.status, answer.complained) == (0, "")
    assert answer.said == (
        f"L’import n°\u00a01 (« {DEMO_WORKBOOK.name} ») est restauré : c’est maintenant l’import n°\u00a03, "
        "celui des données courantes. Aucun import n’est effacé.\n"
    )
    with opened() as store:
        assert (list_events(store)[0].action, list_events(store)[0].author) == (
            Action.RESTORE,
            "Service budget",
        )


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", ["2", "courant"])
def test_restoring_what_is_current_changes_nothing(maynum: Maynum, name: str) -> None:
    answer = maynum("restaurer", name)
    assert (answer.status, answer.complained) == (0, "")
    assert "est déjà celui des données courantes. Rien n’est changé." in answer.said
    assert len(listed(maynum)) == 2


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "words",
    [
        ["restaurer", "9"],
        ["echeancier", "--import", "9"],
        ["couverture", "--import", "9"],
        ["ecarts", "courant", "9"],
        ["sceller", "9", "--comite", "2026-12-12"],
    ],
)
def test_an_unknown_import_is_refused(maynum: Maynum, words: list[str]) -> None:
    answer = maynum(*words)
    assert (answer.status, answer.said) == (1, "")
    assert answer.complained.startswith("maynum : L'import n° 9 n'existe pas.")


@pytest.mark.parametrize(
    "words",
    [
        ["restaurer", "courant"],
        ["echeancier", "--import", "courant"],
        ["ecarts", "courant", "courant"],
        ["sceller", "courant", "--comite", "2026-12-12"],
    ],
)
def test_nothing_is_current_before_the_first_import(maynum: Maynum, words: list[str]) -> None:
    answer = maynum(*words)
    assert (answer.status, answer.said) == (1, "")
    assert "Aucun classeur n'est encore importé" in answer.complained


@pytest.mark.parametrize(("name", "written"), [("camille", "camille"), (None, "ligne de commande")])
def test_the_author_is_the_session_of_the_computer(
    maynum: Maynum, monkeypatch: pytest.MonkeyPatch, name: str | None, written: str
) -> None:
    def user() -> str:
        if name is None:
            raise OSError
        return name

    monkeypatch.setattr(getpass, "getuser", user)
    assert json.loads(maynum("importer", DEMO_WORKBOOK, "--json").said)["auteur"] == written


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids such names")
def test_the_name_of_a_file_is_shown_and_never_obeyed(maynum: Maynum, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\x9bb.xlsx"
    path.write_bytes(DEMO_WORKBOOK.read_bytes())
    given, history = maynum("importer", path), maynum("imports")
    schedule, differences = maynum("echeancier", "--import", "1"), maynum("ecarts", "1", "1")
    for answer in (given, history, schedule, differences):
        assert answer.status == 0
        assert "a [2J b.xlsx" in answer.said
        assert not {"\x1b", "\x9b"} & set(answer.said)
    path.write_bytes(b"ceci")
    refused = maynum("importer", path)
    assert refused.status == 1
    assert not {"\x1b", "\x9b"} & set(refused.complained)
