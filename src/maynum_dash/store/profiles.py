"""Profiles that the team keeps under a name: how a kind of file is read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.base import Store
from maynum_dash.store.digest import canonical
from maynum_dash.store.tables import PROFILES
from maynum_dash.store.text import storable


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile; there is one per name.

    Parameters
    ----------
    name
        As the team calls it.
    content
        What it says, as JSON knows it.
    author
        Who saved it last, among the users of the tool.
    at
        When, in UTC.
    """

    name: str
    content: Mapping[str, Any]
    author: str
    at: datetime


def save_profile(store: Store, name: str, content: Mapping[str, Any], author: str) -> Profile:
    """Keep a profile, in the place of an earlier one of that name.

    Parameters
    ----------
    store
        Where.
    name, content, author
        See `Profile`.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    (made,) = save_profiles(store, {name: content}, author)
    return made


def save_profiles(
    store: Store, contents: Mapping[str, Mapping[str, Any]], author: str
) -> tuple[Profile, ...]:
    """Keep several profiles in one transaction; see `save_profile`.

    Parameters
    ----------
    store
        Where.
    contents
        Name → what the profile says.
    author
        See `Profile`.

    Raises
    ------
    StoreError
        When they cannot be written: none is.
    """
    if not contents:
        return ()
    now, made = datetime.now(UTC), []
    with store.writing() as connection:
        for name, content in contents.items():
            written = canonical(dict(content)).decode("ascii")
            one = Profile(storable(name), json.loads(written), storable(author), now)
            connection.execute(delete(PROFILES).where(PROFILES.c.name == one.name))
            line = {"name": one.name, "author": one.author, "at": one.at, "content": written}
            connection.execute(insert(PROFILES).values(**line))
            write_event(connection, author, Action.PARAMETER, f"Profil « {one.name} »", "enregistré")
            made.append(one)
    return tuple(made)


def list_profiles(store: Store, mark: str = "") -> tuple[Profile, ...]:
    """List the profiles, by name.

    Parameters
    ----------
    store
        Where.
    mark
        First letters of the names to list.
    """
    query = select(PROFILES)
    if mark:
        query = query.where(PROFILES.c.name.startswith(mark, autoescape=True))
    with store.reading() as connection:
        rows = connection.execute(query).all()
    # Databases do not agree on the order of letters.
    rows = sorted(rows, key=lambda row: row.name)
    return tuple(Profile(row.name, json.loads(row.content), row.author, row.at) for row in rows)


def delete_profile(store: Store, name: str, author: str) -> None:
    """Forget a profile; nothing happens when there is none.

    Parameters
    ----------
    store
        Where.
    name
        Its name.
    author
        Who deletes it, among the users of the tool.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    with store.writing() as connection:
        if connection.execute(delete(PROFILES).where(PROFILES.c.name == storable(name))).rowcount:
            write_event(connection, author, Action.PARAMETER, f"Profil « {storable(name)} »", "supprimé")
