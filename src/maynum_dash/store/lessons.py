"""Headings that the team taught, kept as profiles: one decision per heading, with its author."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from maynum_dash.sources.lessons import Lesson, check_lesson
from maynum_dash.store.base import Store
from maynum_dash.store.profiles import delete_profile, list_profiles, save_profiles

# What names a profile that is a heading; the store may keep profiles of other kinds.
_MARK: Final = "titre · "
_BETWEEN: Final = " · "


@dataclass(frozen=True, slots=True)
class Taught:
    """One decision.

    Parameters
    ----------
    lesson
        Heading, and what it stands for.
    author
        Who decided last, among the users of the tool.
    at
        When, in UTC.
    """

    lesson: Lesson
    author: str
    at: datetime


def teach(store: Store, lessons: Iterable[Lesson], author: str) -> int:
    """Keep decisions, all or none; a heading decided before takes the new decision.

    Parameters
    ----------
    store
        Where.
    lessons
        What is decided.
    author
        Who decides, among the users of the tool.

    Returns
    -------
    int
        How many were kept: those that were already decided so are left as they are.

    Raises
    ------
    LessonError
        When one of them cannot be taught.
    StoreError
        When they cannot be written.
    """
    known = {one.lesson.key: one.lesson for one in list_lessons(store)}
    wanted = {lesson.key: lesson for lesson in lessons}
    for lesson in wanted.values():
        check_lesson(lesson)
    changed = {_name(one): _content(one) for key, one in wanted.items() if known.get(key) != one}
    save_profiles(store, changed, author)
    return len(changed)


def list_lessons(store: Store) -> tuple[Taught, ...]:
    """List the decisions, by profile, table, field and heading.

    Parameters
    ----------
    store
        Where; called at every rerun that reads a file, hence one small query.
    """
    found = (Taught(_lesson(one.content), one.author, one.at) for one in list_profiles(store, _MARK))
    return tuple(sorted(found, key=lambda one: one.lesson))


def lessons_of(store: Store) -> tuple[Lesson, ...]:
    """Give what files are read with.

    Parameters
    ----------
    store
        Where.
    """
    return tuple(one.lesson for one in list_lessons(store))


def forget(store: Store, lesson: Lesson, author: str) -> None:
    """Forget a decision; nothing happens when there is none.

    Parameters
    ----------
    store
        Where.
    lesson
        The decision, or another one about the same heading.
    author
        Who forgets it, among the users of the tool.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    delete_profile(store, _name(lesson), author)


def _name(lesson: Lesson) -> str:
    return _MARK + _BETWEEN.join(lesson.key)


def _content(lesson: Lesson) -> dict[str, str]:
    return {
        "profile": lesson.profile,
        "table": lesson.table,
        "field": lesson.field,
        "heading": lesson.heading,
    }


def _lesson(content: Mapping[str, Any]) -> Lesson:
    return Lesson(content["profile"], content["table"], content["field"], content["heading"])
