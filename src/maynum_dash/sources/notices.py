"""What is said of a workbook, its sheets and its columns, beside what its cells say."""

from collections.abc import Iterator
from typing import Final

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.sources.blocks import Block, Column
from maynum_dash.sources.cells import Cell, Witness
from maynum_dash.sources.decoding import CP1252, UTF8, UTF8_BOM, UTF16
from maynum_dash.sources.grid import column_letters
from maynum_dash.sources.headings import Headings, heading_key
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.personal import without_contacts

# Why the second reader did not go to the end.
_INTERRUPTIONS: Final = {
    Witness.PARTIAL: "faute de temps",
    Witness.BROKEN: "car il ne comprend pas une des cellules suivantes",
}


_ENCODINGS: Final = {
    UTF8: "UTF-8",
    UTF8_BOM: "UTF-8",
    UTF16: "UTF-16",
    CP1252: "Windows-1252",
}
_SEPARATORS: Final = {
    ";": "des points-virgules",
    ",": "des virgules",
    "\t": "des tabulations",
    "|": "des barres verticales",
}


def workbook_notices(raw: RawWorkbook) -> Iterator[Anomaly]:
    """Say what concerns the whole file."""
    if raw.nature is Nature.CSV:
        encoding, separator = _ENCODINGS[raw.encoding], _SEPARATORS[raw.delimiter]
        yield anomaly(Code.TEXT_FILE, Spot(), encoding=encoding, separator=separator)
    if raw.macros:
        yield anomaly(Code.MACROS, Spot())
    if raw.external_links:
        yield anomaly(Code.EXTERNAL_LINKS, Spot())


def sheet_notices(sheet: RawSheet) -> Iterator[Anomaly]:
    """Say what a reader of the sheet does not see on screen, and how far it was read twice."""
    spot = Spot(sheet.name)
    if sheet.split:
        width = max(len(cells) for _, cells in sheet.rows)
        yield anomaly(Code.COLUMN_SPLIT, spot, count=width, separator=_SEPARATORS[sheet.split])
    if sheet.hidden:
        yield anomaly(Code.HIDDEN_SHEET, spot)
    if sheet.hidden_rows:
        yield anomaly(Code.HIDDEN_ROWS, spot, count=sheet.hidden_rows)
    if sheet.hidden_columns:
        yield anomaly(Code.HIDDEN_COLUMNS, spot, count=sheet.hidden_columns)
    if sheet.filtered:
        yield anomaly(Code.ACTIVE_FILTER, spot)
    if sheet.merges:
        yield anomaly(Code.MERGED_CELLS, spot, count=sheet.merges)
    if sheet.witness == Witness.ABSENT:
        yield anomaly(Code.WITNESS_ABSENT, spot)
    if sheet.witness in _INTERRUPTIONS:
        reason = _INTERRUPTIONS[Witness(sheet.witness)]
        yield anomaly(Code.WITNESS_PARTIAL, spot, last=sheet.last, reason=reason)
    if sheet.witness == Witness.ALONE:
        yield anomaly(Code.SINGLE_READER, spot)


def unknown_columns(block: Block) -> tuple[Column, ...]:
    """List the columns of a block that no field claims, those without a heading included."""
    first, last = block.span
    width = max((len(cells) for _, cells in block.rows), default=0)
    headed = {column.index for column in block.columns + block.unknown}
    bare = [
        Column(index, f"colonne {column_letters(index + 1)} (sans en-tête)")
        for index in range(first, width if last is None else min(width, last))
        if index not in headed and any(True for _ in _cells(block, index))
    ]
    named = [Column(column.index, without_contacts(column.written)) for column in block.unknown]
    return tuple(sorted((*named, *bare), key=lambda column: column.index))


def learned_notices(sheet: str, block: Block, headings: Headings) -> Iterator[Anomaly]:
    """Say which columns are read as the team decided: kept with an import, it tells how it was read."""
    for column in block.columns:
        if (block.table, heading_key(column.written)) in headings.learned:
            label = headings.canonical.get((block.table, column.field), column.field)
            yield anomaly(Code.COLUMN_LEARNED, Spot(sheet, None, column.written, label))


def _cells(block: Block, index: int) -> Iterator[Cell]:
    """Give the filled cells of a column."""
    return (cells[index] for _, cells in block.rows if index < len(cells) and cells[index] is not None)
