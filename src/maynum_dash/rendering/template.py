"""The empty « Classeur de suivi » : « Lisez-moi », one sheet per table, one example row each."""

from collections.abc import Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from maynum_dash.rendering import dress
from maynum_dash.rendering.archive import workbook_bytes
from maynum_dash.rendering.grid import FIRST_ROW, LAST_ROW, Draft, draw
from maynum_dash.rendering.layout import Readme, Required, Value, readme, sheets
from maynum_dash.rendering.neutral import write_text

_WRITTEN_AT = datetime(2026, 11, 1, tzinfo=UTC)
_NOTE = (
    "* : colonne obligatoire ; (*) : obligatoire dans certains cas. "
    "Survolez un titre pour lire son explication."
)
_WIDTHS = {"A": 24, "B": 76, "C": 32}
# Counted for Calibri and, a little wider, what LibreOffice puts in its place.
_CHARACTERS_PER_LINE, _LINE_HEIGHT, _GAP = 142, 15.5, 2


def template_workbook(epci: Sequence[str]) -> bytes:
    """Write the workbook to fill in.

    Parameters
    ----------
    epci
        Names of the EPCI offered in the lists.
    """
    draft = start_workbook(epci, demonstration=False)
    for sheet in sheets():
        example: dict[str, Value] = {column.heading: column.example for column in sheet.columns}
        draw(draft, sheet, [example], _NOTE, dress.EXAMPLE)
    return workbook_bytes(draft.workbook, readme().title, _WRITTEN_AT)


def start_workbook(epci: Sequence[str], *, demonstration: bool) -> Draft:
    """Make a workbook that holds « Lisez-moi » only.

    Parameters
    ----------
    epci
        Names of the EPCI offered in the lists.
    demonstration
        Whether to say that the data are invented.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    words = readme()
    page = workbook.create_sheet(words.name)
    _write_lines(page, words, demonstration=demonstration)
    _write_sheets(page, words)
    first = _write_epci(page, words, epci)
    _finish(page)
    posts = next(sheet.name for sheet in sheets() if sheet.table == "posts")
    lists = {
        "epci": f"{quote_sheetname(words.name)}!$A${first}:$A${page.max_row}",
        "posts": f"{quote_sheetname(posts)}!$A${FIRST_ROW}:$A${LAST_ROW}",
    }
    return Draft(workbook, lists)


def _write_lines(page: Worksheet, words: Readme, *, demonstration: bool) -> None:
    """Write the title, the warning of the demonstration and the sections."""
    _add(page, [words.title], [dress.TITLE])
    page.row_dimensions[1].height = 26
    _add(page, [words.subtitle], [dress.NOTE])
    if demonstration:
        _blank(page)
        _add_wide(page, words.demo_title, dress.WARNING, fill=True)
        _add_wide(page, words.demo_text, dress.BODY, fill=True)
    for section in words.sections:
        _blank(page)
        _add(page, [section.title], [dress.SUBTITLE])
        for line in section.lines:
            _add_wide(page, f"•  {line}", dress.BODY)


def _write_sheets(page: Worksheet, words: Readme) -> None:
    """Write the table of the sheets."""
    _blank(page)
    _add(page, [words.sheets_title], [dress.SUBTITLE])
    _add(page, words.sheets_headings, [dress.LIGHT_HEADING] * len(words.sheets_headings))
    for cell in page[page.max_row]:
        dress.style_heading(cell, Required.NEVER)
    for sheet in sheets():
        _add(page, [sheet.name, sheet.contents, sheet.use], [dress.LIGHT_HEADING, dress.BODY, dress.BODY])
        page.row_dimensions[page.max_row].height = 2 * _LINE_HEIGHT + _GAP
        for cell in page[page.max_row]:
            cell.border = dress.UNDERLINE
            cell.alignment = Alignment(vertical="center", wrap_text=True, indent=1)


def _write_epci(page: Worksheet, words: Readme, epci: Sequence[str]) -> int:
    """Write the names of the EPCI; give the row of the first."""
    _blank(page)
    _add(page, [words.epci_title], [dress.SUBTITLE])
    first = page.max_row + 1
    for name in epci:
        _add(page, [name], [dress.BODY])
    return first


def _finish(page: Worksheet) -> None:
    """Set widths and paper, and protect the text (without password) from a slip of the keyboard."""
    for letter, width in _WIDTHS.items():
        page.column_dimensions[letter].width = width
    page.sheet_view.showGridLines = False
    page.protection.sheet = True
    dress.set_page(page, landscape=False, characters=sum(_WIDTHS.values()))


def _add(page: Worksheet, texts: Sequence[str], fonts: Sequence[Font]) -> None:
    row = _next_row(page)
    for position, (text, font) in enumerate(zip(texts, fonts, strict=True), start=1):
        write_text(page, row, position, text).font = font


def _add_wide(page: Worksheet, text: str, font: Font, *, fill: bool = False) -> None:
    """Write a sentence across the page, as tall as it needs."""
    _add(page, [text], [font])
    row = page.max_row
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
    cell = page.cell(row, 1)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if fill:
        cell.fill = dress.WARNING_FILL
    page.row_dimensions[row].height = _LINE_HEIGHT * (len(text) // _CHARACTERS_PER_LINE + 1) + _GAP


def _blank(page: Worksheet) -> None:
    write_text(page, _next_row(page), 1, "")


def _next_row(page: Worksheet) -> int:
    # A sheet without a cell says that its last row is 1.
    return 1 if page.max_row == 1 and page.cell(1, 1).value is None else page.max_row + 1
