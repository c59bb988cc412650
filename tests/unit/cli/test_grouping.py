"""« echeancier --par structure » on a workbook that writes one structure in two ways."""

import json
from argparse import Namespace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from maynum_dash.cli.commands import schedule
from maynum_dash.sources.folder import DEMO_WORKBOOK


def test_two_spellings_of_a_structure_are_one_group(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = load_workbook(DEMO_WORKBOOK)
    sheet = book["Postes"]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Structure")
    rows = [row for row in range(4, sheet.max_row + 1) if sheet.cell(row, column).value]
    first, second = rows[0], rows[1]
    name = str(sheet.cell(first, column).value)
    sheet.cell(second, column).value = name.upper()
    book.save(tmp_path / "suivi.xlsx")

    schedule(Namespace(workbook=tmp_path / "suivi.xlsx", lecture="tranche", par="structure", json=True))

    lines = json.loads(capsys.readouterr().out)["lignes"]
    assert name in {line["structure"] for line in lines}
    assert name.upper() not in {line["structure"] for line in lines}
