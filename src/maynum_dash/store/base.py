"""The store: one engine, transactions to read, transactions to write, and what their errors mean."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.store.backup import last_healthy
from maynum_dash.store.faults import fault_of

_WRITING: Final = "maynum_writing"
_LOCK: Final = 0x6D61_796E_756D  # « maynum »: the advisory lock that every writer takes
_SETTINGS: Final = (
    # One journal file per transaction, flushed: no acknowledged write is lost in a power cut.
    "journal_mode=DELETE",
    "synchronous=FULL",
    "foreign_keys=ON",
    # Pages wait in memory until the commit: readers are held off for the time of the commit only.
    "cache_spill=OFF",
    # What retention deletes is overwritten.
    "secure_delete=ON",
)
_WITH_BACKUP: Final = frozenset({StoreFault.DAMAGED, StoreFault.NOT_A_DATABASE, StoreFault.EMPTIED})


class Store:
    """Where the dashboard remembers; shared by every thread of a process.

    Parameters
    ----------
    engine
        SQLAlchemy engine, with the settings of `opening.open_store`.
    folder
        Folder of the data; with SQLite, the one that holds the file and its backups.
    place
        How the store is named to the user: file, or server and database; never a password.
    patience_seconds
        How long a writer waits for its turn, in seconds.
    """

    def __init__(self, engine: Engine, folder: Path, place: str, patience_seconds: float) -> None:
        self.engine = engine
        self.folder = folder
        self.place = place
        self.patience_seconds = patience_seconds
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.file = Path(engine.url.database or "") if self.is_sqlite else None
        if self.is_sqlite:
            _settle(engine)

    def reading(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state of the store from its first to its last query.

        Raises
        ------
        StoreError
            When the database, its disk or its server stands in the way.
        """
        return self._transaction(writing=False)

    def writing(self) -> AbstractContextManager[Connection]:
        """Open a transaction that writes everything or nothing; one writer at a time, processes included.

        Raises
        ------
        StoreError
            When the database, its disk or its server stands in the way, or when the turn does not come.
        """
        return self._transaction(writing=True)

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        """Open a writing transaction in which tables may be rebuilt: references are checked at its end.

        Raises
        ------
        StoreError
            As `writing`.
        """
        with self._transaction(writing=True, by_row=False) as connection:
            yield connection
            if self.is_sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:  # a bug of the migration
                    raise LookupError(*broken)

    def refusal(self, fault: StoreFault, detail: str = "") -> StoreError:
        """Write the error of a fault, with the last healthy backup when it matters."""
        if not self.is_sqlite or fault not in _WITH_BACKUP:
            return StoreError(fault, self.place, detail=detail)
        healthy = last_healthy(self.folder)
        return StoreError(fault, self.place, detail=detail, backup=str(healthy or ""))

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.engine.dispose()

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Turn the errors of the database into refusals; a bug goes through.

        Raises
        ------
        StoreError
            When the error has a meaning for the user.
        """
        try:
            yield
        except PoolTimeoutError as error:
            raise self.refusal(StoreFault.BUSY) from error
        except (DBAPIError, sqlite3.Error) as error:
            fault = fault_of(error)
            if fault is None:
                raise
            raise self.refusal(fault) from error

    @contextmanager
    def _transaction(self, *, writing: bool, by_row: bool = True) -> Iterator[Connection]:
        with (
            self.explaining(),
            self.engine.connect() as connection,
            self._references(connection, by_row=by_row),
        ):
            if self.is_sqlite:
                connection.execution_options(**{_WRITING: writing})
            else:
                # A reader keeps one snapshot; a writer must see what the previous one has just committed.
                level = "READ COMMITTED" if writing else "REPEATABLE READ"
                connection.execution_options(isolation_level=level)
            with connection.begin():
                if writing and not self.is_sqlite:
                    self._take_turn(connection)
                yield connection

    @contextmanager
    def _references(self, connection: Connection, *, by_row: bool) -> Iterator[None]:
        """Leave references unchecked, when rebuilding a table would look like deleting it."""
        if by_row or not self.is_sqlite:
            yield
            return
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")  # without effect once a transaction has begun
        try:
            yield
        finally:
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.close()

    def _take_turn(self, connection: Connection) -> None:
        """Wait until no other transaction writes; the lock goes with the transaction."""
        milliseconds = str(round(self.patience_seconds * 1000))
        connection.execute(select(func.set_config("lock_timeout", milliseconds, True)))  # noqa: FBT003 -- SQL has no keywords
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _settle(engine: Engine) -> None:
    """Give SQLite its settings, and transactions that begin when they are said to."""

    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for setting in _SETTINGS:
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get(_WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
