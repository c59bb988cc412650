"""A folder in which people and programs drop files: which ones are whole, and may be taken."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Final

# What each one is, is told by its content; the name only says that it is worth a look.
SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"})
_ASIDE: Final = ("~$", ".", "~")
_LOCKS: Final = ("~${name}", ".~lock.{name}#")


class Standing(StrEnum):
    """Why a file may be taken or not, in French."""

    WRITTEN = "en cours d’écriture ou de copie"
    OPEN = "ouvert dans Excel ou LibreOffice"
    READY = "prêt"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file of the folder.

    Parameters
    ----------
    path
        Where it stands.
    standing
        Whether it is whole.
    sha256
        Fingerprint of its bytes; empty until it is ready.
    """

    path: Path
    standing: Standing
    sha256: str = ""


class Inbox:
    """Looks at a folder from time to time.

    A file is ready once two looks in a row found the same size and the same time of change, and no office
    suite says that it is open: a copy in progress grows, and a workbook being saved is replaced.
    """

    def __init__(self) -> None:
        self._seen: dict[Path, tuple[int, int]] = {}
        self._known: dict[tuple[Path, int, int], str] = {}
        self._lock = Lock()

    def look(self, folder: Path) -> tuple[Dropped, ...]:
        """Look at the files of the folder, the latest first; those that vanish meanwhile are passed over.

        Parameters
        ----------
        folder
            Where they stand; its sub-folders are not looked into.
        """
        with self._lock:
            marks = dict(_marks(folder))
            before, self._seen = self._seen, marks
            latest = sorted(marks, key=lambda path: (-marks[path][1], path.name))
            found = tuple(self._judged(path, marks[path], before.get(path)) for path in latest)
            kept = {(path, *mark) for path, mark in marks.items()}
            self._known = {key: sha256 for key, sha256 in self._known.items() if key in kept}
        return found

    def _judged(self, path: Path, mark: tuple[int, int], before: tuple[int, int] | None) -> Dropped:
        if any((path.parent / lock.replace("{name}", path.name)).exists() for lock in _LOCKS):
            return Dropped(path, Standing.OPEN)
        if mark != before or not mark[0]:
            return Dropped(path, Standing.WRITTEN)
        key = (path, *mark)
        try:
            if key not in self._known:
                self._known[key] = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            # Another program holds it, or it has just gone: the next look will tell.
            return Dropped(path, Standing.WRITTEN)
        return Dropped(path, Standing.READY, self._known[key])


def dropped_files(folder: Path) -> list[Path]:
    """List the files of a folder that are worth a look; locks, hidden and temporary ones are left out."""
    try:
        return [
            path
            for path in folder.iterdir()
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(_ASIDE) and path.is_file()
        ]
    except OSError:
        return []


def _marks(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Give the size and the time of change of each file."""
    for path in dropped_files(folder):
        try:
            status = path.stat()
        except OSError:
            continue
        yield path, (status.st_size, status.st_mtime_ns)
