"""The whole store as one zip, which either database writes and either database restores."""

import hashlib
import json
import os
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Table, select

from maynum_dash.domain.errors import StoreError
from maynum_dash.store import schema
from maynum_dash.store.backup import forget
from maynum_dash.store.base import Store
from maynum_dash.store.faults import system_fault
from maynum_dash.store.tables import METADATA, PROPERTIES

FORMAT: Final = "maynum-archive"
FORMAT_VERSION: Final = 1
MANIFEST: Final = "manifest.json"
_BATCH: Final = 5000


def write_archive(store: Store, path: Path) -> None:
    """Write everything that the store holds, as one state of it.

    A ``manifest.json`` (format, revision of the schema, rows and SHA-256 of each table) and one file of JSON
    lines per table. The file is finished and flushed before it takes its name.

    Parameters
    ----------
    store
        What to save.
    path
        File to write; an earlier one is replaced.

    Raises
    ------
    StoreError
        When the store cannot be read, or the file cannot be written.
    """
    with store.reading() as connection:
        dump(connection, path)


def dump(connection: Connection, path: Path) -> None:
    """Write an archive from within a transaction; see `write_archive`."""
    unfinished = path.with_name(f"{path.name}.partiel")
    try:
        with unfinished.open("wb") as file:
            _write(connection, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise StoreError(system_fault(error), str(path)) from error
    finally:
        forget(unfinished)


def member(table: str) -> str:
    """Name of the file of a table within an archive."""
    return f"tables/{table}.jsonl"


def _write(connection: Connection, file: Any) -> None:  # noqa: ANN401 -- any binary file
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        written = {
            table.name: _write_table(connection, archive, table)
            for table in METADATA.sorted_tables
            if table is not PROPERTIES
        }
        manifest = {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "revision": schema.revision_of(connection),
            "logiciel": version("maynum-dash"),
            "tables": written,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


def _write_table(connection: Connection, archive: ZipFile, table: Table) -> dict[str, object]:
    """Write one table; give its count and its fingerprint."""
    digest, rows = hashlib.sha256(), 0
    with archive.open(member(table.name), "w", force_zip64=True) as lines:
        for line in _lines(connection, table):
            digest.update(line)
            lines.write(line)
            rows += 1
    return {"lignes": rows, "sha256": digest.hexdigest()}


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    # The driver gives the rows as it reads them: a store may be larger than the memory.
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_BATCH)
    for row in connection.execute(query).mappings():
        text = json.dumps(dict(row), ensure_ascii=False, separators=(",", ":"), default=_plain)
        yield f"{text}\n".encode()


def _plain(value: object) -> str:
    """Write what JSON does not know: days and times as ISO, bytes as base 64."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    raise TypeError(value)
