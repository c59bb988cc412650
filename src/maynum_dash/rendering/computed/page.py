"""One sheet, filled in any order and written from its first row to its last."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from maynum_dash.rendering.computed.looks import NUMBERS, Looks, set_paper
from maynum_dash.rendering.neutral import inert_text, is_formula_like
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.rendering.tables import Kind

HEAD_ROWS: Final = 3
LONGEST_TEXT: Final = 32_767  # of a cell


@dataclass(frozen=True, slots=True)
class Draft:
    """A workbook being written.

    Parameters
    ----------
    book
        What is written so far.
    looks
        Its formats.
    stamp
        What every sheet bears.
    """

    book: Workbook
    looks: Looks
    stamp: Stamp

    def sheet(self, name: str, title: str, widths: list[float]) -> Worksheet:
        """Add a sheet, ready for paper.

        Parameters
        ----------
        name
            On the tab.
        title
            First line.
        widths
            Of the columns, in characters.
        """
        worksheet = self.book.add_worksheet(name)
        worksheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        set_paper(worksheet, title, self.stamp, sum(widths))
        return worksheet

    def write_head(self, worksheet: Worksheet, title: str, note: str) -> None:
        """Write the three first rows: title, source, warning.

        Parameters
        ----------
        worksheet
            Sheet.
        title
            What it holds.
        note
            What must be known of it.
        """
        looks, stamp = self.looks, self.stamp
        worksheet.set_row(0, 26)
        worksheet.write_string(0, 0, title, looks("title"))
        seal = f" Empreinte {stamp.fingerprint}." if stamp.fingerprint else ""
        line = f"{stamp.source}. Vue du {stamp.day:%d/%m/%Y}.{seal} {note}"
        worksheet.write_string(1, 0, fitting(line), looks("note"))
        if stamp.warning:
            worksheet.write_string(2, 0, fitting(stamp.warning), looks("warning"))


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in a cell: a formula carries the value that it gives, a link the sheet that it leads to."""

    value: str | float | date
    look: Format
    formula: str = ""
    sheet: str = ""


@dataclass(slots=True)
class Page:
    """Cells of one sheet, kept until it is whole: the writer takes them row by row.

    Parameters
    ----------
    draft
        Workbook being written.
    """

    draft: Draft
    cells: dict[tuple[int, int], _Cell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)

    def text(self, row: int, column: int, text: str, *styles: str) -> None:
        """Put a text, which stays one whatever it starts with."""
        clean = fitting(text)
        quoted = ("quoted",) if is_formula_like(clean) else ()
        self.cells[row, column] = _Cell(clean, self.draft.looks(*styles, *quoted))

    def link(self, row: int, column: int, sheet: str) -> None:
        """Put the name of a sheet of ours, which leads to it."""
        self.cells[row, column] = _Cell(sheet, self.draft.looks("link", "wrap"), sheet=sheet)

    def number(self, row: int, column: int, value: float, kind: Kind, *styles: str) -> None:
        """Put a number or a day."""
        self.cells[row, column] = _Cell(value, self.draft.looks(*styles, number=NUMBERS[kind]))

    def year(self, row: int, column: int, year: int, *styles: str) -> None:
        """Put an exercice, which takes no thousands separator."""
        self.cells[row, column] = _Cell(year, self.draft.looks(*styles, number="0"))

    def formula(
        self, row: int, column: int, formula: str, value: float | str, kind: Kind, *styles: str
    ) -> None:
        """Put a formula with the value that it gives, for programs that do not compute.

        Parameters
        ----------
        row, column
            Place, from 0.
        formula
            With English names of functions and commas, as the format wants; Excel shows them in French.
        value
            Its result.
        kind
            What it gives.
        styles
            Keys of the look.
        """
        number = "" if kind is Kind.TEXT else NUMBERS[kind]
        self.cells[row, column] = _Cell(value, self.draft.looks(*styles, number=number), formula)

    def value(self, place: tuple[int, int]) -> str | float | date:
        """Give what a cell holds, or what its formula gives."""
        return self.cells[place].value

    def number_at(self, place: tuple[int, int]) -> float:
        """Give the number that a cell holds."""
        value = self.value(place)
        if not isinstance(value, int | float):
            raise TypeError(place)
        return value

    def write(self, worksheet: Worksheet) -> None:
        """Write every cell, in the order that the writer asks for."""
        heights = dict(self.heights)
        for row, column in sorted(self.cells):
            if row in heights:
                worksheet.set_row(row, heights.pop(row))
            _write(worksheet, row, column, self.cells[row, column])


def _write(worksheet: Worksheet, row: int, column: int, cell: _Cell) -> None:
    if cell.formula:
        worksheet.write_formula(row, column, f"={cell.formula}", cell.look, cell.value)
    elif cell.sheet:
        worksheet.write_url(row, column, f"internal:'{cell.sheet}'!A1", cell.look, cell.sheet)
    elif isinstance(cell.value, str):
        worksheet.write_string(row, column, cell.value, cell.look)
    elif isinstance(cell.value, date):
        worksheet.write_datetime(row, column, cell.value, cell.look)
    else:
        worksheet.write_number(row, column, cell.value, cell.look)


def fitting(text: str) -> str:
    """Keep what a cell can hold of a text; the writer would drop a longer one without a word."""
    clean = inert_text(text)
    return clean if len(clean) <= LONGEST_TEXT else f"{clean[: LONGEST_TEXT - 1]}…"
