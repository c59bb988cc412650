"""A store is opened healthy and up to date, or refused in French."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.audit import Action, list_events, record
from maynum_dash.store.backup import backups
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_import, current_import, list_imports, read_import
from maynum_dash.store.opening import data_folder, open_store
from maynum_dash.store.schema import latest_revision

Make = Callable[[str], Workbook]
NOBODY = 65534
REFUSED_URLS = (
    "mysql://bob:secret@serveur/base",
    "postgresql://bob:secret@serveur:port/base",
    "sqlite://",
    "sqlite:///:memory:",
    "sqlite:///maynum.db?mode=secret",
    "secret",
)


def fault(url: str | None) -> StoreError:
    """Open a store that must be refused."""
    with pytest.raises(StoreError) as refused:
        open_store(url, patience_seconds=0.2)
    assert "secret" not in str(refused.value)
    return refused.value


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Drop the rights of root, to whom no folder is read-only."""
    before = os.geteuid()
    if before != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def filled(file_store: Store, book: Make, totals: Totals) -> Path:
    """A file that holds two imports, closed; and one backup of each state before them."""
    add_import(file_store, book("juin"), totals, "Équipe")
    add_import(file_store, book("septembre"), totals, "Équipe")
    file_store.close()
    return Path(file_store.place)


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_an_address_that_is_not_understood_is_refused_without_being_repeated(url: str) -> None:
    assert fault(url).fault is StoreFault.ADDRESS


def test_the_folder_is_created_on_the_first_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAYNUM_DATABASE_URL", raising=False)
    monkeypatch.setenv("MAYNUM_DOSSIER", str(tmp_path / "a" / "b 100%"))
    store = open_store()
    assert Path(store.place) == tmp_path / "a" / "b 100%" / "maynum.db"
    assert (store.folder, store.is_sqlite) == (data_folder(), True)
    created = list_events(store)[0]
    assert (created.action, created.detail) == (
        Action.MIGRATION,
        f"création, révision {latest_revision()}",
    )
    store.close()


def test_the_environment_names_the_store(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MAYNUM_DOSSIER", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("MAYNUM_DATABASE_URL", address)
    store = open_store()
    assert store.engine.url.database == address.removeprefix("sqlite:///").split("@/")[-1].split("?")[0]
    assert not (tmp_path / "elsewhere").exists()
    store.close()


def test_a_folder_that_cannot_be_created_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    refused = fault(f"sqlite:///{tmp_path / 'taken' / 'maynum.db'}")
    assert refused.fault is StoreFault.FOLDER
    assert str(tmp_path / "taken") in str(refused)


def test_what_was_written_is_there_when_the_store_is_opened_again(
    address: str, book: Make, totals: Totals, same: Callable[[Workbook, Workbook], None]
) -> None:
    first = open_store(address)
    line, _ = add_import(first, book("juin"), totals, "Équipe")
    first.close()
    again = open_store(address)
    assert current_import(again) == line
    same(read_import(again, line.id), book("juin"))
    assert len(list_events(again)) == 2
    again.close()


def test_sqlite_has_the_settings_that_lose_nothing(filled: Path) -> None:
    store = open_store(f"sqlite:///{filled}", patience_seconds=0.2)
    with store.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert settings == {
        "journal_mode": "delete",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 200,
        "secure_delete": 1,
    }
    store.close()


def test_a_damaged_file_names_the_last_healthy_backup(filled: Path) -> None:
    with filled.open("r+b") as content:
        content.seek(4096)
        content.write(b"\xff" * 4096 * 8)
    spoilt, healthy = backups(filled.parent)
    spoilt.write_bytes(b"no database at all" * 100)
    refused = fault(f"sqlite:///{filled}")
    assert refused.fault is StoreFault.DAMAGED
    assert f"« maynum restaurer --archive {healthy} »" in str(refused)


def test_damage_that_no_page_of_the_dashboard_would_meet_is_found(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'places'").fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    with filled.open("r+b") as content:
        content.seek((page - 1) * size)
        content.write(b"\xff" * size)
    assert fault(f"sqlite:///{filled}").fault is StoreFault.DAMAGED


def test_a_damaged_file_without_backup_says_so(filled: Path) -> None:
    for path in backups(filled.parent):
        path.unlink()
    filled.write_bytes(filled.read_bytes()[: 4096 * 3])
    refused = fault(f"sqlite:///{filled}")
    assert refused.fault is StoreFault.DAMAGED
    assert "Aucune sauvegarde saine" in str(refused)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "maynum.db").write_text("Ceci est une note. " * 100)
    assert fault(f"sqlite:///{tmp_path / 'maynum.db'}").fault is StoreFault.NOT_A_DATABASE


@pytest.mark.parametrize("content", [None, b"", b"\n"])
def test_a_file_emptied_beside_its_backups_is_not_a_new_store(filled: Path, content: bytes | None) -> None:
    filled.unlink()
    if content is not None:
        filled.write_bytes(content)
    refused = fault(f"sqlite:///{filled}")
    assert refused.fault is StoreFault.EMPTIED
    assert str(backups(filled.parent)[0]) in str(refused)
    assert filled.exists() == (content is not None)


@pytest.mark.parametrize("is_text", [False, True], ids=["format of the schema", "text of the schema"])
def test_a_schema_that_sqlite_does_not_understand_is_damaged(filled: Path, is_text: bool) -> None:
    content = bytearray(filled.read_bytes())
    content[content.index(b"CREATE TABLE imports") + 3 if is_text else 47] = 0xE6
    filled.write_bytes(content)
    assert fault(f"sqlite:///{filled}").fault is StoreFault.DAMAGED


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sqlite_master SET sql = replace(sql, 'remarks', 'remarqs') WHERE name = 'posts'",
        "UPDATE imports SET at = '2026-11-2] 16:57:44.370399'",
        "UPDATE events SET action = 'Impprt'",
    ],
    ids=["column", "time", "action"],
)
def test_a_cell_that_every_page_needs_is_checked_at_the_start(filled: Path, damage: str) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("PRAGMA writable_schema = ON")
        other.execute(damage)
    assert fault(f"sqlite:///{filled}").fault is StoreFault.DAMAGED


def test_an_empty_file_without_backups_is_a_new_store(tmp_path: Path) -> None:
    (tmp_path / "maynum.db").touch()
    store = open_store(f"sqlite:///{tmp_path / 'maynum.db'}")
    assert list_imports(store) == ()
    store.close()


def test_the_tables_of_another_software_are_refused(address: str) -> None:
    store = open_store(address)
    with store.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    store.close()
    assert fault(address).fault is StoreFault.FOREIGN


def test_a_newer_store_is_refused_by_its_version(address: str) -> None:
    store = open_store(address)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("UPDATE properties SET value = '7.2.1'"))
    store.close()
    refused = fault(address)
    assert refused.fault is StoreFault.NEWER
    assert "version 7.2.1 du logiciel" in str(refused)


def test_a_newer_store_that_does_not_say_its_version_is_refused(address: str) -> None:
    store = open_store(address)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("DELETE FROM properties"))
    store.close()
    assert "version inconnue" in str(fault(address))


def test_another_software_with_migrations_of_its_own_is_refused(address: str) -> None:
    store = open_store(address)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'abcd'"))
        connection.execute(text("DROP TABLE properties"))
    store.close()
    assert fault(address).fault is StoreFault.FOREIGN


def test_a_text_that_was_damaged_is_said(filled: Path) -> None:
    store = open_store(f"sqlite:///{filled}")
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("UPDATE imports SET author = CAST(x'41ff' AS TEXT)")
    with pytest.raises(StoreError) as refused:
        list_imports(store)
    assert refused.value.fault is StoreFault.DAMAGED
    store.close()


def test_a_question_mark_in_the_folder_is_no_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAYNUM_DATABASE_URL", raising=False)
    monkeypatch.setenv("MAYNUM_DOSSIER", str(tmp_path / "où ?"))
    open_store().close()
    assert (tmp_path / "où ?" / "maynum.db").exists()


def test_a_writer_that_waits_too_long_is_refused(address: str, book: Make, totals: Totals) -> None:
    one, other = open_store(address), open_store(address, patience_seconds=0.2)
    with one.writing(), pytest.raises(StoreError) as refused:
        add_import(other, book("juin"), totals, "Équipe")
    assert refused.value.fault is StoreFault.BUSY
    assert add_import(other, book("juin"), totals, "Équipe")[1]
    one.close()
    other.close()


def test_a_file_locked_by_another_program_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert fault(f"sqlite:///{filled}").fault is StoreFault.BUSY


def test_more_readers_than_connections_wait_then_are_refused(address: str) -> None:
    store = open_store(address, patience_seconds=0.1)
    held = [store.engine.connect() for _ in range(15)]
    with pytest.raises(StoreError) as refused:
        current_import(store)
    assert refused.value.fault is StoreFault.BUSY
    for connection in held:
        connection.close()
    store.close()


@pytest.fixture
def public(filled: Path) -> Iterator[None]:
    """Let everybody come to the folder of the test, and nobody but its owner write there."""
    temporary = Path(tempfile.gettempdir())
    # Tests of other processes go through the same parents: those stay open.
    for path in filled.parents:
        if temporary in path.parents:
            path.chmod(path.stat().st_mode | 0o055)
    filled.parent.chmod(0o555)
    yield
    filled.parent.chmod(0o700)


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("mode", [0o444, 0o666], ids=["file too", "folder only"])
def test_a_read_only_folder_lets_read_and_refuses_to_write(
    filled: Path, book: Make, totals: Totals, mode: int
) -> None:
    filled.chmod(mode)
    with as_ordinary_user():
        store = open_store(f"sqlite:///{filled}")
        assert len(list_imports(store)) == 2
        with pytest.raises(StoreError) as by_import:
            add_import(store, book("mars"), totals, "Équipe")
        with pytest.raises(StoreError) as by_event:
            record(store, "Équipe", Action.EXPORT, "suivi.xlsx")
        store.close()
    assert {by_import.value.fault, by_event.value.fault} == {StoreFault.READ_ONLY}


def test_a_file_that_may_not_be_read_is_refused(filled: Path) -> None:
    filled.parent.chmod(0o000)
    with as_ordinary_user():
        refused = fault(f"sqlite:///{filled}")
    filled.parent.chmod(0o700)
    assert refused.fault in {StoreFault.UNOPENABLE, StoreFault.FOLDER}


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    refused = fault("postgresql://bob:secret@127.0.0.1:1/maynum")
    assert refused.fault is StoreFault.UNREACHABLE
    assert "127.0.0.1:1/maynum" in str(refused)


def test_a_wrong_password_is_said(postgresql: Path, postgresql_order: Callable[[str], str]) -> None:
    postgresql_order("DROP ROLE IF EXISTS locked")
    postgresql_order("CREATE ROLE locked LOGIN PASSWORD 'right'")
    for credentials in ("locked:secret", "locked"):
        refused = fault(f"postgresql://{credentials}@/postgres?host={postgresql}")
        assert refused.fault is StoreFault.PASSWORD


def test_a_database_that_does_not_exist_is_said(postgresql: Path) -> None:
    refused = fault(f"postgresql://postgres@/nowhere?host={postgresql}")
    assert refused.fault is StoreFault.REFUSED
    assert f"{postgresql}/nowhere" in str(refused)


def test_a_database_that_cannot_hold_every_character_is_refused(new_database: Callable[[str], str]) -> None:
    url = new_database("TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    refused = fault(url)
    assert refused.fault is StoreFault.ENCODING
    assert "LATIN1" in str(refused)


def test_a_server_that_stops_and_starts_again_is_found_again(
    new_database: Callable[[], str], postgresql_order: Callable[[str], str]
) -> None:
    store = open_store(new_database())

    def read_meanwhile() -> None:
        with store.reading() as connection:
            own = connection.scalar(text("SELECT pg_backend_pid()"))
            postgresql_order(f"SELECT pg_terminate_backend({own})")
            connection.execute(text("SELECT 1"))

    with pytest.raises(StoreError) as refused:
        read_meanwhile()
    assert refused.value.fault is StoreFault.UNREACHABLE
    assert current_import(store) is None
    store.close()


def test_a_connection_lost_while_nobody_used_it_is_replaced(
    new_database: Callable[[], str], postgresql_order: Callable[[str], str]
) -> None:
    store = open_store(new_database())
    name = store.engine.url.database
    lost = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    assert postgresql_order(lost).strip() == "t"
    assert current_import(store) is None
    store.close()


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(
    new_database: Callable[[], str], book: Make, totals: Totals
) -> None:
    store = open_store(new_database())
    count = text("SELECT COUNT(*) FROM imports")
    with store.reading() as connection:
        assert connection.scalar(count) == 0
        add_import(store, book("juin"), totals, "Équipe")
        assert connection.scalar(count) == 0
    assert len(list_imports(store)) == 1
    store.close()


def test_a_reader_that_stays_holds_a_file_off_but_loses_nothing(
    file_store: Store, book: Make, totals: Totals
) -> None:
    with file_store.reading() as connection:
        connection.execute(text("SELECT COUNT(*) FROM imports"))
        with pytest.raises(StoreError) as refused:
            add_import(file_store, book("juin"), totals, "Équipe")
    assert refused.value.fault is StoreFault.BUSY
    assert list_imports(file_store) == ()
    assert add_import(file_store, book("juin"), totals, "Équipe")[1]
