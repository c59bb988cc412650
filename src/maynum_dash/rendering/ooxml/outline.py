"""A sheet as its XML: where its rows and parts stand, and the texts that its tables are known by."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from maynum_dash.rendering.ooxml.markup import Node, after_tag
from maynum_dash.sources.cells import Cell, clean
from maynum_dash.sources.grid import column_number

_DIGITS = "0123456789"
_TEXTS = frozenset({"s", "str", "inlineStr"})
# Stands for a value that is no text: which one does not matter here.
_NUMBER = 0
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of cells, its corners included (1-based)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetOutline:
    """Where the pieces of a sheet stand in its part.

    Parameters
    ----------
    prefix
        Prefix of its elements, with its colon.
    root
        Its root; ``children`` are the elements of the first level, ``cols`` with its own.
    rows
        (Excel row number, cells from column A): texts as they are, 0 for any other value.
    places
        Excel row number → first byte of the row, in the order of the part.
    merges
        Merged ranges.
    marked
        Row → columns of the cells that bear one of the styles looked for.
    """

    prefix: str = ""
    root: Node = field(default_factory=lambda: Node("", {}, 0))
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    marked: dict[int, set[int]] = field(default_factory=dict)


def read_outline(content: bytes, shared: Sequence[str], styles: Iterable[int] = ()) -> SheetOutline:
    """Find the pieces of a sheet.

    Parameters
    ----------
    content
        Part of the sheet, which the guard let through.
    shared
        Shared texts of the workbook.
    styles
        Styles whose cells are looked for.
    """
    reader = _Reader(content, shared, frozenset(map(str, styles)))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader.parser = parser
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.Parse(content, True)  # noqa: FBT003 (expat takes no keyword)
    return reader.found


def box(reference: str) -> Box | None:
    """Read a range such as ``A1`` or ``B2:C9``; ``None`` when it is none."""
    found = _RANGE.fullmatch(reference)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    return Box(int(top), column_number(left), int(bottom or top), column_number(right or left))


class _Reader:
    """State of the pass; called for every element of the sheet, so the hot ones come first."""

    parser: expat.XMLParserType

    def __init__(self, content: bytes, shared: Sequence[str], styles: frozenset[str]) -> None:
        self.content = content
        self.styles = styles
        self.shared = shared
        self.found = SheetOutline()
        self.cell_tag = self.row_tag = ""
        self.value_tags: frozenset[str] = frozenset()
        self.columns: dict[str, int] = {}
        self.depth = 0
        self.row = self.column = 0
        self.kind = ""
        self.cells: list[Cell] = []
        self.text: list[str] = []
        self.known: dict[int, Cell] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle an opening tag."""
        self.depth += 1
        if tag == self.cell_tag:
            reference = attributes.get("r")
            self.column = self._column(reference.rstrip(_DIGITS)) if reference else self.column + 1
            self.kind = attributes.get("t", "")
            if attributes.get("s") in self.styles:
                self.found.marked.setdefault(self.row, set()).add(self.column)
        elif tag in self.value_tags:
            if self.kind in _TEXTS:
                self.text.clear()
                self.parser.CharacterDataHandler = self.text.append
            else:
                self._put(_NUMBER)
        elif tag == self.row_tag:
            number = attributes.get("r")
            self.row = int(number) if number else self.row + 1
            self.column, self.cells = 0, []
            self.found.places[self.row] = self.parser.CurrentByteIndex
        elif self.depth <= 3:  # noqa: PLR2004 -- the root, its parts, and what these list
            self._piece(tag, attributes)

    def end(self, tag: str) -> None:
        """Handle a closing tag."""
        self.depth -= 1
        if tag in self.value_tags:
            if self.kind in _TEXTS:
                self.parser.CharacterDataHandler = None
                self._put(self._value("".join(self.text)))
        elif tag == self.row_tag:
            if any(cell is not None for cell in self.cells):
                self.found.rows.append((self.row, self.cells))
        elif self.depth <= 1 and tag != self.cell_tag:
            node = self.found.root.children[-1] if self.depth else self.found.root
            node.closing = self.parser.CurrentByteIndex
            is_empty = node.closing == node.opened and self.content[node.opened - 2 : node.opened] == b"/>"
            node.end = node.opened if is_empty else after_tag(self.content, node.closing)

    def _piece(self, tag: str, attributes: dict[str, str]) -> None:
        """Note the root, one of its parts, a width or a merged range."""
        start = self.parser.CurrentByteIndex
        node = Node(tag, attributes, start, after_tag(self.content, start))
        if self.depth == 1:
            self.found.root, self.found.prefix = node, node.prefix
            self.cell_tag, self.row_tag = f"{node.prefix}c", f"{node.prefix}row"
            self.value_tags = frozenset({f"{node.prefix}v", f"{node.prefix}is"})
        elif self.depth == 2:  # noqa: PLR2004 -- a part of the sheet
            self.found.root.children.append(node)
        elif node.name == "col":
            node.end = node.opened
            self.found.root.children[-1].children.append(node)
        elif node.name == "mergeCell":
            merged = box(attributes.get("ref", ""))
            if merged is not None:
                self.found.merges.append(merged)

    def _column(self, letters: str) -> int:
        number = self.columns.get(letters)
        if number is None:
            number = self.columns[letters] = column_number(letters)
        return number

    def _value(self, text: str) -> Cell:
        if self.kind != "s":
            return clean(text)
        index = int(text)
        if index not in self.known:
            self.known[index] = clean(self.shared[index]) if index < len(self.shared) else None
        return self.known[index]

    def _put(self, value: Cell) -> None:
        if value is not None:
            self.cells += [None] * (self.column - len(self.cells))
            self.cells[self.column - 1] = value
