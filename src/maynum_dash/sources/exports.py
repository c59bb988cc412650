"""An export of the State's tools, read and typed; nothing is joined here."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pandas import DataFrame

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.errors import (
    MissingColumnError,
    NoSuchProfileError,
    NotAnExportError,
    UnknownProfileError,
)
from maynum_dash.sources.advisers import Advisers
from maynum_dash.sources.ages import Ages, check_vintages
from maynum_dash.sources.annotations import without_annotations
from maynum_dash.sources.blocks import Block, missing_fields
from maynum_dash.sources.discretion import discreet
from maynum_dash.sources.finder import best_guess, find_blocks
from maynum_dash.sources.frames import frame
from maynum_dash.sources.headings import CANONICAL_PROFILE, Headings, profile_names
from maynum_dash.sources.isolation import RawSheet, RawWorkbook, read_raw
from maynum_dash.sources.lessons import Lesson, headings_with
from maynum_dash.sources.notices import sheet_notices, workbook_notices
from maynum_dash.sources.profiles import Candidate, detect, profile_label, settled
from maynum_dash.sources.rows import Rule, read_rows
from maynum_dash.sources.rules import linked_rules
from maynum_dash.sources.schemas import ADVISER_ROWS, AGE_COUNTS, NEEDS, STATE_POSTS, STRUCTURES, parsers
from maynum_dash.sources.transfers import Transfers
from maynum_dash.sources.twins import Twins
from maynum_dash.sources.workbook import SheetCount, count

_SHOWN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """An export of the State as typed tables, with everything that was doubtful in it.

    Parameters
    ----------
    name
        File name as the user knows it.
    sha256
        Fingerprint of the bytes.
    profile
        Profile of headings under which it was read.
    label
        What this profile is called in French.
    tables
        Name → one row per accepted row, or per post for the rows of advisers; ``row`` is the Excel number,
        amounts are cents of State money (``Int64``), people are counts. ``state_posts``, ``age_counts``,
        ``needs`` or ``structures``, according to the profile.
    sheets
        Counts per table read; a row of adviser is accepted even when several make one post.
    anomalies
        What was found, file first, then sheet by sheet and row by row.
    candidates
        What the file looked like, best first.
    """

    name: str
    sha256: str
    profile: str
    label: str
    tables: Mapping[str, DataFrame]
    sheets: tuple[SheetCount, ...]
    anomalies: tuple[Anomaly, ...]
    candidates: tuple[Candidate, ...]


def read_export(
    content: bytes, name: str, profile: str | None = None, lessons: tuple[Lesson, ...] = ()
) -> Export:
    """Read an export of the State's tools, safely.

    Parameters
    ----------
    content
        Bytes of the file, whatever they are.
    name
        File name as the user knows it, for messages.
    profile
        Profile that the user chose; ``None`` to tell it by the headings.
    lessons
        Headings that the team taught.

    Returns
    -------
    Export
        Typed tables and anomalies; for each sheet, rows read = rows accepted + rows rejected.

    Raises
    ------
    MaynumError
        When nothing can be read, or when the headings do not settle what the file is.
    """
    raw = without_annotations(read_raw(content, name))
    sha256 = hashlib.sha256(content).hexdigest()
    return understand_export(raw, sha256, name, detect(raw, lessons), profile, lessons)


def understand_export(  # noqa: PLR0913, PLR0917 -- what the file is, and what was decided about it
    raw: RawWorkbook,
    sha256: str,
    name: str,
    candidates: tuple[Candidate, ...],
    profile: str | None = None,
    lessons: tuple[Lesson, ...] = (),
) -> Export:
    """Give a meaning to the cells of an export.

    Parameters
    ----------
    raw
        Cells of the file, without our own annotations.
    sha256, name, profile, lessons
        See `Export` and `read_export`.
    candidates
        Result of `detect` on these cells.

    Raises
    ------
    MaynumError
        See `read_export`.
    """
    chosen = _chosen(name, candidates, profile)
    headings = headings_with(chosen, lessons)
    (table,) = headings.fields
    found = _tables(raw, headings, table)
    if not found:
        raise _unreadable(raw, headings, table, name)
    reading = _Reading(raw, headings, table)
    reading.anomalies += [*workbook_notices(raw), _recognised(headings, candidates, profile)]
    for sheet in raw.sheets:
        if sheet.name in found:
            reading.read(sheet, found[sheet.name])
        elif sheet.rows:
            reading.anomalies.append(anomaly(Code.SHEET_IGNORED, Spot(sheet.name)))
    tables = reading.finish()
    sheets, anomalies = tuple(reading.counts), tuple(reading.anomalies)
    return Export(name, sha256, chosen, profile_label(headings), tables, sheets, anomalies, candidates)


@dataclass(slots=True)
class _Reading:
    """What is gathered block after block."""

    raw: RawWorkbook
    headings: Headings
    table: str
    columns: dict[str, list[object]] = field(default_factory=dict)
    counts: list[SheetCount] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)
    rule: Rule = field(init=False)

    def __post_init__(self) -> None:
        self.rule = _rule(self.table)

    def read(self, sheet: RawSheet, blocks: Sequence[Block]) -> None:
        """Read every block of a sheet, without what it says of people."""
        self.anomalies += sheet_notices(sheet)
        for block in blocks:
            kept, notices, unknown = discreet(sheet.name, block, self.headings)
            rows = read_rows(sheet.name, kept, parsers(epoch_1904=self.raw.epoch_1904), self.rule)
            for name, values in rows.columns.items():
                self.columns.setdefault(name, []).extend(values)
            self.anomalies += [*notices, *rows.anomalies]
            self.counts.append(count(sheet.name, self.table, block.heading_row, rows, unknown))
            if not rows.read:
                self.anomalies.append(anomaly(Code.SHEET_EMPTY, Spot(sheet.name)))

    def finish(self) -> dict[str, DataFrame]:
        """Type the table; the rows of advisers become posts."""
        if not isinstance(self.rule, Advisers):
            return {self.table: frame(self.table, self.columns)}
        columns, found = self.rule.posts_table()
        self.anomalies += found
        return {STATE_POSTS: frame(STATE_POSTS, columns)}


def _rule(table: str) -> Rule:
    """Give what is checked between the rows of a table."""
    rules: dict[str, Rule] = {
        STATE_POSTS: Transfers(),
        ADVISER_ROWS: Advisers(),
        AGE_COUNTS: Ages(),
        STRUCTURES: Twins(),
        NEEDS: linked_rules(NEEDS, {}),
    }
    return rules[table]


def _chosen(name: str, candidates: Sequence[Candidate], profile: str | None) -> str:
    """Give the profile to read with: the one that is asked for, else the one that the headings settle."""
    if profile is not None and profile not in profile_names():
        raise NoSuchProfileError(profile, profile_names())
    best = settled(candidates)
    if profile is None and best is None:
        raise unsettled(name, candidates)
    chosen = profile if best is None or profile is not None else best.profile
    if chosen is None or chosen == CANONICAL_PROFILE:
        raise NotAnExportError(name)
    return chosen


def unsettled(name: str, candidates: Sequence[Candidate]) -> UnknownProfileError:
    """Refuse a file of which the headings do not settle the profile, with the closest ones.

    Parameters
    ----------
    name
        File name.
    candidates
        Result of `detect`.
    """
    likely = [(one.label, one.score, one.reasons) for one in candidates[:_SHOWN]]
    return UnknownProfileError(name, likely, is_tie=candidates[0].is_whole and candidates[1].is_whole)


def _tables(raw: RawWorkbook, headings: Headings, table: str) -> dict[str, list[Block]]:
    """Find the sheets that hold the table."""
    found: dict[str, list[Block]] = {}
    for sheet in raw.sheets:
        blocks = find_blocks(sheet.name, sheet.rows, headings, table)
        if table == AGE_COUNTS:
            check_vintages(sheet.name, blocks, headings)
        if blocks:
            found[sheet.name] = blocks
    return found


def _unreadable(raw: RawWorkbook, headings: Headings, table: str, name: str) -> MissingColumnError:
    """Name what the closest sheet lacks to be the profile that is asked for."""
    guesses = [
        (len(guess.columns), sheet.name, guess)
        for sheet in raw.sheets
        if (guess := best_guess(sheet.name, sheet.rows, headings, table)) is not None
    ]
    _, sheet, guess = max(guesses, key=lambda one: one[0], default=(0, name, None))
    lacking = missing_fields(headings, table, set() if guess is None else guess.fields)
    written = () if guess is None else tuple(one.written for one in (*guess.columns, *guess.unknown))
    return MissingColumnError(sheet, tuple(headings.name(table, one) for one in lacking), written)


def _recognised(headings: Headings, candidates: Sequence[Candidate], profile: str | None) -> Anomaly:
    """Say under which profile the file is read, and why."""
    label = profile_label(headings)
    if profile is not None:
        return anomaly(Code.EXPORT_CHOSEN, Spot(), label=label)
    return anomaly(Code.EXPORT_RECOGNISED, Spot(), label=label, score=candidates[0].score)
