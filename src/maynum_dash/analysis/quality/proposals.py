"""Which field each unknown column of a file may be, by its heading and values; nothing is decided here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from maynum_dash.analysis.quality.likeness import fit
from maynum_dash.analysis.quality.questions import Assistance, Question, Suggestion
from maynum_dash.domain.errors import AmbiguousColumnError, UnitError
from maynum_dash.sources.blocks import Block, Column, missing_fields
from maynum_dash.sources.cells import Cell, show
from maynum_dash.sources.fields import Kind
from maynum_dash.sources.finder import find_blocks
from maynum_dash.sources.grid import column_letters
from maynum_dash.sources.headings import CANONICAL_PROFILE, README, Headings, heading_key
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.lessons import Lesson, headings_with
from maynum_dash.sources.personal import hold_contacts, sounds_personal, without_contacts
from maynum_dash.sources.profiles import detect, settled
from maynum_dash.sources.schemas import SCHEMAS, parsers
from maynum_dash.sources.values import Parser, fold

PROPOSED: Final = 60  # from this score, the best field is chosen beforehand; the user decides
_WORTH_SHOWING: Final = 40
_SHOWN: Final = 3
_LIKELY_PROFILE: Final = 50
_TOP_ROWS: Final = 40
_LOOKED_AT: Final = 200  # rows: enough to know what a column holds
_NAME_WEIGHT: Final = 0.65
_UNFIT: Final = 0.5  # below this share of readable values, the column is something else
# Values that only one field of a table can have.
_TELLING: Final = frozenset(
    {Kind.SIRET, Kind.STATUS, Kind.CATEGORY, Kind.PAYMENT, Kind.AUTHORISATION, Kind.STATE, Kind.AGREEMENT}
)
_TELLING_FIT: Final = 0.9
_TELLING_SCORE: Final = 85
_CLOSE: Final = 60


def assist(raw: RawWorkbook, lessons: tuple[Lesson, ...] = ()) -> Assistance:
    """Compare every unknown column of a file with the fields that it does not have yet.

    Parameters
    ----------
    raw
        Cells of the file, without our own annotations.
    lessons
        Headings that the team taught: nothing is asked about them again.
    """
    candidates = detect(raw, lessons)
    best = settled(candidates) or candidates[0]
    profile = best.profile if best.score >= _LIKELY_PROFILE else CANONICAL_PROFILE
    headings = headings_with(profile, lessons)
    known = parsers(epoch_1904=raw.epoch_1904)
    questions: list[Question] = []
    missing: dict[tuple[str, str], tuple[str, ...]] = {}
    free: dict[tuple[str, str], tuple[str, ...]] = {}
    for sheet in raw.sheets:
        for block in _blocks(sheet, headings):
            place = sheet.name, block.table
            missing[place] = missing_fields(headings, block.table, block.fields)
            free[place] = _free(block, missing[place])
            questions += _questions(sheet, block, headings, known, free[place])
    return Assistance(profile, tuple(questions), {key: one for key, one in missing.items() if one}, free)


def _blocks(sheet: RawSheet, headings: Headings) -> list[Block]:
    """Find the tables of a sheet, or the one that it looks most like."""
    hint = headings.sheets.get(fold(sheet.name))
    if hint == README or not sheet.rows:
        return []
    try:
        found = find_blocks(sheet.name, sheet.rows, headings, hint)
    except (AmbiguousColumnError, UnitError):
        found = []
    first = {block.table: block for block in reversed(found)}
    if first:
        return list(first.values())
    likely = _likeliest(sheet, headings, [hint] if hint in headings.fields else list(headings.fields))
    return [] if likely is None else [likely]


def _likeliest(sheet: RawSheet, headings: Headings, tables: Sequence[str | None]) -> Block | None:
    """Find the row and the table that share most, exactly or nearly."""
    best: tuple[float, int, str] = (0, 0, "")
    for position, (_, cells) in enumerate(sheet.rows[:_TOP_ROWS]):
        texts = [heading_key(cell) for cell in cells if isinstance(cell, str)]
        for table in tables:
            if table is not None and len(texts) > 1:
                best = max(best, (_nearness(texts, headings.fields[table]), -position, table))
    nearness, position, table = best
    if nearness < min(2, len(SCHEMAS[table]) if table else 2):
        return None
    number, cells = sheet.rows[-position]
    columns = [
        Column(index, " ".join(cell.split()), headings.field(table, cell) or "")
        for index, cell in enumerate(cells)
        if isinstance(cell, str)
    ]
    claimed = {one.field: one for one in reversed(columns) if one.field}
    known = tuple(one for one in columns if claimed.get(one.field) is one)
    unknown = tuple(replace(one, field="") for one in columns if one not in known)
    return Block(table, number, known, unknown, rows=sheet.rows[-position + 1 :])


def _nearness(texts: Sequence[str], known: Mapping[str, str]) -> float:
    """Count the headings of a row that a table knows; nearly known ones count for half."""
    exact = sum(text in known for text in texts)
    others = [text for text in texts if text not in known]
    return exact + 0.5 * sum(
        max((_alike(text, key) for key in known), default=0) >= _CLOSE for text in others
    )


def _free(block: Block, missing: Sequence[str]) -> tuple[str, ...]:
    """List the fields that no column gives, those that are needed first."""
    names = [one.name for one in SCHEMAS[block.table] if one.name not in block.fields]
    return tuple(dict.fromkeys((*missing, *names)))


def _questions(
    sheet: RawSheet,
    block: Block,
    headings: Headings,
    known: Mapping[Kind, Parser],
    free: Sequence[str],
) -> list[Question]:
    """Ask about the columns of a table, each field proposed once, to the column that fits it best."""
    asked = [_ask(sheet, block, column, headings, known, free) for column in _unknown(block, headings)]
    rivals = sorted(
        (
            (one.score, -rank, one.field)
            for rank, question in enumerate(asked)
            for one in question.suggestions
        ),
        reverse=True,
    )
    chosen: dict[int, str] = {}
    for score, rank, name in rivals:
        if score >= PROPOSED and -rank not in chosen and name not in chosen.values():
            chosen[-rank] = name
    return [replace(question, chosen=chosen.get(rank, "")) for rank, question in enumerate(asked)]


def _unknown(block: Block, headings: Headings) -> Iterator[Column]:
    """Give the columns to ask about: headed, not personal, not left aside already."""
    for column in block.unknown:
        key = heading_key(column.written)
        is_private = key in headings.personal or sounds_personal(column.written)
        is_settled = key in headings.unused or (block.table, key) in headings.aside
        if key and not is_private and not is_settled and not hold_contacts(_cells(block, column.index)):
            yield column


def _ask(  # noqa: PLR0913, PLR0917 -- a column, where it stands, what it is compared with
    sheet: RawSheet,
    block: Block,
    column: Column,
    headings: Headings,
    known: Mapping[Kind, Parser],
    free: Sequence[str],
) -> Question:
    """Compare one column with the free fields."""
    cells = _cells(block, column.index)
    kinds = {one.name: one.kind for one in SCHEMAS[block.table]}
    key = heading_key(column.written)
    found = []
    for name in free:
        names = [written for written, one in headings.fields[block.table].items() if one == name]
        likeness = max((_alike(key, written) for written in names), default=0)
        share = fit(kinds[name], cells, known[kinds[name]])
        score = _score(kinds[name], likeness, share)
        if score >= _WORTH_SHOWING:
            found.append(Suggestion(name, score, None if share is None else round(100 * share)))
    found.sort(key=lambda one: -one.score)
    samples = tuple(dict.fromkeys(without_contacts(show(cell)) for cell in cells))[:_SHOWN]
    letters = column_letters(column.index + 1)
    return Question(sheet.name, block.table, column.written, letters, samples, tuple(found[:_SHOWN]))


def _cells(block: Block, index: int) -> list[Cell]:
    rows = (cells for _, cells in block.rows[:_LOOKED_AT])
    return [cells[index] for cells in rows if index < len(cells) and cells[index] is not None]


def _alike(one: str, other: str) -> float:
    """Compare two headings whatever the order of their words, from 0 to 100; half alike is not alike."""
    likeness = 0.5 * fuzz.token_sort_ratio(one, other) + 0.5 * fuzz.token_set_ratio(one, other)
    return max(0.0, 2 * likeness - 100)


def _score(kind: Kind, likeness: float, share: float | None) -> int:
    """Weigh the likeness of the headings and the share of values that can be read."""
    if share is None:
        return round(_NAME_WEIGHT * likeness + (1 - _NAME_WEIGHT) * 50)
    if share < _UNFIT:
        return 0
    score = _NAME_WEIGHT * likeness + (1 - _NAME_WEIGHT) * 100 * share
    if kind in _TELLING and share >= _TELLING_FIT:
        score = max(score, _TELLING_SCORE)
    return round(score)
