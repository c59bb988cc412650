"""The shapes that Excel draws comments in: VML, which may be no XML, and is edited as bytes."""

import re
from collections.abc import Container, Mapping
from typing import Final, TypeAlias

from maynum_dash.rendering.ooxml.package import Package

_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML, _OFFICE, _EXCEL = (
    f"urn:schemas-microsoft-com:{word}" for word in ("vml", "office:office", "office:excel")
)
_NAMESPACES = f'xmlns:v="{_VML}" xmlns:o="{_OFFICE}" xmlns:x="{_EXCEL}"'
_NEW_DRAWING = (
    f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{block}}"/>'
    "</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    f'<v:shape {_NAMESPACES} id="_x0000_s{{id}}" type="#_x0000_t202" '
    'style="position:absolute;width:260pt;height:{height}pt;z-index:{rank};visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE_START: Final = re.compile(rb"<((?:\w+:)?)shape\b[^<>]*(?<!/)>")
_SHAPE_ROW: Final = re.compile(rb"<(?:\w+:)?Row>\s*([0-9]{1,7})\s*<")
_SHAPE_COLUMN: Final = re.compile(rb"<(?:\w+:)?Column>\s*([0-9]{1,7})\s*<")
_CLOSING: Final = re.compile(rb"</(?:\w+:)?xml\s*>\s*\Z")
_IDENTIFIER: Final = re.compile(rb"""_x0000_s([0-9]{1,9})\b""")
_ID_MAP: Final = re.compile(rb"""(<(?:\w+:)?idmap\b[^<>]*?\bdata=["'])([0-9, ]{0,200})""")
# Excel numbers the shapes of each drawing in blocks of this many.
_BLOCK: Final = 1024
_LETTERS_PER_LINE, _LINE_POINTS, _ROW_POINTS, _COLUMNS = 48, 13, 15, 4
_MOST_LINES = 30

Texts: TypeAlias = Mapping[tuple[int, int], str]


def draw(package: Package, sheet: str, part: str, texts: Texts) -> str:
    """Draw the boxes of new comments.

    Parameters
    ----------
    package
        Workbook.
    sheet
        Part of the sheet.
    part
        Drawing that the sheet names for its comments and controls; empty without one.
    texts
        (row, column) → what the box must hold.

    Returns
    -------
    str
        Relation that the sheet must name; empty when it had a drawing.
    """
    block = 1 + max((_last_block(package.read(name)) for name in package if name.endswith(".vml")), default=0)
    identifier = ""
    if not part:
        part = package.free("xl/drawings/vmlDrawing{}.vml")
        package.write(part, _NEW_DRAWING.format(block=block).encode())
        package.declare_suffix("vml", _VML_TYPE)
        identifier = package.relate(sheet, "vmlDrawing", part)
    content = package.read(part)
    shapes = [] if b'id="_x0000_t202"' in content else [_SHAPE_TYPE]
    shapes += [
        _shape(block * _BLOCK + rank, rank, *place, text)
        for rank, (place, text) in enumerate(texts.items(), 1)
    ]
    blocks = range(block, block + len(texts) // _BLOCK + 1)
    package.write(part, _with_shapes(_with_blocks(content, blocks), "".join(shapes).encode()))
    return identifier


def erase(content: bytes, places: Container[tuple[int, ...]]) -> bytes:
    """Take the boxes of some cells out of a drawing.

    Parameters
    ----------
    content
        Part of the drawing.
    places
        (row, column) of the cells, numbered from 1.
    """
    kept: list[bytes] = []
    done = 0
    for start in _SHAPE_START.finditer(content):
        if start.start() < done:
            continue
        closing = b"</" + start[1] + b"shape>"
        end = content.find(closing, start.end()) + len(closing)
        if end < start.end():
            break
        found = [pattern.search(content, start.end(), end) for pattern in (_SHAPE_ROW, _SHAPE_COLUMN)]
        if tuple(int(one[1]) + 1 for one in found if one is not None) in places:
            kept.append(content[done : start.start()])
            done = end
    return b"".join((*kept, content[done:]))


def _with_shapes(content: bytes, shapes: bytes) -> bytes:
    """Put shapes at the end of a drawing; one of another time may be no XML, and is not parsed."""
    closing = _CLOSING.search(content)
    place = len(content) if closing is None else closing.start()
    return content[:place] + shapes + content[place:]


def _with_blocks(content: bytes, blocks: range) -> bytes:
    """Reserve blocks of numbers in a drawing."""
    found = _ID_MAP.search(content)
    if found is None:
        return content
    taken = [word.strip() for word in found[2].decode().split(",") if word.strip()]
    taken += [str(block) for block in blocks if str(block) not in taken]
    return content[: found.start()] + found[1] + ",".join(taken).encode() + content[found.end() :]


def _last_block(content: bytes) -> int:
    """Give the last block of numbers that a drawing uses."""
    numbers = [int(found) // _BLOCK for found in _IDENTIFIER.findall(content)]
    for found in _ID_MAP.finditer(content):
        numbers += [int(word) for word in found[2].decode().split(",") if word.strip()]
    return max(numbers, default=0)


def _shape(identifier: int, rank: int, row: int, column: int, text: str) -> str:
    """Draw the box of one comment, at the right of its cell and tall enough for its text."""
    lines = sum(len(line) // _LETTERS_PER_LINE + 1 for line in text.split("\n")) + 1
    height = min(lines, _MOST_LINES) * _LINE_POINTS
    top = max(row - 2, 0)
    return _SHAPE.format(
        id=identifier,
        rank=rank,
        height=height,
        left=column,
        top=top,
        right=column + _COLUMNS,
        bottom=top + height // _ROW_POINTS + 1,
        row=row - 1,
        column=column - 1,
    )
