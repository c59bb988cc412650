"""The migrations make the tables that the code expects, whole or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from maynum_dash.sources.workbook import Workbook
from maynum_dash.store import schema
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_import, list_imports, read_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.tables import METADATA

HEAD = "import sqlalchemy as sa\nfrom alembic import op\nrevision = '9999'\ndown_revision = {0!r}\n"
INTERRUPTED = """
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer()))
    op.add_column("imports", sa.Column("half", sa.Text()))
    op.execute("UPDATE imports SET name = 'half'")
    raise KeyboardInterrupt
"""
ORPHANS = """
def upgrade():
    op.execute("DELETE FROM imports")
"""
Further = Callable[[str], Path]


@pytest.fixture
def further(tmp_path: Path) -> Further:
    """Write a revision after the last one, in a folder of its own."""

    def write(body: str) -> Path:
        folder = tmp_path / "révisions 100%"
        folder.mkdir()
        (folder / "v9999.py").write_text(HEAD.format(schema.latest_revision()) + body, encoding="utf-8")
        return folder

    return write


def test_the_migrations_make_the_tables_of_the_code(store: Store) -> None:
    with store.reading() as connection:
        # SQLite numbers lines without the « identity » that the metadata give as a default.
        options = {"compare_type": True, "compare_server_default": not store.is_sqlite}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def test_a_migration_that_is_interrupted_leaves_nothing(
    store: Store, address: str, further: Further, book: Callable[[str], Workbook], totals: Totals
) -> None:
    add_import(store, book("juin"), totals, "Équipe")
    lines = list_imports(store)
    with store.reading() as connection:
        tables = inspect(connection).get_table_names()

    def interrupt() -> None:
        with store.upgrading() as connection:
            schema.upgrade(connection, more=[further(INTERRUPTED)])

    with pytest.raises(KeyboardInterrupt):
        interrupt()
    store.close()
    again = open_store(address)
    with again.reading() as connection:
        assert inspect(connection).get_table_names() == tables
        assert schema.revision_of(connection) == schema.latest_revision()
    assert list_imports(again) == lines
    again.close()


def test_a_migration_that_loses_a_reference_is_undone(
    file_store: Store, further: Further, book: Callable[[str], Workbook], totals: Totals
) -> None:
    line, _ = add_import(file_store, book("juin"), totals, "Équipe")

    def lose() -> None:
        with file_store.upgrading() as connection:
            schema.upgrade(connection, more=[further(ORPHANS)])

    with pytest.raises(LookupError):
        lose()
    assert len(read_import(file_store, line.id).posts) == 2
    with file_store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
