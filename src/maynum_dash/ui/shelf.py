"""Workbooks opened on this server."""

import hashlib
import os
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Lock

from maynum_dash.domain.errors import MaynumError
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.inbox import dropped_files

_PLACES = 16
# What each one is, is told by its content; the name only says that it is worth a look.
_WORKBOOKS = {".xlsx", ".xlsm"}


@dataclass(frozen=True, slots=True)
class Item:
    """A workbook as bytes.

    Parameters
    ----------
    name
        File name.
    sha256
        Fingerprint of the content.
    content
        The bytes.
    dated
        Day the file was last changed, or opened when it came through the browser.
    """

    name: str
    sha256: str
    content: bytes
    dated: date

    @property
    def key(self) -> str:
        """What finds it again: the same bytes under another name are another user's workbook."""
        return hashlib.sha256(f"{self.sha256} {self.dated} {self.name}".encode()).hexdigest()


class Shelf:
    """The last workbooks opened; a user reaches only those whose key her session holds."""

    def __init__(self) -> None:
        self._items: OrderedDict[str, Item] = OrderedDict()
        self._lock = Lock()

    def put(self, name: str, content: bytes, dated: date) -> Item:
        """Keep a workbook, and let go of the one unused for longest."""
        item = Item(name, hashlib.sha256(content).hexdigest(), content, dated)
        with self._lock:
            self._items[item.key] = item
            self._items.move_to_end(item.key)
            while len(self._items) > _PLACES:
                self._items.popitem(last=False)
        return item

    def get(self, key: str) -> Item | None:
        """Find a workbook; ``None`` when it was let go."""
        with self._lock:
            item = self._items.get(key)
            if item is not None:
                self._items.move_to_end(key)
            return item


def folder() -> Path | None:
    """Folder of workbooks chosen by the installation (``MAYNUM_CLASSEURS``)."""
    chosen = os.environ.get("MAYNUM_CLASSEURS")
    return Path(chosen) if chosen else None


def files() -> list[Path]:
    """Workbooks of that folder, the latest first; lock files and hidden ones are left out."""
    place = folder()
    if place is None or not place.is_dir():
        return []
    return sorted(dropped_files(place), key=lambda path: path.stat().st_mtime, reverse=True)


def standard() -> Path:
    """Workbook shown first: the latest of the folder, never an export, else the demonstration."""
    return next((path for path in files() if path.suffix.lower() in _WORKBOOKS), DEMO_WORKBOOK)


def changed_on(path: Path) -> date:
    """Day a file was last changed."""
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()


def refusal(path: Path, error: MaynumError | OSError) -> str:
    """Explain a file that cannot be opened; the system's own words are English and show paths."""
    if isinstance(error, MaynumError):
        return str(error)
    return f"Le fichier « {path.name} » ne peut pas être ouvert. Vérifiez qu’il existe encore et vos droits."
