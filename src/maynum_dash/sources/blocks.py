"""One table found in a sheet: its columns and its rows."""

from dataclasses import dataclass, field
from typing import TypeAlias

from maynum_dash.sources.cells import Cell
from maynum_dash.sources.fields import ANY_OF
from maynum_dash.sources.headings import Headings
from maynum_dash.sources.schemas import SCHEMAS
from maynum_dash.sources.values import fold

RowCells: TypeAlias = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block.

    Parameters
    ----------
    index
        Position from column A, 0-based.
    written
        Heading as the user wrote it, on one line.
    field
        Field that it holds; empty when unknown.
    """

    index: int
    written: str
    field: str = ""


@dataclass(slots=True)
class Block:
    """One table found in a sheet.

    Parameters
    ----------
    table
        Which table.
    heading_row
        Excel number of its (last) heading row.
    columns
        Recognised columns.
    unknown
        Columns that no field claims.
    span
        First and past-the-last column that belong to it; the last is ``None`` for the whole sheet.
    rows
        What stands below the headings.
    repeated
        Excel numbers of the rows that repeat the headings.
    """

    table: str
    heading_row: int
    columns: tuple[Column, ...]
    unknown: tuple[Column, ...]
    span: tuple[int, int | None] = (0, None)
    rows: list[RowCells] = field(default_factory=list)
    repeated: set[int] = field(default_factory=set)

    @property
    def fields(self) -> set[str]:
        """Fields that it holds."""
        return {column.field for column in self.columns}

    def leave_title(self, headings: Headings) -> None:
        """Leave the title of the next table to it: a last row that only says the name of a sheet."""
        filled = [cell for cell in self.rows[-1][1] if cell is not None] if self.rows else []
        if len(filled) == 1 and isinstance(filled[0], str) and fold(filled[0]) in headings.sheets:
            self.rows.pop()


def missing_fields(headings: Headings, table: str, found: set[str]) -> tuple[str, ...]:
    """List the fields that a table needs and does not have; one name per group of alternatives."""
    needed = headings.required.get(table) or tuple(one.name for one in SCHEMAS[table] if one.required)
    alone = tuple(name for name in needed if name not in found)
    groups = tuple(group[0] for group in ANY_OF.get(table, ()) if not found & set(group))
    return tuple(dict.fromkeys(alone + groups))
