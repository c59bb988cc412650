"""One sheet of the workbook drawn from its layout: notes, headings, rows, lists and checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from maynum_dash.rendering.checks import check
from maynum_dash.rendering.dress import (
    BODY,
    DOUBLE_FILL,
    FORMATS,
    NOTE,
    OMISSION_FILL,
    TITLE,
    set_page,
    style_heading,
    style_value,
)
from maynum_dash.rendering.layout import Column, Required, Sheet, Value
from maynum_dash.rendering.neutral import write_text

HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1
LAST_ROW = 1000
_HEIGHTS, _ROW_HEIGHT = {1: 26, 2: 20, HEADING_ROW: 34}, 19
_NOTE_WIDTH, _NOTE_LINE, _NOTE_CHARACTERS = 320, 17, 46


@dataclass(frozen=True, slots=True)
class Draft:
    """A workbook being written.

    Parameters
    ----------
    workbook
        What is written so far.
    lists
        Ranges of it that hold choices, by name (`Column.choices_from`).
    """

    workbook: Workbook
    lists: Mapping[str, str]


def draw(
    draft: Draft,
    sheet: Sheet,
    rows: Sequence[Mapping[str, Value]],
    note: str,
    font: Font = BODY,
) -> None:
    """Add a sheet to a workbook.

    Parameters
    ----------
    draft
        Workbook being written.
    sheet
        Layout of the sheet.
    rows
        Values by heading, one mapping per row; a heading left out is an empty cell.
    note
        Line between the title and the headings.
    font
        Font of the rows.
    """
    worksheet: Worksheet = draft.workbook.create_sheet(sheet.name)
    _write(worksheet, 1, 1, sheet.title).font = TITLE
    _write(worksheet, 2, 1, note).font = NOTE
    for position, column in enumerate(sheet.columns, start=1):
        _draw_column(worksheet, position, column, draft.lists)
        for row, values in enumerate(rows, start=FIRST_ROW):
            style_value(_write(worksheet, row, position, values.get(column.heading)), column.kind, font)
    _mark_omissions(worksheet, sheet)
    last = get_column_letter(len(sheet.columns))
    worksheet.freeze_panes = f"B{FIRST_ROW}"
    worksheet.auto_filter.ref = f"A{HEADING_ROW}:{last}{HEADING_ROW + max(len(rows), 1)}"
    heights = _HEIGHTS | dict.fromkeys(range(FIRST_ROW, FIRST_ROW + len(rows)), _ROW_HEIGHT)
    for row, height in heights.items():
        worksheet.row_dimensions[row].height = height
    worksheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    worksheet.print_title_cols = "A:B"
    set_page(worksheet, landscape=True, characters=sum(column.width for column in sheet.columns))


def _write(worksheet: Worksheet, row: int, position: int, value: Value) -> StyleableObject:
    if isinstance(value, str):
        return write_text(worksheet, row, position, value)
    return worksheet.cell(row, position, value)


def _draw_column(worksheet: Worksheet, position: int, column: Column, lists: Mapping[str, str]) -> None:
    """Write a heading with its note; give the column its width, its format and its checks."""
    letter = get_column_letter(position)
    heading = write_text(worksheet, HEADING_ROW, position, column.heading)
    style_heading(heading, column.required)
    lines = len(column.help) // _NOTE_CHARACTERS + 2
    heading.comment = Comment(column.help, "MayNum Dash", height=lines * _NOTE_LINE, width=_NOTE_WIDTH)
    dimension = worksheet.column_dimensions[letter]
    dimension.width = column.width
    dimension.number_format = FORMATS[column.kind]
    validation = check(column, f"{letter}{FIRST_ROW}", lists)
    if validation is not None:
        validation.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        worksheet.add_data_validation(validation)
    if column.unique:
        _paint(worksheet, letter, "duplicateValues", DOUBLE_FILL)


def _mark_omissions(worksheet: Worksheet, sheet: Sheet) -> None:
    """Colour the required cells still empty in a row that has begun to be filled."""
    letters = {column.heading: get_column_letter(i) for i, column in enumerate(sheet.columns, start=1)}
    last = get_column_letter(len(sheet.columns))
    for column in sheet.columns:
        letter = letters[column.heading]
        if column.required_if is not None:
            other, value = column.required_if
            started = f'${letters[other]}{FIRST_ROW}="{value}"'
        elif column.required is Required.ALWAYS:
            started = f"COUNTA($A{FIRST_ROW}:${last}{FIRST_ROW})>0"
        else:
            continue
        omitted = f"AND({started},ISBLANK({letter}{FIRST_ROW}))"
        _paint(worksheet, letter, "expression", OMISSION_FILL, omitted)


def _paint(
    worksheet: Worksheet,
    letter: str,
    kind: Literal["duplicateValues", "expression"],
    fill: PatternFill,
    *formulas: str,
) -> None:
    """Colour the cells of a column that answer to a rule."""
    rule = Rule(kind, dxf=DifferentialStyle(fill=fill), formula=formulas)
    worksheet.conditional_formatting.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}", rule)
