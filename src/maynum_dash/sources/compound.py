"""The OLE2 container of workbooks of before 2007: its streams, read without trusting any of its chains."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from maynum_dash.sources.scan import ScanError

_HEADER: Final = 512
_ENTRY: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFF8
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_HEADER_CHAINS: Final = 109
_SHIFTS: Final = {9, 12}
_DAMAGED = "le fichier est tronqué ou endommagé"
_AGAIN = "Attendez la fin de l'enregistrement ou de la copie, ou demandez un nouvel envoi"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A stream or folder of the container."""

    kind: int
    start: int
    size: int


class Compound:
    """The streams of an OLE2 container.

    Parameters
    ----------
    content
        Bytes of the file.

    Raises
    ------
    ScanError
        When it is damaged.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER:
            raise damaged()
        self._content = content
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in _SHIFTS:
            raise damaged()
        self._sector = 1 << shift
        directory, cutoff, mini_table = (
            *struct.unpack_from("<I", content, 48),
            *struct.unpack_from("<4xII", content, 52),
        )
        self._cutoff = cutoff
        self._table = self._allocation()
        self._mini_table = self._numbers(self._chain(mini_table)) if mini_table < _LAST_SECTOR else ()
        self._entries, self._mini = self._directory(self._chain(directory))

    @property
    def names(self) -> Mapping[str, int]:
        """Lower-case names of its streams and folders, and their kinds."""
        return {name: entry.kind for name, entry in self._entries.items()}

    def stream(self, name: str) -> bytes:
        """Read a stream.

        Parameters
        ----------
        name
            Name in lower case.
        """
        entry = self._entries[name]
        if entry.size >= self._cutoff:
            return self._exactly(self._chain(entry.start), entry.size)
        mini = 64
        parts = [
            self._mini[mini * one : mini * (one + 1)] for one in self._follow(entry.start, self._mini_table)
        ]
        return self._exactly(b"".join(parts), entry.size)

    def _allocation(self) -> tuple[int, ...]:
        """Read the table of chains, through the lists of its own sectors."""
        content, count = self._content, self._sector // 4
        following, _ = struct.unpack_from("<II", content, 68)
        lists = list(struct.unpack_from(f"<{_HEADER_CHAINS}I", content, 76))
        seen: set[int] = set()
        while following < _LAST_SECTOR:
            if following in seen:
                raise damaged()
            seen.add(following)
            *more, following = struct.unpack(f"<{count}I", self._bytes(following))
            lists += more
        used = [one for one in lists if one < _LAST_SECTOR]
        if len(set(used)) < len(used):
            raise damaged()
        return self._numbers(b"".join(self._bytes(one) for one in used))

    def _directory(self, content: bytes) -> tuple[dict[str, _Entry], bytes]:
        """Read the names, and the stream that holds the small ones."""
        entries: dict[str, _Entry] = {}
        mini = b""
        for position in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", content, position + 64)
            start, size = struct.unpack_from("<II", content, position + 116)
            name = content[position : position + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                mini = self._chain(start) if start < _LAST_SECTOR else b""
            elif kind in {_STREAM, _STORAGE}:
                entries.setdefault(name.lower(), _Entry(kind, start, size))
        return entries, mini

    def _chain(self, start: int) -> bytes:
        """Join the sectors of a chain."""
        return b"".join(self._bytes(one) for one in self._follow(start, self._table))

    def _follow(self, start: int, table: tuple[int, ...]) -> list[int]:
        """List the sectors of a chain, which never comes back on itself."""
        chain: list[int] = []
        while start < _LAST_SECTOR:
            if start >= len(table) or len(chain) > len(table):
                raise damaged()
            chain.append(start)
            start = table[start]
        return chain

    def _bytes(self, sector: int) -> bytes:
        """Read one sector; the last one of the file may be short."""
        begin = self._sector * (sector + 1)
        found = self._content[begin : begin + self._sector]
        if not found:
            raise damaged()
        return found.ljust(self._sector, b"\0")

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        """Read a table of numbers."""
        return struct.unpack(f"<{len(content) // 4}I", content)

    @staticmethod
    def _exactly(content: bytes, size: int) -> bytes:
        """Cut a stream to its size, which must be there."""
        if len(content) < size:
            raise damaged()
        return content[:size]


def damaged() -> ScanError:
    """Make the refusal of a container, or of a stream, that is not whole."""
    return ScanError(_DAMAGED, _AGAIN)
