"""Funding scales that the team wrote on screen: each is kept, the latest one is in force."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select

from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.base import Store
from maynum_dash.store.tables import SCALES
from maynum_dash.store.text import storable


@dataclass(frozen=True, slots=True)
class SavedScale:
    """A scale as it was saved, whole.

    Parameters
    ----------
    id
        Its number, growing with time.
    at
        When, in UTC: from then on it is in force.
    author
        Who, among the users of the tool.
    note
        What changes, in the words of the author; may be empty.
    content
        The whole scale, every version, as the TOML of ``bareme.toml``.
    """

    id: int
    at: datetime
    author: str
    note: str
    content: str


def save_scale(store: Store, content: str, note: str, author: str) -> SavedScale:
    """Put a scale in force; earlier ones stay for the imports of their time.

    Parameters
    ----------
    store
        Where.
    content, note, author
        See `SavedScale`.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    now, said = datetime.now(UTC), storable(note)
    line = {"author": storable(author), "note": said, "content": storable(content)}
    with store.writing() as connection:
        number = connection.execute(insert(SCALES).values(at=now, **line).returning(SCALES.c.id)).scalar_one()
        write_event(connection, author, Action.PARAMETER, f"Barème n° {number}", said)
    return SavedScale(number, now, **line)


def list_scales(store: Store) -> tuple[SavedScale, ...]:
    """List the scales that were saved, the latest first.

    Parameters
    ----------
    store
        Where.
    """
    with store.reading() as connection:
        rows = connection.execute(select(SCALES).order_by(SCALES.c.id.desc())).all()
    return tuple(SavedScale(row.id, row.at, row.author, row.note, row.content) for row in rows)


def scale_in_force(store: Store, at: datetime | None = None) -> SavedScale | None:
    """Give the scale in force at an instant; ``None`` when it was still the one of the data folder.

    Parameters
    ----------
    store
        Where.
    at
        The instant; ``None`` for now.
    """
    saved = list_scales(store)
    return next((one for one in saved if at is None or one.at <= at), None)
