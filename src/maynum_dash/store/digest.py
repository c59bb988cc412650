"""The fingerprint of what an import holds, the same on both databases and across migrations."""

import hashlib
import json
from datetime import date
from typing import Any

from sqlalchemy import Connection

from maynum_dash.store.rows import CONTENT, content_of


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
        for row in connection.execute(content_of(table, import_id)).mappings():
            held = {column: _plain(value) for column, value in row.items() if value is not None}
            sha256.update(canonical([name, held]) + b"\n")
    return sha256.hexdigest()


def canonical(value: object) -> bytes:
    """Write a value as JSON in one way only: sorted names, no space, plain ASCII.

    Parameters
    ----------
    value
        Made of what JSON knows.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def _plain(value: Any) -> object:  # noqa: ANN401 -- whatever a column holds
    if isinstance(value, float):
        return value + 0.0  # SQLite forgets the sign of a negative zero, PostgreSQL keeps it
    return value.isoformat() if isinstance(value, date) else value
