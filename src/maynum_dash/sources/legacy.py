"""A workbook of before 2007 (.xls), checked before its only reader: its extent, and its cells in error."""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.archive import LIMITS, RESAVE, Limits
from maynum_dash.sources.compound import Compound, damaged
from maynum_dash.sources.extent import ERRORS, UNKNOWN_ERROR, check_names, hold
from maynum_dash.sources.inspection import Inspection
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.parts import SheetPart
from maynum_dash.sources.scan import ScanError, SheetScan
from maynum_dash.sources.signature import PASSWORD

_CHOOSE = "Choisissez un classeur"
_BOOKS: Final = ("workbook", "book")
_OTHERS: Final = {
    "encryptedpackage": PASSWORD,
    "worddocument": ("c'est un document Word (.doc)", _CHOOSE),
    "powerpoint document": ("c'est une présentation PowerPoint (.ppt)", _CHOOSE),
    "__properties_version1.0": ("c'est un message Outlook (.msg)", _CHOOSE),
}
_NO_BOOK = ("c'est un ancien fichier d'Office qui ne contient pas de classeur", RESAVE)
_TOO_OLD = ("c'est un classeur d'un très ancien format (.xls d'avant 1997)", RESAVE)
_BEGIN, _END, _PASSWORD, _EPOCH, _SHEET = 0x0809, 0x000A, 0x002F, 0x0022, 0x0085
_ROW, _COLUMN, _MERGED, _FILTERED = 0x0208, 0x007D, 0x00E5, 0x009B
# Number, short number, text, shared text, rich text.
_VALUES: Final = {0x0203, 0x027E, 0x0204, 0x00FD, 0x00D6}
_NUMBERS, _TRUTH, _FORMULA = 0x00BD, 0x0205, 0x0006
_VERSION: Final = 0x0600
_NOT_A_NUMBER, _FAILED = 0xFFFF, 2
_HIDDEN_ROW: Final = 0x20


class _Sheet(NamedTuple):
    """A sheet as the workbook announces it."""

    offset: int
    part: SheetPart


def inspect(content: bytes, name: str, limits: Limits = LIMITS) -> Inspection:
    """Check a workbook of before 2007, and scan its sheets.

    Parameters
    ----------
    content
        Bytes of the file, already known to start as an OLE2 container.
    name
        File name as the user knows it.
    limits
        What is allowed.

    Raises
    ------
    UnreadableFileError
        When it is encrypted, damaged, no workbook, or spreads too far.
    """
    try:
        return _inspect(Compound(content), limits)
    except ScanError as error:
        raise UnreadableFileError(name, error.reason, error.remedy) from None
    except struct.error:
        broken = damaged()
        raise UnreadableFileError(name, broken.reason, broken.remedy) from None


def _inspect(compound: Compound, limits: Limits) -> Inspection:
    """Find the stream of the workbook, its sheets, then each of them."""
    names = compound.names
    for other, refusal in _OTHERS.items():
        if other in names:
            raise ScanError(*refusal)
    book = next((one for one in _BOOKS if one in names), None)
    if book is None:
        raise ScanError(*_NO_BOOK)
    stream = compound.stream(book)
    sheets, epoch_1904 = _globals(stream)
    check_names(sheet.part for sheet in sheets)
    remaining = limits.total_box
    scans: list[tuple[SheetPart, SheetScan]] = []
    for sheet in sheets:
        scan = SheetScan()
        if sheet.part.path:
            scan = _scan(stream, sheet, min(limits.sheet_box, remaining))
        remaining -= scan.box
        scans.append((sheet.part, scan))
    return Inspection(
        sheets=tuple(scans),
        epoch_1904=epoch_1904,
        strict=False,
        macros="_vba_project_cur" in names,
        external_links=False,
        nature=Nature.XLS,
    )


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, memoryview]]:
    """Give the records from one that begins a part to the one that ends it; charts within are left out."""
    view, depth = memoryview(stream), 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, offset)
        body = view[offset + 4 : offset + 4 + length]
        if len(body) < length:
            raise damaged()
        offset += 4 + length
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, body


def _globals(stream: bytes) -> tuple[list[_Sheet], bool]:
    """Read the names of the sheets and the epoch."""
    sheets: list[_Sheet] = []
    epoch_1904 = False
    for kind, body in _records(stream, 0):
        if kind == _BEGIN and struct.unpack_from("<H", body)[0] != _VERSION:
            raise ScanError(*_TOO_OLD)
        if kind == _PASSWORD:
            raise ScanError(*PASSWORD)
        if kind == _EPOCH:
            epoch_1904 = body[0] == 1
        if kind == _SHEET:
            sheets.append(_announced(body))
    if not sheets:
        raise damaged()
    return sheets, epoch_1904


def _announced(body: memoryview) -> _Sheet:
    """Read where a sheet stands, its name, and whether it is one of cells."""
    offset, hidden, kind, length, wide = struct.unpack_from("<IBBBB", body)
    text = bytes(body[8 : 8 + length * 2]) if wide & 1 else bytes(body[8 : 8 + length])
    name = text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
    return _Sheet(offset, SheetPart(name, "" if kind else f"{offset}", bool(hidden & 3)))


def _scan(stream: bytes, sheet: _Sheet, largest: int) -> SheetScan:
    """Read the extent of a sheet, its errors, and what it hides."""
    scan, name = SheetScan(), sheet.part.name
    for kind, body in _records(stream, sheet.offset):
        if kind in _VALUES or kind in {_NUMBERS, _TRUTH, _FORMULA}:
            row, column = (number + 1 for number in struct.unpack_from("<HH", body))
            last = struct.unpack_from("<H", body, len(body) - 2)[0] + 1 if kind == _NUMBERS else column
            hold(scan, name, (row, column), (row, last), largest)
            error = _error(kind, body)
            if error is not None:
                scan.errors[row, column] = ERRORS.get(error, UNKNOWN_ERROR)
        elif kind == _ROW:
            scan.hidden_rows += bool(body[12] & _HIDDEN_ROW)
        elif kind == _COLUMN:
            first, last, flags = struct.unpack_from("<HH4xH", body)
            if flags & 1:
                scan.hidden_spans.append((first + 1, last + 1))
        elif kind == _MERGED:
            scan.merges += struct.unpack_from("<H", body)[0]
        scan.filtered |= kind == _FILTERED
    return scan


def _error(kind: int, body: memoryview) -> int | None:
    """Give the error that a cell holds, or that its formula gave."""
    if kind == _TRUTH and body[7]:
        return body[6]
    if kind == _FORMULA and struct.unpack_from("<H", body, 12)[0] == _NOT_A_NUMBER and body[6] == _FAILED:
        return body[8]
    return None
