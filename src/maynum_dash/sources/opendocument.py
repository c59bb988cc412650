"""An OpenDocument workbook (.ods), checked: repeated cells are counted, errors noted."""

from collections.abc import Iterable
from typing import Final
from xml.parsers import expat

from maynum_dash.sources.archive import RESAVE, Archive
from maynum_dash.sources.extent import check_names, hold
from maynum_dash.sources.grid import LAST_ROW
from maynum_dash.sources.inspection import Inspection
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.parts import SheetPart
from maynum_dash.sources.scan import ScanError, SheetScan
from maynum_dash.sources.signature import PASSWORD

CONTENT: Final = "content.xml"

_MANIFEST, _TYPE, _PACKAGE = "meta-inf/manifest.xml", "mimetype", "encrypted-package"
_SPREADSHEET = b"opendocument.spreadsheet"
_NO_SHEET = ("il ne contient aucune feuille", RESAVE)
_DEEP = "ses éléments sont emboîtés sans fin"
_NESTED = "un tableau y est emboîté dans un autre"
_OTHER = ("c'est un document LibreOffice, mais pas un classeur (.ods)", "Choisissez un classeur")
# Namespaces come joined to names by a space.
_TABLE, _OFFICE, _STYLE, _TEXT = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 " for name in ("table", "office", "style", "text")
)
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_ROW, _SHEET = f"{_TABLE}table-row", f"{_TABLE}table"
_COLUMN, _FILTER = f"{_TABLE}table-column", f"{_TABLE}filter"
_PARAGRAPH, _NOTE = f"{_TEXT}p", f"{_OFFICE}annotation"
_KINDS = (f"{_CALC}value-type", f"{_OFFICE}value-type")
_ROWS, _COLUMNS = f"{_TABLE}number-rows-repeated", f"{_TABLE}number-columns-repeated"
_SPANS = (f"{_TABLE}number-columns-spanned", f"{_TABLE}number-rows-spanned")
# What LibreOffice shows for a formula that failed; « Err:502 » and the like.
_FAILED: Final = ("#", "Err:", "Erreur :")
_DEEPEST: Final = 256


def inspect(archive: Archive) -> Inspection:
    """Check the archive of an OpenDocument file, and scan its sheets.

    Parameters
    ----------
    archive
        The open archive.

    Raises
    ------
    UnreadableFileError, ScanError
        When it is encrypted, is no workbook, or spreads too far.
    """
    manifest = archive.small(_MANIFEST) if _MANIFEST in archive.parts else b""
    if b"encryption-data" in manifest or _PACKAGE in archive.parts:
        raise archive.refuse(*PASSWORD)
    if _SPREADSHEET not in (archive.small(_TYPE) if _TYPE in archive.parts else manifest):
        raise archive.refuse(*_OTHER)
    scanner = _Scanner(archive.limits.sheet_box, archive.limits.total_box)
    scanner.feed(archive.stream(CONTENT))
    for part in archive.parts:
        if part not in {CONTENT, _MANIFEST, _TYPE}:
            for _ in archive.stream(part):
                pass
    check_names(part for part, _ in scanner.sheets)
    if not scanner.sheets:
        raise archive.refuse(*_NO_SHEET)
    return Inspection(
        sheets=tuple(scanner.sheets),
        epoch_1904=False,
        strict=False,
        macros=any(part.startswith("basic/") and part.endswith(".xml") for part in archive.parts),
        external_links=False,
        nature=Nature.ODS,
    )


class _Scanner:
    """State of the pass over the content: the open table, row and cell."""

    def __init__(self, sheet_box: int, total_box: int) -> None:
        self.sheets: list[tuple[SheetPart, SheetScan]] = []
        self.sheet_box, self.remaining = sheet_box, total_box
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.depth = self.tables = self.notes = 0
        self.row = self.row_repeat = self.column = 0
        self.next_row = self.next_column = 1
        self.scan = SheetScan()
        self.name = ""
        # The open cell: its width, whether it holds something, is a formula, is said to be an error.
        self.width = 0
        self.filled = self.formula = self.failed = False
        self.texts: list[str] | None = None

    def feed(self, chunks: Iterable[bytes]) -> None:
        """Stream the XML."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)  # noqa: FBT003 (expat takes no keyword)
            parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            reason = f"son contenu est endommagé (ligne {error.lineno} de son XML)"
            raise ScanError(reason) from None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle an opening tag."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ScanError(_DEEP)
        if tag in _CELLS:
            self._open_cell(attributes)
        elif tag == _PARAGRAPH:
            self.texts = self.texts if self.notes or self.texts is None else [*self.texts, ""]
        elif tag == _ROW:
            self._open_row(attributes)
        elif tag == _SHEET:
            self._open_table(attributes)
        elif tag == _NOTE:
            self.notes += 1
        else:
            self._other(tag, attributes)

    def _end(self, tag: str) -> None:
        """Handle a closing tag."""
        self.depth -= 1
        if tag in _CELLS:
            self._close_cell()
        elif tag == _ROW:
            self.next_row = self.row + self.row_repeat
        elif tag == _NOTE:
            self.notes -= 1
        elif tag == _SHEET:
            self.tables -= 1
            if not self.tables:
                self.remaining -= self.scan.box

    def _characters(self, text: str) -> None:
        """Keep the text of the open cell, but not that of its comment."""
        if self.texts and not self.notes:
            self.texts[-1] += text

    def _open_table(self, attributes: dict[str, str]) -> None:
        """Begin a sheet; a table within a cell is no sheet."""
        self.tables += 1
        if self.tables > 1:
            raise ScanError(_NESTED)
        self.name = attributes.get(f"{_TABLE}name", "")
        hidden = attributes.get(f"{_TABLE}style-name", "") in self.hidden_styles
        self.scan = SheetScan()
        self.sheets.append((SheetPart(self.name, CONTENT, hidden), self.scan))
        self.next_row = self.next_column = 1

    def _open_row(self, attributes: dict[str, str]) -> None:
        """Begin a row, which may stand for many."""
        self.row, self.row_repeat = self.next_row, self._repeated(attributes, _ROWS)
        self.column = 1
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self.scan.hidden_rows += self.row_repeat if self.row <= LAST_ROW // 2 else 0
            self.scan.filtered |= attributes[f"{_TABLE}visibility"] == "filter"

    def _open_cell(self, attributes: dict[str, str]) -> None:
        """Begin a cell, which may stand for many."""
        self.width = self._repeated(attributes, _COLUMNS)
        kinds = [attributes[kind] for kind in _KINDS if kind in attributes]
        self.formula = f"{_TABLE}formula" in attributes
        self.failed = "error" in kinds
        self.filled = bool(kinds) or self.formula
        self.texts = [] if self.filled else None
        if any(attributes.get(span, "1") != "1" for span in _SPANS):
            self.scan.merges += 1

    def _close_cell(self) -> None:
        """Count a cell that holds something, and note the errors that its reader would hide."""
        if self.filled:
            text = "\n".join(self.texts or []).strip()
            self._hold()
            if self.failed or (self.formula and text.startswith(_FAILED)):
                self._note(text or "#ERREUR!")
            elif self.formula and self.texts == []:
                self._note("")
        self.texts = None
        self.column += self.width

    def _hold(self) -> None:
        """Extend the rectangle of what the sheet holds."""
        last = self.row + self.row_repeat - 1, self.column + self.width - 1
        hold(self.scan, self.name, (self.row, self.column), last, min(self.sheet_box, self.remaining))

    def _note(self, error: str) -> None:
        """Note an error, or a formula without a value, in each cell that it stands for."""
        for row in range(self.row, self.row + self.row_repeat):
            for column in range(self.column, self.column + self.width):
                if error:
                    self.scan.errors[row, column] = error
                else:
                    self.scan.formulas.add((row, column))

    def _repeated(self, attributes: dict[str, str], key: str) -> int:
        """Read how many rows or cells one element stands for."""
        number = attributes.get(key, "1").strip()
        if not (number.isascii() and number.isdigit() and int(number[:9]) > 0):
            reason = f"la feuille « {self.name} » répète une cellule un nombre impossible de fois"
            raise ScanError(reason)
        return int(number[:9])

    def _other(self, tag: str, attributes: dict[str, str]) -> None:
        """Note hidden styles, hidden columns and filters."""
        if tag == f"{_STYLE}style":
            self.style = attributes.get(f"{_STYLE}name", "")
        elif tag == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self.hidden_styles.add(self.style)
        elif tag == _COLUMN:
            width = self._repeated(attributes, _COLUMNS)
            if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
                self.scan.hidden_spans.append((self.next_column, self.next_column + width - 1))
            self.next_column += width
