"""« --import » and « --sceau »: the same figures as the file that was given, under their own name."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from maynum_dash.cli import editions
from maynum_dash.cli.opening import basis_at, opened
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.namings import Named, Naming
from maynum_dash.store.imports import find_import
from maynum_dash.store.namings import decide
from maynum_dash.store.snapshots import list_snapshots

Maynum = Callable[..., Any]
HEADINGS = 3  # row of the headings in the demonstration
WARNING = "Données de démonstration : montants et dates inventés"
# Every choice is said: a sealed state would otherwise give its own.
FIGURES = [
    ["echeancier", "--lecture", "prorata"],
    ["echeancier", "--lecture", "tranche", "--par", "epci"],
    ["echeancier", "--lecture", "signature", "--par", "structure"],
    ["couverture", "--source", "estimee"],
]


@pytest.fixture
def sealed(filled: Path) -> str:
    """Fingerprint of the state sealed from the first import."""
    assert filled.is_dir()
    with opened() as store:
        return list_snapshots(store)[0].fingerprint


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("words", FIGURES)
def test_an_import_gives_the_figures_of_its_file(maynum: Maynum, words: list[str], later: Path) -> None:
    for path, number in ((DEMO_WORKBOOK, "1"), (later, "2")):
        of_file = json.loads(maynum(*words, path, "--json").said)
        of_import = json.loads(maynum(*words, "--import", number, "--json").said)
        assert of_import.pop("import") == int(number)
        assert of_import == of_file


@pytest.mark.usefixtures("filled")
def test_the_current_import_has_its_number(maynum: Maynum) -> None:
    answer = json.loads(maynum("couverture", "--import", "courant", "--json").said)
    assert answer["import"] == 2


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("words", FIGURES)
def test_a_text_names_its_import_then_says_that_it_is_invented(
    maynum: Maynum, words: list[str], later: Path
) -> None:
    lines = maynum(*words, "--import", "2").said.splitlines()
    assert lines[0].startswith("Import n°\u00a02 du ")
    assert lines[0].endswith(", classeur « suite.xlsx »")
    assert lines[1:3] == [WARNING, ""]
    assert lines[2:] == maynum(*words, later).said.splitlines()[1:]


@pytest.mark.parametrize("words", FIGURES)
def test_a_sealed_state_gives_its_figures_under_its_fingerprint(
    maynum: Maynum, sealed: str, words: list[str]
) -> None:
    of_file = json.loads(maynum(*words, DEMO_WORKBOOK, "--json").said)
    answer = json.loads(maynum(*words, "--sceau", sealed, "--json").said)
    assert [answer.pop(name) for name in ("empreinte", "comite", "import")] == [sealed, "2026-12-12", 1]
    assert answer == of_file
    lines = maynum(*words, "--sceau", sealed).said.splitlines()
    name = f"import n°\u00a01, classeur « {DEMO_WORKBOOK.name} »"
    assert lines[:3] == [f"État scellé {sealed}, comité du 12/12/2026, {name}", WARNING, ""]


def test_a_sealed_state_is_shown_with_the_choices_sealed_with_it(maynum: Maynum, sealed: str) -> None:
    schedule = json.loads(maynum("echeancier", "--sceau", sealed, "--json").said)
    coverage = json.loads(maynum("couverture", "--sceau", sealed, "--json").said)
    assert (schedule["lecture"], coverage["source"]) == ("paiement", "uniforme")
    other = json.loads(maynum("echeancier", "--sceau", sealed, "--lecture", "tranche", "--json").said)
    assert other["lecture"] == "tranche"


def test_a_fingerprint_is_read_as_a_person_copies_it(maynum: Maynum, sealed: str) -> None:
    whole = maynum("echeancier", "--sceau", sealed)
    typed = sealed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert maynum("echeancier", "--sceau", typed).said == whole.said != ""


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("command", [["echeancier", "--sceau"], ["couverture", "--sceau"], ["ecarts", "1"]])
def test_an_unknown_fingerprint_is_refused(maynum: Maynum, command: list[str]) -> None:
    answer = maynum(*command, "ABCD-EFGH")
    assert (answer.status, answer.said) == (1, "")
    assert "Aucun état scellé ne porte l'empreinte « ABCD-EFGH »" in answer.complained


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE posts SET status = 'Vacant' WHERE import_id = 1 AND position = 0",
        "UPDATE contents SET content = X'00'",
        "UPDATE snapshots SET figures = X'7B7D'",
    ],
    ids=["rows", "documents", "figures"],
)
@pytest.mark.parametrize("words", [["echeancier", "--sceau"], ["ecarts", "2"]])
def test_a_sealed_state_that_is_not_what_was_sealed_is_refused(
    maynum: Maynum, filled: Path, sealed: str, damage: str, words: list[str]
) -> None:
    with closing(sqlite3.connect(filled / "maynum.db")) as base, base:
        base.execute(damage)
    answer = maynum(*words, sealed, "--json")
    assert (answer.status, answer.said) == (1, "")
    assert f"L'état scellé « {sealed} » n'est plus intact" in answer.complained


def test_a_software_that_gives_other_figures_says_so(
    maynum: Maynum, sealed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = maynum("echeancier", "--sceau", sealed, "--json")
    assert before.complained == ""
    monkeypatch.setattr(editions, "sealed_figures", lambda _: b"{}")
    after = maynum("echeancier", "--sceau", sealed, "--json")
    assert (after.status, after.said) == (0, before.said)
    assert "le logiciel a changé depuis le scellement (version 0.1.0)" in after.complained


@pytest.mark.parametrize("command", ["echeancier", "couverture"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "il faut l’un de ces arguments : FICHIER --import --sceau"),
        (["suivi.xlsx", "--import", "1"], "incompatible avec l’argument"),
        (["--import", "1", "suivi.xlsx"], "incompatible avec l’argument"),
        (["suivi.xlsx", "--sceau", "ABCD-EFGH"], "incompatible avec l’argument"),
        (["--import", "1", "--sceau", "ABCD-EFGH"], "incompatible avec l’argument --import"),
        (["--import", "0"], "ne désigne pas un import"),
        (["--sceau", ""], "le nom est vide"),
        (["a.xlsx", "b.xlsx"], "arguments inconnus : b.xlsx"),
    ],
)
def test_exactly_one_source_of_figures_is_taken(
    maynum: Maynum, memory: Path, command: str, words: list[str], said: str
) -> None:
    answer = maynum(command, *words)
    assert (answer.status, answer.said) == (2, "")
    assert said in answer.complained
    assert not memory.exists()


@pytest.mark.usefixtures("filled")
def test_a_name_decided_later_is_read_today_and_not_in_a_past_import(maynum: Maynum, tmp_path: Path) -> None:
    book = load_workbook(DEMO_WORKBOOK)
    sheet = book["Postes"]
    column = next(cell.column for cell in sheet[HEADINGS] if cell.value == "EPCI")
    sheet.cell(HEADINGS + 1, column).value = "Pays d'Ernnée"
    for heading in ("Commune", "SIRET"):
        other = next(cell.column for cell in sheet[HEADINGS] if cell.value == heading)
        sheet.cell(HEADINGS + 1, other).value = None
    book.save(tmp_path / "suivi.xlsx")

    def codes() -> set[str]:
        answer = json.loads(maynum("verifier", tmp_path / "suivi.xlsx", "--json").said)
        return {one["code"] for one in answer["anomalies"]}

    assert "EPCI_INCONNU" in codes()
    with opened() as store:
        decide(store, [Named(Naming.EPCI, "Pays d'Ernnée", "245300355")], "Équipe")
        assert basis_at(store).namings
        assert basis_at(store, find_import(store, 1).at).namings == ()
    assert {"EPCI_INCONNU", "TERRITOIRE_DECIDE"} & codes() == {"TERRITOIRE_DECIDE"}
