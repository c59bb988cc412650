"""The fingerprint of what an import holds, the same on both databases and across migrations."""

import hashlib
import json
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from maynum_dash.domain.errors import DamagedImportError
from maynum_dash.store.records import ImportRecord
from maynum_dash.store.rows import CONTENT, content_of
from maynum_dash.store.tables import IMPORTS

_AS_IT_IS: Final = frozenset({str, int})  # most cells: thousands of calls are spared
_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def digest_content(connection: Connection, import_id: int) -> str:
    """Give the SHA-256 of the rows, sheets and anomalies of an import.

    Each row is one line of JSON that names what it holds, without what is absent: a migration that adds an
    empty column changes nothing. One that renames a column or rewrites values breaks the seals: it must not.

    Parameters
    ----------
    connection
        Transaction.
    import_id
        Import that holds the rows.
    """
    sha256 = hashlib.sha256()
    for name, table in sorted(CONTENT.items()):
        rows = connection.execute(content_of(table, import_id))
        columns = tuple(rows.keys())
        for row in rows.all():
            held = {
                column: value if type(value) in _AS_IT_IS else _plain(value)
                for column, value in zip(columns, row, strict=True)
                if value is not None
            }
            sha256.update(canonical([name, held]) + b"\n")
    return sha256.hexdigest()


def intact_digest(connection: Connection, line: ImportRecord) -> str:
    """Give the fingerprint of the rows of an import, once it is sure that they are those that were written.

    A database checks that its pages hold together; a cell in which the disk changed a figure holds together.

    Parameters
    ----------
    connection
        Transaction.
    line
        Its line, or that of a restoration of it; its rows are there.

    Raises
    ------
    DamagedImportError
        When a row is not what was written.
    """
    written = connection.scalar(select(IMPORTS.c.content_sha256).where(IMPORTS.c.id == line.rows_of))
    try:
        found = digest_content(connection, line.rows_of)
    except (ValueError, TypeError) as error:  # a day or a number that is no longer one
        raise DamagedImportError(line.id, line.name) from error
    if written not in {None, found}:
        raise DamagedImportError(line.id, line.name)
    return found


def canonical(value: object) -> bytes:
    """Write a value as JSON in one way only: sorted names, no space, plain ASCII.

    Parameters
    ----------
    value
        Made of what JSON knows.
    """
    return _ENCODER.encode(value).encode("ascii")


def _plain(value: Any) -> object:  # noqa: ANN401 -- whatever a column holds
    if isinstance(value, float):
        return value + 0.0  # SQLite forgets the sign of a negative zero, PostgreSQL keeps it
    return value.isoformat() if isinstance(value, date) else value
