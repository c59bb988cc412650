"""Scenarios that the team keeps: a name, and the choices that make it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from maynum_dash.domain.errors import UnknownScenarioError
from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.base import Store
from maynum_dash.store.digest import canonical
from maynum_dash.store.tables import SCENARIOS
from maynum_dash.store.text import storable


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario.

    Parameters
    ----------
    id
        Its number, never given again.
    name
        As its author called it; two may have the same.
    author
        Who saved it last, among the users of the tool.
    at
        When, in UTC.
    content
        What it changes, as JSON knows it.
    """

    id: int
    name: str
    author: str
    at: datetime
    content: Mapping[str, Any]


def save_scenario(
    store: Store, name: str, content: Mapping[str, Any], author: str, scenario_id: int | None = None
) -> Scenario:
    """Keep a scenario.

    Parameters
    ----------
    store
        Where.
    name, content, author
        See `Scenario`.
    scenario_id
        Scenario to replace; ``None``, or one that was deleted meanwhile, makes a new one.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    now, written = datetime.now(UTC), canonical(dict(content)).decode("ascii")
    line = {"name": storable(name), "author": storable(author), "at": now, "content": written}
    with store.writing() as connection:
        change = update(SCENARIOS).where(SCENARIOS.c.id == scenario_id).values(**line)
        number = connection.scalar(change.returning(SCENARIOS.c.id))
        if number is None:
            number = connection.execute(
                insert(SCENARIOS).values(**line).returning(SCENARIOS.c.id)
            ).scalar_one()
        write_event(connection, author, Action.PARAMETER, f"Scénario n° {number}", "enregistré")
    return Scenario(number, storable(name), storable(author), now, json.loads(written))


def list_scenarios(store: Store) -> tuple[Scenario, ...]:
    """List the scenarios, by name.

    Parameters
    ----------
    store
        Where.
    """
    with store.reading() as connection:
        rows = connection.execute(select(SCENARIOS)).all()
    # Databases do not agree on the order of letters.
    rows = sorted(rows, key=lambda row: (row.name, row.id))
    return tuple(Scenario(row.id, row.name, row.author, row.at, json.loads(row.content)) for row in rows)


def find_scenario(store: Store, scenario_id: int) -> Scenario:
    """Find a scenario by its number.

    Parameters
    ----------
    store
        Where.
    scenario_id
        Its number.

    Raises
    ------
    UnknownScenarioError
        When there is none.
    """
    with store.reading() as connection:
        row = connection.execute(select(SCENARIOS).where(SCENARIOS.c.id == scenario_id)).first()
    if row is None:
        raise UnknownScenarioError(str(scenario_id))
    return Scenario(row.id, row.name, row.author, row.at, json.loads(row.content))


def delete_scenario(store: Store, scenario_id: int, author: str) -> None:
    """Forget a scenario; nothing happens when there is none.

    Parameters
    ----------
    store
        Where.
    scenario_id
        Its number.
    author
        Who deletes it, among the users of the tool.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    with store.writing() as connection:
        if connection.execute(delete(SCENARIOS).where(SCENARIOS.c.id == scenario_id)).rowcount:
            write_event(connection, author, Action.PARAMETER, f"Scénario n° {scenario_id}", "supprimé")
