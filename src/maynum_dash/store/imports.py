"""The history of imports: a file gives one line, a restoration another, and nothing is rewritten."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from maynum_dash.domain.errors import ErasedImportError, StaleEntryError
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.backup import back_up
from maynum_dash.store.base import Store
from maynum_dash.store.digest import digest_content, intact_digest
from maynum_dash.store.records import (
    ImportRecord,
    Totals,
    current_import,
    current_record,
    find_import,
    find_record,
    import_completed_by,
    import_of_file,
    list_imports,
    record_of_file,
)
from maynum_dash.store.retention import purge
from maynum_dash.store.rows import read_content, write_content
from maynum_dash.store.settings import BACKUPS_KEPT, settings_of
from maynum_dash.store.tables import IMPORTS
from maynum_dash.store.text import storable

__all__ = [
    "ImportRecord",
    "Totals",
    "add_entry",
    "add_import",
    "current_import",
    "find_import",
    "import_completed_by",
    "import_of_file",
    "list_imports",
    "read_import",
    "restore_import",
]


def add_import(
    store: Store, workbook: Workbook, totals: Totals, author: str, basis_sha256: str = ""
) -> tuple[ImportRecord, bool]:
    """Make a workbook the current data, with everything that was found in it.

    A backup, the line of history, the rows, the register and the purge are one transaction.

    Parameters
    ----------
    store
        Where.
    workbook
        What was read; text is made `text.storable`.
    totals
        What it amounts to.
    author
        Who imports, among the users of the tool.
    basis_sha256
        Fingerprint of the scale and territories.

    Returns
    -------
    ImportRecord
        Its line.
    bool
        ``False`` when this file was imported before: that line is given, and nothing is written.

    Raises
    ------
    StoreError
        When it cannot be written; nothing of it is visible.
    """
    with store.writing() as connection:
        known = record_of_file(connection, workbook.fingerprint)
        if known is not None:
            return known, False
        made = _add(connection, store, workbook, totals, (author, basis_sha256))
        counts = f"postes : {totals.posts}, lignes rejetées : {totals.rows_rejected} sur {totals.rows_read}"
        write_event(connection, author, Action.IMPORT, f"Import n° {made.id}", f"{made.name} ; {counts}")
        purge(connection, made.at)
    return made, True


def add_entry(  # noqa: PLR0913 -- what an import needs, and what was typed over what
    store: Store,
    workbook: Workbook,
    totals: Totals,
    author: str,
    *,
    based_on: int,
    told: str,
    basis_sha256: str = "",
) -> ImportRecord:
    """Make typed rows the current data: a new import, which leaves the one that they were typed over.

    Parameters
    ----------
    store, workbook, totals, author, basis_sha256
        As for `add_import`; see `sources.entries.with_entries`.
    based_on
        Import over which the rows were typed.
    told
        What was typed, in French, for the register.

    Raises
    ------
    StaleEntryError
        When another import was made meanwhile; nothing is written.
    StoreError
        When it cannot be written; nothing of it is visible.
    """
    with store.writing() as connection:
        current = current_record(connection)
        if current is None or current.id != based_on:
            raise StaleEntryError(based_on, None if current is None else current.id)
        made = _add(connection, store, workbook, totals, (author, basis_sha256))
        detail = f"{told} ; reprend l'import n° {based_on}"
        write_event(connection, author, Action.ENTRY, f"Import n° {made.id}", detail)
        purge(connection, made.at)
    return made


def restore_import(store: Store, import_id: int, author: str) -> ImportRecord:
    """Make a past import the current data again, as a new line that shows the same rows.

    Parameters
    ----------
    store
        Where.
    import_id
        Line to restore.
    author
        Who restores, among the users of the tool.

    Returns
    -------
    ImportRecord
        The new line; the current one, unchanged, when it already shows these rows.

    Raises
    ------
    UnknownImportError
        When there is no such line.
    ErasedImportError
        When its rows were deleted.
    StoreError
        When it cannot be written.
    """
    with store.writing() as connection:
        wanted = record_with_rows(connection, import_id)
        current = current_record(connection)
        if current is not None and current.rows_of == wanted.rows_of:
            return current
        line = {
            "name": wanted.name,
            "sha256": wanted.sha256,
            "profile": wanted.profile,
            "is_demo": wanted.is_demo,
            "basis_sha256": wanted.basis_sha256,
            "restored_from": wanted.id,
            "origin_id": wanted.rows_of,
            "completed_by": wanted.completed_by,
            **asdict(wanted.totals),
        }
        made = _insert(connection, line, author)
        detail = f"reprend l'import n° {wanted.id} ({wanted.name})"
        write_event(connection, author, Action.RESTORE, f"Import n° {made.id}", detail)
    return made


def read_import(store: Store, import_id: int) -> Workbook:
    """Read back a workbook as it was added: types, order, sheets and anomalies.

    Parameters
    ----------
    store
        Where.
    import_id
        Its line.

    Raises
    ------
    UnknownImportError
        When there is no such line.
    ErasedImportError
        When its rows were deleted.
    DamagedImportError
        When a row is not what was written.
    """
    with store.reading() as connection:
        line = record_with_rows(connection, import_id)
        intact_digest(connection, line)
        content = read_content(connection, line.rows_of)
    return Workbook(
        name=line.name,
        sha256=line.sha256,
        profile=line.profile,
        is_demo=line.is_demo,
        sheets=content.sheets,
        anomalies=content.anomalies,
        complements=content.complements,
        is_marked=True,
        **content.tables,
    )


def record_with_rows(connection: Connection, import_id: int) -> ImportRecord:
    """Find a line whose rows are still there, within a transaction; see `read_import`."""
    line = find_record(connection, import_id)
    if line.purged_at is not None:
        raise ErasedImportError(import_id, line.purged_at.date())
    return line


def _add(
    connection: Connection, store: Store, workbook: Workbook, totals: Totals, signed: tuple[str, str]
) -> ImportRecord:
    """Back up, then write the line of history and the rows; signed by an author, with a basis."""
    if store.file is not None:
        back_up(store.file, settings_of(connection)[BACKUPS_KEPT])
    author, basis_sha256 = signed
    line = {
        "name": storable(workbook.name),
        "sha256": workbook.fingerprint,
        "profile": workbook.profile,
        "is_demo": workbook.is_demo,
        "basis_sha256": basis_sha256,
        "completed_by": _completed_by(workbook),
        **asdict(totals),
    }
    made = _insert(connection, line, author)
    write_content(connection, made.id, workbook)
    digest = digest_content(connection, made.id)
    connection.execute(update(IMPORTS).where(IMPORTS.c.id == made.id).values(content_sha256=digest))
    return made


def _completed_by(workbook: Workbook) -> str | None:
    """Name the files that complete a workbook, for its line of history."""
    return ", ".join(storable(one.name) for one in workbook.complements) or None


def _insert(connection: Connection, line: dict[str, Any], author: str) -> ImportRecord:
    """Add a line to the history."""
    order = insert(IMPORTS).values(author=storable(author), at=datetime.now(UTC), **line)
    return find_record(connection, connection.execute(order.returning(IMPORTS.c.id)).scalar_one())
