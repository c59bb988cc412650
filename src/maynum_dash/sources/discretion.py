"""What a file says of people, taken away before any row is read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.sources.blocks import Block, Column
from maynum_dash.sources.cells import Cell, Flaw, FlawKind
from maynum_dash.sources.headings import CANONICAL_PROFILE, Headings, heading_key, load_headings
from maynum_dash.sources.notices import learned_notices, unknown_columns
from maynum_dash.sources.personal import REMOVED, hold_contacts, sounds_personal
from maynum_dash.sources.schemas import AGE_COUNTS

# Beyond, their names would hide what the sentence says.
_SHOWN: Final = 10
# The census has a hundred columns: « P21_H0014 », « C21_POP15P_CS1 »…
_CENSUS: Final = re.compile(r"[pc][0-9]{2} .*")


def discreet(sheet: str, block: Block, headings: Headings) -> tuple[Block, list[Anomaly], tuple[str, ...]]:
    """Take the personal columns of a block away, and say what becomes of each column that is not read.

    Parameters
    ----------
    sheet
        Name of the sheet.
    block
        Table as found.
    headings
        Headings of its profile.

    Returns
    -------
    tuple
        The same block, each personal cell replaced by one text; the notices of its columns; the headings
        nobody knows.
    """
    personal, unused, unknown = _sorted(block, headings)
    notices = [anomaly(Code.COLUMN_PERSONAL, Spot(sheet, None, column.written)) for column in personal]
    if unused:
        listed = ", ".join(f"« {column.written} »" for column in unused[:_SHOWN])
        listed += f" et {len(unused) - _SHOWN} autre(s)" if len(unused) > _SHOWN else ""
        notices.append(anomaly(Code.COLUMNS_UNUSED, Spot(sheet), count=len(unused), columns=listed))
    notices += learned_notices(sheet, block, headings)
    notices += [anomaly(_fate(block, one, headings), Spot(sheet, None, one.written)) for one in unknown]
    masked = frozenset(column.index for column in personal)
    rows = [(number, _masked(cells, masked)) for number, cells in block.rows] if masked else block.rows
    return replace(block, rows=rows), notices, tuple(column.written for column in unknown)


def _sorted(block: Block, headings: Headings) -> tuple[list[Column], list[Column], list[Column]]:
    """Part the columns that no field claims: personal, known and unused, unknown."""
    claimed = headings.fields[block.table].keys() | headings.unused
    # Of two columns for one field of the workbook, the one that is not read is asked about.
    known = headings.unused if headings.profile == CANONICAL_PROFILE else claimed
    private = headings.personal | (load_headings().personal - claimed)
    personal: list[Column] = []
    unused: list[Column] = []
    unknown: list[Column] = []
    for column in unknown_columns(block):
        key = heading_key(column.written)
        texts = (cells[column.index] for _, cells in block.rows if column.index < len(cells))
        if key in private or (key not in claimed and sounds_personal(column.written)) or hold_contacts(texts):
            personal.append(column)
        elif key in known or (block.table == AGE_COUNTS and _CENSUS.fullmatch(key)):
            unused.append(column)
        else:
            unknown.append(column)
    return personal, unused, unknown


def _fate(block: Block, column: Column, headings: Headings) -> Code:
    """Tell a column that the team leaves aside from one that nobody knows."""
    is_aside = (block.table, heading_key(column.written)) in headings.aside
    return Code.COLUMN_SET_ASIDE if is_aside else Code.COLUMN_UNKNOWN


def _masked(cells: Sequence[Cell], masked: frozenset[int]) -> list[Cell]:
    """Replace the personal cells of a row; those of a shifted row may be any."""
    return [
        Flaw(FlawKind.SHIFT, REMOVED)
        if isinstance(cell, Flaw) and cell.kind is FlawKind.SHIFT
        else REMOVED
        if index in masked and cell is not None
        else cell
        for index, cell in enumerate(cells)
    ]
