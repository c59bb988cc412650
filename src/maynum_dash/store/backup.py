"""Copies of the SQLite file, made before each import and each migration."""

import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.store.faults import system_fault

BACKUPS: Final = "sauvegardes"
KEPT: Final = 5
_NAME: Final = "maynum-%Y%m%d-%H%M%S-%f.db"
_OURS: Final = re.compile(r"maynum-\d{8}-\d{6}-\d{6}\.db")  # what people put beside them is theirs
_UNFINISHED: Final = ".partiel"


def back_up(file: Path, kept: int) -> Path:
    """Copy the whole database, as it was when the writing transaction of the caller began.

    The copy is finished, flushed and only then named; the write lock, held by the caller, makes it the copy
    of one state, and the only one being made. SQLite itself copies: another program that opened and closed
    the file in this process would drop every lock that the process holds on it.

    Parameters
    ----------
    file
        The database.
    kept
        How many copies are kept, this one included.

    Returns
    -------
    pathlib.Path
        The copy.

    Raises
    ------
    StoreError
        When it cannot be written: what was to follow must not happen.
    """
    place = _place(file.parent)
    path = place / f"{_time(place.parent):{_NAME}}"
    unfinished = path.with_suffix(_UNFINISHED)
    try:
        _forget(place.glob(f"*{_UNFINISHED}*"))  # left by a process that was killed
        unfinished.touch()  # says better than SQLite why a folder cannot be written
        _copy(file, unfinished)
        unfinished.replace(path)
        _flush(place)
        _forget(backups(file.parent)[kept:])
    except OSError as error:
        raise StoreError(system_fault(error), str(place)) from error
    finally:
        forget(unfinished)
    return path


def backups(folder: Path) -> list[Path]:
    """List the copies, the latest first.

    Parameters
    ----------
    folder
        Folder of the data.
    """
    return sorted(filter(_is_ours, (folder / BACKUPS).glob("*.db")), reverse=True)


def last_healthy(folder: Path) -> Path | None:
    """Find the latest copy that SQLite reads without fault; ``None`` when there is none.

    Parameters
    ----------
    folder
        Folder of the data.
    """
    return next((path for path in backups(folder) if _is_healthy(path)), None)


def forget(unfinished: Path) -> None:
    """Delete a file that could not be finished; a disk that refuses even this has said why before.

    Parameters
    ----------
    unfinished
        File, there or not.
    """
    with suppress(OSError):
        unfinished.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    return _OURS.fullmatch(path.name) is not None


def _time(folder: Path) -> datetime:
    """Give the time of a copy: now, yet after the last one, should the clock have been set back."""
    now = datetime.now(UTC)
    for path in backups(folder)[:1]:
        with suppress(ValueError, OverflowError):
            last = datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
            return max(now, last + timedelta(microseconds=1))
    return now


def _place(folder: Path) -> Path:
    """Give the folder of the copies, made when it is not there."""
    place = folder / BACKUPS
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(StoreFault.FOLDER, str(place)) from error
    return place


def _copy(file: Path, path: Path) -> None:
    """Write a copy and flush it."""
    with (
        closing(_read_only(file)) as source,
        closing(sqlite3.connect(path, isolation_level=None)) as target,
    ):
        # A copy that is not finished is never used: no journal, and one flush at the end.
        target.execute("PRAGMA journal_mode=OFF")
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target)
    _flush(path)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _flush(path: Path) -> None:
    """Have the disk hold a file or the names of a folder; Windows has no such thing for folders."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _forget(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _is_healthy(path: Path) -> bool:
    try:
        with closing(_read_only(path)) as copy:
            copy.execute("SELECT 1 FROM imports LIMIT 1")  # an empty file has no fault
            answer: str = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return answer == "ok"
