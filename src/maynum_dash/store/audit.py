"""The register: who imported, restored, sealed, exported or changed a parameter, and when.

It names imports, files, settings and counts; never the value of a cell, never a person but the tool's users.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from maynum_dash.store.base import Store
from maynum_dash.store.tables import EVENTS
from maynum_dash.store.text import storable


class Action(StrEnum):
    """What was done, as the register says it."""

    IMPORT = "Import"
    ENTRY = "Saisie"
    RESTORE = "Restauration"
    SEAL = "Scellement"
    EXPORT = "Export"
    PARAMETER = "Paramètre"
    BACKUP = "Sauvegarde"
    PURGE = "Effacement"
    MIGRATION = "Mise à niveau"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the register.

    Parameters
    ----------
    id
        Its number, growing with time.
    at
        When, in UTC.
    author
        Who, among the users of the tool.
    action
        What was done.
    subject
        On what, in French.
    detail
        What more there is to say, in French; empty for nothing.
    """

    id: int
    at: datetime
    author: str
    action: Action
    subject: str
    detail: str


def record(store: Store, author: str, action: Action, subject: str, detail: str = "") -> None:
    """Write a line in a transaction of its own.

    Parameters
    ----------
    store
        Where.
    author, action, subject, detail
        See `Event`.

    Raises
    ------
    StoreError
        When the store cannot be written.
    """
    with store.writing() as connection:
        write_event(connection, author, action, subject, detail)


def write_event(connection: Connection, author: str, action: Action, subject: str, detail: str = "") -> None:
    """Write a line in the transaction that does what it tells.

    Parameters
    ----------
    connection
        Writing transaction.
    author, action, subject, detail
        See `Event`.
    """
    line = {"author": storable(author), "subject": storable(subject), "detail": storable(detail)}
    connection.execute(insert(EVENTS).values(at=datetime.now(UTC), action=action.value, **line))


def list_events(store: Store, limit: int = 200) -> tuple[Event, ...]:
    """List the last lines of the register, the latest first.

    Parameters
    ----------
    store
        Where.
    limit
        How many lines at most.
    """
    with store.reading() as connection:
        lines = connection.execute(select(EVENTS).order_by(EVENTS.c.id.desc()).limit(limit)).all()
    return tuple(
        Event(line.id, line.at, line.author, Action(line.action), line.subject, line.detail) for line in lines
    )
