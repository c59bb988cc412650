"""How long the rows of past imports are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select, update

from maynum_dash.domain.deadlines import add_months
from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.rows import delete_content
from maynum_dash.store.settings import RETENTION_MONTHS, settings_of
from maynum_dash.store.tables import IMPORTS, SNAPSHOTS

AUTOMATIC: Final = "automatique"
_ORIGIN: Final = func.coalesce(IMPORTS.c.origin_id, IMPORTS.c.id)


def purge(connection: Connection, now: datetime) -> tuple[int, ...]:
    """Delete the rows of old imports; their lines of history stay, and say when it happened.

    Rows are kept as long as a line that shows them is younger than the setting, current, or sealed. Backups
    made before still hold them, until as many imports as backups are kept have followed.

    Parameters
    ----------
    connection
        Writing transaction.
    now
        Aware time from which the age is counted, in calendar months.

    Returns
    -------
    tuple of int
        Imports that lost their rows.
    """
    months = settings_of(connection)[RETENTION_MONTHS]
    if not months:
        return ()
    limit = datetime.combine(add_months(now.date(), -months), now.timetz())
    erased = _erasable(connection, limit)
    for origin in erased:
        delete_content(connection, origin)
    connection.execute(update(IMPORTS).where(_ORIGIN.in_(erased)).values(purged_at=now))
    if erased:
        numbers = ", ".join(f"n° {origin}" for origin in erased)
        detail = f"lignes effacées après {months} mois de conservation"
        write_event(connection, AUTOMATIC, Action.PURGE, f"Import {numbers}", detail)
    return tuple(erased)


def _erasable(connection: Connection, limit: datetime) -> Sequence[int]:
    """List the imports whose rows are old, still there, neither current nor sealed."""
    latest = select(func.max(IMPORTS.c.id)).scalar_subquery()
    current = select(_ORIGIN).where(IMPORTS.c.id == latest)
    sealed = select(_ORIGIN).where(IMPORTS.c.id.in_(select(SNAPSHOTS.c.import_id)))
    query = (
        select(_ORIGIN)
        .where(IMPORTS.c.purged_at.is_(None), _ORIGIN.not_in(current), _ORIGIN.not_in(sealed))
        .group_by(_ORIGIN)
        .having(func.max(IMPORTS.c.at) < limit)
        .order_by(_ORIGIN)
    )
    return connection.scalars(query).all()
