"""Names of territories that the team decided: each decision is kept, the latest one is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select

from maynum_dash.sources.namings import Named, Naming
from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.base import Store
from maynum_dash.store.tables import NAMINGS
from maynum_dash.store.text import storable


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in force.

    Parameters
    ----------
    named
        Name, and what it stands for.
    author
        Who decided last, among the users of the tool.
    at
        When, in UTC: from then on it is in force.
    """

    named: Named
    author: str
    at: datetime


def decide(store: Store, namings: Iterable[Named], author: str) -> int:
    """Put decisions in force, all or none; earlier ones stay for the imports of their time.

    Parameters
    ----------
    store
        Where.
    namings
        What is decided; a name decided before takes the new decision.
    author
        Who decides, among the users of the tool; the register tells the kind and the code of each.

    Returns
    -------
    int
        How many were written: those already in force are left as they are.

    Raises
    ------
    StoreError
        When they cannot be written: none is.
    """
    known = {one.named.key: one.named.code for one in list_decided(store)}
    changed = [one for one in namings if known.get(one.key) != one.code]
    _write(store, [(one, one.code) for one in changed], author)
    return len(changed)


def withdraw(store: Store, named: Named, author: str) -> None:
    """Take a decision back; nothing happens when there is none.

    Parameters
    ----------
    store
        Where.
    named
        The decision, or another one about the same name.
    author
        Who takes it back, among the users of the tool.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    if any(one.named.key == named.key for one in list_decided(store)):
        _write(store, [(named, None)], author)


def list_decided(store: Store, at: datetime | None = None) -> tuple[Decided, ...]:
    """List the decisions in force at an instant, by kind and name.

    Parameters
    ----------
    store
        Where; called at every rerun, hence one small query.
    at
        The instant; ``None`` for now.
    """
    with store.reading() as connection:
        rows = connection.execute(select(NAMINGS).order_by(NAMINGS.c.id)).all()
    found: dict[tuple[Naming, str], Decided] = {}
    for row in rows:
        if at is not None and row.at > at:
            continue
        named = Named(Naming(row.kind), row.written, row.code or "")
        found.pop(named.key, None)
        if row.code is not None:
            found[named.key] = Decided(named, row.author, row.at)
    return tuple(sorted(found.values(), key=lambda one: one.named))


def namings_of(store: Store, at: datetime | None = None) -> tuple[Named, ...]:
    """Give what territories are found with at an instant, now when none is given; see `list_decided`."""
    return tuple(one.named for one in list_decided(store, at))


def _write(store: Store, lines: list[tuple[Named, str | None]], author: str) -> None:
    """Add lines to the decisions, each with its line of the register."""
    if not lines:
        return
    now = datetime.now(UTC)
    with store.writing() as connection:
        for named, code in lines:
            line = {"kind": named.kind.value, "written": storable(named.written), "code": code}
            connection.execute(insert(NAMINGS).values(at=now, author=storable(author), **line))
            told = "retiré" if code is None else code or "aucun territoire"
            write_event(connection, author, Action.PARAMETER, f"Nom d'un territoire ({named.kind})", told)
