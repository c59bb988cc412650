"""Data sheets: one table each, with a name for every column and totals that follow the filter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from maynum_dash.rendering.computed.looks import NUMBERS, YEAR
from maynum_dash.rendering.computed.page import Draft, fitting
from maynum_dash.rendering.neutral import is_formula_like
from maynum_dash.rendering.tables import Kind

TOTAL_ROW: Final = 3
HEADING_ROW: Final = 4
FIRST_ROW: Final = 5
_FILTERED_SUM: Final = 109  # SUBTOTAL: the sum of the rows that a filter leaves, hidden ones apart
_Put: TypeAlias = Callable[[int, int, Any], object]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a data sheet.

    Parameters
    ----------
    field
        Column of the table; amounts in integer cents, rates in percent.
    heading
        French heading.
    kind
        What it holds.
    width
        In characters.
    name
        Name of its cells in formulas; empty for none.
    is_total
        Whether its sum stands above the headings.
    is_year
        Whether it holds exercices, which take no thousands separator.
    """

    field: str
    heading: str
    kind: Kind = Kind.TEXT
    width: float = 14
    name: str = ""
    is_total: bool = False
    is_year: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One data sheet.

    Parameters
    ----------
    name
        On the tab.
    title
        First line.
    note
        What must be known of it.
    columns, frame
        What it holds.
    frozen
        Columns that stay in view.
    blocks
        Name of a rectangle of columns → first and last of its columns.
    """

    name: str
    title: str
    note: str
    columns: Sequence[Column]
    frame: pd.DataFrame
    frozen: int = 1
    blocks: tuple[tuple[str, int, int], ...] = ()

    @property
    def last_row(self) -> int:
        """Last row of data; an empty table keeps one blank row, so that its names stand for cells."""
        return FIRST_ROW + max(len(self.frame), 1) - 1


def write_sheet(draft: Draft, sheet: Sheet) -> None:
    """Add a data sheet.

    Parameters
    ----------
    draft
        Workbook being written.
    sheet
        What it holds.
    """
    worksheet = draft.sheet(sheet.name, sheet.title, [column.width for column in sheet.columns])
    draft.write_head(worksheet, sheet.title, sheet.note)
    _write_totals(draft, worksheet, sheet)
    worksheet.set_row(HEADING_ROW, 34)
    for position, column in enumerate(sheet.columns):
        worksheet.write_string(HEADING_ROW, position, column.heading, draft.looks("heading"))
    _write_rows(draft, worksheet, sheet)
    _define_names(draft, sheet)
    worksheet.freeze_panes(FIRST_ROW, sheet.frozen)
    worksheet.autofilter(HEADING_ROW, 0, sheet.last_row, len(sheet.columns) - 1)
    worksheet.repeat_rows(HEADING_ROW)
    worksheet.print_area(0, 0, sheet.last_row, len(sheet.columns) - 1)


def quoted(name: str) -> str:
    """Write the name of a sheet as a formula wants it."""
    return "'" + name.replace("'", "''") + "'"


def _write_totals(draft: Draft, worksheet: Worksheet, sheet: Sheet) -> None:
    """Write the sums above the headings, where thousands of rows do not hide them."""
    if not any(column.is_total for column in sheet.columns):
        return
    for position, column in enumerate(sheet.columns):
        look = draft.looks("total", number=NUMBERS[column.kind] if column.is_total else "")
        if column.is_total:
            cells = xl_range(FIRST_ROW, position, sheet.last_row, position)
            formula = f"=SUBTOTAL({_FILTERED_SUM},{cells})"
            total = sheet.frame[column.field].sum()
            value = int(total) / 100 if column.kind is Kind.EUROS else float(total)
            worksheet.write_formula(TOTAL_ROW, position, formula, look, value)
        else:
            worksheet.write_string(TOTAL_ROW, position, "" if position else "Total affiché", look)


def _write_rows(draft: Draft, worksheet: Worksheet, sheet: Sheet) -> None:
    """Write the cells, row after row: the writer keeps only the row at hand in memory."""
    puts = [_put(draft, worksheet, column) for column in sheet.columns]
    columns = [_values(sheet.frame[column.field], column.kind) for column in sheet.columns]
    for row, values in enumerate(zip(*columns, strict=True), start=FIRST_ROW):
        for position, (put, value) in enumerate(zip(puts, values, strict=True)):
            if value is not None:
                put(row, position, value)


def _values(values: "pd.Series[Any]", kind: Kind) -> Sequence[object]:
    """Give the cells of a column as Excel holds them; an unknown value is an empty cell, never a zero."""
    is_known = values.notna()
    if kind is Kind.TEXT:
        # A long table repeats its texts: each is made fit once.
        fit = {text: fitting(str(text)) for text in values[is_known].unique()}
        return [fit.get(text) for text in values.tolist()]
    given = values
    if kind in (Kind.EUROS, Kind.DIFFERENCE, Kind.PERCENT):
        # Cents below 2⁵³ are exact as floats, and a division is rounded once.
        given = pd.Series(values.to_numpy("float64", na_value=np.nan) / 100)
    return [value if known else None for value, known in zip(given.tolist(), is_known, strict=True)]


def _put(draft: Draft, worksheet: Worksheet, column: Column) -> _Put:
    """Choose how the cells of a column are written."""
    if column.kind is Kind.TEXT:
        plain, guarded = draft.looks("cell", "left"), draft.looks("cell", "left", "quoted")

        looks: dict[str, Format] = {}  # a long table repeats its texts: each is judged once

        def put_text(row: int, position: int, value: str) -> object:
            look = looks.get(value)
            if look is None:
                look = looks[value] = guarded if is_formula_like(value) else plain
            return worksheet.write_string(row, position, value, look)

        return put_text
    number = YEAR if column.is_year else NUMBERS[column.kind]
    if column.kind is Kind.DAY:
        return _put_day(worksheet, draft.looks("cell", "center", number=number))
    look = draft.looks("cell", *(("center",) if column.is_year else ()), number=number)
    return lambda row, position, value: worksheet.write_number(row, position, value, look)


def _put_day(worksheet: Worksheet, look: Format) -> _Put:
    def put(row: int, position: int, value: date) -> object:
        return worksheet.write_datetime(row, position, value, look)

    return put


def _define_names(draft: Draft, sheet: Sheet) -> None:
    """Name the cells of each column, and of each block of columns."""
    named = [(column.name, position, position) for position, column in enumerate(sheet.columns)]
    for name, first, last in (*named, *sheet.blocks):
        if name:
            cells = xl_range_abs(FIRST_ROW, first, sheet.last_row, last)
            draft.book.define_name(name, f"={quoted(sheet.name)}!{cells}")


def column_letter(position: int) -> str:
    """Give the letter of a column, from 0."""
    return str(xl_col_to_name(position))
