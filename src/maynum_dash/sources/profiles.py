"""Which kind of file this is, told by its headings: a score for each profile, with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from maynum_dash.sources.blocks import missing_fields
from maynum_dash.sources.fields import POSTS
from maynum_dash.sources.headings import (
    CANONICAL_PROFILE,
    SHEET,
    Headings,
    heading_key,
    known_headings,
    profile_names,
)
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.lessons import Lesson, headings_with

_TOP_ROWS: Final = 100
_FEWEST_KNOWN: Final = 2
# Points for the headings that a profile cannot do without; the rest is for those that it knows.
_NEEDED: Final = 60
_KNOWN: Final = 40
# Two whole profiles closer than this are a tie.
_MARGIN: Final = 10
_SHOWN: Final = 5
_WORKBOOK_LABEL: Final = "classeur de suivi May Num"


@dataclass(frozen=True, slots=True)
class Candidate:
    """How much a file looks like one profile.

    Parameters
    ----------
    profile
        Name of the profile in the table of headings.
    label
        What it is called in French.
    score
        From 0 to 100: 60 points for the headings that the profile needs, by share found, and 40 for the
        headings of the file that it knows, by share.
    is_whole
        Whether every heading that it needs was found.
    reasons
        Why, in French.
    """

    profile: str
    label: str
    score: int
    is_whole: bool
    reasons: tuple[str, ...]


def detect(raw: RawWorkbook, lessons: tuple[Lesson, ...] = ()) -> tuple[Candidate, ...]:
    """Compare the headings of a file with those of every profile.

    Parameters
    ----------
    raw
        Cells of the file.
    lessons
        Headings that the team taught.

    Returns
    -------
    tuple of Candidate
        Every profile, best score first.
    """
    known = known_headings() | {heading_key(one.heading) for one in lessons}
    rows = [row for sheet in raw.sheets if (row := _heading_row(sheet, known))]
    found = [_candidate(headings_with(profile, lessons), rows) for profile in profile_names()]
    return tuple(sorted(found, key=lambda one: (one.score, one.is_whole), reverse=True))


def settled(candidates: Sequence[Candidate]) -> Candidate | None:
    """Give the profile that the headings settle; ``None`` when the best is not whole, or not the only one.

    Parameters
    ----------
    candidates
        Result of `detect`.
    """
    best, *others = candidates
    tie = any(other.is_whole and best.score - other.score < _MARGIN for other in others)
    return best if best.is_whole and not tie else None


def profile_label(headings: Headings) -> str:
    """Name a profile in French."""
    if headings.profile == CANONICAL_PROFILE:
        return _WORKBOOK_LABEL
    return headings.name(next(iter(headings.fields)), SHEET)


def _heading_row(sheet: RawSheet, known: frozenset[str]) -> dict[str, str]:
    """Find the row that holds the most known headings; give them as compared, with what is written."""
    best: dict[str, str] = {}
    likeness = _FEWEST_KNOWN - 1
    for _, cells in sheet.rows[:_TOP_ROWS]:
        texts = {heading_key(cell): " ".join(cell.split()) for cell in cells if isinstance(cell, str)}
        count = len(texts.keys() & known)
        if count > likeness:
            best, likeness = texts, count
    return best


def _candidate(headings: Headings, rows: Sequence[dict[str, str]]) -> Candidate:
    """Score one profile."""
    tables = [POSTS] if headings.profile == CANONICAL_PROFILE else list(headings.fields)
    needed = [(table, name) for table in tables for name in missing_fields(headings, table, set())]
    shares = [(_lacking(headings, table, row), row) for row in rows for table in tables]
    lacking = min((lacking for lacking, _ in shares), key=len, default=tuple(name for _, name in needed))
    written = {key for row in rows for key in row}
    known = written & set(_all_keys(headings))
    missing = tuple(headings.name(tables[0], name) for name in lacking)
    score = _NEEDED * (len(needed) - len(lacking)) / len(needed)
    score += _KNOWN * len(known) / len(written) if written else 0
    reasons = _reasons(len(needed), missing, len(known), len(written))
    return Candidate(headings.profile, profile_label(headings), int(score), not lacking, reasons)


def _lacking(headings: Headings, table: str, row: dict[str, str]) -> tuple[str, ...]:
    """List the fields that a heading row lacks to be a table."""
    known = headings.fields[table]
    return missing_fields(headings, table, {known[key] for key in row if key in known})


def _all_keys(headings: Headings) -> Iterator[str]:
    """Give every heading of a profile, those of columns that it does not read included."""
    for fields in headings.fields.values():
        yield from fields
    yield from headings.personal
    yield from headings.unused


def _reasons(needed: int, missing: Sequence[str], known: int, written: int) -> tuple[str, ...]:
    """Explain a score."""
    first = f"{needed - len(missing)} en-tête(s) indispensable(s) sur {needed}"
    second = f"{known} en-tête(s) du fichier connu(s) sur {written}"
    if not missing:
        return first, second
    more = f" et {len(missing) - _SHOWN} autre(s)" if len(missing) > _SHOWN else ""
    listed = ", ".join(f"« {name} »" for name in missing[:_SHOWN])
    return first, second, f"il manque {listed}{more}"
