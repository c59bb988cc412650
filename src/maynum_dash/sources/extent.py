"""How far a sheet spreads: refused before a reader allocates its rectangle."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from maynum_dash.sources.grid import LAST_COLUMN, LAST_ROW, column_letters
from maynum_dash.sources.parts import SheetPart
from maynum_dash.sources.scan import TIGHTEN, ScanError, SheetScan

# Errors as binary workbooks number them.
ERRORS: Final[Mapping[int, str]] = MappingProxyType(
    {
        0x00: "#NULL!",
        0x07: "#DIV/0!",
        0x0F: "#VALUE!",
        0x17: "#REF!",
        0x1D: "#NAME?",
        0x24: "#NUM!",
        0x2A: "#N/A",
        0x2B: "#GETTING_DATA",
    }
)
UNKNOWN_ERROR: Final = "#ERREUR!"

_TWINS = "deux feuilles portent le même nom"


def hold(scan: SheetScan, name: str, first: tuple[int, int], last: tuple[int, int], largest: int) -> None:
    """Count cells that hold something, and extend the rectangle of their sheet.

    Parameters
    ----------
    scan
        What is known of the sheet; changed.
    name
        Name of the sheet, for messages.
    first, last
        (row, column) of the near and far corners, 1-based.
    largest
        Cells that the rectangle may hold.

    Raises
    ------
    ScanError
        When the rectangle grows too large, or leaves the grid.
    """
    scan.cells += 1
    scan.first_row, scan.last_row = min(scan.first_row, first[0]), max(scan.last_row, last[0])
    scan.first_column, scan.last_column = min(scan.first_column, first[1]), max(scan.last_column, last[1])
    if last[0] > LAST_ROW or last[1] > LAST_COLUMN or scan.box > largest:
        near = f"{column_letters(scan.first_column)}{scan.first_row}"
        far = f"{column_letters(min(scan.last_column, LAST_COLUMN))}{scan.last_row}"
        reason = f"la feuille « {name} » s'étend de {near} à {far}, soit trop de cellules"
        raise ScanError(reason, TIGHTEN)


def check_names(sheets: Iterable[SheetPart]) -> None:
    """Refuse two sheets of one name: readers find a sheet by its name."""
    names = [sheet.name.casefold() for sheet in sheets]
    if len(set(names)) < len(names):
        raise ScanError(_TWINS)
