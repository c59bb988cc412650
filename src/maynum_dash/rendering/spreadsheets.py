"""A table as a workbook of one sheet: typed cells, French formats, its title above and its source below."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from maynum_dash.rendering import dress
from maynum_dash.rendering.archive import workbook_bytes
from maynum_dash.rendering.layout import Required
from maynum_dash.rendering.neutral import write_text
from maynum_dash.rendering.tables import Column, Kind

_FORMATS: Final = {
    Kind.EUROS: '#,##0.00\\ "€"',
    Kind.DIFFERENCE: '#,##0.00\\ "€"',
    Kind.INTEGER: "#,##0",
    Kind.DAY: "dd/mm/yyyy",
}
_WIDE, _NARROW = 34, 18  # characters
_HEADINGS, _FIRST = 3, 4  # rows


def spreadsheet(
    table: pd.DataFrame, columns: Sequence[Column], title: str, notes: Sequence[str], day: date
) -> bytes:
    """Write a table as .xlsx; the same figures give the same bytes.

    Parameters
    ----------
    table
        Rows in their order.
    columns
        What to write; percentages stay in percent, as their heading says.
    title
        Above the table.
    notes
        Below it: source, date, seal.
    day
        Written in the properties of the file.
    """
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Données"
    write_text(page, 1, 1, title).font = dress.SUBTITLE
    for position, column in enumerate(columns, start=1):
        dress.style_heading(write_text(page, _HEADINGS, position, column.heading), Required.NEVER)
        page.column_dimensions[get_column_letter(position)].width = _WIDE if column.is_wide else _NARROW
        for row, cell in enumerate(table[column.field], start=_FIRST):
            _write(page, row, position, cell, column)
    page.freeze_panes = f"B{_FIRST}"
    below = _FIRST + len(table) + 1
    for rank, note in enumerate(notes):
        write_text(page, below + rank, 1, note).font = dress.NOTE
    return workbook_bytes(book, title, datetime.combine(day, time(), UTC))


def _write(page: Worksheet, row: int, position: int, value: Any, column: Column) -> None:  # noqa: ANN401 -- whatever a cell holds
    if pd.isna(value):
        return
    if column.kind is Kind.TEXT:
        write_text(page, row, position, str(value)).font = dress.BODY
        return
    cell = page.cell(row, position)
    if column.kind in (Kind.EUROS, Kind.DIFFERENCE):
        cell.value = Decimal(int(value)).scaleb(-2)
    elif column.kind is Kind.INTEGER:
        cell.value = round(float(value))
    elif column.kind is Kind.DAY:
        cell.value = pd.Timestamp(value).to_pydatetime()
    else:
        cell.value = round(float(value), column.digits)
    cell.number_format = _FORMATS.get(column.kind, "#,##0." + "0" * column.digits)
    cell.font = dress.BODY
