"""The rows of one table: each one read cell by cell, accepted, or rejected with its reason."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.catalogue import CELL_IGNORED, ROW_REJECTED, Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.sources.appraisal import Appraise, post_share, written_amount
from maynum_dash.sources.blocks import Block, Column
from maynum_dash.sources.cells import Cell, show
from maynum_dash.sources.fields import POSTS, Kind
from maynum_dash.sources.personal import without_contacts
from maynum_dash.sources.schemas import SCHEMAS
from maynum_dash.sources.values import Doubt, Parser, Value, fold, remembering

Record: TypeAlias = dict[str, Value]

# A label that can only be a total, and one that is a total when the row lacks what it needs.
_TOTAL: Final = re.compile(r"(?:sous |grand )?tota(?:l|ux)(?: general| generaux| 20[0-9]{2})?")
_TOTAL_LABEL: Final = re.compile(r"(?:(?:sous |grand )?tota(?:l|ux)|ensemble|cumul|somme)\b.*")
_NOTE: Final = re.compile(r"(?:nb|note|source|remarque|attention|legende)\b.*")
_NOTE_WORDS: Final = 3
_AMOUNTS: Final = frozenset({Kind.CENTS, Kind.EUROS})
_HARMLESS: Final = frozenset({Code.ZERO_RESTORED, Code.CONTACT_REMOVED, Code.RATE_FRACTION})


@dataclass(frozen=True, slots=True)
class Line:
    """One row being judged: its values, and how to speak of its cells.

    Parameters
    ----------
    sheet
        Name of the sheet.
    number
        Row number in Excel.
    record
        Field → value; ``None`` when empty or unreadable.
    cells
        Cells from column A.
    columns
        Field → column.
    """

    sheet: str
    number: int
    record: Record
    cells: Sequence[Cell]
    columns: Mapping[str, Column]

    def spot(self, name: str = "") -> Spot:
        """Locate a cell of the row, or the row itself."""
        column = self.columns.get(name)
        if column is None:
            return Spot(self.sheet, self.number)
        cell = self.cells[column.index] if column.index < len(self.cells) else None
        return Spot(self.sheet, self.number, column.written, without_contacts(show(cell)))


Rule: TypeAlias = Callable[[Line], list[Anomaly]]


@dataclass(slots=True)
class TableRows:
    """What one block gave.

    Parameters
    ----------
    columns
        Field → values of the accepted rows, and ``row`` → their Excel numbers.
    anomalies
        What was found, in the order of the rows.
    read, rejected
        Counts of rows; accepted is the difference.
    """

    columns: dict[str, list[Value]]
    anomalies: list[Anomaly] = field(default_factory=list)
    read: int = 0
    rejected: int = 0


def read_rows(sheet: str, block: Block, parsers: Mapping[Kind, Parser], rule: Rule) -> TableRows:
    """Read the rows of a block.

    Parameters
    ----------
    sheet
        Name of the sheet.
    block
        Where the table stands.
    parsers
        Parser of each kind of column.
    rule
        What is checked, completed or refused once the cells of a row are read; it may change the record.

    Returns
    -------
    TableRows
        ``read = accepted + rejected``; each rejected row has an anomaly that says why.
    """
    return _Reader(sheet, block, parsers, rule).read()


class _Reader:
    """State of the reading of one block."""

    def __init__(self, sheet: str, block: Block, parsers: Mapping[Kind, Parser], rule: Rule) -> None:
        self.sheet = sheet
        self.block = block
        self.rule = rule
        self.fields = {one.name: one for one in SCHEMAS[block.table]}
        self.columns = {column.field: column for column in block.columns}
        self.plan = [
            (column.field, column.index, remembering(parsers[self.fields[column.field].kind]))
            for column in block.columns
        ]
        self.required = [one.name for one in self.fields.values() if one.required]
        self.labels = [self.columns[name].index for name in self.required if name in self.columns][:3]
        self.absent = [name for name in self.fields if name not in self.columns]
        self.appraise: Appraise = post_share if block.table == POSTS else written_amount
        self.out = TableRows({"row": [], **{name: [] for name in self.fields}})

    def read(self) -> TableRows:
        """Read every row that holds something within the block."""
        first, last = self.block.span
        for number, cells in self.block.rows:
            mine = cells if last is None else cells[:last]
            if any(cell is not None for cell in mine[first:]):
                self.out.read += 1
                self._row(number, mine)
        return self.out

    def _row(self, number: int, cells: Sequence[Cell]) -> None:
        """Read one row."""
        line = Line(self.sheet, number, dict.fromkeys(self.absent), cells, self.columns)
        doubts = self._parse(line)
        reason = self._nothing_to_count(line)
        if reason is not None:
            self.out.rejected += 1
            self.out.anomalies.append(anomaly(reason, Spot(self.sheet, number, "", _first_text(cells))))
            return
        found = [self._explain(line, name, doubt) for name, doubt in doubts]
        found += self._empty(line, {name for name, _ in doubts})
        if not any(one.severity is Severity.BLOCKING for one in found):
            found += self.rule(line)
        if any(one.severity is Severity.BLOCKING for one in found):
            self.out.rejected += 1
            self.out.anomalies += _with_stake(found, self.appraise(line.record))
            return
        self.out.anomalies += found
        columns = self.out.columns
        columns["row"].append(number)
        for name, value in line.record.items():
            columns[name].append(value)

    def _parse(self, line: Line) -> list[tuple[str, Doubt]]:
        """Fill the record; give the doubts by field."""
        doubts: list[tuple[str, Doubt]] = []
        record, cells, width = line.record, line.cells, len(line.cells)
        for name, index, parse in self.plan:
            cell = cells[index] if index < width else None
            if cell is None:
                record[name] = None
                continue
            record[name], doubt = parse(cell)
            if doubt is not None:
                doubts.append((name, doubt))
        return doubts

    def _nothing_to_count(self, line: Line) -> Code | None:
        """Recognise totals, notes and repeated headings; a complete row is none of them but a total."""
        record = line.record
        if line.number in self.block.repeated:
            return Code.HEADING_ROW
        labels = [line.cells[index] for index in self.labels if index < len(line.cells)]
        if any(isinstance(label, str) and _TOTAL.fullmatch(fold(label)) for label in labels):
            return Code.TOTAL_ROW
        if all(record[name] is not None for name in self.required):
            return None
        known = [
            line.cells[index]
            for _, index, _ in self.plan
            if index < len(line.cells) and line.cells[index] is not None
        ]
        if not known:
            return Code.NOTE_ROW
        lacking = sum(record[name] is None for name in self.required)
        texts = [cell for cell in line.cells if isinstance(cell, str)]
        if texts and _TOTAL_LABEL.fullmatch(fold(texts[0])) and lacking > 1:
            return Code.TOTAL_ROW
        return Code.NOTE_ROW if _is_note(known) else None

    def _explain(self, line: Line, name: str, doubt: Doubt) -> Anomaly:
        """Write the anomaly of a doubtful cell, with what becomes of it."""
        one = self.fields[name]
        value = line.record[name]
        if value is not None:
            severity = Severity.INFORMATION if doubt.code in _HARMLESS else Severity.WARNING
            outcome, stake = "", value if one.kind in _AMOUNTS else None
        else:
            mild = Severity.INFORMATION if doubt.code is Code.PLACEHOLDER else Severity.WARNING
            severity = Severity.BLOCKING if one.fatal else mild
            outcome, stake = (ROW_REJECTED if one.fatal else CELL_IGNORED), None
        return anomaly(
            doubt.code,
            line.spot(name),
            severity=severity,
            outcome=outcome,
            stake_cents=stake if isinstance(stake, int) else None,
            fallback=one.fallback,
            **doubt.facts,
        )

    def _empty(self, line: Line, doubtful: set[str]) -> list[Anomaly]:
        """Name the required cells that are empty."""
        return [
            anomaly(Code.REQUIRED_EMPTY, line.spot(name), outcome=ROW_REJECTED)
            for name in self.required
            if line.record[name] is None and name not in doubtful
        ]


def _is_note(known: Sequence[Cell]) -> bool:
    """Recognise a remark standing alone in the table."""
    if len(known) != 1 or not isinstance(known[0], str):
        return False
    words = fold(known[0])
    return (
        known[0].startswith(("*", "(")) or len(words.split()) >= _NOTE_WORDS or bool(_NOTE.fullmatch(words))
    )


def _first_text(cells: Sequence[Cell]) -> str:
    """Show the first filled cell of a row."""
    return without_contacts(next((show(cell) for cell in cells if cell is not None), ""))


def _with_stake(found: Sequence[Anomaly], stake: int | None) -> list[Anomaly]:
    """Put the euros of a rejected row on its first blocking anomaly, once."""
    done: list[Anomaly] = []
    for one in found:
        if one.severity is Severity.BLOCKING and stake is not None:
            done.append(replace(one, stake_cents=stake))
            stake = None
        else:
            done.append(one)
    return done
