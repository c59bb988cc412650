"""What an archive holds, checked line by line on its way into an empty database."""

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from zipfile import ZipFile

from sqlalchemy import Connection, Date, DateTime, LargeBinary, MetaData, Table, func, insert, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, StatementError

from maynum_dash.domain.errors import ArchiveError, ArchiveFault
from maynum_dash.store import schema
from maynum_dash.store.archive import FORMAT, FORMAT_VERSION, MANIFEST, member

_LARGEST: Final = 16 * 2**30  # bytes of all the tables together, once unpacked
_LONGEST: Final = 64 * 2**20  # bytes of one line
_BATCH: Final = 5000


def read_manifest(archive: ZipFile, name: str) -> Mapping[str, Any]:
    """Read what an archive says of itself, and check that it can be what it says.

    Parameters
    ----------
    archive
        Opened archive.
    name
        Its file name, for the refusal.

    Raises
    ------
    ArchiveError
        When it is not one that this software can load.
    """
    try:
        if archive.getinfo(MANIFEST).file_size > _LONGEST:
            raise ArchiveError(name, ArchiveFault.TOO_LARGE)
        manifest = json.loads(archive.read(MANIFEST))
        is_ours = manifest["format"] == FORMAT
        newer = manifest["version"] > FORMAT_VERSION or manifest["revision"] not in schema.known_revisions()
        sizes = [archive.getinfo(member(table)).file_size for table in manifest["tables"]]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ArchiveError(name, ArchiveFault.NOT_AN_ARCHIVE) from error
    if not is_ours:
        raise ArchiveError(name, ArchiveFault.NOT_AN_ARCHIVE)
    if newer:
        raise ArchiveError(name, ArchiveFault.NEWER, str(manifest.get("logiciel", "inconnue"))[:40])
    if sum(sizes) > _LARGEST:
        raise ArchiveError(name, ArchiveFault.TOO_LARGE)
    return dict(manifest)


def unpack(connection: Connection, archive: ZipFile, manifest: Mapping[str, Any], name: str) -> None:
    """Create the schema of the archive, load its rows, and bring both to the current revision.

    Parameters
    ----------
    connection
        Writing transaction on a database without any table.
    archive, name
        As for `read_manifest`.
    manifest
        What it says of itself.

    Raises
    ------
    ArchiveError
        When a row is not what was written.
    """
    schema.upgrade(connection, manifest["revision"])
    present = MetaData()
    present.reflect(connection)
    for table in present.sorted_tables:
        if table.name in manifest["tables"]:
            _fill_table(connection, archive, table, manifest["tables"][table.name], name)
    if set(manifest["tables"]) - set(present.tables):
        raise ArchiveError(name, ArchiveFault.DAMAGED, "table inconnue")
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise ArchiveError(name, ArchiveFault.DAMAGED, "lignes d’un import inconnu")
    schema.upgrade(connection)


def _fill_table(
    connection: Connection, archive: ZipFile, table: Table, said: Mapping[str, Any], name: str
) -> None:
    damaged = ArchiveError(name, ArchiveFault.DAMAGED, f"table « {table.name} »")
    digest, rows = hashlib.sha256(), 0
    try:
        for batch in _batches(archive, table, digest):
            connection.execute(insert(table), batch)
            rows += len(batch)
        is_same = (rows, digest.hexdigest()) == (said["lignes"], said["sha256"])
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError, AttributeError) as error:
        raise damaged from error
    except StatementError as error:
        # A full disk is not the fault of the archive.
        if isinstance(error, DBAPIError) and not isinstance(
            error, IntegrityError | DataError | InterfaceError
        ):
            raise
        raise damaged from error
    if not is_same:
        raise damaged
    if connection.dialect.name == "postgresql" and table.c.get("id") is not None and rows:
        _follow(connection, table)


def _batches(archive: ZipFile, table: Table, digest: Any) -> Iterator[list[dict[str, object]]]:  # noqa: ANN401 -- hashlib does not name its type
    batch: list[dict[str, object]] = []
    with archive.open(member(table.name)) as lines:
        while line := lines.readline(_LONGEST):
            digest.update(line)
            batch.append(_row(table, json.loads(line)))
            if len(batch) == _BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _row(table: Table, values: Mapping[str, object]) -> dict[str, object]:
    """Give each value the type of its column; every column must be there, and no other."""
    if set(values) != set(table.c.keys()):
        raise ValueError(table.name)
    return {column.name: _value(column.type, values[column.name]) for column in table.columns}


def _value(kind: object, value: Any) -> object:  # noqa: ANN401 -- anything that JSON holds
    if value is None:
        return None
    if isinstance(kind, DateTime):
        at = datetime.fromisoformat(value)
        return at if kind.timezone else at.astimezone(UTC).replace(tzinfo=None)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return b64decode(value, validate=True)
    if isinstance(value, dict | list):
        raise TypeError(value)
    return value


def _follow(connection: Connection, table: Table) -> None:
    """Have PostgreSQL number what comes next after the rows that were loaded."""
    highest = select(func.max(table.c.id)).scalar_subquery()
    connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), highest)))
