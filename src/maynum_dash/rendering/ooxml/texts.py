"""Texts of cells: the shared ones read, ours written so that none is ever a formula."""

import re
from xml.parsers import expat

from maynum_dash.rendering.neutral import csv_text, inert_text
from maynum_dash.rendering.ooxml.markup import escaped

# What a cell may hold, with room for the escapes.
LONGEST = 32_000
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def shared_texts(content: bytes) -> list[str]:
    """Read the shared texts of a workbook; phonetic readings are left out.

    Parameters
    ----------
    content
        Part of the shared texts.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    texts: list[str] = []
    pieces: list[str] = []
    phonetic = False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal phonetic
        name = tag.rpartition(":")[2]
        if name == "t" and not phonetic:
            parser.CharacterDataHandler = pieces.append
        elif name == "rPh":
            phonetic = True

    def end(tag: str) -> None:
        nonlocal phonetic
        name = tag.rpartition(":")[2]
        parser.CharacterDataHandler = None
        if name == "rPh":
            phonetic = False
        elif name == "si":
            texts.append("".join(pieces))
            pieces.clear()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)  # noqa: FBT003 (expat takes no keyword)
    return texts


def is_risky(text: str) -> bool:
    """Tell whether a text could be taken for a formula once it is edited."""
    return csv_text(text) != inert_text(text)


def text_xml(text: str, prefix: str = "") -> str:
    """Write a text of a cell or of a comment, letter for letter.

    Parameters
    ----------
    text
        Any text; cut when it is too long for a cell.
    prefix
        Prefix of the elements, with its colon.
    """
    kept = inert_text(text).replace("\r\n", "\n").replace("\r", "\n")
    kept = kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"
    # « _x0041_ » is an escape of the format: its first mark is escaped, so that it stays seven letters.
    return f'<{prefix}t xml:space="preserve">{escaped(_ESCAPE.sub("_x005F_", kept))}</{prefix}t>'


def cell_xml(reference: str, style: int, text: str, prefix: str = "") -> str:
    """Write a cell that holds a text, inside it.

    Parameters
    ----------
    reference
        As in ``C5``.
    style
        Number of its style.
    text
        Any text.
    prefix
        Prefix of the elements, with its colon.
    """
    inside = f"<{prefix}is>{text_xml(text, prefix)}</{prefix}is>"
    return f'<{prefix}c r="{reference}" s="{style}" t="inlineStr">{inside}</{prefix}c>'
