"""Marks put on a sheet: fills, texts, widths; the XML of every other cell keeps its bytes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from maynum_dash.rendering.ooxml.markup import Node, Splice, parse
from maynum_dash.rendering.ooxml.outline import Box, SheetOutline, box
from maynum_dash.rendering.ooxml.styles import Styles
from maynum_dash.rendering.ooxml.texts import cell_xml
from maynum_dash.sources.grid import column_letters, column_number

_DIGITS = "0123456789"
_TRUE = frozenset({"1", "true"})
# What the schema puts before the drawing of the comments.
_BEFORE_NOTES: Final = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
        *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
        *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
        *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks"),
        *("colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
    }
)


@dataclass(slots=True)
class Marks:
    """What is put on one sheet; rows and columns are numbered from 1.

    Parameters
    ----------
    fills
        Row → column → colour (RRGGBB) of a cell that keeps its value.
    texts
        Row → column → text and style of a cell of ours.
    emptied
        Row → columns of texts that we wrote another time.
    unmarked
        Row → columns of cells that we filled another time.
    widths
        Column → width, in characters.
    notes
        Relation that draws the comments; empty when the sheet has one, or needs none.
    """

    fills: dict[int, dict[int, str]] = field(default_factory=dict)
    texts: dict[int, dict[int, tuple[str, int]]] = field(default_factory=dict)
    emptied: dict[int, set[int]] = field(default_factory=dict)
    unmarked: dict[int, set[int]] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    notes: str = ""

    @property
    def rows(self) -> set[int]:
        """Rows that bear a mark."""
        return {*self.fills, *self.texts, *self.emptied, *self.unmarked}


def mark_sheet(content: bytes, outline: SheetOutline, marks: Marks, styles: Styles, relations: str) -> bytes:
    """Put marks on a sheet.

    Parameters
    ----------
    content
        Part of the sheet.
    outline
        Result of ``read_outline`` on it.
    marks
        What to put.
    styles
        Styles of the workbook, which receives copies of those of the filled cells.
    relations
        Namespace of the relations, in the dialect of the workbook.
    """
    splice = Splice(content)
    spans = _column_styles(outline)
    for number, start, end in _rows(outline, marks.rows):
        row = content[start:end]
        splice.replace(start, end, _row(row, number, marks, styles, spans))
    _widen(splice, outline, marks.widths)
    _extend(splice, outline, marks)
    if marks.notes:
        place = max(node.end for node in outline.root.children if node.name in _BEFORE_NOTES)
        line = f'<{outline.prefix}legacyDrawing xmlns:r="{relations}" r:id="{marks.notes}"/>'
        splice.insert(place, line.encode())
    return splice.result()


def _rows(outline: SheetOutline, wanted: set[int]) -> Iterator[tuple[int, int, int]]:
    """Give the bytes of some rows, up to the next row or the end of the last one."""
    data = next(node for node in outline.root.children if node.name == "sheetData")
    for (number, start), (_, end) in pairwise([*outline.places.items(), (0, data.closing)]):
        if number in wanted:
            yield number, start, end


def _row(
    content: bytes, number: int, marks: Marks, styles: Styles, spans: Sequence[tuple[int, int, int]]
) -> bytes:
    """Put the marks of one row."""
    node = parse(content)
    splice = Splice(content)
    p = node.prefix
    cells = _cells(node)
    usual = _number(node.get("s")) if node.get("customFormat") in _TRUE else None
    new: list[tuple[int, str]] = []
    texts = marks.texts.get(number, {})
    for column, colour in marks.fills.get(number, {}).items():
        cell = cells.get(column)
        if cell is not None:
            splice.set(cell, "s", str(styles.filled(_number(cell.get("s")), colour)))
            continue
        base = usual if usual is not None else next((s for low, high, s in spans if low <= column <= high), 0)
        reference = f"{column_letters(column)}{number}"
        new.append((column, f'<{p}c r="{reference}" s="{styles.filled(base, colour)}"/>'))
    for column, (text, style) in texts.items():
        xml = cell_xml(f"{column_letters(column)}{number}", style, text, p)
        cell = cells.get(column)
        if cell is None:
            new.append((column, xml))
        else:
            splice.replace(cell.start, cell.end, xml.encode())
    emptied = marks.emptied.get(number, set()) - texts.keys()
    for column in emptied:
        # The cell itself stays: the next one may have no reference of its own.
        blank = f'<{p}c r="{column_letters(column)}{number}"/>'
        splice.replace(cells[column].start, cells[column].end, blank.encode())
    for column in (
        marks.unmarked.get(number, set()) - emptied - texts.keys() - marks.fills.get(number, {}).keys()
    ):
        cell = cells[column]
        splice.set(cell, "s", str(styles.unmarked(_number(cell.get("s")))))
    _insert(splice, node, cells, sorted(new))
    return splice.result()


def _insert(splice: Splice, row: Node, cells: Mapping[int, Node], new: Sequence[tuple[int, str]]) -> None:
    """Put new cells among those of a row, from left to right."""
    last: list[str] = []
    for column, xml in new:
        after = next((cell for place, cell in cells.items() if place > column), None)
        if after is None:
            last.append(xml)
        else:
            splice.insert(after.start, xml.encode())
    if last:
        splice.append(row, "".join(last).encode())
    _, _, right = row.get("spans").partition(":")
    if new and right.isdigit() and new[-1][0] > int(right) and not row.is_empty:
        left = row.get("spans").partition(":")[0]
        splice.set(row, "spans", f"{left}:{new[-1][0]}")


def _cells(row: Node) -> dict[int, Node]:
    """Give the cells of a row by column, in order; one without a reference follows the previous one."""
    cells: dict[int, Node] = {}
    column = 0
    for cell in row.named("c"):
        reference = cell.get("r").rstrip(_DIGITS)
        column = column_number(reference) if reference else column + 1
        cells[column] = cell
    return cells


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _column_styles(outline: SheetOutline) -> list[tuple[int, int, int]]:
    """List (first, last, style) of the columns that have a style."""
    return [
        (_number(node.get("min")), _number(node.get("max")), _number(node.get("style")))
        for group in outline.root.named("cols")
        for node in group.children
    ]


def _widen(splice: Splice, outline: SheetOutline, widths: Mapping[int, int]) -> None:
    """Give our columns a width; a span of columns that covers one is cut around it."""
    p = outline.prefix
    group = outline.root.first("cols")
    lines = {
        column: f'<{p}col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, width in sorted(widths.items())
    }
    if group is None or not group.children:
        data = next(node for node in outline.root.children if node.name == "sheetData")
        if lines and group is None:
            splice.insert(data.start, f"<{p}cols>{''.join(lines.values())}</{p}cols>".encode())
        return
    for node in group.children:
        low, high = _number(node.get("min")), _number(node.get("max"))
        inside = [column for column in lines if low <= column <= high]
        if inside:
            splice.replace(node.start, node.end, _cut(splice.content, node, (low, high), inside, lines))
        for column in inside:
            del lines[column]
    for column, line in lines.items():
        after = next((node for node in group.children if _number(node.get("min")) > column), None)
        splice.insert(group.closing if after is None else after.start, line.encode())


def _cut(
    content: bytes, node: Node, span: tuple[int, int], inside: Sequence[int], lines: Mapping[int, str]
) -> bytes:
    """Cut a span of columns around ours."""
    tag = content[node.start : node.end]
    pieces: list[bytes] = []
    low, high = span
    for column in [*inside, high + 1]:
        if low < column:
            piece = Splice(tag)
            alone = parse(tag)
            piece.set(alone, "min", str(low))
            piece.set(alone, "max", str(column - 1))
            pieces.append(piece.result())
        if column <= high:
            pieces.append(lines[column].encode())
        low = column + 1
    return b"".join(pieces)


def _extend(splice: Splice, outline: SheetOutline, marks: Marks) -> None:
    """Let the declared extent of the sheet cover what was added."""
    node = outline.root.first("dimension")
    known = None if node is None else box(node.get("ref"))
    added = [(row, column) for group in (marks.fills, marks.texts) for row in group for column in group[row]]
    if node is None or known is None or not added:
        return
    rows, columns = zip(*added, strict=True)
    grown = Box(
        min(known.top, *rows), min(known.left, *columns), max(known.bottom, *rows), max(known.right, *columns)
    )
    if grown != known:
        corners = f"{column_letters(grown.left)}{grown.top}:{column_letters(grown.right)}{grown.bottom}"
        splice.set(node, "ref", corners)
