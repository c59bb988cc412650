from collections.abc import Callable
from typing import Any

import pytest

from maynum_dash.domain.annotation import COLUMN, TITLE
from maynum_dash.sources.annotations import cleaned, find_traces, is_summary, without_annotations
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.workbook import Workbook

OURS = "Bloquante – SIRET : il est faux."
HEADINGS = ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention"]
POST = ["P1", "Mairie A", "Ernée", "Occupé", "01/09/2026"]


def test_our_column_is_blanked_and_nothing_else() -> None:
    rows: Any = [
        (3, [*HEADINGS, COLUMN]),
        (4, [*POST, OURS]),
        (5, POST),
        (6, [None, None, None, None, None, OURS]),
    ]
    assert cleaned(rows) == [(3, [*HEADINGS, None]), (4, [*POST, None]), (5, POST)]


def test_an_emptied_column_of_ours_leaves_no_trace() -> None:
    assert cleaned([(3, ["ID Poste", COLUMN]), (4, ["P1", None])]) == [
        (3, ["ID Poste", None]),
        (4, ["P1", None]),
    ]


def test_a_column_of_the_user_is_kept() -> None:
    rows: Any = [(3, ["ID Poste", COLUMN]), (4, ["P1", "rien à signaler"])]
    assert find_traces(rows) == ()
    assert cleaned(rows) == rows


def test_a_wider_table_below_keeps_its_column() -> None:
    rows: Any = [
        (1, ["ID Poste", COLUMN]),
        (2, ["P1", OURS]),
        (4, ["EPCI", "Taux (%)"]),
        (5, ["Ernée", 12]),
    ]
    assert cleaned(rows) == [(1, ["ID Poste", None]), (2, ["P1", None]), *rows[2:]]


def test_two_tables_of_a_sheet_each_have_their_column() -> None:
    rows: Any = [(1, ["A", COLUMN]), (2, ["x", OURS]), (4, ["B", COLUMN]), (5, ["y", OURS])]
    assert [(trace.heading_row, *trace.rows) for trace in find_traces(rows)] == [(1, 2), (4, 5)]


@pytest.mark.parametrize(
    ("name", "first", "expected"),
    [
        ("Anomalies", TITLE, True),
        ("Anomalies (2)", TITLE, True),
        ("Anomalies", "Mes notes", False),
        ("Postes", TITLE, False),
    ],
)
def test_the_summary_is_known_by_its_name_and_title(name: str, first: str, expected: bool) -> None:
    assert is_summary(name, [(1, [first])]) is expected


def test_the_summary_is_left_out() -> None:
    sheets = tuple(
        RawSheet(name, False, 0, 0, 0, False, rows=[(1, [first])])
        for name, first in (("Postes", "ID Poste"), ("Anomalies", TITLE))
    )
    raw = RawWorkbook(sheets, epoch_1904=False, macros=False, external_links=False)
    assert [sheet.name for sheet in without_annotations(raw).sheets] == ["Postes"]


def test_a_workbook_given_again_says_nothing_of_the_marks(understand: Callable[..., Workbook]) -> None:
    plain = understand({"Postes": [HEADINGS, POST]})
    marked = understand(
        {
            "Postes": [[*HEADINGS, COLUMN], [*POST, OURS], [None, None, None, None, None, OURS]],
            "Anomalies": [[TITLE], HEADINGS, POST],
        }
    )
    assert marked.anomalies == plain.anomalies
    assert marked.sheets == plain.sheets
    assert marked.posts.equals(plain.posts)
