import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError, UnreadableFileError
from maynum_dash.sources import workbook as reading
from maynum_dash.sources.cells import Cell, Witness
from maynum_dash.sources.fields import TABLES
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.workbook import Workbook, read_workbook

SHEET = "xl/worksheets/sheet1.xml"
Rewrite = Callable[..., bytes]
PostsBook = Callable[..., bytes]
START = date(2026, 9, 1)


def test_a_file_becomes_typed_tables(posts_book: PostsBook) -> None:
    content = posts_book(
        {"Département A1": "3 500,00 €", "ETP": 0.5},
        None,
        Versements=[["ID Poste", "Date", "Montant"], ["P1", START, 2450.5]],
    )
    workbook = read_workbook(content, "suivi.xlsx")
    assert (workbook.name, workbook.profile, workbook.is_demo) == ("suivi.xlsx", "classeur", False)
    assert workbook.sha256 == hashlib.sha256(content).hexdigest()
    assert workbook.posts[["row", "post_id", "fte", "department_y1_cents"]].to_dict("records") == [
        {"row": 2, "post_id": "P1", "fte": 0.5, "department_y1_cents": 350_000}
    ]
    assert workbook.payments["amount_cents"].tolist() == [245_050]


def test_an_elected_member_is_named_and_her_telephone_is_not_kept(posts_book: PostsBook) -> None:
    sheet = [
        ["Canton", "Conseillère départementale", "Fonction", "Téléphone"],
        ["Laval-1", "Élue de démonstration, 02 43 00 00 00", "vice-présidente", "02 43 00 00 00"],
        ["Laval-1", None, "conseiller", None],
    ]
    workbook = read_workbook(posts_book({}, None, Élus=sheet), "suivi.xlsx")
    assert workbook.elected[["canton", "name", "role"]].to_dict("records") == [
        {
            "canton": "Laval-1",
            "name": "Élue de démonstration, [coordonnées retirées]",
            "role": "vice-présidente",
        }
    ]
    assert [one.rows_rejected for one in workbook.sheets if one.table == "elected"] == [1]


@pytest.mark.parametrize("table", list(TABLES))
def test_types_do_not_depend_on_the_rows(posts_book: PostsBook, table: str) -> None:
    full = read_workbook(
        posts_book(
            {"Département A1": 1},
            None,
            Versements=[["ID Poste", "Date", "Montant"], ["P1", START, 1]],
            Enveloppes=[["Exercice", "Type", "Vote", "Montant"], [2026, "AE", "BP", 1]],
            Critères=[["ID Poste", "Critère", "État"], ["P1", "Engagement", "rempli"]],
            Illectronisme=[
                ["EPCI", "Taux (%)", "Personnes", "Année", "Source"],
                ["Ernée", 19.9, 1, 2019, "Insee"],
            ],
            Lieux=[["Nom", "Commune"], ["Mairie", "Laval"]],
            Fragilité=[["Territoire", "Indice", "Année", "Source"], ["Ernée", 42.5, 2021, "Banque"]],
            Élus=[["Canton", "Nom", "Fonction"], ["Azé", "Élue de démonstration", None]],
        ),
        "plein.xlsx",
    )
    empty = read_workbook(posts_book(rows=[]), "vide.xlsx")
    some, none = getattr(full, table), getattr(empty, table)
    assert len(some) == 1
    assert len(none) == 0
    pd.testing.assert_series_equal(some.dtypes, none.dtypes)
    expected = {
        "row": "int64",
        "amount_cents": "Int64",
        "post_id": "str",
        "start": "datetime64[s]",
        "year": "int64",
    }
    assert {
        name: str(kind) for name, kind in none.dtypes.items() if name in expected
    }.items() <= expected.items()


def test_hidden_rows_columns_sheets_and_filters_count_and_are_said(
    posts_book: PostsBook, rewrite: Rewrite
) -> None:
    def hide(body: bytes) -> bytes:
        return (
            body.replace(b'<row r="2"', b'<row r="2" hidden="1"')
            .replace(b"<sheetData>", b'<cols><col min="2" max="2" hidden="1" width="9"/></cols><sheetData>')
            .replace(
                b"</sheetData>", b'</sheetData><autoFilter ref="A1:E2"><filterColumn colId="3"/></autoFilter>'
            )
        )

    content = rewrite(
        posts_book(),
        {SHEET: hide, "xl/workbook.xml": lambda body: body.replace(b'state="visible"', b'state="hidden"')},
    )
    workbook = read_workbook(content, "suivi.xlsx")
    assert workbook.posts["employer"].tolist() == ["Structure A"]
    codes = [one.code for one in workbook.anomalies if one.severity is Severity.INFORMATION]
    assert codes[:4] == ["FEUILLE_MASQUEE", "LIGNES_MASQUEES", "COLONNES_MASQUEES", "FILTRE_ACTIF"]


def test_an_error_cell_blocks_its_row_and_no_other(posts_book: PostsBook, rewrite: Rewrite) -> None:
    rows = [(f"P{rank}", "Structure", "Ernée", "Occupé", START, 3500) for rank in (1, 2)]
    content = rewrite(
        posts_book({"Département A1": None}, rows),
        {SHEET: lambda body: body.replace(b'<c r="F3" t="n"><v>3500</v>', b'<c r="F3" t="e"><v>#SPILL!</v>')},
    )
    workbook = read_workbook(content, "suivi.xlsx")
    assert workbook.posts["department_y1_cents"].tolist() == [350_000]
    (one,) = [one for one in workbook.anomalies if one.severity is Severity.BLOCKING]
    assert (one.code, one.row, one.column, one.value) == ("CELLULE_EN_ERREUR", 3, "Département A1", "#SPILL!")


def test_serials_follow_the_epoch_of_the_workbook(write: Callable[..., bytes]) -> None:
    headings = ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention"]
    rows = [headings, ["P1", "A", "Ernée", "Occupé", 44804]]
    workbook = read_workbook(write({"Postes": rows}, epoch_1904=True), "mac.xlsx")
    assert workbook.posts["start"].tolist() == [pd.Timestamp(START)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"PK\x03\x04",
        b"PK\x03\x04" + b"x" * 500,
        b"<html></html>",
        b"bonjour\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_any_bytes_give_a_french_refusal(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="ne peut pas être lu"):
        read_workbook(content, "suivi.xlsx")


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_bring_the_server_down(tail: bytes) -> None:
    with pytest.raises(MaynumError):
        read_workbook(tail, "suivi.xlsx")


def understood(rows: list[list[Cell]]) -> Workbook:
    """Read rows as if the process had handed them over, without a file."""
    numbered = [(number, row) for number, row in enumerate(rows, start=1)]
    sheet = RawSheet("Postes", False, 0, 0, 0, False, numbered, Witness.COMPLETE, len(rows))
    raw = RawWorkbook((sheet,), epoch_1904=False, macros=False, external_links=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_raw", lambda *_given, **_more: raw)
        return read_workbook(b"", "suivi.xlsx")


AMOUNTS = st.one_of(
    st.none(),
    st.integers(0, 10**8).map(lambda cents: float(Decimal(cents) / 100)),
    st.integers(0, 10**8).map(
        lambda cents: f"{cents // 100:,}".replace(",", "\u202f") + f",{cents % 100:02d} €"
    ),
    st.sampled_from(["abc", "3.500", "-", "12,345", True]),
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "01", 1.0, "2", "3", None, "Total"]),
        st.sampled_from(["Structure", None]),
        st.sampled_from(["Ernée", None]),
        st.sampled_from(["Occupé", "vacant", "RENDU", "?", None]),
        st.sampled_from([START, 46266.0, "1er septembre 2026", "31/02/2026", None]),
        AMOUNTS,
    ).map(list),
    max_size=12,
)


@settings(deadline=None)
@given(ROWS)
def test_rows_read_are_rows_accepted_plus_rows_rejected_with_a_reason(rows: list[list[Cell]]) -> None:
    headings: list[Cell] = [
        "ID Poste",
        "Structure",
        "EPCI",
        "Statut",
        "Début de convention",
        "Département A1",
    ]
    workbook = understood([headings, *rows])
    (count,) = workbook.sheets
    filled = {number for number, row in enumerate(rows, start=2) if any(cell is not None for cell in row)}
    accepted = set(workbook.posts["row"])
    assert count.rows_read == len(filled) == count.rows_accepted + count.rows_rejected
    assert count.rows_accepted == len(workbook.posts) == len(accepted)
    explained = {one.row for one in workbook.anomalies if one.severity is Severity.BLOCKING}
    explained |= {one.row for one in workbook.anomalies if one.code in {"LIGNE_DE_TOTAL", "LIGNE_DE_NOTE"}}
    assert explained == filled - accepted
    assert workbook.posts["post_id"].is_unique
