"""Folders and files that may not be written, or not even read.

Usage: python -m tests.weather.rights FOLDER [--disk]
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tests.weather import acts, books, checks
from tests.weather.victims import Say, Victim

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.store.audit import Action, record
from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import, restore_import
from maynum_dash.store.settings import RETENTION_MONTHS, change_setting
from maynum_dash.store.snapshots import seal

_NOBODY: Final = 65534
_ALL: Final = 0o777
_UNWRITABLE: Final = frozenset({StoreFault.READ_ONLY, StoreFault.UNOPENABLE, StoreFault.FOLDER})
WRITES: Final[Mapping[str, Callable[[Store], object]]] = {
    "import": lambda store: add_import(store, *books.make(1, 12), "Équipe"),
    "restoration": lambda store: restore_import(store, 1, "Équipe"),
    "setting": lambda store: change_setting(store, RETENTION_MONTHS, 24, "Équipe"),
    "register": lambda store: record(store, "Équipe", Action.EXPORT, "suivi.xlsx"),
    "seal": lambda store: seal(store, 1, date(2026, 6, 1), {}, {}, b"{}", "1", "Équipe"),
}


_FILLED: Final = acts.filled(*acts.SIZES)


@dataclass(frozen=True, slots=True)
class Weather:
    """Rights that an office may have given by mistake.

    Parameters
    ----------
    modes
        Path below the folder of the store → mode.
    is_readable
        Whether what is stored may still be seen.
    prepare
        Makes the store.
    refused
        What may not be written; the rest is.
    """

    modes: Mapping[str, int]
    is_readable: bool = True
    prepare: Callable[[str], acts.Known] = _FILLED
    refused: frozenset[str] = frozenset(WRITES)


def _interrupted(url: str) -> acts.Known:
    """Prepare a store that was killed in the middle of a commit: some of its pages are new, others old."""
    known = _FILLED(url)

    def spill(say: Say) -> None:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE posts SET employer = 'à moitié', department_y1_cents = 1")
        say("spilt")

    victim = Victim(spill)
    victim.wait_for("spilt")
    victim.kill()
    return known


WEATHERS: Final = {
    "folder and file": Weather({".": 0o555, "maynum.db": 0o444, "sauvegardes": 0o555}),
    "folder only": Weather({".": 0o555}),
    "file only": Weather({"maynum.db": 0o444}),
    "backups only": Weather({"sauvegardes": 0o555}, refused=frozenset({"import"})),
    "file that may not be read": Weather({"maynum.db": 0o000}, is_readable=False),
    "folder that may not be entered": Weather({".": 0o000}, is_readable=False),
    "folder that may not be listed": Weather({".": 0o111}),
    "interrupted, then read-only": Weather({".": 0o555, "maynum.db": 0o444}, False, _interrupted),
    "older store": Weather({".": 0o555, "maynum.db": 0o444}, False, acts.older),
    "new store": Weather({".": 0o555}, False, lambda _url: {}),
}


def meet_read_only_disk(folder: Path) -> dict[str, str]:
    """Use a store on a disk that refuses every write, even to root; then on one that takes them."""
    weather = Weather({})
    url = _url(folder)
    known = weather.prepare(url)
    subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
    said = Victim(lambda say: _write(url, weather, known, say)).finish()
    subprocess.run(["umount", str(folder)], check=True)
    return _afterwards(url, weather, known, said)


def meet(folder: Path, weather: Weather) -> dict[str, str]:
    """Use a store without rights, then with them; give each refusal."""
    folder.mkdir()
    url = _url(folder)
    known = weather.prepare(url)
    _set(folder, dict.fromkeys((".", *(str(path.relative_to(folder)) for path in folder.rglob("*"))), _ALL))
    _set(folder, weather.modes)
    victim = Victim(lambda say: _use(url, weather, known, say))
    said = victim.finish()
    _set(folder, dict.fromkeys(weather.modes, _ALL))
    return _afterwards(url, weather, known, said)


def _afterwards(url: str, weather: Weather, known: acts.Known, said: list[str]) -> dict[str, str]:
    """With rights again, everything is there, and what was refused is not."""
    refusals = dict(line.split(" | ", 1) for line in said if " | " in line)
    store = checks.reopened(url)
    written = (
        {} if not weather.is_readable or "restoration" in weather.refused else {max(known) + 1: known[1]}
    )
    records = checks.check(store, known | written)
    checks.check_content(store, records)
    assert add_import(store, *books.make(2, 12), "Équipe")[1]
    store.close()
    expected = weather.refused if weather.is_readable else {"opening"}
    assert refusals.keys() == expected, (refusals.keys(), expected)
    return refusals


def _use(url: str, weather: Weather, known: acts.Known, say: Say) -> None:
    """Become an ordinary account, then use the store."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    _write(url, weather, known, say)


def _write(url: str, weather: Weather, known: acts.Known, say: Say) -> None:
    """See what is stored, then try to write."""
    try:
        store = checks.reopened(url, patience_seconds=1)
    except StoreError as error:
        say(f"opening | {_sentence(error)}")
        return
    assert weather.is_readable, "opened, though it may not be read"
    checks.check_content(store, checks.check(store, known))
    for name, write in WRITES.items():
        try:
            write(store)
        except StoreError as error:
            say(f"{name} | {_sentence(error)}")
    store.close()


def _sentence(error: StoreError) -> str:
    checks.check_refusal(error)
    assert error.fault in _UNWRITABLE, error
    return str(error)


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'maynum.db'}"


def _set(folder: Path, modes: Mapping[str, int]) -> None:
    """Change modes; the folder last when it closes, first when it opens."""
    for name, mode in sorted(modes.items(), key=lambda one: (one[1] != _ALL, one[0] == ".")):
        if (folder / name).exists():
            (folder / name).chmod(mode)


def main() -> None:
    """Meet each weather and print the refusals."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--disk", action="store_true", help="mount a disk that is read-only")
    given = options.parse_args()
    for path in (given.folder, *given.folder.parents[:-1]):
        mode = path.stat().st_mode
        if os.geteuid() == 0 and mode & 0o111 != 0o111:
            path.chmod(mode | 0o111)  # an ordinary account comes this far
    warm = f"sqlite:///{given.folder / 'warm.db'}"
    acts.filled(3, 3)(warm)
    store = checks.reopened(warm)
    for write in WRITES.values():
        write(store)
    store.close()
    if given.disk:
        (given.folder / "disk").mkdir()
        report = {"read-only disk": meet_read_only_disk(given.folder / "disk")}
    else:
        report = {name: meet(given.folder / name, weather) for name, weather in WEATHERS.items()}
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
