"""The canonical workbook, read and typed; nothing is joined here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from pandas import DataFrame

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.complements import Complement
from maynum_dash.sources.annotations import without_annotations
from maynum_dash.sources.discretion import discreet
from maynum_dash.sources.fields import POSTS, TABLES, Kind, parsers
from maynum_dash.sources.frames import frame
from maynum_dash.sources.headings import CANONICAL_PROFILE, README, Headings
from maynum_dash.sources.isolation import RawWorkbook, read_raw
from maynum_dash.sources.lessons import Lesson, headings_with
from maynum_dash.sources.notices import sheet_notices, workbook_notices
from maynum_dash.sources.rows import Rule, TableRows, read_rows
from maynum_dash.sources.rules import PostRules, linked_rules
from maynum_dash.sources.schemas import AGE_COUNTS, GIVEN_NEEDS, STATE_POSTS
from maynum_dash.sources.sheets import Claim, assign
from maynum_dash.sources.values import Parser, fold
from maynum_dash.sources.watch import Step, Watch

_DEMONSTRATION = fold("Données de démonstration")


@dataclass(frozen=True, slots=True)
class SheetCount:
    """What became of the rows of one table.

    Parameters
    ----------
    sheet
        Name of the sheet.
    table
        Table that it holds.
    heading_row
        Excel number of the heading row.
    rows_read, rows_accepted, rows_rejected
        Filled rows below the headings; read = accepted + rejected.
    unknown_columns
        Headings left aside, as written.
    """

    sheet: str
    table: str
    heading_row: int
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    unknown_columns: tuple[str, ...]


# What a workbook is called, nothing of what it holds.
_NAMES: Final = frozenset({"name", "sha256", "is_marked"})


@dataclass(frozen=True, slots=True, eq=False)
class Workbook:
    """A workbook as typed tables, with everything that was doubtful in it.

    Parameters
    ----------
    name
        File name as the user knows it.
    sha256
        Fingerprint of the bytes.
    profile
        Profile of headings under which it was read.
    is_demo
        Whether it says that it holds demonstration data.
    posts, payments, envelopes, criteria, needs, places, elected
        One row per accepted row; ``row`` is the Excel number, amounts are cents (``Int64``), dates are
        ``datetime64[s]``; a sheet that is absent gives an empty table of the same columns.
    sheets
        Counts per table read.
    anomalies
        What was found, file first, then sheet by sheet and row by row.
    fragility
        Index of fragility by commune or EPCI, of the same kind as the other tables; never a rate.
    state_posts, age_counts, given_needs
        What exports of the State, of Insee, and a table of needs brought, of the columns of
        ``schemas.SCHEMAS``; empty as long as nothing completes the workbook.
    complements
        The files that completed it.
    is_marked
        Whether ``sha256`` tells already how it was read, as that of an import and of completed data.
    """

    name: str
    sha256: str
    profile: str
    is_demo: bool
    posts: DataFrame
    payments: DataFrame
    envelopes: DataFrame
    criteria: DataFrame
    needs: DataFrame
    places: DataFrame
    elected: DataFrame
    sheets: tuple[SheetCount, ...]
    anomalies: tuple[Anomaly, ...]
    fragility: DataFrame = field(default_factory=lambda: frame("fragility"))
    state_posts: DataFrame = field(default_factory=lambda: frame(STATE_POSTS))
    age_counts: DataFrame = field(default_factory=lambda: frame(AGE_COUNTS))
    given_needs: DataFrame = field(default_factory=lambda: frame(GIVEN_NEEDS))
    complements: tuple[Complement, ...] = ()
    is_marked: bool = False

    @property
    def fingerprint(self) -> str:
        """What identifies the file as it was read: the same bytes read with other decisions differ."""
        said = self.learned
        if self.is_marked or not said:
            return self.sha256
        return hashlib.sha256("\n".join((self.sha256, *said)).encode()).hexdigest()

    def holds_as(self, other: "Workbook") -> bool:
        """Tell whether another workbook holds the same, whatever they were made from and are called."""
        for name in (one.name for one in fields(self) if one.name not in _NAMES):
            mine, theirs = getattr(self, name), getattr(other, name)
            if not (mine.equals(theirs) if isinstance(mine, DataFrame) else mine == theirs):
                return False
        return True

    @property
    def learned(self) -> tuple[str, ...]:
        """Columns that were read as the team decided, in an order of their own."""
        found = (one for one in self.anomalies if one.code == Code.COLUMN_LEARNED)
        return tuple(sorted(f"{one.sheet}\t{one.column}\t{one.value}" for one in found))


@dataclass(slots=True)
class _Reading:
    """What is gathered table after table."""

    headings: Headings
    parsers: Mapping[Kind, Parser]
    frames: dict[str, DataFrame] = field(default_factory=dict)
    counts: list[SheetCount] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)

    def read(self, table: str, claim: Claim, rule: Rule) -> None:
        """Read one table, which may stand in several blocks of its sheet, without what it says of people."""
        sheet = claim.sheet.name
        columns: dict[str, list[object]] = {}
        self.anomalies += sheet_notices(claim.sheet)
        for block in claim.blocks:
            kept, notices, unknown = discreet(sheet, block, self.headings)
            rows = read_rows(sheet, kept, self.parsers, rule)
            for name, values in rows.columns.items():
                columns.setdefault(name, []).extend(values)
            self.anomalies += [*notices, *rows.anomalies]
            self.counts.append(count(sheet, table, block.heading_row, rows, unknown))
        self.frames[table] = frame(table, columns)


def read_workbook(
    content: bytes, name: str, lessons: tuple[Lesson, ...] = (), watch: Watch | None = None
) -> Workbook:
    """Read a workbook of the canonical profile, safely.

    Parameters
    ----------
    content
        Bytes of the file, whatever they are.
    name
        File name as the user knows it, for messages.
    lessons
        Headings that the team taught.
    watch
        Follows the steps, and may stop it.

    Returns
    -------
    Workbook
        Typed tables and anomalies; for each sheet, rows read = rows accepted + rows rejected.

    Raises
    ------
    MaynumError
        When nothing can be read: the French sentence says why and what to do.
    """
    seen = watch or Watch()
    raw = without_annotations(read_raw(content, name, watch=seen))
    seen.enter(Step.CHECK)
    return understand_workbook(raw, hashlib.sha256(content).hexdigest(), name, lessons)


def understand_workbook(
    raw: RawWorkbook, sha256: str, name: str, lessons: tuple[Lesson, ...] = ()
) -> Workbook:
    """Give a meaning to the cells of a workbook of the canonical profile.

    Parameters
    ----------
    raw
        Cells of the workbook, without our own annotations.
    sha256, name
        See `Workbook`.
    lessons
        Headings that the team taught.

    Raises
    ------
    MaynumError
        See `read_workbook`.
    """
    headings = headings_with(CANONICAL_PROFILE, lessons)
    claims, left_out = assign(raw, headings, name)
    reading = _Reading(headings, parsers(epoch_1904=raw.epoch_1904))
    reading.anomalies += [*workbook_notices(raw), *left_out]
    has_category = any("category" in block.fields for block in claims[POSTS].blocks)
    posts = PostRules(has_category=has_category)
    for table, claim in claims.items():
        reading.read(table, claim, posts if table == POSTS else linked_rules(table, posts.known))
    sheet = claims[POSTS].sheet.name
    if not has_category:
        reading.anomalies.append(anomaly(Code.CATEGORY_DEFAULT, Spot(sheet)))
    if not any(one.rows_read for one in reading.counts if one.table == POSTS):
        reading.anomalies.append(anomaly(Code.SHEET_EMPTY, Spot(sheet)))
    tables = {table: reading.frames[table] if table in reading.frames else frame(table) for table in TABLES}
    return Workbook(
        name=name,
        sha256=sha256,
        profile=headings.profile,
        is_demo=_says_demonstration(raw, headings),
        sheets=tuple(reading.counts),
        anomalies=tuple(reading.anomalies),
        complements=(),
        is_marked=False,
        **tables,
    )


def count(sheet: str, table: str, heading_row: int, rows: TableRows, unknown: tuple[str, ...]) -> SheetCount:
    """Count the rows of one block."""
    accepted = rows.read - rows.rejected
    return SheetCount(sheet, table, heading_row, rows.read, accepted, rows.rejected, unknown)


def _says_demonstration(raw: RawWorkbook, headings: Headings) -> bool:
    """Tell whether the « Lisez-moi » sheet says that the data are invented."""
    return any(
        isinstance(cell, str) and _DEMONSTRATION in fold(cell)
        for sheet in raw.sheets
        if headings.sheets.get(fold(sheet.name)) == README
        for _, cells in sheet.rows
        for cell in cells
    )
