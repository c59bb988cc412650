"""The archive of a workbook, checked as a stream before any reader opens it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final, NamedTuple

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.parts import SheetPart, relations_of, sheet_parts, workbook_part
from maynum_dash.sources.scan import ScanError, SheetScan, scan_sheet

_STRICT = b"purl.oclc.org/ooxml/spreadsheetml"
_CHUNK = 1 << 18
_RESAVE = "Ouvrez-le dans Excel ou LibreOffice et enregistrez-le au format « Classeur Excel (.xlsx) »"
_LIGHTEN = "Supprimez les feuilles, lignes et images inutiles, puis enregistrez"
_SUSPECT = "Demandez le fichier d'origine à la personne qui l'a produit"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_UTF8 = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_ENCRYPTED_FLAG = 0x1
# What no part of a workbook needs, and every entity attack does.
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_OVERLAP = max(map(len, _FORBIDDEN)) - 1
_NOT_UTF8 = ("une de ses parties n'est pas écrite en UTF-8", _RESAVE)
_DOCTYPE = ("il contient une déclaration XML interdite (DOCTYPE)", _SUSPECT)
_BOMB = ("il est compressé de façon anormale (bombe de décompression)", _SUSPECT)
_PATH = ("une de ses parties porte un chemin interdit", _SUSPECT)
_TWINS = ("deux de ses parties portent le même nom", _SUSPECT)
_ENCRYPTED = ("il est protégé par mot de passe", "Enregistrez-le sans mot de passe")
_CHOOSE = "Choisissez un classeur Excel"
# Part that gives another kind of document away → what to say of it.
_OTHERS = (
    ("content.xml", "c'est un document LibreOffice (.ods ou voisin)", _RESAVE),
    ("xl/workbook.bin", "c'est un classeur binaire (.xlsb)", _RESAVE),
    ("word/document.xml", "c'est un document Word", _CHOOSE),
    ("ppt/presentation.xml", "c'est une présentation PowerPoint", _CHOOSE),
)
_STRUCTURE = ("la liste de ses feuilles est démesurée", _SUSPECT)
_ROOT_RELATIONS = "_rels/.rels"
_NO_WORKBOOK = ("c'est une archive ZIP qui ne contient pas de classeur", _RESAVE)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may weigh once opened; real ones stay far below.

    Parameters
    ----------
    entries
        Parts of the archive.
    part_bytes, total_bytes, structure_bytes
        Decompressed size of one part, of all, and of one that describes the others; counted while
        decompressing.
    ratio, ratio_from
        Compression ratio allowed once a part is larger than ``ratio_from`` bytes.
    sheet_box, total_box
        Cells of the bounding rectangle of one sheet and of all: readers allocate them.
    """

    entries: int = 10_000
    part_bytes: int = 400 * 2**20
    total_bytes: int = 600 * 2**20
    structure_bytes: int = 4 * 2**20
    ratio: int = 250
    ratio_from: int = 16 * 2**20
    sheet_box: int = 6_000_000
    total_box: int = 8_000_000


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the guard knows of a workbook that it lets through.

    Parameters
    ----------
    sheets
        Sheets in the order of the workbook, and what the pass over each one found.
    epoch_1904
        Whether days are counted from 1904.
    strict
        Whether it is written in the ISO « Strict » dialect, which the second reader sees as empty.
    macros, external_links
        Whether the archive holds some.
    """

    sheets: tuple[tuple[SheetPart, SheetScan], ...]
    epoch_1904: bool
    strict: bool
    macros: bool
    external_links: bool


@dataclass(slots=True)
class _Archive:
    """An open archive and what has been decompressed of it."""

    name: str
    zipped: zipfile.ZipFile
    limits: Limits
    parts: dict[str, zipfile.ZipInfo]
    total: int = 0

    def refuse(self, reason: str, remedy: str) -> UnreadableFileError:
        """Make the refusal of this file."""
        return UnreadableFileError(self.name, reason, remedy)

    def stream(self, part: str) -> Iterator[bytes]:
        """Decompress a part, trusting no declared size, and refuse what hides in it."""
        entry = self.parts[part]
        is_xml = part.endswith((".xml", ".rels", ".vml"))
        size, tail = 0, b""
        with self.zipped.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self.total += len(chunk)
                self._weigh(size, entry)
                if is_xml:
                    if size == len(chunk):
                        self._check_encoding(chunk)
                    window = tail + chunk
                    if any(word in window for word in _FORBIDDEN):
                        raise self.refuse(*_DOCTYPE)
                    tail = chunk[-_OVERLAP:]
                yield chunk

    def small(self, part: str) -> bytes:
        """Give the whole of a part that describes the others."""
        if self.parts[part].file_size > self.limits.structure_bytes:
            raise self.refuse(*_STRUCTURE)
        content = b""
        for chunk in self.stream(part):
            content += chunk
            if len(content) > self.limits.structure_bytes:
                raise self.refuse(*_STRUCTURE)
        return content

    def _weigh(self, size: int, entry: zipfile.ZipInfo) -> None:
        """Refuse a part, or a whole, that decompresses beyond reason."""
        limits = self.limits
        if size > limits.part_bytes or self.total > limits.total_bytes:
            heaviest = max(limits.part_bytes, limits.total_bytes) // 2**20
            reason = f"décompressé, il dépasse {heaviest} Mo"
            raise self.refuse(reason, _LIGHTEN)
        if size > limits.ratio_from and size > limits.ratio * max(entry.compress_size, 1):
            raise self.refuse(*_BOMB)

    def _check_encoding(self, head: bytes) -> None:
        """Let UTF-8 only through: the other encodings hide from the checks above."""
        declared = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
        wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in head[:4]
        if wide or (declared and declared[1].lower() not in _UTF8):
            raise self.refuse(*_NOT_UTF8)


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
            return _inspect(_Archive(name, zipped, limits, _parts(zipped, name, limits)))
    except ScanError as error:
        raise UnreadableFileError(name, error.reason, error.remedy) from None
    except _BROKEN:
        reason = "l'archive est tronquée ou endommagée"
        remedy = "Attendez la fin de l'enregistrement ou de la copie, ou demandez un nouvel envoi"
        raise UnreadableFileError(name, reason, remedy) from None


def _inspect(archive: _Archive) -> Inspection:
    """Stream every part once: the small structure is kept, sheets are scanned, the rest is counted."""
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
    return Inspection(
        sheets=tuple((sheet, scans.get(sheet.path, SheetScan())) for sheet in sheets),
        epoch_1904=epoch_1904,
        strict=_STRICT in structure.parts[structure.book],
        macros=any(part.endswith("vbaproject.bin") for part in archive.parts),
        external_links=any("/externallinks/" in part for part in archive.parts),
    )


def _structure(archive: _Archive) -> _Structure:
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


def _parts(zipped: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """List the parts under their compared names, refusing duplicates and paths that leave the archive."""
    entries = zipped.infolist()
    if len(entries) > limits.entries:
        raise UnreadableFileError(name, f"il contient plus de {limits.entries} parties", _LIGHTEN)
    parts: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        path = entry.filename.replace("\\", "/").lower()
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableFileError(name, *_ENCRYPTED)
        if path.startswith("/") or ":" in path or ".." in path.split("/") or "\0" in entry.orig_filename:
            raise UnreadableFileError(name, *_PATH)
        if entry.compress_type not in _METHODS:
            raise zipfile.BadZipFile
        if path in parts:
            raise UnreadableFileError(name, *_TWINS)
        if not path.endswith("/"):
            parts[path] = entry
    return parts
