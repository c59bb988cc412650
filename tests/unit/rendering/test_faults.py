from collections.abc import Sequence
from typing import TypeAlias

import pytest

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.rendering.faults import Faults, find_faults
from maynum_dash.rendering.ooxml.outline import Box, SheetOutline
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.headings import load_headings

Rows: TypeAlias = Sequence[tuple[int, Sequence[Cell]]]
POSTS: list[Cell] = ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention"]
POST: list[Cell] = ["P1", "Mairie A", "Ernée", "Occupé", 0]
PAYMENTS: list[Cell] = ["ID Poste", "Date", "Montant"]


def found(row: int | None, column: str = "", severity: Severity = Severity.WARNING) -> Anomaly:
    return Anomaly("X", severity, "Postes", row, column, "", "Non.")


def locate(
    rows: Sequence[tuple[int, Sequence[Cell]]], *anomalies: Anomaly, merges: tuple[Box, ...] = ()
) -> Faults:
    outline = SheetOutline(rows=[(number, list(cells)) for number, cells in rows], merges=list(merges))
    return find_faults("Postes", outline, anomalies, load_headings())


@pytest.mark.parametrize(
    ("headings", "column", "expected"),
    [
        (POSTS, "EPCI", {(4, 3)}),
        (["N° de poste", "Employeur", "Intercommunalité", *POSTS[3:]], "EPCI", {(4, 3)}),
        (["ID Poste", "Employeur", *POSTS[2:]], "Structure", {(4, 2)}),
        ([*POSTS, "Date  de\nrendu"], "Date de rendu", {(4, 6)}),
        ([*POSTS, "Mes notes"], "Mes notes", {(4, 6)}),
        ([*POSTS, "Département A1", "Département A2"], "Département A1 / A2 / A3", {(4, 6), (4, 7)}),
        (POSTS, "Date de décision", {(4, 1)}),
        (POSTS, "", {(4, 1)}),
    ],
)
def test_a_column_is_found_by_its_heading_or_its_field(
    headings: list[Cell], column: str, expected: set[tuple[int, int]]
) -> None:
    faults = locate([(1, ["Suivi"]), (3, headings), (4, POST)], found(4, column))
    assert set(faults.cells) == expected
    assert faults.headings == {(3, len(headings) + 1)}


def test_what_concerns_the_whole_sheet_marks_nothing() -> None:
    faults = locate([(3, POSTS), (4, POST)], found(None), found(None, "EPCI"))
    assert (faults.cells, faults.rows, faults.headings, faults.places) == ({}, {}, frozenset(), {})


def test_tables_one_under_another_each_have_their_column() -> None:
    rows: Rows = [(1, POSTS), (2, POST), (5, [*PAYMENTS, "Nature", "N° mandat", "Notes"]), (6, ["P1", 0, 0])]
    faults = locate(rows, found(2, "EPCI"), found(6, "Montant"))
    assert faults.headings == {(1, 7), (5, 7)}
    assert set(faults.rows) == {(2, 7), (6, 7)}


def test_tables_side_by_side_share_the_column_at_the_right() -> None:
    rows: Rows = [(1, [*POSTS, None, *PAYMENTS]), (2, [*POST, None, "P1", 0, 0])]
    faults = locate(rows, found(2, "EPCI"), found(2, "Montant"))
    assert set(faults.cells) == {(2, 3), (2, 9)}
    assert faults.headings == {(1, 10)}
    assert len(faults.rows[2, 10]) == 2


def test_headings_on_two_rows() -> None:
    rows: Rows = [(1, [*POSTS, "Département"]), (2, [None] * 5 + ["A1", "A2"]), (3, [*POST, 0, 0])]
    faults = locate(rows, found(3, "Département A2"))
    assert set(faults.cells) == {(3, 7)}
    assert faults.headings == {(2, 8)}


def test_a_column_that_holds_something_or_is_merged_is_not_taken() -> None:
    rows: Rows = [(3, POSTS), (4, [*POST, "sans en-tête"])]
    assert locate(rows, found(4)).headings == {(3, 7)}
    assert locate(rows, found(4), merges=(Box(3, 7, 4, 8),)).headings == {(3, 9)}
    assert locate(rows, found(4), merges=(Box(1, 1, 2, 8),)).headings == {(3, 7)}


def test_the_first_cell_of_a_merged_range_is_marked() -> None:
    rows: Rows = [(3, POSTS), (4, POST), (5, ["P2", None, "Ernée", "Occupé", 0])]
    faults = locate(rows, found(5, "Structure"), merges=(Box(4, 2, 5, 2),))
    assert set(faults.cells) == {(4, 2)}
    assert set(faults.rows) == {(5, 6)}


def test_the_column_of_another_time_is_used_again() -> None:
    ours = "Bloquante – EPCI : Non."
    rows: Rows = [(3, [*POSTS, None, "Anomalie"]), (4, [*POST, None, ours]), (5, [*POST, None, ours])]
    faults = locate(rows, found(5, "EPCI"))
    assert faults.headings == {(3, 7)}
    assert faults.old == {(3, 7), (4, 7), (5, 7)}


def test_a_table_of_another_export_is_known_by_the_headings_that_anomalies_name() -> None:
    rows: Rows = [(2, ["id_poste", "etat", "siret "]), (3, ["1", "Occupé", 0])]
    faults = locate(rows, found(3, "siret"), found(3, "etat"))
    assert set(faults.cells) == {(3, 3), (3, 2)}
    assert faults.headings == {(2, 4)}


def test_without_any_heading_the_first_cell_of_the_row_is_marked() -> None:
    faults = locate([(1, ["id;etat"]), (2, ["1;Occupé"])], found(2, "etat"))
    assert set(faults.cells) == {(2, 1)}
    assert faults.headings == frozenset()


def test_the_gravest_comes_first() -> None:
    light, grave = found(4, "EPCI", Severity.INFORMATION), found(4, "EPCI", Severity.BLOCKING)
    faults = locate([(3, POSTS), (4, POST)], light, grave)
    assert faults.cells[4, 3] == faults.rows[4, 6] == [grave, light]
