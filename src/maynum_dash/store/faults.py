"""What a database error means to the user; an error that means nothing to him is a bug, and stays one."""

import errno
import re
import sqlite3
from collections.abc import Mapping
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError

from maynum_dash.domain.errors import StoreFault

# By whole name first (« SQLITE_READONLY_DBMOVED »), then by family (« SQLITE_READONLY »).
_SQLITE: Final[Mapping[str, StoreFault]] = {
    "SQLITE_READONLY_DBMOVED": StoreFault.MOVED,
    "SQLITE_BUSY": StoreFault.BUSY,
    "SQLITE_LOCKED": StoreFault.BUSY,
    "SQLITE_PROTOCOL": StoreFault.BUSY,
    "SQLITE_FULL": StoreFault.FULL,
    "SQLITE_READONLY": StoreFault.READ_ONLY,
    "SQLITE_PERM": StoreFault.READ_ONLY,
    "SQLITE_CANTOPEN": StoreFault.UNOPENABLE,
    "SQLITE_CORRUPT": StoreFault.DAMAGED,
    "SQLITE_NOTADB": StoreFault.NOT_A_DATABASE,
    "SQLITE_IOERR": StoreFault.DISK,
}
# By whole SQLSTATE first, then by class (its first two characters).
_POSTGRESQL: Final[Mapping[str, StoreFault]] = {
    "08": StoreFault.UNREACHABLE,
    "57P01": StoreFault.UNREACHABLE,
    "57P02": StoreFault.UNREACHABLE,
    "57P03": StoreFault.UNREACHABLE,
    "28": StoreFault.PASSWORD,
    "3D000": StoreFault.REFUSED,
    "53100": StoreFault.FULL,
    "53": StoreFault.BUSY,
    "55P03": StoreFault.BUSY,
    "57014": StoreFault.BUSY,
    "40": StoreFault.BUSY,
    "25006": StoreFault.RIGHTS,
    "42501": StoreFault.RIGHTS,
    "XX001": StoreFault.DAMAGED,
    "XX002": StoreFault.DAMAGED,
    "58": StoreFault.DISK,
}
_SYSTEM: Final[Mapping[int | None, StoreFault]] = {
    errno.ENOSPC: StoreFault.FULL,
    errno.EDQUOT: StoreFault.FULL,
    errno.EFBIG: StoreFault.FULL,
    errno.EROFS: StoreFault.READ_ONLY,
    errno.EACCES: StoreFault.READ_ONLY,
    errno.EPERM: StoreFault.READ_ONLY,
    errno.EIO: StoreFault.DISK,
}
# A server says these in its own language, without the code that it gives to a session.
_NOT_NOW: Final = re.compile(
    "starting up|shutting down|in recovery|not (yet )?accepting|se lance|s.arrête|en cours d.arrêt"
    "|de restauration|n.accepte pas"
)
_TOO_MANY: Final = re.compile("too many|connection slots|trop de|emplacements de connexion")


def fault_of(error: DBAPIError | sqlite3.Error) -> StoreFault | None:
    """Name what stands in the way.

    Parameters
    ----------
    error
        Error of the database, wrapped by SQLAlchemy or not.

    Returns
    -------
    StoreFault or None
        ``None`` for an error that says nothing of the file, the disk or the server: a bug.
    """
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _sqlite_fault(original)
    state = getattr(original, "sqlstate", None)
    if state is None:
        return _connection_fault(error, str(original))
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])


def system_fault(error: OSError) -> StoreFault:
    """Name what stands in the way of writing a file."""
    return _SYSTEM.get(error.errno, StoreFault.DISK)


def _sqlite_fault(error: sqlite3.Error) -> StoreFault | None:
    name: str = getattr(error, "sqlite_errorname", "")
    if not name and "decode to UTF-8" in str(error):
        return StoreFault.DAMAGED  # a text that was stored as UTF-8 and no longer is
    return _SQLITE.get(name) or _SQLITE.get("_".join(name.split("_")[:2]))


def _connection_fault(error: Exception, text: str) -> StoreFault | None:
    """Understand a failed connection: libpq gives the words of the server, but not its code."""
    if not isinstance(error, OperationalError):
        return None
    if "password" in text or "mot de passe" in text:
        return StoreFault.PASSWORD
    if _NOT_NOW.search(text):
        return StoreFault.UNREACHABLE
    if _TOO_MANY.search(text):
        return StoreFault.BUSY
    return StoreFault.REFUSED if "FATAL" in text else StoreFault.UNREACHABLE
