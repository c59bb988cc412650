from collections.abc import Callable
from pathlib import Path

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.cells import Cell, FlawKind
from maynum_dash.sources.headings import known_headings
from maynum_dash.sources.isolation import read_raw
from maynum_dash.sources.recovery import split_back
from maynum_dash.sources.workbook import read_workbook

HEADINGS = "ID Poste,Structure,EPCI,Statut,Début de convention"
POST = 'P1,"Asso, A",Ernée,Occupé,01/09/2026'


def split(*lines: Cell, first: int = 1) -> tuple[str, list[tuple[int, list[Cell]]]]:
    separator, rows = split_back((number, [line]) for number, line in enumerate(lines, start=first))
    return separator, list(rows)


def test_a_text_in_column_a_is_split_back(write: Callable[..., bytes]) -> None:
    content = write({"Feuil1": [[HEADINGS], [POST], ["P2,B,Ernée,Vacant,01/09/2026"]]})
    raw = read_raw(content, "export.xlsx")
    assert raw.sheets[0].split == ","
    workbook = read_workbook(content, "export.xlsx")
    assert workbook.posts["employer"].tolist() == ["Asso, A", "B"]
    (said,) = [one for one in workbook.anomalies if one.code == "COLONNE_A_REPARTIE"]
    assert said.message == (
        "Toute la feuille « Feuil1 » tenait dans sa colonne A : elle est répartie en 5 colonnes, "
        "séparées par des virgules."
    )


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_the_one_that_shows_known_headings(separator: str) -> None:
    found, rows = split("Export du 1er mars, essai", HEADINGS.replace(",", separator), 2026, first=4)
    assert found == separator
    assert [(number, cells[0]) for number, cells in rows][-2:] == [(5, "ID Poste"), (6, "2026")]


def test_a_column_of_texts_stays_one_column() -> None:
    lines = ("ID Poste, Structure", "Bonjour, à tous, et merci", None)
    assert split(*lines[:2]) == ("", [(1, [lines[0]]), (2, [lines[1]])])
    assert split() == ("", [])


def test_a_quoted_text_that_took_two_rows_is_one_cell_again() -> None:
    _, rows = split(HEADINGS, 'P1,"Asso', 'A",Ernée,Occupé,01/09/2026', "P2,B,Ernée,Vacant,01/09/2026")
    assert [(number, cells[:2]) for number, cells in rows[1:]] == [(2, ["P1", "Asso\nA"]), (4, ["P2", "B"])]


def test_a_row_that_lost_its_quotes_is_flawed() -> None:
    _, rows = split(HEADINGS, "Asso, A,P1,Ernée,Occupé,01/09/2026")
    assert {getattr(cell, "kind", None) for cell in rows[1][1]} == {FlawKind.SHIFT}


def test_an_open_quote_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="ouvert à la ligne 2"):
        split(HEADINGS, 'P1,"Asso', "P2,B,Ernée,Vacant,01/09/2026")


def test_without_table_of_headings_nothing_is_known(tmp_path: Path) -> None:
    assert known_headings(tmp_path / "absent.csv") == frozenset()
