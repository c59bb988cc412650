"""Open the store: where it stands, whether it is healthy, and at which revision."""

import logging
import os
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path
from sqlalchemy import URL, Connection, create_engine, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.store import schema
from maynum_dash.store.audit import Action, list_events, write_event
from maynum_dash.store.backup import KEPT, back_up, backups
from maynum_dash.store.base import Store
from maynum_dash.store.records import list_imports
from maynum_dash.store.retention import AUTOMATIC
from maynum_dash.store.settings import BACKUPS_KEPT, settings_of
from maynum_dash.store.tables import METADATA, PROPERTIES, SETTINGS

# Its warnings say in English what is refused in French: Python prints them when nobody else takes them.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

_FILE: Final = "maynum.db"
_URL: Final = "MAYNUM_DATABASE_URL"
_FOLDER: Final = "MAYNUM_DOSSIER"


def open_store(url: str | None = None, *, patience_seconds: float = 30) -> Store:
    """Open the store, after a check of its health; create it, or bring it to the current revision.

    A SQLite file is checked whole (``integrity_check``: half a second for 200 imports of 4 000 posts, 166 MB,
    when the system holds the file in memory, otherwise the time to read it). Before a migration it is copied.

    Parameters
    ----------
    url
        ``sqlite:///file`` or ``postgresql://user@server/database``; ``None`` for ``MAYNUM_DATABASE_URL``,
        else the file ``maynum.db`` of `data_folder`.
    patience_seconds
        How long an operation waits for another one to finish, in seconds.

    Raises
    ------
    StoreError
        When it cannot be used: the French sentence says why and what to do.
    """
    address = _chosen(url)
    store = _sqlite(address, patience_seconds) if _is_sqlite(address) else _server(address, patience_seconds)
    try:
        if store.is_sqlite:
            _check_health(store)
        _bring_up_to_date(store)
        if store.is_sqlite:
            _check_lines(store)
    except BaseException:
        store.close()
        raise
    return store


def database_file(url: str | None = None) -> Path | None:
    """Tell which file holds the store, whatever its state; ``None`` when a server does.

    Parameters
    ----------
    url
        As for `open_store`.

    Raises
    ------
    StoreError
        When the URL is not understood.
    """
    address = _chosen(url)
    return Path(address.database or "").expanduser().absolute() if _is_sqlite(address) else None


def has_memory() -> bool:
    """Tell whether a store was ever made: a server always counts, a file when it holds something.

    Raises
    ------
    StoreError
        When the URL is not understood.
    """
    written = os.environ.get(_URL)
    if written and not _is_sqlite(_address(written)):
        return True
    file = Path(_address(written).database or "").expanduser() if written else _folder() / _FILE
    try:
        return file.stat().st_size > 1 or bool(backups(file.parent))
    except OSError:
        return False


def data_folder() -> Path:
    """Give the folder of the data, ``MAYNUM_DOSSIER`` or the user's own; created on the first run.

    Raises
    ------
    StoreError
        When it cannot be created.
    """
    folder = _folder()
    _create(folder)
    return folder


def _chosen(url: str | None) -> URL:
    written = url or os.environ.get(_URL)
    return _address(written) if written else URL.create("sqlite", database=str(data_folder() / _FILE))


def _folder() -> Path:
    chosen = os.environ.get(_FOLDER)
    return Path(chosen).expanduser() if chosen else user_data_path("maynum", appauthor=False)


def _create(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(StoreFault.FOLDER, str(folder)) from error


def _address(url: str) -> URL:
    """Understand a URL, without ever repeating it: it may hold a password."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(StoreFault.ADDRESS, _URL) from None
    if address.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    if _is_sqlite(address) and address.database not in {None, "", ":memory:"} and not address.query:
        return address
    raise StoreError(StoreFault.ADDRESS, _URL)


def _is_sqlite(address: URL) -> bool:
    return address.drivername == "sqlite"


def _sqlite(address: URL, patience_seconds: float) -> Store:
    """Prepare a store in a file."""
    file = Path(address.database or "").expanduser().absolute()
    _create(file.parent)
    store = _store(
        address.set(database=str(file)), file.parent, str(file), patience_seconds, timeout=patience_seconds
    )
    try:
        is_empty = not file.exists() or file.stat().st_size <= 1  # SQLite takes one byte for none
        has_backups = bool(backups(file.parent))
    except OSError as error:  # a folder that may not be entered
        raise StoreError(StoreFault.UNOPENABLE, str(file)) from error
    if is_empty and has_backups:
        raise store.refusal(StoreFault.EMPTIED)
    return store


def _server(address: URL, patience_seconds: float) -> Store:
    """Prepare a store in PostgreSQL."""
    asked = address.query.get("host", "localhost")
    host = address.host or (asked if isinstance(asked, str) else ",".join(asked))
    place = f"{host}{f':{address.port}' if address.port else ''}/{address.database or ''}"
    # libpq counts whole seconds, two at least.
    return _store(
        address, _folder(), place, patience_seconds, connect_timeout=max(2, round(patience_seconds))
    )


def _store(address: URL, folder: Path, place: str, patience_seconds: float, **options: Any) -> Store:  # noqa: ANN401 -- as wide as the drivers
    engine = create_engine(
        address,
        connect_args=options,
        pool_pre_ping=not _is_sqlite(address),
        pool_timeout=patience_seconds,
    )
    return Store(engine, folder, place, patience_seconds)


def _check_health(store: Store) -> None:
    """Have SQLite read its whole file; what it does not understand of it is damaged."""
    try:
        with store.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    except (DBAPIError, UnicodeDecodeError) as error:
        raise store.refusal(StoreFault.DAMAGED) from error
    if found != "ok":
        raise store.refusal(StoreFault.DAMAGED)


def _check_lines(store: Store) -> None:
    """Look for every column, and read what every page shows: a sound page may hold a damaged cell."""
    try:
        with store.reading() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(select(table).limit(0))
        list_imports(store)
        list_events(store)
    except (DBAPIError, ValueError, TypeError) as error:
        raise store.refusal(StoreFault.DAMAGED) from error


def _bring_up_to_date(store: Store) -> None:
    """Create the schema, or migrate it; refuse what is not ours, and what is newer."""
    with store.reading() as connection:
        if _is_up_to_date(store, connection):
            return
    with store.upgrading() as connection:
        # Another process may have done it meanwhile.
        if _is_up_to_date(store, connection):
            return
        before = schema.revision_of(connection)
        if store.file is not None and before is not None:
            back_up(store.file, _backups_kept(connection))
        schema.upgrade(connection)
        after = schema.latest_revision()
        detail = f"de la révision {before} à la révision {after}" if before else f"création, révision {after}"
        write_event(connection, AUTOMATIC, Action.MIGRATION, "Base de données", detail)


def _backups_kept(connection: Connection) -> int:
    """Tell how many backups are kept, by a store that may be older than this setting."""
    is_set = schema.has_table(connection, SETTINGS)
    return settings_of(connection)[BACKUPS_KEPT] if is_set else KEPT


def _is_up_to_date(store: Store, connection: Connection) -> bool:
    revision = schema.revision_of(connection)
    if revision == schema.latest_revision():
        return True
    if revision is None:
        if schema.has_tables(connection):
            raise store.refusal(StoreFault.FOREIGN)
        if not store.is_sqlite:
            _check_encoding(store, connection)
        return False
    if revision not in schema.known_revisions():
        if not schema.has_table(connection, PROPERTIES):
            raise store.refusal(StoreFault.FOREIGN)
        raise store.refusal(StoreFault.NEWER, schema.writer_of(connection))
    return False


def _check_encoding(store: Store, connection: Connection) -> None:
    """Refuse a database that cannot hold every character."""
    encoding: str = connection.scalar(text("SHOW server_encoding")) or ""
    if encoding != "UTF8":
        raise store.refusal(StoreFault.ENCODING, encoding)
