"""A migration that is interrupted, a store that is older or newer.

Usage: python -m tests.weather.upgrades FOLDER --kills N --seed S
"""

import argparse
import json
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final
from unittest.mock import patch

from tests.weather import books, checks
from tests.weather.acts import filled
from tests.weather.victims import Say, Victim

from maynum_dash.domain.errors import StoreFault
from maynum_dash.store import schema
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.imports import add_import
from maynum_dash.store.opening import open_store

DUMPS: Final = Path(__file__).parents[1] / "data"
NEWER: Final = "7.2.1"
_LATER: Final = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", {before!r}
def upgrade():
    for table in ("posts", "imports", "payments"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("later", sa.Text()))
    op.execute("UPDATE payments SET amount_cents = amount_cents, later = order_number")
    op.create_index("ix_payments_later", "payments", ["later"])
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
"""
_OWN: Final = {"alembic_version", "properties", "events"}
Rows = dict[str, tuple[list[str], list[Any]]]


@contextmanager
def newer_software(folder: Path) -> Iterator[None]:
    """Work as a later version of the software, whose last revision rebuilds the largest tables."""
    if not folder.exists():
        shutil.copytree(schema.MIGRATIONS, folder)
        (folder / "versions" / "v9999.py").write_text(_LATER.format(before=schema.latest_revision()))
    with patch.object(schema, "MIGRATIONS", folder), patch.object(schema, "version", lambda _: NEWER):
        yield


@contextmanager
def this_software(_folder: Path) -> Iterator[None]:
    """Work as the software is."""
    yield


def dumped(dump: Path) -> Callable[[Path], None]:
    """Write a store as a past version of the software left it."""

    def write(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(dump.read_text(encoding="utf-8"))

    return write


def current(file: Path) -> None:
    """Write a store of this version, which holds a few workbooks."""
    filled(300, 12, 200, 60)(f"sqlite:///{file}")


def rows_of(file: Path) -> Rows:
    """Read every table of a file, but for what a migration writes of itself."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found: Rows = {}
        for name in sorted(set(names) - _OWN - {"sqlite_sequence"}):
            cursor = connection.execute(f'SELECT * FROM "{name}"')
            found[name] = ([column[0] for column in cursor.description], cursor.fetchall())
    return found


def kept(before: Rows, after: Rows) -> None:
    """Check that all that was there before is there, cell by cell; columns may have been added."""
    for name, (columns, rows) in before.items():
        now, lines = after[name]
        places = [now.index(column) for column in columns]
        left = [tuple(line[place] for place in places) for line in lines]
        assert sorted(left, key=repr) == sorted(rows, key=repr), name


@dataclass(slots=True)
class Campaign:
    """A store which is upgraded, and killed meanwhile.

    Parameters
    ----------
    place
        Folder that holds one folder per store.
    lot
        Draws of this campaign.
    software
        The one that upgrades.
    """

    place: Path
    lot: Random
    software: Callable[[Path], Any]
    before: Rows = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)

    def run(self, write: Callable[[Path], None], kills: int) -> None:
        """Upgrade copies of one store, and kill each process before it ends."""
        template = self.place / "template"
        template.mkdir(parents=True)
        write(template / "maynum.db")
        shutil.rmtree(template / "sauvegardes", ignore_errors=True)
        self.before = rows_of(template / "maynum.db")
        span = 0.95 * sorted(self._strike(number, None) for number in range(3))[1]
        self.met.clear()
        for number in range(kills):
            self._strike(number + 10, self.lot.uniform(0, span))

    def _strike(self, number: int, delay: float | None) -> float:
        """Kill an upgrade after so many seconds, or let it end; give how long it lived."""
        folder = self.place / str(number)
        shutil.copytree(self.place / "template", folder)
        file = folder / "maynum.db"
        victim = Victim(lambda say: self._upgrade(file, say))
        victim.wait_for("ready")
        start = time.monotonic()
        said = victim.finish() if delay is None else victim.kill(delay)
        lived = time.monotonic() - start
        self.met["killed before the end"] += said[-1] != "over"
        self.met["journal left"] += (folder / "maynum.db-journal").exists()
        self.met["copy left"] += any(folder.glob("sauvegardes/*.partiel"))
        self._check(file)
        shutil.rmtree(folder)
        return lived

    def _upgrade(self, file: Path, say: Say) -> None:
        with self.software(self.place / "later"):
            say("ready")
            open_store(f"sqlite:///{file}")

    def _check(self, file: Path) -> None:
        """The next opening succeeds, everything is there, and the store goes on."""
        with self.software(self.place / "later"):
            store = checks.reopened(f"sqlite:///{file}")
            assert checks.revision(file) == schema.latest_revision()
            upgrades = [one for one in list_events(store) if one.action is Action.MIGRATION]
            assert len(upgrades) == 2, "the creation, and one upgrade"
            kept(self.before, rows_of(file))
            copies = [rows_of(copy) for copy in file.parent.glob("sauvegardes/*.db")]
            assert copies
            assert all(copy == self.before for copy in copies)
            line, is_new = add_import(store, *books.make(7, 12), "Équipe")
            assert is_new
            checks.check_idempotence(store, line)
            with store.reading() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            store.close()


def refuse_newer(folder: Path) -> str:
    """Open with this software what a newer one left: refused by its version, and nothing has changed."""
    folder.mkdir()
    file = folder / "maynum.db"
    current(file)
    with newer_software(folder / "later"):
        open_store(f"sqlite:///{file}").close()
    fingerprint = sha256(file.read_bytes()).hexdigest()
    names = sorted(path.name for path in folder.rglob("*.db"))
    error = checks.refusal(lambda: open_store(f"sqlite:///{file}"))
    assert error.fault is StoreFault.NEWER
    assert NEWER in str(error)
    assert sha256(file.read_bytes()).hexdigest() == fingerprint
    assert sorted(path.name for path in folder.rglob("*.db")) == names
    return str(error)


def main() -> None:
    """Run the campaigns and print their report."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--kills", type=int, required=True)
    options.add_argument("--seed", type=int, required=True)
    given = options.parse_args()
    lot = Random(given.seed)  # noqa: S311 -- instants to be drawn again, not a secret
    start = time.monotonic()
    report: dict[str, Any] = {"seed": given.seed, "kills": {}}
    for dump in sorted(DUMPS.glob("store-*.sql")):
        campaign = Campaign(given.folder / dump.stem, lot, this_software)
        campaign.run(dumped(dump), given.kills)
        report["kills"][dump.stem] = campaign.met
    campaign = Campaign(given.folder / "current", lot, newer_software)
    campaign.run(current, given.kills)
    report["kills"]["newer"] = campaign.met
    report["refusal"] = refuse_newer(given.folder / "newer")
    report["seconds"] = round(time.monotonic() - start, 1)
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
