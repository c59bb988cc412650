"""The archive of a workbook, checked as a stream before any reader opens it."""

import zipfile
from io import BytesIO
from typing import NamedTuple

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources import binary, opendocument
from maynum_dash.sources.archive import BROKEN, LIMITS, RESAVE, Archive, Limits, parts_of
from maynum_dash.sources.inspection import Inspection
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.parts import relations_of, sheet_parts, workbook_part
from maynum_dash.sources.scan import ScanError, SheetScan, scan_sheet

_STRICT = b"purl.oclc.org/ooxml/spreadsheetml"
_CHOOSE = "Choisissez un classeur Excel"
# Part that gives another kind of document away → what to say of it.
_OTHERS = (
    ("word/document.xml", "c'est un document Word", _CHOOSE),
    ("ppt/presentation.xml", "c'est une présentation PowerPoint", _CHOOSE),
)
_ROOT_RELATIONS = "_rels/.rels"
_NO_WORKBOOK = ("c'est une archive ZIP qui ne contient pas de classeur", RESAVE)


class _Structure(NamedTuple):
    """The part of the workbook, and the parts that describe it."""

    book: str
    parts: dict[str, bytes]


def inspect(content: bytes, name: str, limits: Limits = LIMITS) -> Inspection:
    """Check an archive part by part, and scan its sheets.

    Parameters
    ----------
    content
        Bytes of the file, already known to start as a zip archive.
    name
        File name as the user knows it.
    limits
        What is allowed.

    Raises
    ------
    UnreadableFileError
        When the archive is damaged, is not a workbook, or is dangerous to open.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as zipped:
            return _inspect(Archive(name, zipped, limits, parts_of(zipped, name, limits)))
    except ScanError as error:
        raise UnreadableFileError(name, error.reason, error.remedy) from None
    except BROKEN:
        reason = "l'archive est tronquée ou endommagée"
        remedy = "Attendez la fin de l'enregistrement ou de la copie, ou demandez un nouvel envoi"
        raise UnreadableFileError(name, reason, remedy) from None


def _inspect(archive: Archive) -> Inspection:
    """Stream every part once: the small structure is kept, sheets are scanned, the rest is counted."""
    if opendocument.CONTENT in archive.parts:
        return opendocument.inspect(archive)
    if binary.WORKBOOK in archive.parts:
        return binary.inspect(archive)
    structure = _structure(archive)
    sheets, epoch_1904 = sheet_parts(structure.parts, structure.book)
    paths = {sheet.path: sheet.name for sheet in sheets}
    scans: dict[str, SheetScan] = {}
    remaining = archive.limits.total_box
    for part in archive.parts:
        if part in structure.parts:
            continue
        if part in paths:
            largest = min(archive.limits.sheet_box, remaining)
            scans[part] = scan_sheet(paths[part], archive.stream(part), largest)
            remaining -= scans[part].box
        else:
            for _ in archive.stream(part):
                pass
    macros = any(part.endswith("vbaproject.bin") for part in archive.parts)
    return Inspection(
        sheets=tuple((sheet, scans.get(sheet.path, SheetScan())) for sheet in sheets),
        epoch_1904=epoch_1904,
        strict=_STRICT in structure.parts[structure.book],
        macros=macros,
        external_links=any("/externallinks/" in part for part in archive.parts),
        nature=Nature.XLSM if macros else Nature.XLSX,
    )


def _structure(archive: Archive) -> _Structure:
    """Read the parts that say which sheet is where; say what the archive is when it has none."""
    for part, reason, remedy in _OTHERS:
        if part in archive.parts:
            raise archive.refuse(reason, remedy)
    small = {part: archive.small(part) for part in (_ROOT_RELATIONS,) if part in archive.parts}
    book = workbook_part(small, archive.parts)
    if book is None:
        raise archive.refuse(*_NO_WORKBOOK)
    for part in (book, relations_of(book)):
        if part in archive.parts:
            small[part] = archive.small(part)
    return _Structure(book, small)
