"""The migrations make the tables that the code expects, whole or not at all."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from maynum_dash.sources.workbook import Workbook
from maynum_dash.store import schema
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.backup import backups
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_import, find_import, list_imports, read_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.settings import read_settings
from maynum_dash.store.snapshots import check_snapshot, find_snapshot, seal, write_documents
from maynum_dash.store.tables import METADATA

HEAD = "import sqlalchemy as sa\nfrom alembic import op\nrevision = '9999'\ndown_revision = {0!r}\n"
INTERRUPTED = """
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer()))
    op.add_column("imports", sa.Column("half", sa.Text()))
    op.execute("UPDATE imports SET name = 'half'")
    raise KeyboardInterrupt
"""
REBUILT = Path(__file__).parents[2] / "data" / "revisions"
OLDER = Path(__file__).parents[2] / "data" / "store-0001.sql"
ORPHANS = """
def upgrade():
    op.execute("DELETE FROM imports")
"""
Make = Callable[[str], Workbook]
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
    store: Store, address: str, further: Further, book: Make, totals: Totals
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
    file_store: Store, further: Further, book: Make, totals: Totals
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


def test_a_sealed_state_is_replayed_the_same_after_a_migration(
    store: Store, book: Make, totals: Totals, same: Callable[[Workbook, Workbook], None], tmp_path: Path
) -> None:
    line, _ = add_import(store, book("juin"), totals, "Équipe")
    documents = {"bareme.toml": b"[[version]]"}
    made, _ = seal(store, line.id, date(2026, 6, 12), documents, {"a": "b"}, b"{}", "0.1.0", "Équipe")
    with store.upgrading() as connection:
        schema.upgrade(connection, more=[REBUILT])
    with store.reading() as connection:
        assert schema.revision_of(connection) == "9999"
        columns = [column["name"] for column in inspect(connection).get_columns("posts")]
        assert "nickname" in columns
    same(read_import(store, line.id), book("juin"))
    assert find_import(store, line.id) == line
    check_snapshot(store, made.fingerprint)
    assert find_snapshot(store, made.fingerprint) == made
    again = seal(store, line.id, date(2026, 6, 12), documents, {"a": "b"}, b"{}", "0.1.0", "Équipe")
    assert again == (made, False)
    write_documents(store, made.fingerprint, tmp_path / "état")
    assert (tmp_path / "état" / "bareme.toml").read_bytes() == documents["bareme.toml"]


def test_a_store_of_an_older_version_is_brought_up_to_date(
    tmp_path: Path, book: Make, totals: Totals, same: Callable[[Workbook, Workbook], None]
) -> None:
    with closing(sqlite3.connect(tmp_path / "maynum.db")) as older:
        older.executescript(OLDER.read_text(encoding="utf-8"))
    store = open_store(f"sqlite:///{tmp_path / 'maynum.db'}")
    with store.reading() as connection:
        assert schema.revision_of(connection) == schema.latest_revision()
    third, second, first = list_imports(store)
    assert (first.author, first.basis_sha256, first.totals) == ("Équipe", "ba5e", totals)
    assert first.at == datetime(2026, 11, 23, 16, 5, 12, 722436, tzinfo=UTC)
    assert (third.restored_from, third.rows_of, third.author) == (1, 1, "Direction")
    same(read_import(store, third.id), book("juin"))
    same(read_import(store, second.id), book("septembre"))
    migrated = list_events(store)[0]
    assert (migrated.author, migrated.action) == ("automatique", Action.MIGRATION)
    assert migrated.detail == f"de la révision 0001 à la révision {schema.latest_revision()}"
    assert [event.author for event in list_events(store)[1:3]] == ["Direction", "Équipe"]
    store.close()


def test_a_migration_is_preceded_by_a_copy_of_the_older_store(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "maynum.db")) as older:
        older.executescript(OLDER.read_text(encoding="utf-8"))
        before = list(older.iterdump())
    open_store(f"sqlite:///{tmp_path / 'maynum.db'}").close()
    (copy,) = backups(tmp_path)
    with closing(sqlite3.connect(copy)) as kept:
        assert list(kept.iterdump()) == before


def test_several_processes_may_bring_one_store_up_to_date_at_once(address: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(address), range(4)))
    assert len(list_events(stores[0])) == 1
    for store in stores:
        store.close()


def test_an_older_store_is_brought_up_to_date_on_both_databases(address: str) -> None:
    bare = Store(create_engine(address.replace("postgresql:", "postgresql+psycopg:")), Path(), "", 5)
    with bare.upgrading() as connection:
        schema.upgrade(connection, "0001")
    bare.close()
    store = open_store(address)
    with store.reading() as connection:
        assert schema.revision_of(connection) == schema.latest_revision()
    assert read_settings(store)["sauvegardes_gardees"] == 5
    store.close()


def test_the_version_of_the_software_is_kept(store: Store) -> None:
    with store.reading() as connection:
        assert schema.writer_of(connection) == version("maynum-dash")
