"""Revisions of the schema: which one a store is at, and how it is brought to the one this software knows."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, delete, insert, inspect, select

from maynum_dash.store.tables import PROPERTIES

MIGRATIONS: Final = Path(__file__).parent / "migrations"
_SOFTWARE: Final = "software"


def revision_of(connection: Connection) -> str | None:
    """Tell at which revision a store is; ``None`` for a database that is not one yet."""
    return MigrationContext.configure(connection).get_current_revision()


def latest_revision() -> str:
    """Tell the revision that this software works with."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if head is None:
        raise LookupError(MIGRATIONS)
    return head


def known_revisions() -> frozenset[str]:
    """Tell the revisions that this software can start from."""
    return frozenset(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def has_tables(connection: Connection) -> bool:
    """Tell whether the database holds anything at all."""
    return bool(inspect(connection).get_table_names())


def has_table(connection: Connection, table: Table) -> bool:
    """Tell whether a store, at whatever revision, has a table."""
    return inspect(connection).has_table(table.name)


def writer_of(connection: Connection) -> str:
    """Tell the version of the software that last changed the schema; « inconnue » when it is not said."""
    query = select(PROPERTIES.c.value).where(PROPERTIES.c.name == _SOFTWARE)
    return connection.scalar(query) or "inconnue"


def upgrade(connection: Connection, target: str = "head", more: Sequence[Path] = ()) -> None:
    """Bring the schema to a revision, within the transaction of the caller.

    Parameters
    ----------
    connection
        Writing transaction; an interruption leaves the store as it was.
    target
        Revision to reach.
    more
        Folders of further revisions, beside those of the software.
    """
    config = Config(attributes={"connection": connection})
    folders = [MIGRATIONS / "versions", *more]
    # Alembic reads these through `configparser`, to which a percent sign means something.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("version_locations", "\n".join(map(str, folders)).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    command.upgrade(config, target)
    connection.execute(delete(PROPERTIES).where(PROPERTIES.c.name == _SOFTWARE))
    connection.execute(insert(PROPERTIES).values(name=_SOFTWARE, value=version("maynum-dash")))
