"""Where the anomalies of a sheet stand: their cells, and the column at the right of their table."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from maynum_dash.domain.annotation import gravity
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.errors import AmbiguousColumnError, UnitError
from maynum_dash.rendering.ooxml.outline import Box, SheetOutline
from maynum_dash.sources.annotations import Trace, cleaned, find_traces
from maynum_dash.sources.blocks import Block, Column, RowCells
from maynum_dash.sources.finder import find_blocks
from maynum_dash.sources.grid import LAST_COLUMN
from maynum_dash.sources.headings import Headings, heading_key
from maynum_dash.sources.values import fold

# How far down the headings of a table that no profile knows are looked for.
_TOP_ROWS = 100
# « Département A1 / A2 / A3 » names three columns.
_SEVERAL = " / "


@dataclass(frozen=True, slots=True)
class Faults:
    """What is marked on one sheet; rows and columns are numbered from 1.

    Parameters
    ----------
    cells
        (row, column) → its anomalies, the gravest first.
    places
        Position of an anomaly among those given → its first cell.
    headings
        (row, column) of the headings « Anomalie » to write.
    rows
        (row, column) of the texts to write → anomalies of the row, the gravest first.
    old
        (row, column) of the texts of an earlier check.
    """

    cells: Mapping[tuple[int, int], list[Anomaly]]
    places: Mapping[int, tuple[int, int]]
    headings: frozenset[tuple[int, int]]
    rows: Mapping[tuple[int, int], list[Anomaly]]
    old: frozenset[tuple[int, int]]


@dataclass(slots=True)
class _Table:
    """Blocks that share a heading row, and the column of their anomalies (0 when there is no room)."""

    heading_row: int
    blocks: list[Block]
    column: int = 0
    rows: dict[int, list[Anomaly]] = field(default_factory=dict)


def find_faults(
    sheet: str, outline: SheetOutline, anomalies: Sequence[Anomaly], headings: Headings
) -> Faults:
    """Find the cells of the anomalies of a sheet.

    Parameters
    ----------
    sheet
        Its name.
    outline
        Its rows and merged ranges.
    anomalies
        What was found in it, whole sheet included.
    headings
        Headings of the canonical workbook; tables of other exports are known by the headings that their
        anomalies name.
    """
    traces = find_traces(outline.rows)
    tables = _tables(sheet, cleaned(outline.rows), anomalies, headings)
    cells: dict[tuple[int, int], list[Anomaly]] = {}
    places: dict[int, tuple[int, int]] = {}
    starts = [table.heading_row for table in tables]
    for position, anomaly in enumerate(anomalies):
        if anomaly.row is None:
            continue
        rank = bisect_right(starts, anomaly.row) - 1
        columns = [0]
        if rank >= 0:
            tables[rank].rows.setdefault(anomaly.row, []).append(anomaly)
            columns = _columns(tables[rank], anomaly.column, headings)
        spots = [_shown((anomaly.row, column + 1), outline.merges) for column in columns]
        places[position] = spots[0]
        for spot in dict.fromkeys(spots):
            cells.setdefault(spot, []).append(anomaly)
    for table in tables:
        if table.rows:
            table.column = _free_column(table, outline, traces)
    return Faults(
        cells={spot: sorted(found, key=gravity) for spot, found in cells.items()},
        places=places,
        headings=frozenset((table.heading_row, table.column) for table in tables if table.column),
        rows={
            (row, table.column): sorted(found, key=gravity)
            for table in tables
            if table.column
            for row, found in table.rows.items()
        },
        old=frozenset((row, trace.index + 1) for trace in traces for row in (trace.heading_row, *trace.rows)),
    )


def _tables(
    sheet: str, rows: Sequence[RowCells], anomalies: Sequence[Anomaly], headings: Headings
) -> list[_Table]:
    """Group the blocks of a sheet by heading row, from top to bottom."""
    try:
        blocks = find_blocks(sheet, rows, headings, headings.sheets.get(fold(sheet)))
    except (AmbiguousColumnError, UnitError):
        # The headings of another export may look like this to the canonical profile.
        blocks = []
    tables: dict[int, _Table] = {}
    for block in blocks or _likeliest(rows, anomalies):
        tables.setdefault(block.heading_row, _Table(block.heading_row, [])).blocks.append(block)
    return [tables[row] for row in sorted(tables)]


def _likeliest(rows: Sequence[RowCells], anomalies: Iterable[Anomaly]) -> list[Block]:
    """Find the row that holds most of the headings that anomalies name."""
    named = {heading_key(anomaly.column) for anomaly in anomalies if anomaly.column}
    best: tuple[int, RowCells] | None = None
    for number, cells in rows[:_TOP_ROWS]:
        likeness = len(named & {heading_key(cell) for cell in cells if isinstance(cell, str)})
        if likeness and (best is None or likeness > best[0]):
            best = likeness, (number, cells)
    if best is None:
        return []
    number, cells = best[1]
    columns = tuple(
        Column(index, " ".join(cell.split())) for index, cell in enumerate(cells) if isinstance(cell, str)
    )
    return [Block("", number, columns, ())]


def _columns(table: _Table, written: str, headings: Headings) -> list[int]:
    """Find the columns (0-based) that an anomaly names; the first of the table for a whole row."""
    names = [written]
    if _SEVERAL in written:
        first, *others = written.split(_SEVERAL)
        names = [first, *(f"{first.rpartition(' ')[0]} {other}" for other in others)]
    found = [index for name in names if (index := _column(table, name, headings)) is not None]
    first_column = min(column.index for block in table.blocks for column in block.columns)
    return found or [first_column]


def _column(table: _Table, written: str, headings: Headings) -> int | None:
    """Find a column by its heading as written, else by the field that it names, else by its compared form."""
    if not written:
        return None
    for block in table.blocks:
        for column in block.columns + block.unknown:
            if column.written == written:
                return column.index
    for block in table.blocks:
        name = headings.field(block.table, written) if block.table else None
        for column in block.columns:
            if name is not None and column.field == name:
                return column.index
    key = heading_key(written)
    known = (column for block in table.blocks for column in block.columns + block.unknown)
    return next((column.index for column in known if heading_key(column.written) == key), None)


def _free_column(table: _Table, outline: SheetOutline, traces: Sequence[Trace]) -> int:
    """Choose the column of the texts: the one of an earlier check, else the first free one; 0 without any."""
    for trace in traces:
        if trace.heading_row == table.heading_row:
            return trace.index + 1
    used = {
        index
        for number, cells in outline.rows
        # Two rows may share the headings.
        if number >= table.heading_row - 1
        for index, cell in enumerate(cells)
        if cell is not None
    }
    edge = max(column.index for block in table.blocks for column in block.columns + block.unknown)
    for index in range(edge + 1, LAST_COLUMN):
        if index not in used and not any(
            box.left <= index + 1 <= box.right and box.bottom >= table.heading_row for box in outline.merges
        ):
            return index + 1
    return 0


def _shown(spot: tuple[int, int], merges: Iterable[Box]) -> tuple[int, int]:
    """Give the cell that shows another one: the first of the merged range that covers it."""
    row, column = spot
    for box in merges:
        if box.top <= row <= box.bottom and box.left <= column <= box.right:
            return box.top, box.left
    return spot
