"""A binary workbook (.xlsb), checked before its only reader: its extent, and its cells in error."""

import struct
from collections.abc import Iterable, Iterator
from typing import Final

from maynum_dash.sources.archive import Archive
from maynum_dash.sources.extent import ERRORS, UNKNOWN_ERROR, check_names, hold
from maynum_dash.sources.inspection import Inspection
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.parts import SheetPart, relations_of, sheet_path, targets_of
from maynum_dash.sources.scan import ScanError, SheetScan

WORKBOOK: Final = "xl/workbook.bin"

_ROW, _COLUMN, _MERGED, _FILTERED = 0, 60, 176, 163
_PROPERTIES, _SHEET = 153, 156
# Numbers, truths, texts, results of formulas; an error is one of two kinds.
_VALUES: Final = frozenset({*range(2, 12), 62})
_ERRORS: Final = frozenset({3, 11})
_HIDDEN_ROW: Final = 0x10
_LARGEST_RECORD: Final = 16 * 2**20
_DAMAGED = "une de ses parties est tronquée ou endommagée"
# A type takes two bytes at most, a length four; seven bits each.
_TYPE_BYTES, _LENGTH_BYTES = 2, 4


def inspect(archive: Archive) -> Inspection:
    """Check the archive of a binary workbook, and scan its sheets.

    Parameters
    ----------
    archive
        The open archive.

    Raises
    ------
    UnreadableFileError, ScanError
        When a part is damaged or spreads too far.
    """
    try:
        return _inspect(archive)
    except (struct.error, IndexError):
        raise ScanError(_DAMAGED) from None


def _inspect(archive: Archive) -> Inspection:
    """Read the list of sheets, then each part once."""
    relations = relations_of(WORKBOOK)
    small = {part: archive.small(part) for part in (WORKBOOK, relations) if part in archive.parts}
    sheets, epoch_1904 = _sheets(small[WORKBOOK], small.get(relations, b""))
    check_names(sheets)
    names = {sheet.path: sheet.name for sheet in sheets}
    scans: dict[str, SheetScan] = {}
    remaining = archive.limits.total_box
    for part in archive.parts:
        if part in names:
            scans[part] = _scan(names[part], archive.stream(part), min(archive.limits.sheet_box, remaining))
            remaining -= scans[part].box
        elif part not in small:
            for _ in archive.stream(part):
                pass
    return Inspection(
        sheets=tuple((sheet, scans.get(sheet.path, SheetScan())) for sheet in sheets),
        epoch_1904=epoch_1904,
        strict=False,
        macros=any(part.endswith("vbaproject.bin") for part in archive.parts),
        external_links=any("/externallinks/" in part for part in archive.parts),
        nature=Nature.XLSB,
    )


def _sheets(book: bytes, relations: bytes) -> tuple[list[SheetPart], bool]:
    """List the sheets in the order of the workbook, and tell whether it counts its days from 1904."""
    targets = targets_of(relations)
    sheets: list[SheetPart] = []
    epoch_1904 = False
    for kind, body in _records([book]):
        if kind == _PROPERTIES:
            epoch_1904 = bool(body[0] & 1)
        elif kind == _SHEET:
            identifier, name = _texts(body[8:])
            path = sheet_path(targets.get(identifier), "xl")
            sheets.append(SheetPart(name, path, bool(struct.unpack_from("<I", body)[0])))
    if not sheets:
        raise ScanError(_DAMAGED)
    return sheets, epoch_1904


def _texts(body: bytes) -> tuple[str, str]:
    """Read two texts that follow each other, each after its length."""
    (length,) = struct.unpack_from("<I", body)
    first = body[4 : 4 + 2 * length]
    rest = body[4 + 2 * length :]
    (length,) = struct.unpack_from("<I", rest)
    return first.decode("utf-16-le", "replace"), rest[4 : 4 + 2 * length].decode("utf-16-le", "replace")


def _scan(name: str, chunks: Iterable[bytes], largest: int) -> SheetScan:
    """Read the extent of a sheet, its errors, and what it hides."""
    scan = SheetScan()
    row = 0
    for kind, body in _records(chunks):
        if kind in _VALUES:
            place = row, struct.unpack_from("<I", body)[0] + 1
            hold(scan, name, place, place, largest)
            if kind in _ERRORS:
                scan.errors[place] = ERRORS.get(body[8], UNKNOWN_ERROR)
        elif kind == _ROW:
            row = struct.unpack_from("<I", body)[0] + 1
            scan.hidden_rows += bool(body[11] & _HIDDEN_ROW)
        elif kind == _COLUMN:
            first, last, flags = struct.unpack_from("<II8xH", body)
            if flags & 1:
                scan.hidden_spans.append((first + 1, last + 1))
        scan.merges += kind == _MERGED
        scan.filtered |= kind == _FILTERED
    return scan


def _records(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Part a stream in records, whatever the sizes in which it comes."""
    pending = b""
    for chunk in chunks:
        pending += chunk
        position = 0
        while (found := _record(pending, position)) is not None:
            kind, body, position = found
            yield kind, body
        pending = pending[position:]
    if pending:
        raise ScanError(_DAMAGED)


def _record(content: bytes, position: int) -> tuple[int, bytes, int] | None:
    """Read one record; ``None`` when it is not there whole."""
    kind, after = _number(content, position, _TYPE_BYTES)
    if not after:
        return None
    length, begin = _number(content, after, _LENGTH_BYTES)
    if length > _LARGEST_RECORD:
        raise ScanError(_DAMAGED)
    end = begin + length
    return (kind, content[begin:end], end) if begin and end <= len(content) else None


def _number(content: bytes, position: int, most: int) -> tuple[int, int]:
    """Read a number of seven bits per byte, and where it ends; (0, 0) when it is not there whole."""
    value = 0
    for rank, byte in enumerate(content[position : position + most]):
        value |= (byte & 0x7F) << (7 * rank)
        if byte < 0x80 or rank == most - 1:  # noqa: PLR2004 (the eighth bit)
            return value, position + rank + 1
    return 0, 0
