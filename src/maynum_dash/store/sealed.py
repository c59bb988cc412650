"""The lines of sealed states: how they are found, and what their seal covers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from maynum_dash.domain.errors import UnknownSnapshotError
from maynum_dash.store.digest import canonical
from maynum_dash.store.seals import normalise, sha256_of
from maynum_dash.store.tables import DOCUMENTS, SNAPSHOTS


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A sealed state.

    Parameters
    ----------
    fingerprint
        Eight characters in two groups, for instance ``7F3K-92QD``.
    committee_on
        Day of the committee.
    import_id
        Import that was shown.
    author
        Who sealed, among the users of the tool.
    sealed_at
        When, in UTC.
    software_version
        Version of the software that computed the figures.
    parameters
        Choices that the figures depend on.
    documents
        Path of each document below the data folder → SHA-256.
    figures
        Canonical JSON of the figures.
    note
        What the author wrote beside it.
    """

    fingerprint: str
    committee_on: date
    import_id: int
    author: str
    sealed_at: datetime
    software_version: str
    parameters: Mapping[str, str]
    documents: Mapping[str, str]
    figures: bytes
    note: str


def row_of(connection: Connection, text: str) -> Row[Any]:
    """Find the row of a sealed state within a transaction; see `find_snapshot`."""
    query = select(SNAPSHOTS).where(SNAPSHOTS.c.fingerprint == normalise(text))
    row = connection.execute(query).first()
    if row is None:
        raise UnknownSnapshotError(text)
    return row


def snapshot_of(connection: Connection, row: Row[Any]) -> Snapshot:
    """Make a sealed state of its row.

    Parameters
    ----------
    connection
        Transaction.
    row
        Row of `tables.SNAPSHOTS`.
    """
    return Snapshot(
        fingerprint=row.fingerprint,
        committee_on=row.committee_on,
        import_id=row.import_id,
        author=row.author,
        sealed_at=row.sealed_at,
        software_version=row.software_version,
        parameters=json.loads(row.parameters),
        documents=documents_of(connection, row.fingerprint),
        figures=row.figures,
        note=row.note,
    )


def documents_of(connection: Connection, fingerprint: str) -> dict[str, str]:
    """Give the documents of a sealed state: path → SHA-256."""
    query = select(DOCUMENTS.c.path, DOCUMENTS.c.sha256).where(DOCUMENTS.c.fingerprint == fingerprint)
    return {row.path: row.sha256 for row in connection.execute(query.order_by(DOCUMENTS.c.path))}


def sealed_sha256(line: Mapping[str, Any], documents: Mapping[str, str]) -> str:
    """Give the SHA-256 of everything that a seal covers.

    Parameters
    ----------
    line
        Its row: digest of the rows, day, version, parameters (JSON) and figures.
    documents
        Path → SHA-256.
    """
    covered = {
        "rows": line["rows_sha256"],
        "committee_on": line["committee_on"].isoformat(),
        "documents": dict(documents),
        "parameters": line["parameters"],
        "software_version": line["software_version"],
        "figures": sha256_of(line["figures"]),
    }
    return sha256_of(canonical(covered))
