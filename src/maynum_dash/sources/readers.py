"""Two independent readers of the same sheet: one gives the values, the other bears witness."""

import struct
import time
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from itertools import chain, repeat
from typing import Any, Final

import openpyxl
from openpyxl.reader import excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from python_calamine import CalamineError, CalamineWorkbook

from maynum_dash.sources.cells import Cell, Flaw, FlawKind, Witness, clean, same, show
from maynum_dash.sources.inspection import Inspection
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.scan import SheetScan
from maynum_dash.sources.testimony import second_rows

# What openpyxl raises on files that it does not understand: nearly everything but a decision of ours.
FAILURES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    InvalidFileException,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

# The second reader knows these two formats only.
_WITNESSED: Final = {Nature.XLSX, Nature.XLSM}

Row = Sequence[object]


@dataclass(slots=True)
class Report:
    """Outcome of the reading of one sheet, known once its last row is given.

    Parameters
    ----------
    witness
        How far the second reader went.
    last
        Last row that both readers read (Excel number).
    """

    witness: Witness = Witness.COMPLETE
    last: int = 0


class _Unmeasured(ReadOnlyWorksheet):
    """A sheet whose declared dimension is not looked for: not believed, and slow to find when absent."""

    def _get_size(self) -> None:
        """Measure nothing; the sheet ends where its rows end."""


# openpyxl offers no option for it; only the reading process imports this module.
excel.ReadOnlyWorksheet = _Unmeasured  # type: ignore[attr-defined]


class Readers:
    """The two readers, opened on the same bytes.

    Parameters
    ----------
    content
        Bytes that the guard let through.
    inspection
        What the guard found.
    deadline
        Moment (monotonic seconds) after which the second reader stops.
    first
        Whether the first reader may be used; ``False`` after it brought its process down.
    """

    def __init__(self, content: bytes, inspection: Inspection, deadline: float, *, first: bool) -> None:
        self._deadline = deadline
        self._calamine: CalamineWorkbook | None = None
        self._openpyxl: dict[str, Any] = {}
        if first:
            try:
                self._calamine = CalamineWorkbook.from_filelike(BytesIO(content))
            except (CalamineError, OSError, ValueError):
                self._calamine = None
        if inspection.nature in _WITNESSED and not inspection.strict:
            try:
                book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
                self._openpyxl = {sheet.title: sheet for sheet in book.worksheets}
            except FAILURES:
                self._openpyxl = {}

    def rows(self, name: str, scan: SheetScan, report: Report) -> Iterator[tuple[int, list[Cell]]] | None:
        """Read the rows of a sheet that hold something.

        Parameters
        ----------
        name
            Sheet.
        scan
            What the guard found in it: errors and formulas that readers hide.
        report
            Filled while the rows are given.

        Returns
        -------
        iterator
            (Excel row number, cells from column A); ``None`` when neither reader can open the sheet.
        """
        values = self._first_rows(name)
        witness = self._second_rows(name)
        if values is None:
            report.witness = Witness.ALONE
            return None if witness is None else _marked(witness, scan)
        if witness is None:
            report.witness = Witness.ABSENT
            return _marked(values, scan)
        return _marked(self._confirmed(values, witness, report), scan)

    def _first_rows(self, name: str) -> Iterator[Row] | None:
        """Rows of the first reader, from A1."""
        if self._calamine is None:
            return None
        try:
            sheet = self._calamine.get_sheet_by_name(name)
        except (CalamineError, OSError, ValueError):
            return None
        if sheet.start is None:
            return iter(())
        shift = [""] * sheet.start[1]
        return ([*shift, *row] for row in sheet.iter_rows()) if shift else sheet.iter_rows()

    def _second_rows(self, name: str) -> Iterator[Row] | None:
        """Rows of the second reader, from A1."""
        sheet = self._openpyxl.get(name)
        return None if sheet is None else second_rows(sheet)

    def _confirmed(self, values: Iterator[Row], witness: Iterator[Row], report: Report) -> Iterator[Row]:
        """Give the values of the first reader, cell by cell replaced where the second disagrees."""
        number = 0
        for number, row in enumerate(values, start=1):
            other = self._testimony(number, witness, report)
            if other is None:
                yield row
                yield from values
                return
            yield _compared(row, other)
        while (other := self._testimony(number := number + 1, witness, report, missing=None)) is not None:
            yield _compared((), other)

    def _testimony(
        self, number: int, witness: Iterator[Row], report: Report, missing: Row | None = ()
    ) -> Row | None:
        """Ask the second reader for one row; ``None`` once it failed, is late, or has no more."""
        if time.monotonic() > self._deadline:
            report.witness = Witness.PARTIAL
            return None
        try:
            row = next(witness, missing)
        except FAILURES:
            report.witness = Witness.BROKEN if report.last else Witness.ABSENT
            return None
        if row is not None:
            report.last = number
        return row


def _compared(row: Row, other: Row) -> Row:
    """Put a flaw where two readers disagree."""
    width = max(len(row), len(other))
    first = chain(row, repeat(None, width - len(row)))
    second = chain(other, repeat(None, width - len(other)))
    return [
        value if value == seen else _agreed(value, seen) for value, seen in zip(first, second, strict=True)
    ]


def _agreed(value: object, seen: object) -> object:
    """Keep a value that the witness sees too, in whatever type."""
    if isinstance(value, date) and isinstance(seen, date):
        return _agreed_day(value, seen)
    return _settled(value, seen)


@lru_cache(maxsize=4096)
def _agreed_day(value: date, seen: date) -> object:
    """Keep a day, which one reader calls a day and the other its first moment, as in most of its column."""
    return _settled(value, seen)


def _settled(value: object, seen: object) -> object:
    mine, theirs = clean(value), clean(seen)
    if same(mine, theirs):
        return mine
    if isinstance(theirs, Flaw):
        return theirs
    return Flaw(FlawKind.DISAGREEMENT, f"{show(mine) or 'vide'} ou {show(theirs) or 'vide'}")


def _marked(rows: Iterator[Row], scan: SheetScan) -> Iterator[tuple[int, list[Cell]]]:
    """Clean the cells, mark those that the guard found flawed, and leave blank rows out."""
    flaws: dict[int, dict[int, Flaw]] = {}
    for (row, column), text in scan.errors.items():
        flaws.setdefault(row, {})[column] = Flaw(FlawKind.ERROR, text)
    for row, column in scan.formulas:
        flaws.setdefault(row, {})[column] = Flaw(FlawKind.FORMULA, "formule")
    for number, raw in enumerate(rows, start=1):
        cells = [value if type(value) is Flaw else clean(value) for value in raw]
        for column, flaw in flaws.pop(number, {}).items():
            cells.extend(repeat(None, column - len(cells)))
            cells[column - 1] = flaw
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells
    for number, columns in sorted(flaws.items()):
        yield number, [columns.get(column) for column in range(1, max(columns) + 1)]
