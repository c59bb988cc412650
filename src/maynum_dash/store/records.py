"""The lines of the history of imports, and how they are found."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select

from maynum_dash.domain.errors import UnknownImportError
from maynum_dash.store.base import Store
from maynum_dash.store.tables import COMPLEMENTS, IMPORTS


@dataclass(frozen=True, slots=True)
class Totals:
    """What an import amounts to, computed when it was made.

    Parameters
    ----------
    posts
        Posts.
    rows_read, rows_accepted, rows_rejected
        Rows of every sheet; read = accepted + rejected.
    blocking, warnings, informations
        Anomalies by severity.
    department_cents
        The Département's commitment, in cents.
    """

    posts: int
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    blocking: int
    warnings: int
    informations: int
    department_cents: int


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One line of the history.

    Parameters
    ----------
    id
        Its number, never given again.
    name, sha256, profile, is_demo
        File as the user knows it, fingerprint of its bytes, profile of headings, whether it is invented.
    author
        Who imported or restored it, among the users of the tool.
    at
        When, in UTC.
    restored_from
        Line that was restored; ``None`` for the import of a file.
    rows_of
        Import that holds the rows: itself, or the origin of the restoration.
    totals
        What it amounts to.
    completed_by
        Names of the exports that complete the file; ``None`` without any.
    basis_sha256
        Fingerprint of the scale and territories of that time; empty when it was not given.
    purged_at
        When its rows were deleted, in UTC; ``None`` as long as they are there.
    """

    id: int
    name: str
    sha256: str
    profile: str
    is_demo: bool
    author: str
    at: datetime
    restored_from: int | None
    rows_of: int
    totals: Totals
    basis_sha256: str
    completed_by: str | None
    purged_at: datetime | None


_TOTALS: Final = tuple(field.name for field in fields(Totals))
_HISTORY: Final = select(IMPORTS, func.coalesce(IMPORTS.c.origin_id, IMPORTS.c.id).label("rows_of"))
_CURRENT: Final = _HISTORY.order_by(IMPORTS.c.id.desc()).limit(1)


def current_import(store: Store) -> ImportRecord | None:
    """Give the latest line, which is the current data; ``None`` for an empty history.

    Parameters
    ----------
    store
        Where; called at every rerun of every page, hence one indexed query.
    """
    with store.reading() as connection:
        return current_record(connection)


def find_import(store: Store, import_id: int) -> ImportRecord:
    """Find a line of the history.

    Parameters
    ----------
    store
        Where.
    import_id
        Its number.

    Raises
    ------
    UnknownImportError
        When there is none.
    """
    with store.reading() as connection:
        return find_record(connection, import_id)


def list_imports(store: Store) -> tuple[ImportRecord, ...]:
    """List the history, the latest line first.

    Parameters
    ----------
    store
        Where.
    """
    with store.reading() as connection:
        return tuple(map(_record, connection.execute(_HISTORY.order_by(IMPORTS.c.id.desc()))))


def import_of_file(store: Store, sha256: str) -> ImportRecord | None:
    """Find the import of a file whose rows are still there; ``None`` when there is none.

    Parameters
    ----------
    store
        Where.
    sha256
        Fingerprint of its bytes.
    """
    with store.reading() as connection:
        return record_of_file(connection, sha256)


def import_completed_by(store: Store, sha256: str) -> ImportRecord | None:
    """Find the first import that an export completed; ``None`` when it completed none.

    Parameters
    ----------
    store
        Where.
    sha256
        Fingerprint of the bytes of the export.
    """
    mine = select(func.min(COMPLEMENTS.c.import_id)).where(COMPLEMENTS.c.sha256 == sha256)
    with store.reading() as connection:
        return _first(connection, _HISTORY.where(IMPORTS.c.id == mine.scalar_subquery()))


def find_record(connection: Connection, import_id: int) -> ImportRecord:
    """Find a line within a transaction; see `find_import`."""
    found = _first(connection, _HISTORY.where(IMPORTS.c.id == import_id))
    if found is None:
        raise UnknownImportError(import_id)
    return found


def record_of_file(connection: Connection, sha256: str) -> ImportRecord | None:
    """Find the import of a file within a transaction; see `import_of_file`."""
    is_it = (IMPORTS.c.sha256 == sha256) & IMPORTS.c.restored_from.is_(None) & IMPORTS.c.purged_at.is_(None)
    return _first(connection, _HISTORY.where(is_it))


def current_record(connection: Connection) -> ImportRecord | None:
    """Give the latest line within a transaction; see `current_import`."""
    return _first(connection, _CURRENT)


def _first(connection: Connection, query: Select[Any]) -> ImportRecord | None:
    row = connection.execute(query).first()
    return None if row is None else _record(row)


def _record(row: Row[Any]) -> ImportRecord:
    known = row._asdict()
    mine = {field.name: known[field.name] for field in fields(ImportRecord) if field.name != "totals"}
    return ImportRecord(**mine, totals=Totals(**{name: known[name] for name in _TOTALS}))
