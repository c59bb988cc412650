"""Headings that the team taught: which field a column of its files is, beside what the project knows."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import StringIO
from typing import Final

from maynum_dash.domain.errors import LessonError, LessonFault, UnreadableFileError
from maynum_dash.sources.fields import Kind
from maynum_dash.sources.headings import (
    CANONICAL_PROFILE,
    SHEET,
    UNUSED,
    Headings,
    heading_key,
    in_thousands,
    load_headings,
    profile_names,
)
from maynum_dash.sources.personal import sounds_personal
from maynum_dash.sources.schemas import SCHEMAS

COLUMNS: Final = ("profile", "table", "field", "heading", "canonical")
ASIDE_LABEL: Final = "laissée de côté"
_AMOUNTS: Final = frozenset({Kind.CENTS, Kind.EUROS})
_LARGEST: Final = 2**20
_LONGEST: Final = 200
_REMEDY: Final = "Reprenez un fichier écrit par ce tableau de bord, ou les colonnes de data/entetes.csv"


@dataclass(frozen=True, slots=True, order=True)
class Lesson:
    """One heading and what it stands for: a line of ``data/entetes.csv`` that the team decided.

    Parameters
    ----------
    profile
        Kind of file, as in the table of headings.
    table
        Table of that profile.
    field
        Field that the column holds; `UNUSED` to leave it aside.
    heading
        As written in the files.
    """

    profile: str
    table: str
    field: str
    heading: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What there is one decision about: a compared heading in a table of a profile."""
        return self.profile, self.table, heading_key(self.heading)


def check_lesson(lesson: Lesson) -> None:
    """Refuse what cannot be taught.

    Parameters
    ----------
    lesson
        Heading and what it would stand for.

    Raises
    ------
    LessonError
        When it names something that does not exist, contradicts ``data/entetes.csv``, would read thousands of
        euros as euros, or would keep what is said of people.
    """
    fault = fault_of(lesson)
    if fault is not None:
        raise LessonError(lesson.heading, fault, _facts(lesson, fault))


def fault_of(lesson: Lesson) -> LessonFault | None:
    """Tell why a lesson has no effect; ``None`` when it has one."""
    return _fault_of_place(lesson) or _fault_of_heading(lesson)


def _fault_of_place(lesson: Lesson) -> LessonFault | None:
    """Look for the field that a lesson names."""
    if lesson.profile not in profile_names():
        return LessonFault.PROFILE
    if lesson.table not in load_headings(lesson.profile).fields:
        return LessonFault.TABLE
    is_field = lesson.field == UNUSED or lesson.field in _kinds(lesson.table)
    return None if is_field else LessonFault.FIELD


def _fault_of_heading(lesson: Lesson) -> LessonFault | None:
    """Compare the heading with what the project knows."""
    headings = load_headings(lesson.profile)
    key = heading_key(lesson.heading)
    if not key or len(lesson.heading) > _LONGEST:
        return LessonFault.EMPTY
    if headings.fields[lesson.table].get(key, lesson.field) != lesson.field:
        return LessonFault.CONTRADICTION
    if lesson.field == UNUSED:
        return None
    if key in headings.personal or key in load_headings().personal or sounds_personal(lesson.heading):
        return LessonFault.PERSONAL
    is_amount = _kinds(lesson.table)[lesson.field] in _AMOUNTS
    return LessonFault.UNIT if is_amount and in_thousands(lesson.heading) is not None else None


def _kinds(table: str) -> dict[str, Kind]:
    """Give the fields of a table, and how their cells are read."""
    return {one.name: one.kind for one in SCHEMAS[table]}


def taught(headings: Headings, lessons: Iterable[Lesson]) -> Headings:
    """Add to the headings of a profile those that the team taught.

    Parameters
    ----------
    headings
        As the project knows them: they win over any lesson.
    lessons
        Decisions of the team, for any profile; those without effect are passed over.

    Returns
    -------
    Headings
        The same object when nothing is added.
    """
    fields = {table: dict(known) for table, known in headings.fields.items()}
    learned: set[tuple[str, str]] = set()
    aside: set[tuple[str, str]] = set()
    for lesson in sorted(lessons):
        _, table, key = lesson.key
        if lesson.profile != headings.profile or fault_of(lesson) is not None or key in fields[table]:
            continue
        if lesson.field == UNUSED:
            aside.add((table, key))
        else:
            fields[table][key] = lesson.field
            learned.add((table, key))
    if not learned and not aside:
        return headings
    return replace(headings, fields=fields, learned=frozenset(learned), aside=frozenset(aside))


@lru_cache(maxsize=64)
def headings_with(profile: str, lessons: tuple[Lesson, ...]) -> Headings:
    """Read the headings of a profile, those that the team taught included."""
    return taught(load_headings(profile), lessons)


def field_label(headings: Headings, table: str, field: str) -> str:
    """Name a field as its users do: the heading of the template, else the first one known."""
    if field == UNUSED:
        return ASIDE_LABEL
    known = headings.canonical.get((table, field))
    if known is not None:
        return known
    written = (key for key, name in headings.fields[table].items() if name == field)
    return next(written, field).capitalize()


def table_label(headings: Headings, table: str) -> str:
    """Name a table as its users do."""
    return headings.canonical.get((table, SHEET), table)


def lessons_csv(lessons: Iterable[Lesson]) -> bytes:
    """Write lessons in the shape of ``data/entetes.csv``, so that its keeper may take them over.

    Parameters
    ----------
    lessons
        What to write.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.profile, one.table, one.field, one.heading, "") for one in sorted(lessons))
    return out.getvalue().encode()


def read_lessons(content: bytes, name: str) -> tuple[Lesson, ...]:
    """Read lessons that were written by `lessons_csv`, or lines of ``data/entetes.csv``.

    Parameters
    ----------
    content
        Bytes of the file.
    name
        File name as the user knows it.

    Returns
    -------
    tuple of Lesson
        Those that teach something: what the project knows already is passed over.

    Raises
    ------
    UnreadableFileError
        When it is no such file.
    LessonError
        When one of them cannot be taught.
    """
    found = tuple(dict.fromkeys(_lines(content, name)))
    for lesson in found:
        check_lesson(lesson)
    return tuple(one for one in found if not _is_known(one))


def _lines(content: bytes, name: str) -> Iterator[Lesson]:
    try:
        text = content.decode("utf-8-sig") if len(content) <= _LARGEST else ""
    except UnicodeDecodeError:
        text = ""
    if not text or "\0" in text:
        raise UnreadableFileError(name, "ce n'est pas un petit texte CSV en UTF-8", _REMEDY)
    separator = ";" if text.split("\n", 1)[0].count(";") > 1 else ","
    rows = csv.DictReader(StringIO(text), delimiter=separator)
    if not set(COLUMNS[:-1]) <= set(rows.fieldnames or ()):
        expected = ", ".join(COLUMNS[:-1])
        raise UnreadableFileError(name, f"ses colonnes ne sont pas {expected}", _REMEDY)
    for row in rows:
        values = [(row[column] or "").strip() for column in COLUMNS[:-1]]
        # A sheet name or a personal column is the project's business: neither is taught.
        if any(values) and values[2] not in {SHEET, "personal"}:
            yield Lesson(*values)


def _is_known(lesson: Lesson) -> bool:
    headings = load_headings(lesson.profile)
    key = heading_key(lesson.heading)
    if lesson.field == UNUSED:
        return key in headings.unused
    return headings.fields[lesson.table].get(key) == lesson.field


def _facts(lesson: Lesson, fault: LessonFault) -> dict[str, str]:
    """Say what the refusal names."""
    facts = {"profile": lesson.profile, "table": lesson.table, "field": lesson.field}
    if fault is LessonFault.CONTRADICTION:
        headings = load_headings(lesson.profile)
        known = headings.fields[lesson.table][heading_key(lesson.heading)]
        facts["known"] = field_label(headings, lesson.table, known)
        facts["wanted"] = field_label(headings, lesson.table, lesson.field)
    return facts


def profile_choices() -> Sequence[str]:
    """List the profiles that may be taught, the workbook first."""
    return (CANONICAL_PROFILE, *(name for name in profile_names() if name != CANONICAL_PROFILE))
