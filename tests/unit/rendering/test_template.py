import csv
import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from maynum_dash.domain.posts import EmployerCategory, Status
from maynum_dash.rendering.grid import FIRST_ROW, HEADING_ROW
from maynum_dash.rendering.layout import Column, Required, Sheet, readme, sheets
from maynum_dash.rendering.template import template_workbook
from maynum_dash.sources.folder import HEADINGS

EPCI = ["CA Laval Agglomération", "CC de l'Ernée", "CC du Pays de Château-Gontier"]
# Longest texts that Excel accepts in a check of a cell.
ERROR_LENGTH, TITLE_LENGTH, LIST_LENGTH = 255, 32, 255


@pytest.fixture(scope="module")
def content() -> bytes:
    return template_workbook(EPCI)


@pytest.fixture(scope="module")
def workbook(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def named(table: str) -> Sheet:
    return next(sheet for sheet in sheets() if sheet.table == table)


def column(table: str, heading: str) -> Column:
    return next(column for column in named(table).columns if column.heading == heading)


def test_two_runs_give_the_same_bytes(content: bytes) -> None:
    assert template_workbook(EPCI) == content


def test_nothing_of_the_clock_is_in_the_archive(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.read("docProps/core.xml").count(b"2026-11-01T00:00:00Z") == 2


def test_sheets_stand_in_the_order_of_the_documentation(workbook: Workbook) -> None:
    assert workbook.sheetnames == [
        "Lisez-moi",
        "Postes",
        "Versements",
        "Enveloppes",
        "Critères",
        "Illectronisme",
        "Lieux",
        "Fragilité",
        "Élus",
    ]


def test_headings_are_the_canonical_ones_of_the_reader() -> None:
    with HEADINGS.open(encoding="utf-8", newline="") as file:
        rows = [
            row for row in csv.DictReader(file) if row["profile"] == "classeur" and row["canonical"] == "yes"
        ]
    for sheet in sheets():
        known = {row["heading"] for row in rows if row["table"] == sheet.table and row["field"] != "sheet"}
        names = {row["heading"] for row in rows if row["table"] == sheet.table and row["field"] == "sheet"}
        assert {column.heading for column in sheet.columns} == known
        assert names == {sheet.name}


def test_cells_hold_the_exact_headings_and_show_what_is_required(workbook: Workbook) -> None:
    marks = {Required.ALWAYS: '@" *"', Required.DEPENDS: '@" (*)"', Required.NEVER: "@"}
    for sheet in sheets():
        cells = workbook[sheet.name][HEADING_ROW]
        assert [cell.value for cell in cells] == [column.heading for column in sheet.columns]
        assert [cell.number_format for cell in cells] == [marks[column.required] for column in sheet.columns]
        assert all(cell.comment is not None for cell in cells)


@pytest.mark.parametrize(
    ("table", "required"),
    [
        ("posts", ["ID Poste", "Structure", "Statut", "Début de convention"]),
        ("payments", ["ID Poste", "Date", "Montant"]),
        ("envelopes", ["Exercice", "Type", "Vote", "Montant"]),
        ("criteria", ["ID Poste", "Critère", "État"]),
        ("needs", ["EPCI", "Taux (%)", "Année", "Source"]),
        ("places", ["Nom"]),
    ],
)
def test_required_columns_are_those_of_the_documentation(table: str, required: list[str]) -> None:
    always = [column.heading for column in named(table).columns if column.required is Required.ALWAYS]
    assert always == required


def test_choices_are_the_words_of_the_domain() -> None:
    assert column("posts", "Statut").choices == tuple(Status)
    assert column("posts", "Catégorie employeur").choices == tuple(EmployerCategory)


def test_an_example_row_says_what_it_is_or_is_not_given(workbook: Workbook) -> None:
    # An envelope has no words to say so in, and one EPCI left there would replace the whole estimate.
    silent = {"envelopes", "needs"}
    for sheet in sheets():
        worksheet = workbook[sheet.name]
        if sheet.table in silent:
            assert [cell.value for cell in worksheet[FIRST_ROW]] == [None] * len(sheet.columns)
            continue
        assert worksheet.max_row == FIRST_ROW
        cells = worksheet[FIRST_ROW]
        assert all(cell.font.italic for cell in cells)
        assert {str(cell.value) for cell in cells} & {"EXEMPLE-1", "Exemple – à supprimer"}
    first = workbook["Postes"][FIRST_ROW]
    assert first[0].value == "EXEMPLE-1"
    assert first[1].value == "Exemple – à supprimer"


def test_dates_are_dates_and_codes_are_text(workbook: Workbook) -> None:
    headings = [cell.value for cell in workbook["Postes"][HEADING_ROW]]
    row = dict(zip(headings, workbook["Postes"][FIRST_ROW], strict=True))
    assert row["Début de convention"].value == datetime(2026, 9, 1)  # noqa: DTZ001 -- a cell has no time zone
    assert row["Début de convention"].number_format == "dd/mm/yyyy"
    assert (row["SIRET"].value, row["SIRET"].number_format) == ("12345678200010", "@")
    assert row["Département A1"].value == 3500
    assert "€" in row["Département A1"].number_format


def test_headings_stay_in_view_and_can_be_filtered(workbook: Workbook) -> None:
    for sheet in sheets():
        worksheet: Worksheet = workbook[sheet.name]
        assert worksheet.freeze_panes == f"B{FIRST_ROW}"
        assert str(worksheet.auto_filter.ref).startswith(f"A{HEADING_ROW}:")
        assert worksheet.print_title_rows == f"${HEADING_ROW}:${HEADING_ROW}"
        assert worksheet.sheet_state == "visible"


def test_checks_speak_french_within_the_limits_of_excel(workbook: Workbook) -> None:
    for sheet in sheets():
        for check in workbook[sheet.name].data_validations.dataValidation:
            assert 0 < len(str(check.error)) <= ERROR_LENGTH
            assert 0 < len(str(check.errorTitle)) <= TITLE_LENGTH
            assert check.showErrorMessage
            if check.type == "list" and str(check.formula1).startswith('"'):
                assert len(str(check.formula1)) <= LIST_LENGTH


def test_the_list_of_epci_is_the_one_given(workbook: Workbook) -> None:
    checks = workbook["Postes"].data_validations.dataValidation
    formula = next(str(check.formula1) for check in checks if "Lisez-moi" in str(check.formula1))
    first, last = (int(part.rpartition("$")[2]) for part in formula.split(":"))
    assert [workbook["Lisez-moi"].cell(row, 1).value for row in range(first, last + 1)] == EPCI


def test_the_template_does_not_pass_for_the_demonstration(workbook: Workbook) -> None:
    texts = [str(cell.value) for row in workbook["Lisez-moi"].iter_rows() for cell in row]
    assert readme().title in texts
    assert not any("démonstration" in text.lower() for text in texts)
