"""What the font can show: a tagged PDF may hold no other character."""

import struct
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import normalize

import fontpkg_source_sans_3

FONTS: Final = Path(fontpkg_source_sans_3.ROOT) / "files"
_ROMAN: Final = FONTS / "SourceSans3[wght].ttf"
_UNKNOWN: Final = "\ufffd"
_SPACES: Final = frozenset("\n\t \u00a0\u202f")
_BY_SEGMENT, _BY_GROUP = 4, 12  # formats of a character map


def showable(text: str) -> str:
    """Write a text with characters of the font.

    Parameters
    ----------
    text
        Any text: an unknown character gives way to its plain form when there is one (« ＋ » is « + »),
        else to the sign of what cannot be shown.
    """
    known = _known()
    return "".join(char if char in known else _plain(char, known) for char in text)


def _plain(char: str, known: frozenset[str]) -> str:
    plain = normalize("NFKC", char)
    return plain if all(one in known for one in plain) else _UNKNOWN


@cache
def _known() -> frozenset[str]:
    """Read the characters of the font from its map."""
    content = _ROMAN.read_bytes()
    count = struct.unpack_from(">H", content, 4)[0]
    tables = {
        content[at : at + 4]: struct.unpack_from(">I", content, at + 8)[0]
        for at in range(12, 12 + 16 * count, 16)
    }
    start = tables[b"cmap"]
    subtables = struct.unpack_from(">H", content, start + 2)[0]
    found: set[int] = set()
    for rank in range(subtables):
        found |= _mapped(content, start + struct.unpack_from(">I", content, start + 4 + 8 * rank + 4)[0])
    return frozenset(map(chr, found)) | _SPACES


def _mapped(content: bytes, at: int) -> set[int]:
    """Read one character map; formats that Unicode fonts do not use map nothing."""
    kind = struct.unpack_from(">H", content, at)[0]
    if kind == _BY_GROUP:
        groups = struct.unpack_from(">I", content, at + 12)[0]
        spans = [struct.unpack_from(">II", content, at + 16 + 12 * rank) for rank in range(groups)]
    elif kind == _BY_SEGMENT:
        size = struct.unpack_from(">H", content, at + 6)[0]
        ends = struct.unpack_from(f">{size // 2}H", content, at + 14)
        starts = struct.unpack_from(f">{size // 2}H", content, at + 16 + size)
        spans = list(zip(starts, ends, strict=True))
    else:
        spans = []
    # The last segment of the format closes it, and maps nothing.
    return {code for first, last in spans for code in range(first, last + 1)} - {0xFFFF}
