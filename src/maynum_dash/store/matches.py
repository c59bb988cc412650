"""Decisions on what a written name stands for, remembered from one import to the next."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.base import Store
from maynum_dash.store.tables import MATCHES
from maynum_dash.store.text import storable


@dataclass(frozen=True, slots=True)
class Match:
    """One decision; there is one per kind and writing.

    Parameters
    ----------
    kind
        What is matched, for instance ``epci``.
    written
        As the files write it.
    code
        What it stands for.
    author
        Who decided, among the users of the tool.
    at
        When, in UTC.
    """

    kind: str
    written: str
    code: str
    author: str
    at: datetime


def save_match(store: Store, kind: str, written: str, code: str, author: str) -> Match:
    """Remember a decision, in the place of an earlier one.

    Parameters
    ----------
    store
        Where.
    kind, written, code, author
        See `Match`; the register tells the kind and the code, not what was written.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    now = datetime.now(UTC)
    made = Match(storable(kind), storable(written), storable(code), storable(author), now)
    with store.writing() as connection:
        _forget(connection, made.kind, made.written)
        line = {"kind": made.kind, "written": made.written, "code": made.code}
        connection.execute(insert(MATCHES).values(**line, author=made.author, at=made.at))
        write_event(connection, author, Action.PARAMETER, f"Rapprochement « {made.kind} »", made.code)
    return made


def list_matches(store: Store) -> tuple[Match, ...]:
    """List the decisions, by kind and writing.

    Parameters
    ----------
    store
        Where.
    """
    with store.reading() as connection:
        rows = connection.execute(select(MATCHES)).all()
    # Databases do not agree on the order of letters.
    rows = sorted(rows, key=lambda row: (row.kind, row.written))
    return tuple(Match(row.kind, row.written, row.code, row.author, row.at) for row in rows)


def delete_match(store: Store, kind: str, written: str, author: str) -> None:
    """Forget a decision; nothing happens when there is none.

    Parameters
    ----------
    store
        Where.
    kind, written
        See `Match`.
    author
        Who forgets it, among the users of the tool.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    with store.writing() as connection:
        if _forget(connection, storable(kind), storable(written)):
            write_event(connection, author, Action.PARAMETER, f"Rapprochement « {storable(kind)} »", "oublié")


def _forget(connection: Connection, kind: str, written: str) -> int:
    """Delete a decision; tell how many there were."""
    is_it = (MATCHES.c.kind == kind) & (MATCHES.c.written == written)
    return connection.execute(delete(MATCHES).where(is_it)).rowcount
