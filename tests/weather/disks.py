"""No room left on the disk, at every step of what writes.

Usage: python -m tests.weather.disks FOLDER [--real]
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from tests.weather import checks
from tests.weather.acts import ACTS, Act

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.store.imports import current_import, read_import
from maynum_dash.store.schema import latest_revision

_SIZE: Final = 96 * 2**20  # bytes of the small disk
_LEAST: Final = 16384
_WHERE: Final = {
    "mkdir": "folder",
    "back_up": "backup",
    "dump": "archive",
    "do_commit": "commit",
    "do_execute": "statement",
    "do_executemany": "statement",
    "_settle": "opening",
}


class Disk(Protocol):
    """A disk on which there is less and less room."""

    faults: frozenset[StoreFault]

    def shrink(self, room: int) -> None:
        """Leave so many bytes."""

    def free(self) -> None:
        """Leave all the room that there was."""


class SmallDisk:
    """A disk of its own, in memory, and a file that fills it: what is written gets the real error.

    Parameters
    ----------
    place
        Where it is mounted; within a mount namespace, it goes with the last of its processes.
    """

    faults = frozenset({StoreFault.FULL})

    def __init__(self, place: Path) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place)], check=True)
        self._ballast = place / "ballast"
        self._place = place

    def shrink(self, room: int) -> None:
        """Fill the disk but for so many bytes."""
        self.free()
        with self._ballast.open("wb", buffering=0) as ballast, suppress(OSError):
            block = b"\0" * 4096
            for _ in range((shutil.disk_usage(self._place).free - room) // len(block)):
                ballast.write(block)

    def free(self) -> None:
        """Delete the file that fills the disk."""
        self._ballast.unlink(missing_ok=True)


class SmallFiles:
    """Files that may not grow beyond a size: what a machine that lets nobody mount a disk can do."""

    faults = frozenset({StoreFault.FULL, StoreFault.DISK})

    def shrink(self, room: int) -> None:
        """Forbid files beyond so many bytes."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    def free(self) -> None:
        """Forbid nothing."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@dataclass(slots=True)
class Campaign:
    """One disk, and what was met on it.

    Parameters
    ----------
    place
        Folder on the disk.
    disk
        How its room is taken and given back.
    steps
        Points between the last amount of room that was not enough and its double.
    """

    place: Path
    disk: SmallDisk | SmallFiles
    steps: int
    points: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    tried: int = 0

    def run(self, name: str, act: Act) -> None:
        """Do one thing with less room than it needs: first doubled until it is enough, then in steps."""
        template = self.place / "template"
        template.mkdir()
        known = act.prepare(_url(template))
        self._try(name, act, known, 0)
        room = _LEAST
        while not self._try(name, act, known, room):
            room *= 2
        for step in range(1, self.steps):
            self._try(name, act, known, room // 2 + room // 2 * step // self.steps)
        shutil.rmtree(template)

    def _try(self, name: str, act: Act, known: dict[int, str], room: int) -> bool:
        """Do it once with so much room; tell whether it was enough."""
        folder = self.place / f"store {self.tried}"
        self.tried += 1
        shutil.copytree(self.place / "template", folder)
        refused: StoreError | None = None
        learnt: dict[int, str] = {}
        self.disk.shrink(room)
        try:
            learnt = act.do(_url(folder))
        except StoreError as error:
            refused = error
            self._view(folder, known)
        self.disk.free()
        if refused is not None:
            self._note(name, refused)
            self._check(folder, act, known)
            learnt = act.do(_url(folder))
        self._check(folder, act, known | learnt)
        shutil.rmtree(folder)
        return refused is None

    def _view(self, folder: Path, known: dict[int, str]) -> None:
        """What is stored may be seen while nothing can be written."""
        if not known or checks.revision(folder / "maynum.db") != latest_revision():
            return
        store = checks.reopened(_url(folder))
        current = current_import(store)
        assert current is not None
        assert current.id == max(known)
        read_import(store, current.id)
        store.close()

    def _check(self, folder: Path, act: Act, known: dict[int, str]) -> None:
        """With room again, everything is there and nothing stands by halves."""
        store = checks.reopened(_url(folder))
        records = checks.check(store, known)
        checks.check_content(store, records[:1])
        checks.check_copy(folder, known)
        act.inspect(store)
        store.close()
        left = [path.name for path in folder.rglob("*") if path.suffix == ".partiel"]
        assert not left, left

    def _note(self, name: str, refused: StoreError) -> None:
        """Check the refusal, and note what was being written."""
        checks.check_refusal(refused)
        assert refused.fault in self.disk.faults | {StoreFault.FOLDER}, refused
        self.points[f"{name}: {_where(refused)}"] += 1
        self.faults[refused.fault.name] += 1


def _where(error: BaseException) -> str:
    """Name what was being written when there was no more room."""
    cause: BaseException | None = error
    names: list[str] = []
    while cause is not None:
        names += [frame.f_code.co_name for frame, _ in traceback.walk_tb(cause.__traceback__)]
        cause = cause.__cause__
    return next((where for name, where in _WHERE.items() if name in names), names[-1])


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'maynum.db'}"


def main() -> None:
    """Run the campaign and print its report."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--real", action="store_true")
    options.add_argument("--steps", type=int, required=True)
    given = options.parse_args()
    start = time.monotonic()
    for name, act in ACTS.items():  # every module is loaded while there is room
        (given.folder / name).mkdir()
        act.prepare(_url(given.folder / name))
        act.do(_url(given.folder / name))
    tempfile.tempdir = str(given.folder)
    disk = SmallDisk(given.folder) if given.real else SmallFiles()
    campaign = Campaign(given.folder, disk, given.steps)
    for name, act in ACTS.items():
        campaign.run(name, act)
    report = {
        "real": given.real,
        "points": campaign.points,
        "refusals": sum(campaign.points.values()),
        "tried": campaign.tried,
        "faults": campaign.faults,
        "seconds": round(time.monotonic() - start, 1),
    }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
