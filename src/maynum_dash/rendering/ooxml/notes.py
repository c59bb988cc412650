"""Comments on cells: their texts, and the shapes that Excel draws them in."""

import re
from collections.abc import Mapping
from typing import Final

from maynum_dash.domain.annotation import AUTHOR
from maynum_dash.rendering.ooxml.markup import Node, Splice, parse
from maynum_dash.rendering.ooxml.package import Package
from maynum_dash.rendering.ooxml.texts import text_xml
from maynum_dash.sources.grid import column_letters

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML, _OFFICE, _EXCEL = (
    f"urn:schemas-microsoft-com:{word}" for word in ("vml", "office:office", "office:excel")
)
_NAMESPACES = f'xmlns:v="{_VML}" xmlns:o="{_OFFICE}" xmlns:x="{_EXCEL}"'
_NEW_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<comments xmlns="{main}"><authors/><commentList/></comments>'
)
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
_CLOSING: Final = re.compile(rb"</(?:\w+:)?xml\s*>\s*\Z")
_IDENTIFIER: Final = re.compile(rb"""_x0000_s([0-9]{1,9})\b""")
_ID_MAP: Final = re.compile(rb"""(<(?:\w+:)?idmap\b[^>]*?\bdata=["'])([0-9, ]{0,200})""")
# Excel numbers the shapes of each drawing in blocks of this many.
_BLOCK: Final = 1024
_LETTERS_PER_LINE, _LINE_POINTS, _ROW_POINTS, _COLUMNS = 48, 13, 15, 4
_MOST_LINES = 30

Texts = Mapping[tuple[int, int], str]


def add_notes(package: Package, sheet: str, drawing: str, texts: Texts) -> str:
    """Comment cells of a sheet; a comment that is there keeps its author, and ours follows it.

    Parameters
    ----------
    package
        Workbook.
    sheet
        Part of the sheet.
    drawing
        Part that the sheet names for its comments and controls; empty without one.
    texts
        (row, column) → what to say.

    Returns
    -------
    str
        Relation that the sheet must name; empty when it draws comments or other shapes already.
    """
    if not texts:
        return ""
    part = package.related(sheet, "comments")
    if not part:
        part = package.free("xl/comments{}.xml")
        package.write(part, _NEW_COMMENTS.format(main=package.dialect.main).encode())
        package.declare(part, _TYPE)
        package.relate(sheet, "comments", part)
    content = package.read(part)
    root = parse(content)
    known = {node.get("ref"): node for group in root.named("commentList") for node in group.children}
    named = {place: f"{column_letters(place[1])}{place[0]}" for place in texts}
    new = [place for place in sorted(texts) if named[place] not in known]
    splice = Splice(content)
    for place in texts.keys() - new:
        _follow(splice, known[named[place]], texts[place])
    _append(splice, root, {named[place]: texts[place] for place in new})
    package.write(part, splice.result())
    return _draw(package, sheet, drawing, {place: texts[place] for place in new}) if new else ""


def _append(splice: Splice, root: Node, texts: Mapping[str, str]) -> None:
    """Write comments of our own."""
    if not texts:
        return
    p = root.prefix
    authors, listed = root.first("authors"), root.first("commentList")
    names = [] if authors is None else authors.children
    lines = "".join(
        f'<{p}comment ref="{reference}" authorId="{len(names)}">'
        f"<{p}text><{p}r>{text_xml(text, p)}</{p}r></{p}text></{p}comment>"
        for reference, text in texts.items()
    )
    author = f"<{p}author>{AUTHOR}</{p}author>"
    if authors is None:
        splice.insert(root.opened, f"<{p}authors>{author}</{p}authors>".encode())
    else:
        splice.append(authors, author.encode())
    if listed is None:
        splice.append(root, f"<{p}commentList>{lines}</{p}commentList>".encode())
    else:
        splice.append(listed, lines.encode())


def _follow(splice: Splice, comment: Node, text: str) -> None:
    """Put ours after a comment that is there."""
    p = comment.prefix
    said = text_xml(f"\n\n{AUTHOR} :\n{text}", p)
    run = f"<{p}r>{said}</{p}r>".encode()
    body = comment.first("text")
    if body is None:
        splice.append(comment, f"<{p}text>".encode() + run + f"</{p}text>".encode())
        return
    after = next((node for node in body.children if node.name in {"rPh", "phoneticPr"}), None)
    if after is None:
        splice.append(body, run)
    else:
        splice.insert(after.start, run)


def _draw(package: Package, sheet: str, part: str, texts: Texts) -> str:
    """Draw the boxes of new comments; give the relation to name when the sheet had no such drawing."""
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
