"""A sheet of which everything stands in column A: a text in columns that another program opened as one."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from maynum_dash.sources.cells import Cell, show
from maynum_dash.sources.delimited import END, SEPARATORS, known_columns, row_cells, unclosed

NumberedRow = tuple[int, list[Cell]]

_TOP_ROWS: Final = 20
_FEWEST_KNOWN: Final = 3


def split_back(rows: Iterator[NumberedRow]) -> tuple[str, Iterator[NumberedRow]]:
    """Split the rows of a sheet that has one column, when its headings say that it had several.

    Parameters
    ----------
    rows
        (Excel row number, cells) of a sheet that only fills column A.

    Returns
    -------
    tuple
        The separator, empty when nothing shows that the sheet was a text in columns; the rows, split or not.
    """
    top = list(islice(rows, _TOP_ROWS))
    known, separator, width = max(
        (_columns(cells, separator), separator, _width(cells, separator))
        for _, cells in top or [(0, [None])]
        for separator in SEPARATORS
    )
    whole = chain(top, rows)
    if known < _FEWEST_KNOWN:
        return "", whole
    return separator, _split(whole, separator, width)


def _columns(cells: list[Cell], separator: str) -> int:
    """Count the known headings in a row."""
    return known_columns(next(csv.reader([_written(cells)], delimiter=separator), []))


def _width(cells: list[Cell], separator: str) -> int:
    """Count the columns of a row."""
    return len(next(csv.reader([_written(cells)], delimiter=separator), []))


def _written(cells: list[Cell]) -> str:
    """Write the only cell of a row on one line."""
    return show_whole(cells[0]).replace("\n", " ").replace("\r", " ") if cells else ""


def show_whole(cell: Cell) -> str:
    """Write a cell without cutting it."""
    return cell if isinstance(cell, str) else show(cell)


def _split(rows: Iterable[NumberedRow], separator: str, width: int) -> Iterator[NumberedRow]:
    """Read the cells as the lines of a text; a quoted text may take several rows."""
    lines = _Lines(rows)
    for record in csv.reader(lines, delimiter=separator):
        if record and record[-1].endswith(END):
            if record != [END]:
                raise unclosed(lines.first)
            return
        cells = row_cells(record, width)
        if cells:
            yield lines.first, cells
        lines.first = 0


class _Lines:
    """The lines of a text, and the number of the first row of the record being read."""

    def __init__(self, rows: Iterable[NumberedRow]) -> None:
        self._lines = self._flow(rows)
        self.first = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        self.first = self.first or number
        return line

    def _flow(self, rows: Iterable[NumberedRow]) -> Iterator[tuple[int, str]]:
        """Part the cells that hold several lines; end with what only an open quotation mark can swallow."""
        for number, cells in rows:
            for line in show_whole(cells[0]).splitlines():
                yield number, f"{line}\n"
        yield 0, END
