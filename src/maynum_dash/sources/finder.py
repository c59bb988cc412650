"""Where the tables of a sheet stand, recognised by their heading rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from maynum_dash.domain.errors import AmbiguousColumnError, UnitError
from maynum_dash.sources.blocks import Block, Column, RowCells, missing_fields
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.fields import Kind
from maynum_dash.sources.grid import column_letters
from maynum_dash.sources.headings import Headings, heading_key, in_thousands, vintage
from maynum_dash.sources.schemas import SCHEMAS

# Titles, logos and notes above a table never take this many filled rows.
_TOP_ROWS: Final = 100
# Of these, a code and a name may stand side by side: the column that bears the template's heading is read.
_TWICE_ALLOWED = frozenset({Kind.TEXT, Kind.REMARK, Kind.COMMUNE, Kind.EPCI})
_AMOUNTS = frozenset({Kind.CENTS, Kind.EUROS})
_KINDS = {(table, one.name): one.kind for table, fields in SCHEMAS.items() for one in fields}


def find_blocks(sheet: str, rows: Sequence[RowCells], headings: Headings, hint: str | None) -> list[Block]:
    """Find every table of a sheet, one under another or side by side.

    Parameters
    ----------
    sheet
        Name of the sheet, for messages.
    rows
        Filled rows of the sheet.
    headings
        Headings of the profile.
    hint
        Table that the name of the sheet announces.

    Returns
    -------
    list of Block
        In the order of the sheet; empty when no row holds all the headings that a table needs.

    Raises
    ------
    AmbiguousColumnError
        When two columns claim the same field.
    UnitError
        When amounts are in thousands.
    """
    finder = _Finder(sheet, headings, hint)
    done: list[Block] = []
    current: list[Block] = []
    skip = -1
    for position, (number, cells) in enumerate(rows):
        if position == skip:
            continue
        if finder.may_be_heading(cells, at_top=position < _TOP_ROWS and not current):
            below = rows[position + 1] if position + 1 < len(rows) else None
            found, height = finder.headings_at(number, cells, below)
            if found and not _same(found, current):
                for block in current:
                    block.leave_title(headings)
                done += current
                current = found
                skip = position + height - 1
                continue
            if found:
                for block in current:
                    block.repeated.add(number)
        for block in current:
            block.rows.append((number, cells))
    return done + current


def best_guess(sheet: str, rows: Sequence[RowCells], headings: Headings, table: str) -> Block | None:
    """Find the row that looks most like the headings of a table, to say what it lacks."""
    finder = _Finder(sheet, headings, table)
    best: Block | None = None
    for number, cells in rows[:_TOP_ROWS]:
        block = finder.block(table, number, _texts(cells))
        if block.columns and (best is None or len(block.columns) > len(best.columns)):
            best = block
    return best


def _same(found: Sequence[Block], current: Sequence[Block]) -> bool:
    """Tell whether a heading row only repeats the one above."""
    return [(block.table, block.columns) for block in found] == [
        (block.table, block.columns) for block in current
    ]


class _Finder:
    """What is needed to recognise the heading rows of one sheet."""

    def __init__(self, sheet: str, headings: Headings, hint: str | None) -> None:
        self.sheet = sheet
        self.headings = headings
        self.hint = hint
        self.keys = {key for fields in headings.fields.values() for key in fields}

    def may_be_heading(self, cells: Sequence[Cell], *, at_top: bool) -> bool:
        """Decide cheaply: lower down, a heading row holds texts only and starts with a known heading."""
        if at_top:
            return any(type(cell) is str for cell in cells)
        first = next((cell for cell in cells if cell is not None), None)
        if type(first) is not str or any(cell is not None and type(cell) is not str for cell in cells):
            return False
        return heading_key(first) in self.keys

    def headings_at(
        self, number: int, cells: Sequence[Cell], below: RowCells | None
    ) -> tuple[list[Block], int]:
        """Recognise headings in a row, or in it and the next one; give the blocks and the rows taken."""
        single = self._blocks(number, _texts(cells))
        if below is None or below[0] != number + 1:
            return single, 1
        double = self._blocks(below[0], self._joined(cells, below[1]))
        lower = self._blocks(below[0], _texts(below[1]))
        if _size(double) > max(_size(single), _size(lower)):
            return double, 2
        return single, 1

    def block(self, table: str, number: int, texts: Mapping[int, str]) -> Block:
        """Read headings as those of one table."""
        claims: dict[str, list[Column]] = {}
        unknown: list[Column] = []
        for index, written in sorted(texts.items()):
            name = self.headings.field(table, written)
            if name is None:
                self._check_unit(table, written)
                unknown.append(Column(index, written))
            else:
                claims.setdefault(name, []).append(Column(index, written, name))
        columns: list[Column] = []
        for name, rivals in claims.items():
            kept = rivals[0] if len(rivals) == 1 else self._preferred(table, name, rivals)
            columns.append(kept)
            unknown += [Column(rival.index, rival.written) for rival in rivals if rival is not kept]
        columns.sort(key=lambda column: column.index)
        return Block(table, number, tuple(columns), tuple(unknown))

    def _blocks(self, number: int, texts: Mapping[int, str]) -> list[Block]:
        """Recognise whole tables: side by side when blank columns part them, else the one that fits best."""
        groups = list(_groups(texts))
        if len(groups) > 1:
            parts = [self._fitting(number, group) for group in groups]
            whole = [part for part in parts if part is not None]
            if len(whole) > 1:
                ends = [*(min(column.index for column in part.columns) for part in whole[1:]), None]
                starts = [0, *ends[:-1]]
                for part, start, end in zip(whole, starts, ends, strict=True):
                    part.span = (start or 0, end)
                return whole
        alone = self._fitting(number, texts)
        return [] if alone is None else [alone]

    def _fitting(self, number: int, texts: Mapping[int, str]) -> Block | None:
        """Find the table whose needs the headings meet, the announced one first, then the fullest."""
        keys = {heading_key(written) for written in texts.values()}
        fits: list[tuple[bool, int, str]] = []
        for table, known in self.headings.fields.items():
            found = {known[key] for key in keys if key in known}
            if not missing_fields(self.headings, table, found):
                fits.append((table == self.hint, len(found), table))
        return self.block(max(fits)[2], number, texts) if fits else None

    def _joined(self, upper: Sequence[Cell], lower: Sequence[Cell]) -> dict[int, str]:
        """Join two heading rows: a merged heading covers the blank cells at its right."""
        above, below = _texts(upper), _texts(lower)
        joined: dict[int, str] = {}
        cover = ""
        for index in range(max(len(upper), len(lower))):
            cover = above.get(index, cover)
            own, under = above.get(index, ""), below.get(index, "")
            both = f"{cover} {under}".strip()
            choices = [both, under] if under else [own]
            known = [text for text in choices if heading_key(text) in self.keys]
            chosen = known[0] if known else choices[0]
            if chosen:
                joined[index] = chosen
        return joined

    def _preferred(self, table: str, name: str, rivals: Sequence[Column]) -> Column:
        """Choose between two columns for one field where it is safe, else refuse."""
        canonical = self.headings.name(table, name)
        exact = [rival for rival in rivals if heading_key(rival.written) == heading_key(canonical)]
        if _KINDS[table, name] in _TWICE_ALLOWED and len(exact) == 1:
            return exact[0]
        by_year = {year: rival for rival in rivals if (year := vintage(rival.written)) is not None}
        if len(by_year) == len(rivals):
            return by_year[max(by_year)]
        written = tuple(f"{rival.written} (colonne {column_letters(rival.index + 1)})" for rival in rivals)
        raise AmbiguousColumnError(self.sheet, canonical, written)

    def _check_unit(self, table: str, written: str) -> None:
        """Refuse amounts in thousands: they would be left aside, or read a thousand times too small."""
        key = in_thousands(written)
        name = self.headings.fields[table].get(key) if key else None
        if name and _KINDS[table, name] in _AMOUNTS:
            raise UnitError(self.sheet, written)


def _texts(cells: Sequence[Cell]) -> dict[int, str]:
    """Give the texts of a row by position, on one line."""
    return {index: " ".join(cell.split()) for index, cell in enumerate(cells) if isinstance(cell, str)}


def _groups(texts: Mapping[int, str]) -> Iterator[dict[int, str]]:
    """Part the headings where a column has none."""
    group: dict[int, str] = {}
    for index, written in sorted(texts.items()):
        if group and index - 1 not in group:
            yield group
            group = {}
        group[index] = written
    if group:
        yield group


def _size(blocks: Sequence[Block]) -> int:
    """Count the columns recognised."""
    return sum(len(block.columns) for block in blocks)
