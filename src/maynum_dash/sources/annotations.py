"""What an annotated workbook holds of ours, left out when it is given again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from maynum_dash.domain.annotation import COLUMN, TITLE, is_row_text, is_sheet_name
from maynum_dash.sources.blocks import RowCells
from maynum_dash.sources.isolation import RawSheet, RawWorkbook


@dataclass(frozen=True, slots=True)
class Trace:
    """A column « Anomalie » of ours.

    Parameters
    ----------
    index
        Position from column A, 0-based.
    heading_row
        Excel number of the row of its heading.
    rows
        Excel numbers of the rows that bear our words.
    """

    index: int
    heading_row: int
    rows: frozenset[int]


def without_annotations(raw: RawWorkbook) -> RawWorkbook:
    """Leave out the summary sheet and the columns that an earlier check added.

    Parameters
    ----------
    raw
        Cells of the workbook.
    """
    kept = [sheet for sheet in raw.sheets if not is_summary(sheet.name, sheet.rows)]
    return replace(raw, sheets=tuple(_cleaned(sheet) for sheet in kept))


def is_summary(name: str, rows: Sequence[RowCells]) -> bool:
    """Tell whether a sheet is the summary that we added, by its name and its title."""
    return is_sheet_name(name) and bool(rows) and rows[0][1][:1] == [TITLE]


def find_traces(rows: Iterable[RowCells]) -> tuple[Trace, ...]:
    """Find the columns that an earlier check added; those of a user hold other words.

    Parameters
    ----------
    rows
        Filled rows of a sheet.
    """
    open_traces: dict[int, tuple[int, set[int]]] = {}
    done: list[Trace] = []
    others: set[tuple[int, int]] = set()
    for number, cells in rows:
        if COLUMN in cells:
            for index in (index for index, cell in enumerate(cells) if cell == COLUMN):
                if index in open_traces:
                    done.append(_closed(index, *open_traces[index]))
                open_traces[index] = (number, set())
        for index, (heading_row, found) in open_traces.items():
            cell = cells[index] if index < len(cells) else None
            if is_row_text(cell):
                found.add(number)
            elif cell is not None and number != heading_row and not found:
                others.add((index, heading_row))
    done += [_closed(index, *trace) for index, trace in open_traces.items()]
    # A heading above other words only is a column of the user; above nothing, one of ours, emptied.
    return tuple(trace for trace in done if trace.rows or (trace.index, trace.heading_row) not in others)


def cleaned(rows: Sequence[RowCells]) -> list[RowCells]:
    """Blank our cells; rows that held nothing else are left out.

    Parameters
    ----------
    rows
        Filled rows of a sheet.
    """
    blanks = {
        (number, trace.index) for trace in find_traces(rows) for number in (trace.heading_row, *trace.rows)
    }
    if not blanks:
        return list(rows)
    numbers = {number for number, _ in blanks}
    kept: list[RowCells] = []
    for number, cells in rows:
        if number not in numbers:
            kept.append((number, cells))
            continue
        mine = [None if (number, index) in blanks else cell for index, cell in enumerate(cells)]
        if any(cell is not None for cell in mine):
            kept.append((number, mine))
    return kept


def _cleaned(sheet: RawSheet) -> RawSheet:
    rows = cleaned(sheet.rows)
    return sheet if len(rows) == len(sheet.rows) and rows == sheet.rows else replace(sheet, rows=rows)


def _closed(index: int, heading_row: int, rows: set[int]) -> Trace:
    return Trace(index, heading_row, frozenset(rows))
