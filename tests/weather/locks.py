"""A file that others hold; usage: python -m tests.weather.locks FOLDER."""

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Final

from tests.weather import acts, books, checks
from tests.weather.victims import Say, Victim

from maynum_dash.domain.errors import StoreFault
from maynum_dash.store.backup import back_up
from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import, current_import, list_imports, read_import
from maynum_dash.store.opening import open_store

_PATIENCE: Final = 0.3
_READERS: Final = 2
_IMPORTS: Final = 12


@contextmanager
def held(url: str, *orders: str) -> Iterator[Victim]:
    """Have another process hold a lock until the end of the block, where it is killed."""

    def hold(say: Say) -> None:
        connection = sqlite3.connect(_file(url), isolation_level=None)
        for order in orders:
            connection.execute(order).fetchall()
        say("held")

    victim = Victim(hold)
    victim.wait_for("held")
    yield victim
    victim.kill()


def refused(action: Callable[[], object]) -> str:
    """Do what must be refused because the file is held."""
    error = checks.refusal(action)
    assert error.fault is StoreFault.BUSY, error
    return str(error)


def exclusive(url: str, known: acts.Known) -> str:
    """Nothing is possible while another program writes, everything is when it is killed."""
    store = open_store(url, patience_seconds=_PATIENCE)
    with held(url, "BEGIN EXCLUSIVE"):
        refused(lambda: open_store(url, patience_seconds=_PATIENCE))
        refused(lambda: current_import(store))
        refused(lambda: read_import(store, 1))
        sentence = refused(lambda: add_import(store, *books.make(1, 12), "Équipe"))
    _goes_on(store, known)
    return sentence


def reserved(url: str, known: acts.Known) -> str:
    """Reading is possible while another program is about to write."""
    with held(url, "BEGIN IMMEDIATE"):
        store = open_store(url, patience_seconds=_PATIENCE)
        checks.check_content(store, checks.check(store, known))
        sentence = refused(lambda: add_import(store, *books.make(1, 12), "Équipe"))
        checks.check(store, known)
    _goes_on(store, known)
    return sentence


def shared(url: str, known: acts.Known) -> str:
    """An import that cannot end because a reader never does leaves nothing behind it."""
    store = open_store(url, patience_seconds=_PATIENCE)
    with held(url, "BEGIN", "SELECT count(*) FROM posts"):
        sentence = refused(lambda: add_import(store, *books.make(1, 300), "Équipe"))
        checks.check_content(store, checks.check(store, known))
    _goes_on(store, known)
    return sentence


def older(url: str, known: acts.Known) -> str:
    """A store that cannot be upgraded now is upgraded later."""
    before = Path(_file(url)).read_bytes()
    with held(url, "BEGIN IMMEDIATE"):
        sentence = refused(lambda: open_store(url, patience_seconds=_PATIENCE))
    assert Path(_file(url)).read_bytes() == before
    _goes_on(checks.reopened(url), known)
    return sentence


def kept(url: str, known: acts.Known) -> str:
    """A writer keeps its turn, whatever else its own process copies, opens and closes meanwhile.

    Closing a file drops every lock that the process holds on it, unless SQLite does the closing.
    """
    signal = Path(_file(url)).with_name("now")

    def intrude(say: Say) -> None:
        say("ready")
        while not signal.exists():
            time.sleep(0.01)
        with closing(open_store(url, patience_seconds=_PATIENCE)) as intruder:
            say(refused(lambda: add_import(intruder, *books.make(1, 12), "Équipe")))

    # Forked beforehand: a child would inherit what SQLite knows of the locks of its process.
    victim = Victim(intrude)
    victim.wait_for("ready")
    store = open_store(url, patience_seconds=_PATIENCE)
    with store.writing():
        back_up(Path(_file(url)), 5)
        other = open_store(url, patience_seconds=_PATIENCE)
        read_import(other, 1)
        other.close()
        signal.touch()
        sentence = victim.finish()[1]
    _goes_on(store, known)
    return sentence


def together(url: str, known: acts.Known) -> str:
    """Readers see whole states, in their order, while a writer works; none is ever refused."""

    def read(say: Say) -> None:
        store = open_store(url)
        say("ready")
        while True:
            with store.reading() as connection:
                say(f"saw {len(checks.whole(connection))}")

    store = open_store(url)
    readers = [Victim(read) for _ in range(_READERS)]
    for reader in readers:
        reader.wait_for("ready")
    made = dict(known)
    for rank in range(_IMPORTS):
        line, _ = add_import(store, *books.make(rank), "Équipe")
        made[line.id] = line.sha256
    seen = 0
    for reader in readers:
        reader.wait_for(f"saw {len(made)}")
        counts = [int(line.split()[1]) for line in reader.kill() if line.startswith("saw")]
        assert all(one <= other for one, other in pairwise(counts))
        seen += len(counts)
    assert seen > _IMPORTS
    checks.check(store, made)
    return f"{seen} readings"


def _goes_on(store: Store, known: acts.Known) -> None:
    """Nothing was lost nor added, and the next import works."""
    checks.check_content(store, checks.check(store, known))
    line, is_new = add_import(store, *books.make(2, 12), "Équipe")
    assert is_new
    checks.check_idempotence(store, line)
    assert len(list_imports(store)) == len(known) + 1
    store.close()


def _file(url: str) -> str:
    return url.removeprefix("sqlite:///")


CASES: Final[dict[str, tuple[Callable[[str], acts.Known], Callable[[str, acts.Known], str]]]] = {
    "exclusive": (acts.filled(*acts.SIZES), exclusive),
    "reserved": (acts.filled(*acts.SIZES), reserved),
    "shared": (acts.filled(*acts.SIZES), shared),
    "older": (acts.older, older),
    "kept": (acts.filled(*acts.SIZES), kept),
    "together": (acts.filled(*acts.SIZES), together),
}


def main() -> None:
    """Meet each lock and print what was said."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    given = options.parse_args()
    start = time.monotonic()
    report: dict[str, object] = {}
    for name, (prepare, meet) in CASES.items():
        (given.folder / name).mkdir()
        url = f"sqlite:///{given.folder / name / 'maynum.db'}"
        report[name] = meet(url, prepare(url))
    report["seconds"] = round(time.monotonic() - start, 1)
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
