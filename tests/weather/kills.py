"""Kill -9 at any instant of what writes.

Usage: python -m tests.weather.kills SCENE FOLDER --kills N --seed S
"""

import argparse
import gc
import json
import shutil
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from tests.weather import books, checks
from tests.weather.scenes import SCENES, Scene
from tests.weather.victims import Victim, Work, limited

from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import
from maynum_dash.store.opening import open_store

_SPAN: Final = 1.2  # an instant is drawn between the beginning of the work and a little after its usual end
_TORN: Final = 0.2
_AIMED: Final = 0.3
_COPY_EVERY: Final = 8
_GROWTH: Final = 16 * 4096  # bytes
_COMMIT_SECONDS: Final = 0.004
_PER_STORE: Final = 20
_WARM: Final = 3
_WHERE: Final = {"asked": "asking", "begun": "writing", "committing": "committing", "over": "over"}


@dataclass(slots=True)
class Campaign:
    """A store which is killed again and again, and what its authors were told.

    Parameters
    ----------
    scene
        What is done when the blow falls.
    lot
        Draws of this campaign.
    place
        Folder that holds one folder per store.
    """

    scene: Scene
    lot: Random
    place: Path
    folder: Path = Path()
    rank: int = 0
    prepared: dict[int, str] = field(default_factory=dict)
    acknowledged: dict[int, str] = field(default_factory=dict)
    blows: int = 0
    where: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    survivors: int = 0
    slowest: float = 0

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'maynum.db'}"

    def renew(self) -> None:
        """Leave this store for another, prepared as the first one was."""
        template = self.place / "template"
        if not template.exists():
            self.folder = template
            template.mkdir()
            self.prepared = self.scene.prepare(self.url)
        self.folder = self.place / f"store {self.rank}"
        shutil.copytree(template, self.folder)
        self.acknowledged = dict(self.prepared)

    def strike(self, span: float) -> None:
        """Let a process work, kill it, and check what it leaves."""
        self.rank += 1000
        said = self._strike(self.scene.work(self.url, self.rank), span)
        self._note(said)
        pending = self._learn(said)
        start = time.monotonic()
        store = checks.reopened(self.url)
        self.slowest = max(self.slowest, time.monotonic() - start)
        records = checks.check(store, self.acknowledged, pending)
        surplus = [record for record in records if record.id not in self.acknowledged]
        self.survivors += len(surplus)
        self.acknowledged |= {record.id: record.sha256 for record in surplus}
        # What was never acknowledged is read whole; so is the current import, one time in four.
        checks.check_content(store, surplus or records[: not self.lot.randrange(4)])
        if records:
            checks.check_idempotence(store, records[0])
        checks.check_copy(self.folder, self.acknowledged)
        self.scene.inspect(store, said)
        self._continue(store)

    def _strike(self, work: Work, span: float) -> list[str]:
        """Kill at an instant drawn by lot; give what was said before.

        A commit is short, the writing of its pages and the copy before it are shorter: some blows wait for a
        commit, and others are left to the system, which kills when a file grows to so many bytes. The copy is
        the first file to grow; being hit in it is no matter of luck, whatever else the machine does.
        """
        self.blows += 1
        size = (self.folder / "maynum.db").stat().st_size if not self.scene.ends else 0
        if self.scene.copies and self.blows % _COPY_EVERY == 0:
            self.where["copying"] += 1
            return Victim(limited(work, self.lot.randrange(1, size))).outlive()
        draw = 1 if self.scene.ends else self.lot.random()
        if draw < _TORN:
            self.where["torn"] += 1
            return Victim(limited(work, size + self.lot.randrange(1, _GROWTH))).outlive()
        victim = Victim(work)
        victim.wait_for("ready")
        if draw < _TORN + _AIMED:
            victim.wait_for("committing")
            span = _COMMIT_SECONDS
        return victim.kill(self.lot.uniform(0, span))

    def _continue(self, store: Store) -> None:
        """Check that the next import works."""
        book, totals = books.make(self.rank + 999, 3)
        line, is_new = add_import(store, book, totals, "Équipe")
        assert is_new
        checks.check_order([*self.acknowledged, line.id])
        self.acknowledged[line.id] = line.sha256
        store.close()

    def _note(self, said: list[str]) -> None:
        """Note where the blow fell, as the victim said and as the files show."""
        last = said[-1].split()[0]
        self.where[_WHERE.get(last, "between")] += 1
        self.left["journal"] += (self.folder / "maynum.db-journal").exists()
        self.left["copy"] += any(self.folder.glob("sauvegardes/*.partiel"))

    def _learn(self, said: list[str]) -> list[str]:
        """Take down what was acknowledged, in order; give what was asked and not answered."""
        pending: list[str] = []
        for line in said:
            word, *facts = line.split()
            if word == "asked":
                pending = facts
            elif word == "done":
                assert int(facts[0]) > max(self.acknowledged, default=0)
                self.acknowledged[int(facts[0])] = facts[1]
                pending = []
        return pending


def _usual(campaign: Campaign) -> float:
    """Measure how long the work usually takes, in seconds."""
    took = []
    for attempt in range(3):
        campaign.rank = -1000 * (attempt + 1)
        campaign.renew()
        victim = Victim(campaign.scene.work(campaign.url, 0))
        victim.wait_for("ready")
        start = time.monotonic()
        if campaign.scene.ends:
            victim.wait_for("over")
        else:
            victim.wait_for("committing", _WARM)
        took.append(time.monotonic() - start)
        victim.kill()
    return sorted(took)[1]


def main() -> None:
    """Run one campaign and print its report."""
    options = argparse.ArgumentParser()
    options.add_argument("scene", choices=SCENES)
    options.add_argument("folder", type=Path)
    options.add_argument("--kills", type=int, required=True)
    options.add_argument("--seed", type=int, required=True)
    given = options.parse_args()
    lot = Random(given.seed)  # noqa: S311 -- instants to be drawn again, not a secret
    campaign = Campaign(SCENES[given.scene], lot, given.folder)
    open_store(f"sqlite:///{given.folder / 'warm' / 'maynum.db'}").close()  # every module is loaded once
    gc.freeze()
    start = time.monotonic()
    span = _SPAN * _usual(campaign)
    campaign.rank = 0
    for number in range(given.kills):
        if number % (1 if campaign.scene.ends else _PER_STORE) == 0:
            campaign.renew()
        campaign.strike(span)
    report = {
        "scene": given.scene,
        "seed": given.seed,
        "kills": given.kills,
        "where": campaign.where,
        "left": campaign.left,
        "whole_though_unacknowledged": campaign.survivors,
        "span_ms": round(span * 1000),
        "slowest_restart_s": round(campaign.slowest, 3),
        "seconds": round(time.monotonic() - start, 1),
    }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
