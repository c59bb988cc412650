"""Comments on cells: what was there is kept, ours is added, or takes the place of ours of another time."""

import re
from collections.abc import Mapping
from typing import Final

from maynum_dash.domain.annotation import AUTHOR
from maynum_dash.rendering.ooxml.markup import Node, Splice, parse
from maynum_dash.rendering.ooxml.outline import box
from maynum_dash.rendering.ooxml.package import Package
from maynum_dash.rendering.ooxml.shapes import Texts, draw, erase
from maynum_dash.rendering.ooxml.texts import text_xml
from maynum_dash.sources.grid import column_letters

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_NEW_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<comments xmlns="{main}"><authors/><commentList/></comments>'
)
# Stands above what we say: programs that save the file may forget its author.
_SIGNATURE: Final = f"{AUTHOR} :"
_TAG: Final = re.compile(rb"<[^>]*>")
# Looked for from the first blank only: from each of them, a long run would take a square of its length.
_BLANK_END: Final = re.compile(rb"(?<!\s)(?<!&#10;)(?<!&#13;)(?<!&#x[aAdD];)(?:\s|&#(?:10|13|x[aAdD]);)+\Z")


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
    part = package.related(sheet, "comments")
    if part:
        _forget(package, part, drawing)
    if not texts:
        return ""
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
    _append(splice, root, {named[place]: f"{_SIGNATURE}\n{texts[place]}" for place in new})
    package.write(part, splice.result())
    return draw(package, sheet, drawing, {place: texts[place] for place in new}) if new else ""


def _forget(package: Package, part: str, drawing: str) -> None:
    """Take away what we said another time; what others said stays."""
    content = package.read(part)
    if _SIGNATURE.encode() not in content:
        return
    splice = Splice(content)
    gone: set[tuple[int, ...]] = set()
    for comment in (node for group in parse(content).named("commentList") for node in group.children):
        body = comment.first("text")
        place = -1 if body is None else content.find(_SIGNATURE.encode(), body.opened, body.closing)
        if body is None or place < 0:
            continue
        where = box(comment.get("ref"))
        if where is not None and not _BLANK_END.sub(b"", _TAG.sub(b"", content[body.opened : place])):
            splice.replace(comment.start, comment.end, b"")
            gone.add((where.top, where.left))
        else:
            _shorten(splice, body, place)
    package.write(part, splice.result())
    if gone and drawing in package:
        package.write(drawing, erase(package.read(drawing), gone))


def _shorten(splice: Splice, body: Node, place: int) -> None:
    """Cut a comment where ours begins, with the blank lines above, and leave out what follows."""
    texts = [child if child.name == "t" else child.first("t") for child in body.children]
    for child, text in zip(body.children, texts, strict=True):
        if child.start > place:
            splice.replace(child.start, child.end, b"")
        elif text is not None:
            # The blank lines may end the run of before, in the way of the program that saved them.
            kept = _BLANK_END.sub(b"", splice.content[text.opened : min(place, text.closing)])
            if text.opened <= place < text.closing or child.end == _end_before(body, place):
                splice.replace(text.opened + len(kept), text.closing, b"")


def _end_before(body: Node, place: int) -> int:
    """Give the end of the last piece of a comment that stands before a place."""
    return max((child.end for child in body.children if child.end <= place), default=0)


def _append(splice: Splice, root: Node, texts: Mapping[str, str]) -> None:
    """Write comments of our own."""
    if not texts:
        return
    p = root.prefix
    authors, listed = root.first("authors"), root.first("commentList")
    names = [] if authors is None else authors.children
    ours = next((rank for rank, node in enumerate(names) if _is_ours(splice.content, node)), len(names))
    lines = "".join(
        f'<{p}comment ref="{reference}" authorId="{ours}">'
        f"<{p}text><{p}r>{text_xml(text, p)}</{p}r></{p}text></{p}comment>"
        for reference, text in texts.items()
    )
    author = f"<{p}author>{AUTHOR}</{p}author>"
    if authors is None:
        splice.insert(root.opened, f"<{p}authors>{author}</{p}authors>".encode())
    elif ours == len(names):
        splice.append(authors, author.encode())
    if listed is None:
        splice.append(root, f"<{p}commentList>{lines}</{p}commentList>".encode())
    else:
        splice.append(listed, lines.encode())


def _is_ours(content: bytes, author: Node) -> bool:
    return content[author.opened : author.closing] == AUTHOR.encode()


def _follow(splice: Splice, comment: Node, text: str) -> None:
    """Put ours after a comment that is there."""
    p = comment.prefix
    said = text_xml(f"\n\n{_SIGNATURE}\n{text}", p)
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
