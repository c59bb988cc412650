"""A server that dies and comes back, and one that is full.

Usage: python -m tests.weather.servers URL --program pg_ctl --data … --log … --owner … --cuts N
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing, suppress
from itertools import count
from typing import Final

import psycopg
from sqlalchemy import make_url, text
from tests.weather import books, checks
from tests.weather.crowds import answers
from tests.weather.victims import Say, Victim, Work

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.store.imports import add_import, current_import
from maynum_dash.store.opening import open_store

_TYPED: Final = "motdepasse"
_CROWD: Final = 4
_MANY: Final = 500
_DOWN: Final = frozenset({StoreFault.UNREACHABLE})


def stubborn(url: str, first: int) -> Work:
    """Import files one after the other, and each again until it is acknowledged; never leave the store."""

    def work(say: Say) -> None:
        store = open_store(url)
        say("ready")
        for rank in count(first):
            book, totals = books.make(rank)
            say(f"asked {book.sha256}")
            while True:
                try:
                    line, is_new = add_import(store, book, totals, "Équipe")
                except StoreError as error:
                    checks.check_refusal(error, _TYPED)
                    say(f"refused {error.fault.name}")
                    time.sleep(0.02)
                else:
                    say(f"done {line.id} {line.sha256} {is_new}")
                    break

    return work


def newcomer(url: str) -> Work:
    """Open the store again and again; never leave off."""

    def work(say: Say) -> None:
        say("ready")
        while True:
            try:
                with closing(open_store(url, patience_seconds=2)) as store:
                    current_import(store)
                    say("opened")
            except StoreError as error:
                checks.check_refusal(error, _TYPED)
                say(f"refused {error.fault.name}")
            time.sleep(0.01)

    return work


class Server:
    """The PostgreSQL of the tests, in the hands of the campaign.

    Parameters
    ----------
    program
        Path of ``pg_ctl``.
    data, log
        Folder of the data, journal of the server.
    owner
        Account that runs it; empty for the present one.
    """

    def __init__(self, program: str, data: str, log: str, owner: str) -> None:
        self._command = [program, "-D", data, "-l", log, "-w", "-m", "immediate"]
        self._owner: str | None = owner or None

    def stop(self) -> None:
        """Stop as in a power cut: no session ends, nothing is tidied."""
        self._run("stop")

    def start(self) -> None:
        """Start with the options that it had."""
        self._run("restart")

    def _run(self, order: str) -> None:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        subprocess.run(
            [*self._command, order],
            user=self._owner,
            cwd="/",
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def cut(url: str, server: Server, cuts: int) -> dict[str, object]:
    """Stop the server in the middle of imports, then start it: refused in French, then all goes on."""
    crowd = [Victim(stubborn(url, 1000 * number)) for number in range(_CROWD)]
    crowd.append(Victim(newcomer(url)))
    for turn in range(1, cuts + 1):
        for victim in crowd[:-1]:
            victim.wait_for("done", 3 * turn)
        server.stop()
        for victim in crowd:
            victim.wait_for_more("refused")
        server.start()
        for victim in crowd[:-1]:
            victim.wait_for_more("done")
        crowd[-1].wait_for_more("opened")
    said = [victim.kill() for victim in crowd]
    known = {number: sha256 for one in said for number, sha256, _ in answers(one)}
    pending = [line.split()[1] for one in said for line in one if line.startswith("asked")]
    faults = Counter(line.split()[1] for one in said for line in one if line.startswith("refused"))
    assert faults.keys() <= {fault.name for fault in _DOWN}, faults
    store = checks.reopened(url)
    records = checks.check(store, known, pending)
    checks.check_content(store, records[:5])
    checks.check_idempotence(store, records[0])
    store.close()
    found_again = sum(not is_new for one in said for _, _, is_new in answers(one))
    return {
        "cuts": cuts,
        "imports": len(known),
        "refusals": faults,
        "acknowledged on a second try": found_again,
    }


def crowded(url: str) -> dict[str, str]:
    """Every connection of the server is taken: refused, then all goes on."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with ExitStack() as stack:
        with suppress(psycopg.OperationalError):
            for _ in range(_MANY):
                stack.enter_context(psycopg.connect(address))
        error = checks.refusal(lambda: open_store(url, patience_seconds=2), _TYPED)
        assert error.fault is StoreFault.BUSY, error
    with closing(checks.reopened(url)) as store:
        assert add_import(store, *books.make(9999), "Équipe")[1]
    return {"sentence": str(error)}


def main() -> None:
    """Run the campaign and print its report."""
    options = argparse.ArgumentParser()
    options.add_argument("url")
    for option in ("program", "data", "log", "owner"):
        options.add_argument(f"--{option}", required=True)
    options.add_argument("--cuts", type=int, required=True)
    given = options.parse_args()
    start = time.monotonic()
    store = open_store(given.url)
    with store.writing() as connection:
        # What is acknowledged must be in the journal of the server, whatever the other tests do without.
        name = make_url(given.url).database
        connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit TO on'))
    store.close()
    gc.freeze()
    server = Server(given.program, given.data, given.log, given.owner)
    report = {"cut": cut(given.url, server, given.cuts), "crowded": crowded(given.url)}
    report["seconds"] = {"all": str(round(time.monotonic() - start, 1))}
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
