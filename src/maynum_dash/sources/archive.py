"""An archive opened as a stream: sizes counted, nothing that its directory declares is believed."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.signature import PASSWORD

_CHUNK = 1 << 18
RESAVE: Final = "Ouvrez-le dans Excel ou LibreOffice et enregistrez-le au format « Classeur Excel (.xlsx) »"
_LIGHTEN = "Supprimez les feuilles, lignes et images inutiles, puis enregistrez"
SUSPECT: Final = "Demandez le fichier d'origine à la personne qui l'a produit"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_UTF8 = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_ENCRYPTED_FLAG = 0x1
# What no part of a workbook needs, and every entity attack does.
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_OVERLAP = max(map(len, _FORBIDDEN)) - 1
_NOT_UTF8 = ("une de ses parties n'est pas écrite en UTF-8", RESAVE)
_DOCTYPE = ("il contient une déclaration XML interdite (DOCTYPE)", SUSPECT)
_BOMB = ("il est compressé de façon anormale (bombe de décompression)", SUSPECT)
_PATH = ("une de ses parties porte un chemin interdit", SUSPECT)
_TWINS = ("deux de ses parties portent le même nom", SUSPECT)
_STRUCTURE = ("la liste de ses feuilles est démesurée", SUSPECT)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, UnicodeDecodeError)


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


@dataclass(slots=True)
class Archive:
    """An open archive and what has been decompressed of it.

    Parameters
    ----------
    name
        File name as the user knows it.
    zipped
        The archive.
    limits
        What is allowed.
    parts
        Lower-case path → entry.
    total
        Bytes decompressed so far.
    """

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


def parts_of(zipped: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """List the parts under their compared names, refusing duplicates and paths that leave the archive."""
    entries = zipped.infolist()
    if len(entries) > limits.entries:
        raise UnreadableFileError(name, f"il contient plus de {limits.entries} parties", _LIGHTEN)
    parts: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        path = entry.filename.replace("\\", "/").lower()
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableFileError(name, *PASSWORD)
        if path.startswith("/") or ":" in path or ".." in path.split("/") or "\0" in entry.orig_filename:
            raise UnreadableFileError(name, *_PATH)
        if entry.compress_type not in _METHODS:
            raise zipfile.BadZipFile
        if path in parts:
            raise UnreadableFileError(name, *_TWINS)
        if not path.endswith("/"):
            parts[path] = entry
    return parts
