"""An error of the database has a meaning for the user, or is a bug."""

import errno
import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.store.faults import fault_of, system_fault


def sqlite_error(name: str, text: str = "") -> sqlite3.Error:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorname = name
    return error


class ServerError(Exception):
    """What psycopg raises, as far as it matters."""

    def __init__(self, text: str, sqlstate: str | None) -> None:
        super().__init__(text)
        self.sqlstate = sqlstate


def server_error(sqlstate: str | None, text: str = "") -> DBAPIError:
    return OperationalError("SELECT 1", None, ServerError(text, sqlstate))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("SQLITE_BUSY", StoreFault.BUSY),
        ("SQLITE_BUSY_SNAPSHOT", StoreFault.BUSY),
        ("SQLITE_LOCKED", StoreFault.BUSY),
        ("SQLITE_FULL", StoreFault.FULL),
        ("SQLITE_READONLY_DIRECTORY", StoreFault.READ_ONLY),
        ("SQLITE_READONLY_DBMOVED", StoreFault.MOVED),
        ("SQLITE_CANTOPEN_ISDIR", StoreFault.UNOPENABLE),
        ("SQLITE_CORRUPT_INDEX", StoreFault.DAMAGED),
        ("SQLITE_NOTADB", StoreFault.NOT_A_DATABASE),
        ("SQLITE_IOERR_FSYNC", StoreFault.DISK),
        ("SQLITE_ERROR", None),
        ("SQLITE_CONSTRAINT_UNIQUE", None),
        ("", None),
    ],
)
def test_what_sqlite_says(name: str, fault: StoreFault | None) -> None:
    error = sqlite_error(name) if name else sqlite3.ProgrammingError("closed")
    assert fault_of(error) is fault
    assert fault_of(DBAPIError("SELECT 1", None, error)) is fault


@pytest.mark.parametrize(
    ("sqlstate", "fault"),
    [
        ("08006", StoreFault.UNREACHABLE),
        ("57P01", StoreFault.UNREACHABLE),
        ("28P01", StoreFault.PASSWORD),
        ("53100", StoreFault.FULL),
        ("53300", StoreFault.BUSY),
        ("55P03", StoreFault.BUSY),
        ("40001", StoreFault.BUSY),
        ("25006", StoreFault.RIGHTS),
        ("42501", StoreFault.RIGHTS),
        ("XX001", StoreFault.DAMAGED),
        ("58030", StoreFault.DISK),
        ("42P01", None),
        ("23505", None),
    ],
)
def test_what_postgresql_says(sqlstate: str, fault: StoreFault | None) -> None:
    assert fault_of(server_error(sqlstate)) is fault


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ('FATAL:  password authentication failed for user "a"', StoreFault.PASSWORD),
        ("FATAL:  authentification par mot de passe échouée", StoreFault.PASSWORD),
        ("fe_sendauth: no password supplied", StoreFault.PASSWORD),
        ('FATAL:  database "a" does not exist', StoreFault.REFUSED),
        ("FATAL:  the database system is starting up", StoreFault.UNREACHABLE),
        ("FATAL:  le système de bases de données se lance", StoreFault.UNREACHABLE),
        ("FATAL:  the database system is not yet accepting connections", StoreFault.UNREACHABLE),
        ("FATAL:  sorry, too many clients already", StoreFault.BUSY),
        ("FATAL:  désolé, trop de clients sont déjà connectés", StoreFault.BUSY),
        ("Connection refused", StoreFault.UNREACHABLE),
        ("connection timeout expired", StoreFault.UNREACHABLE),
    ],
)
def test_what_a_failed_connection_says(said: str, fault: StoreFault) -> None:
    assert fault_of(server_error(None, said)) is fault


def test_an_error_of_the_driver_itself_is_a_bug() -> None:
    assert fault_of(DBAPIError("SELECT 1", None, ServerError("the cursor is closed", None))) is None


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, StoreFault.FULL),
        (errno.EROFS, StoreFault.READ_ONLY),
        (errno.EACCES, StoreFault.READ_ONLY),
        (errno.EIO, StoreFault.DISK),
        (errno.ELOOP, StoreFault.DISK),
    ],
)
def test_what_the_system_says(number: int, fault: StoreFault) -> None:
    assert system_fault(OSError(number, "")) is fault


@pytest.mark.parametrize("fault", StoreFault)
def test_every_fault_is_a_whole_french_sentence(fault: StoreFault) -> None:
    said = str(StoreError(fault, "maynum.db", detail="1.2.3", backup=""))
    assert said.startswith("La base « maynum.db » ne peut pas être utilisée : ")
    assert said.endswith(".")
    assert "{" not in said
