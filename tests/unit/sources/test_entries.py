"""Rows typed in the application: judged as those of a sheet, kept whole or refused in French."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.domain.errors import EntryError
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.entries import read_entries, with_entries
from maynum_dash.sources.workbook import Workbook

Make = Callable[..., Board]
VOTE: list[Cell] = [2026, "AE", "BP", 15_000.5, date(2025, 12, 15)]


@pytest.fixture
def workbook(make_board: Make) -> Workbook:
    return make_board([{}, {}]).workbook


def test_typed_rows_are_typed_as_those_of_a_sheet(workbook: Workbook) -> None:
    found = read_entries("envelopes", [VOTE, [None] * 5], workbook.posts)
    assert found.rows.dtypes.equals(workbook.envelopes.dtypes)
    assert found.rows.to_dict(orient="records")[0] | {"voted_on": None} == {
        "row": 1,
        "fiscal_year": 2026,
        "authorisation": "AE",
        "vote": "BP",
        "amount_cents": 1_500_050,
        "voted_on": None,
    }
    assert found.anomalies == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ([None, "AE", "BP", 1, None], "Exercice"),
        ([2026, "XX", "BP", 1, None], "Type"),
        ([2026, "AE", None, 1, None], "Vote"),
        ([2026, "AE", "BP", None, None], "Montant"),
        ([1999, "AE", "BP", 1, None], "Exercice"),
        ([2026.5, "AE", "BP", 1, None], "Exercice"),
    ],
)
def test_a_row_that_cannot_be_counted_refuses_everything(
    line: list[Cell], said: str, workbook: Workbook
) -> None:
    with pytest.raises(EntryError, match=said) as refused:
        read_entries("envelopes", [VOTE, line], workbook.posts)
    assert refused.value.faults[0][0] == 2
    assert str(refused.value).startswith("Rien n’est enregistré. Ligne 2")


def test_many_faults_are_counted_and_the_first_ones_told(workbook: Workbook) -> None:
    with pytest.raises(EntryError, match="et 2 autres points"):
        read_entries("envelopes", [[2026, "AE", None, 1, None]] * 7, workbook.posts)


def test_a_payment_names_its_post_as_the_workbook_does_and_a_doubt_is_kept(workbook: Workbook) -> None:
    lines: list[list[Cell]] = [
        ["1", datetime(2026, 9, 1), 2450, "acompte", "M-1"],  # noqa: DTZ001 -- a cell holds no time zone
        ["inconnu", date(2026, 9, 1), -10, None, None],
    ]
    found = read_entries("payments", lines, workbook.posts)
    assert found.rows["amount_cents"].tolist() == [245_000, -1_000]
    assert [(one.code, one.row) for one in found.anomalies] == [("POSTE_INCONNU", 2)]


def test_the_former_workbook_is_kept_but_for_the_table(workbook: Workbook) -> None:
    entries = read_entries("envelopes", [VOTE], workbook.posts)
    made = with_entries(workbook, entries, 3)
    assert made.posts is workbook.posts
    assert made.payments is workbook.payments
    assert made.envelopes is entries.rows
    assert made.name == "suivi.xlsx, saisie du tableau de bord"
    assert with_entries(made, entries, 4).name == made.name
    (count,) = [one for one in made.sheets if one.table == "envelopes"]
    assert (count.sheet, count.rows_read, count.rows_accepted) == ("Enveloppes (saisie)", 1, 1)


def test_the_fingerprint_can_be_computed_again_and_tells_entries_apart(workbook: Workbook) -> None:
    entries = read_entries("envelopes", [VOTE], workbook.posts)
    again = read_entries("envelopes", [VOTE], workbook.posts)
    other = read_entries("envelopes", [[*VOTE[:3], 15_000.51, VOTE[4]]], workbook.posts)
    made = with_entries(workbook, entries, 3).sha256
    assert made == with_entries(workbook, again, 3).sha256 != workbook.sha256
    assert made not in {with_entries(workbook, other, 3).sha256, with_entries(workbook, entries, 4).sha256}
