"""An archive, or a copy made before an import, put in the place of the store: all of it or nothing."""

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Connection, MetaData, func, select

from maynum_dash.domain.errors import ArchiveError, ArchiveFault, StoreError, UnreadableFileError
from maynum_dash.store.archive import dump, write_archive
from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.backup import BACKUPS
from maynum_dash.store.base import Store
from maynum_dash.store.faults import system_fault
from maynum_dash.store.opening import open_store
from maynum_dash.store.tables import IMPORTS
from maynum_dash.store.unpacking import read_manifest, unpack

_SQLITE: Final = b"SQLite format 3\0"
_ZIP: Final = b"PK"


def read_archive(store: Store, path: Path, author: str, *, replace: bool = False) -> int:
    """Put an archive in the place of what the store holds.

    An archive of an older revision is loaded as it was written, then brought to the current one.

    Parameters
    ----------
    store
        Where; with another database than the one saved, if need be.
    path
        File written by `write_archive`, or a copy of the folder ``sauvegardes``.
    author
        Who restores, among the users of the tool.
    replace
        Whether a store that holds imports may be replaced; it is saved first, beside its backups.

    Returns
    -------
    int
        How many imports the store now holds.

    Raises
    ------
    UnreadableFileError
        When the file cannot be opened.
    ArchiveError
        When it is no archive, or no longer the one that was written; nothing has changed.
    StoreError
        When the store cannot be written; nothing has changed.
    """
    if _head(path) != _SQLITE:
        return _load(store, path, author, replace=replace)
    try:
        with TemporaryDirectory(prefix="maynum-") as folder:
            # Opening a copy checks it, and brings it to the current revision; the original stays as it is.
            copy, archive = Path(folder) / "copie.db", Path(folder) / path.name
            shutil.copyfile(path, copy)
            _convert(copy, archive)
            return _load(store, archive, author, replace=replace)
    except OSError as error:
        raise StoreError(system_fault(error), str(error.filename2 or error.filename or path)) from error


def rebuild(file: Path, archive: Path, author: str) -> Path | None:
    """Make the file of a store anew from an archive, when it can no longer be opened.

    The new file is finished before it takes the place of the old one, which is kept, journal included.

    Parameters
    ----------
    file
        File of the store, damaged, emptied or gone.
    archive
        As for `read_archive`.
    author
        Who restores.

    Returns
    -------
    pathlib.Path or None
        Where the old file stands now; ``None`` when there was none.

    Raises
    ------
    UnreadableFileError, ArchiveError, StoreError
        As `read_archive`; the old file has not moved.
    """
    try:
        with TemporaryDirectory(dir=file.parent, prefix="reconstruction-") as folder:
            fresh = Path(folder) / file.name
            with closing(open_store(f"sqlite:///{fresh}")) as store:
                read_archive(store, archive, author)
            aside = _set_aside(file)
            fresh.replace(file)
            return aside
    except OSError as error:
        raise StoreError(system_fault(error), str(file.parent)) from error


def _set_aside(file: Path) -> Path | None:
    """Keep a file under another name, and its journal, which SQLite would otherwise replay over the new one.

    The file keeps its own name until the new one takes it: were it gone, an interruption would leave a store
    that looks as if nothing had ever been written.
    """
    aside = file.with_name(f"{file.stem}-abimee-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{file.suffix}")
    if file.exists():
        try:
            aside.hardlink_to(file)
        except OSError:  # a disk without such links
            shutil.copyfile(file, aside)
    journal = file.with_name(f"{file.name}-journal")
    if journal.exists():
        journal.replace(aside.with_name(f"{aside.name}-journal"))
    return aside if aside.exists() else None


def _convert(copy: Path, archive: Path) -> None:
    """Write an archive of a copy; what is said of it names the file that the user gave."""
    try:
        with closing(open_store(f"sqlite:///{copy}")) as saved:
            write_archive(saved, archive)
    except StoreError as error:
        if error.backup is None:
            raise
        raise ArchiveError(archive.name, ArchiveFault.DAMAGED, "base de données illisible") from error


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
    except OSError as error:
        raise UnreadableFileError(
            path.name, "le système ne l’ouvre pas", "Vérifiez son nom et vos droits"
        ) from error
    if head != _SQLITE and not head.startswith(_ZIP):
        raise ArchiveError(path.name, ArchiveFault.NOT_AN_ARCHIVE)
    return head


def _load(store: Store, path: Path, author: str, *, replace: bool) -> int:
    try:
        with ZipFile(path) as archive, store.upgrading() as connection:
            manifest = read_manifest(archive, path.name)
            _make_room(connection, store, path.name, replace=replace)
            unpack(connection, archive, manifest, path.name)
            found: int = connection.scalar(select(func.count()).select_from(IMPORTS)) or 0
            write_event(
                connection, author, Action.BACKUP, "Archive restaurée", f"{path.name} : {found} imports"
            )
            return found
    except (BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise ArchiveError(path.name, ArchiveFault.DAMAGED, "archive zip illisible") from error


def _make_room(connection: Connection, store: Store, name: str, *, replace: bool) -> None:
    """Empty the database, once what it holds is saved."""
    if connection.scalar(select(IMPORTS.c.id).limit(1)) is not None:
        if not replace:
            raise ArchiveError(name, ArchiveFault.NOT_EMPTY)
        folder = store.folder / BACKUPS
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(system_fault(error), str(folder)) from error
        dump(connection, folder / f"avant-restauration-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip")
    present = MetaData()
    present.reflect(connection)
    present.drop_all(connection)
