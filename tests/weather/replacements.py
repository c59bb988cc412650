"""A store replaced by an archive, and killed meanwhile.

Usage: python -m tests.weather.replacements FOLDER --kills N --seed S
"""

import argparse
import gc
import json
import os
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final
from unittest.mock import patch

from tests.weather import acts, checks
from tests.weather.victims import Say, Victim

from maynum_dash.domain.errors import StoreError
from maynum_dash.store.archive import write_archive
from maynum_dash.store.imports import list_imports
from maynum_dash.store.opening import open_store
from maynum_dash.store.restoration import read_archive, rebuild

_RENAMES: Final = 4
_FILE: Final = "maynum.db"


@dataclass(slots=True)
class Campaign:
    """A store to be replaced, and the archive that replaces it.

    Parameters
    ----------
    place
        Folder that holds one folder per store.
    lot
        Draws of this campaign.
    """

    place: Path
    lot: Random
    old: acts.Known = field(default_factory=dict)
    new: acts.Known = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)
    done: int = 0

    def prepare(self) -> None:
        """Make a store of some imports, and an archive of others."""
        for name in ("template", "other"):
            (self.place / name).mkdir()
        self.old = acts.filled(60, 300, 12)(_url(self.place / "template"))
        self.new = acts.filled(300, 3, 60, 500, 1)(_url(self.place / "other"))
        with closing(open_store(_url(self.place / "other"))) as store:
            write_archive(store, self.place / "archive.zip")

    def load(self, kills: int) -> None:
        """Kill what loads an archive in the place of a sound store: it holds the old or the new."""
        span = 1.1 * self._strike(self._loading, None)
        for _ in range(kills):
            self._strike(self._loading, self.lot.uniform(0, span))

    def rebuild(self, kills: int) -> None:
        """Kill what makes a damaged store anew: it is refused, or whole; never a new, empty one."""
        span = 1.1 * self._strike(self._rebuilding, None, damaged=True)
        for number in range(kills):
            self._strike(self._rebuilding, self.lot.uniform(0, span), damaged=True, alone=bool(number % 2))
        for alone in (False, True):
            for rename in range(1, _RENAMES + 1):
                self._strike(self._rebuilding_until(rename), None, damaged=True, alone=alone)

    def _strike(
        self,
        work: Callable[[Path, Say], None],
        delay: float | None,
        *,
        damaged: bool = False,
        alone: bool = False,
    ) -> float:
        """Work on a copy of the store, kill, check; give how long it lived."""
        folder = self.place / str(self.done)
        self.done += 1
        shutil.copytree(self.place / "template", folder)
        if alone:
            shutil.rmtree(folder / "sauvegardes")
        if damaged:
            (folder / _FILE).write_bytes((folder / _FILE).read_bytes()[:9000])
        victim = Victim(lambda say: work(folder, say))
        victim.wait_for("ready")
        start = time.monotonic()
        said = victim.outlive() if delay is None else victim.kill(delay)
        lived = time.monotonic() - start
        self._check(folder, ended=said[-1] == "over")
        shutil.rmtree(folder)
        return lived

    def _check(self, folder: Path, *, ended: bool) -> None:
        """Open what was left; make it anew when it is refused."""
        try:
            store = checks.reopened(_url(folder))
        except StoreError as error:
            checks.check_refusal(error)
            self.met["refused, then made anew"] += 1
            rebuild(folder / _FILE, self.place / "archive.zip", "Équipe")
            store = checks.reopened(_url(folder))
            ended = True
        with closing(store):
            is_old = not ended and len(list_imports(store)) == len(self.old)
            checks.check_content(store, checks.check(store, self.old if is_old else self.new))
        self.met["old" if is_old else "new"] += 1

    def _loading(self, folder: Path, say: Say) -> None:
        store = open_store(_url(folder))
        say("ready")
        read_archive(store, self.place / "archive.zip", "Équipe", replace=True)

    def _rebuilding(self, folder: Path, say: Say) -> None:
        say("ready")
        rebuild(folder / _FILE, self.place / "archive.zip", "Équipe")

    def _rebuilding_until(self, rename: int) -> Callable[[Path, Say], None]:
        """Rebuild, and die just before the file system is asked for the last steps."""
        replace, left = Path.replace, [rename]

        def deadly(path: Path, target: Path) -> Path:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return replace(path, target)

        def work(folder: Path, say: Say) -> None:
            with patch.object(Path, "replace", deadly):
                self._rebuilding(folder, say)

        return work


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / _FILE}"


def main() -> None:
    """Run the campaign and print its report."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--kills", type=int, required=True)
    options.add_argument("--seed", type=int, required=True)
    given = options.parse_args()
    start = time.monotonic()
    campaign = Campaign(given.folder, Random(given.seed))  # noqa: S311 -- instants, not a secret
    campaign.prepare()
    gc.freeze()
    report: dict[str, object] = {"seed": given.seed, "kills": 2 * given.kills}
    for name, part in {"loading": campaign.load, "rebuilding": campaign.rebuild}.items():
        campaign.met.clear()
        part(given.kills)
        report[name] = dict(campaign.met)
    report["seconds"] = round(time.monotonic() - start, 1)
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
