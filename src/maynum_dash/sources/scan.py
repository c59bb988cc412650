"""One pass over the XML of a sheet, before any reader: its extent, and what a reader would not tell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from maynum_dash.sources.grid import LAST_COLUMN, LAST_ROW, column_letters, column_number

_DIGITS = "0123456789"
_TRUE = frozenset({"1", "true"})
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


REPAIR: Final = "Ouvrez-le dans Excel, acceptez la réparation, puis enregistrez-le"
TIGHTEN: Final = "Supprimez dans cette feuille les lignes et colonnes situées au-delà de vos données"


class ScanError(Exception):
    """A workbook that no reader should be given.

    Parameters
    ----------
    reason
        What was found, in French.
    remedy
        What to do, in French.
    """

    def __init__(self, reason: str, remedy: str = REPAIR) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


@dataclass(slots=True)
class SheetScan:
    """What stands in one sheet.

    Parameters
    ----------
    last_row, last_column
        Far corner of the cells that hold something (1-based; 0 when empty).
    first_row, first_column
        Near corner.
    cells
        Number of cells that hold something.
    corner
        Reference of the cell that extends the sheet the furthest, for messages.
    errors
        (row, column) → error shown by the cell.
    formulas
        (row, column) of formulas without a stored result.
    hidden_rows, merges
        Counts.
    hidden_spans
        First and last column of each hidden span.
    filtered
        Whether an automatic filter hides rows.
    """

    last_row: int = 0
    last_column: int = 0
    first_row: int = LAST_ROW + 1
    first_column: int = LAST_COLUMN + 1
    cells: int = 0
    corner: str = ""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: int = 0
    hidden_spans: list[tuple[int, int]] = field(default_factory=list)
    merges: int = 0
    filtered: bool = False

    @property
    def box(self) -> int:
        """Number of cells of the smallest rectangle that holds everything."""
        if not self.cells:
            return 0
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    @property
    def hidden_columns(self) -> int:
        """Number of hidden columns that stand among the filled ones."""
        return sum(
            max(0, min(last, self.last_column) - max(first, self.first_column) + 1)
            for first, last in self.hidden_spans
        )


def scan_sheet(name: str, chunks: Iterable[bytes], largest_box: int) -> SheetScan:
    """Stream the XML of a sheet.

    Parameters
    ----------
    name
        Name of the sheet, for messages.
    chunks
        Decompressed bytes, in order.
    largest_box
        Cells that the bounding rectangle may hold: readers allocate all of them.

    Raises
    ------
    ScanError
        When the XML is malformed, refers to a cell that cannot exist, or spreads too far.
    """
    scanner = _Scanner(name, largest_box)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start
    scanner.parser = parser
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 (expat takes no keyword)
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        reason = f"la feuille « {name} » est endommagée (ligne {error.lineno} de son XML)"
        raise ScanError(reason) from None
    scanner.close_cell()
    return scanner.found


class _Scanner:
    """State of the pass; its handler is called for every element of the file, so the hot ones come first."""

    parser: expat.XMLParserType

    def __init__(self, name: str, largest_box: int) -> None:
        self.name = name
        self.found = SheetScan()
        self.largest_box = largest_box
        self.columns: dict[str, int] = {}
        # Tags as this file writes them: prefixed when its namespace is.
        self.cell_tag = self.value_tag = self.inline_tag = self.formula_tag = self.row_tag = ""
        self.prefix: str | None = None
        self.row = 0
        self.digits = ""
        # The open cell: its reference, and whether its text matters (error, formula).
        self.reference = ""
        self.kind = ""
        self.formula = False
        self.answered = False
        self.text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle an opening tag."""
        if tag == self.value_tag or tag == self.inline_tag:  # noqa: PLR1714 (a tuple costs at each element)
            if self.kind == "e" or self.formula:
                self.parser.CharacterDataHandler = self.text.append
                self.parser.EndElementHandler = self._end
            self.answered = True
            if not self.formula:
                self._hold()
        elif tag == self.cell_tag:
            if self.formula or self.kind == "e":
                self.close_cell()
            self.kind = attributes.get("t", "")
            self.formula = self.answered = False
            self.reference = attributes.get("r") or self._following()
        elif tag == self.formula_tag:
            self.formula = True
            self._hold()
        elif tag == self.row_tag:
            self.close_cell()
            self._open_row(attributes)
        else:
            self._other(tag, attributes)

    def _end(self, tag: str) -> None:
        """Stop taking text where the value ends; closing tags are watched within such a value only."""
        if tag in {self.value_tag, self.inline_tag}:
            self.parser.CharacterDataHandler = self.parser.EndElementHandler = None

    def close_cell(self) -> None:
        """Note an error or a formula without result once its cell is over."""
        if self.formula or self.kind == "e":
            text = "".join(self.text).strip()
            self.text.clear()
            position = self._position()
            if self.kind == "e":
                self.found.errors[position] = text or "#ERREUR!"
            elif not text and not (self.kind == "str" and self.answered):
                self.found.formulas.add(position)
        self.formula = self.answered = False
        self.kind = ""

    def _hold(self) -> None:
        """Count a cell that holds something, and extend the rectangle."""
        found = self.found
        found.cells += 1
        letters = self.reference.rstrip(_DIGITS)
        column = self.columns.get(letters, 0)
        if (
            found.first_column <= column <= found.last_column
            and found.last_row == self.row
            and self.reference[len(letters) :] == self.digits
        ):
            return
        row, column = self._position()
        found.corner = f"{column_letters(column)}{row}"
        found.first_row, found.last_row = min(found.first_row, row), max(found.last_row, row)
        found.first_column = min(found.first_column, column)
        found.last_column = max(found.last_column, column)
        if found.box > self.largest_box:
            reason = (
                f"la feuille « {self.name} » s'étend de {column_letters(found.first_column)}{found.first_row}"
                f" à {column_letters(found.last_column)}{found.last_row}, soit trop de cellules"
            )
            raise ScanError(reason, TIGHTEN)

    def _position(self) -> tuple[int, int]:
        """Give the row and column of the open cell, checking that they can exist."""
        found = _REFERENCE.fullmatch(self.reference)
        if found is None:
            shown = self.reference[:20]
            reason = f"la feuille « {self.name} » désigne une cellule impossible (« {shown} »)"
            raise ScanError(reason)
        letters, digits = found.groups()
        row, column = int(digits), column_number(letters)
        if row > LAST_ROW or column > LAST_COLUMN:
            reason = f"la feuille « {self.name} » dépasse les limites d'Excel (« {self.reference} »)"
            raise ScanError(reason)
        self.columns[letters] = column
        return row, column

    def _following(self) -> str:
        """Name the cell that follows the previous one, when the file does not name it."""
        column = self._position()[1] if self.reference else 0
        return f"{column_letters(column + 1)}{max(self.row, 1)}"

    def _open_row(self, attributes: dict[str, str]) -> None:
        """Find the number of a row; without a number it follows the previous one."""
        number = attributes.get("r") or str(self.row + 1)
        if not (number.isascii() and number.isdigit() and 0 < int(number[:9]) <= LAST_ROW):
            reason = f"la feuille « {self.name} » désigne une ligne impossible (« {number[:20]} »)"
            raise ScanError(reason)
        self.row, self.digits, self.reference = int(number), number, ""
        if attributes.get("hidden") in _TRUE:
            self.found.hidden_rows += 1

    def _other(self, tag: str, attributes: dict[str, str]) -> None:
        """Learn the prefix from the root; note hidden columns, filters and merged cells."""
        name = tag.rpartition(":")[2]
        if self.prefix is None:
            self.prefix = tag.removesuffix(name)
            self.cell_tag, self.row_tag = f"{self.prefix}c", f"{self.prefix}row"
            self.value_tag, self.inline_tag = f"{self.prefix}v", f"{self.prefix}is"
            self.formula_tag = f"{self.prefix}f"
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = attributes.get("min", "1"), attributes.get("max", "1")
            if first.isdigit() and last.isdigit() and len(self.found.hidden_spans) < LAST_COLUMN:
                self.found.hidden_spans.append((int(first), int(last)))
        elif name == "filterColumn":
            self.found.filtered = True
        elif name == "mergeCell":
            self.found.merges += 1
