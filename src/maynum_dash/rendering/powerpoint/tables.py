"""Native tables: headings that are told apart, numbers on the right, columns as wide as their texts."""

from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from maynum_dash.rendering.powerpoint.marks import UNIT, Look, Room, describe, write
from maynum_dash.rendering.slides.proofs import Table

# « No Style, No Grid » of every Office: the lines below are ours, so that every program draws the same.
_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_LINES: Final = {"head": ("accent1", 28575), "row": ("bg2", 9525), "last": ("accent1", 19050)}
_LARGEST, _SMALLEST = 16, 11  # points
_LETTER: Final = 0.51  # mean width of a letter, in heights
_PROSE: Final = 22  # letters of a text that may be folded
_FOLDED: Final = (1.0, 0.62, 0.45)  # of its length: the width in which a text takes one line, two, three
_HIGH, _HIGH_PROSE = 74 * UNIT, 112 * UNIT  # of a row, at most
_SENTENCE: Final = 40  # letters
_PADDING: Final = 10 * UNIT


def add_table(shapes: Any, shown: Table, room: Room, name: str) -> None:
    """Add a native table.

    Parameters
    ----------
    shapes
        Of the slide.
    shown
        Texts.
    room
        Where.
    name
        Of the object.
    """
    lines = [shown.headings, *shown.rows, *([shown.total] if shown.total else [])]
    has_prose = any(len(cell) > _SENTENCE for row in shown.rows for cell in row[1:])
    high = min(room.height // len(lines), _HIGH_PROSE if has_prose else _HIGH)
    places = (Emu(value) for value in (room.left, room.top, room.width, high * len(lines)))
    shape = shapes.add_table(len(lines), len(shown.headings), *places)
    describe(shape, name, f"Tableau : {shown.caption}, {len(shown.rows)} lignes.")
    grid = shape.table
    grid.horz_banding, grid.first_col, grid.last_row = False, False, bool(shown.total)
    shape.element.find(".//{*}tableStyleId").text = _STYLE
    size, widths = _fit(shown, room.width, high)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Emu(width)
    for rank, line in enumerate(lines):
        grid.rows[rank].height = Emu(high)
        is_bold = rank == 0 or (bool(shown.total) and rank == len(lines) - 1)
        for place, (words, is_number) in enumerate(zip(line, shown.numbers, strict=True)):
            cell = grid.cell(rank, place)
            cell.margin_left = cell.margin_right = Emu(_PADDING // 2)
            cell.margin_top = cell.margin_bottom = Emu(4 * UNIT)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            _underline(cell, _LINES["head" if rank == 0 else "last" if rank == len(lines) - 1 else "row"])
            align = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
            write(cell.text_frame, [words], Look(size, bold=is_bold, align=align))


def _underline(cell: Any, line: tuple[str, int]) -> None:
    """Draw the line below a cell, and no other."""
    colour, width = line
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 -- python-pptx has no word for borders
    dark = '<a:lumMod val="85000"/>' if colour == "bg2" else ""
    for side in ("L", "R", "T"):
        properties.append(parse_xml(f'<a:ln{side} {nsdecls("a")} w="0"><a:noFill/></a:ln{side}>'))
    properties.append(
        parse_xml(
            f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:schemeClr val="{colour}">{dark}</a:schemeClr>'
            "</a:solidFill></a:lnB>"
        )
    )
    properties.append(parse_xml(f"<a:noFill {nsdecls('a')}/>"))


def _fit(shown: Table, room: int, high: int) -> tuple[float, list[int]]:
    """Choose the largest letters with which only prose is folded, over three lines at most."""
    lines = (shown.headings, *shown.rows, *([shown.total] if shown.total else []))
    longest = [max(len(line[place]) for line in lines) for place in range(len(shown.headings))]
    is_prose = [count >= _PROSE and not number for count, number in zip(longest, shown.numbers, strict=True)]
    for size in range(_LARGEST, _SMALLEST - 1, -1):
        wide = [int(count * size * 12700 * _LETTER) + 2 * _PADDING for count in longest]
        prose = sum(width for width, folds in zip(wide, is_prose, strict=True) if folds)
        held = min(int((high - 8 * UNIT) / (size * 12700 * 1.2)), len(_FOLDED))
        if sum(wide) - prose * (1 - _FOLDED[max(held, 1) - 1]) <= room or size == _SMALLEST:
            break
    spare = room - sum(wide)
    if spare >= 0:
        return size, [width + spare // len(wide) for width in wide]
    # What is short keeps its line; each prose takes the width that folds it enough, the longest what is left.
    if not prose:
        return size, [int(width * room / sum(wide)) for width in wide]
    wished = {place: int(width * _FOLDED[-1]) for place, width in enumerate(wide) if is_prose[place]}
    left = max(prose + spare, room // 4)
    for rank, place in enumerate(sorted(wished, key=wished.__getitem__)):
        remaining = len(wished) - rank
        wide[place] = left if remaining == 1 else min(wished[place], left // remaining)
        left -= wide[place]
    return size, wide
