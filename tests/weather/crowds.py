"""Many at once; usage: python -m tests.weather.crowds URL [--kills N --seed S]."""

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count, pairwise
from random import Random
from typing import Final

from tests.weather import books, checks
from tests.weather.victims import Say, Victim, Work

from maynum_dash.domain.errors import StoreError
from maynum_dash.store.imports import add_import, current_import, list_imports, restore_import
from maynum_dash.store.opening import open_store

_CROWD: Final = 8
_FILES: Final = 6
_TYPED: Final = "motdepasse"


def importer(url: str, ranks: Iterable[int]) -> Work:
    """Import workbooks in order, and say what became of each."""

    def work(say: Say) -> None:
        store = open_store(url)
        say("ready")
        for rank in ranks:
            book, totals = books.make(rank)
            say(f"asked {book.sha256}")
            try:
                line, is_new = add_import(store, book, totals, "Équipe")
            except StoreError as error:
                checks.check_refusal(error, _TYPED)
                say(f"refused {error.fault.name}")
                continue
            say(f"done {line.id} {line.sha256} {is_new}")

    return work


def reader(url: str) -> Work:
    """Check again and again that only whole states are seen, each later than the one before."""

    def work(say: Say) -> None:
        store = open_store(url)
        say("ready")
        while True:
            with store.reading() as connection:
                say(f"saw {len(checks.whole(connection))}")

    return work


def answers(said: Iterable[str]) -> list[tuple[int, str, bool]]:
    """Number, fingerprint and novelty of each import that was acknowledged, in order."""
    done = (line.split() for line in said if line.startswith("done"))
    return [(int(number), sha256, is_new == "True") for _, number, sha256, is_new in done]


def different(url: str, first: int) -> dict[str, int]:
    """Each process imports files of its own: all are imported, while readers see whole states."""
    readers = [Victim(reader(url)) for _ in range(2)]
    for one in readers:
        one.wait_for("ready")
    base = [first + 100 * number for number in range(_CROWD)]
    crowd = [Victim(importer(url, range(rank, rank + _FILES))) for rank in base]
    made = [answers(victim.finish()) for victim in crowd]
    assert [len(told) for told in made] == [_FILES] * _CROWD
    assert all(is_new for told in made for _, _, is_new in told)
    for told in made:
        checks.check_order(number for number, _, _ in told)
    known = {number: sha256 for told in made for number, sha256, _ in told}
    assert len(known) == _FILES * _CROWD
    readings = _look(readers)
    _settled(url, known)
    return {"imports": len(known), "readings": readings}


def same(url: str, first: int) -> dict[str, int]:
    """Every process imports the same files: each is imported once, and all are told of that import."""
    with closing(open_store(url)) as store:
        known = {line.id: line.sha256 for line in list_imports(store)}
    crowd = [Victim(importer(url, range(first, first + _FILES))) for _ in range(_CROWD)]
    made = [answers(victim.finish()) for victim in crowd]
    for told in zip(*made, strict=True):
        assert len({(number, sha256) for number, sha256, _ in told}) == 1, told
        assert sum(is_new for _, _, is_new in told) == 1, told
    assert len(made[0]) == _FILES
    known |= {number: sha256 for number, sha256, _ in made[0]}
    _settled(url, known)
    return {"imports": _FILES, "told": _FILES * _CROWD}


def threads(url: str, first: int) -> dict[str, int]:
    """Threads of one process import and restore through one store, half of them the same files."""
    with closing(open_store(url)) as store:
        before = {line.id: line.sha256 for line in list_imports(store)}
        oldest = min(before)

        def work(number: int) -> list[tuple[int, str]]:
            made = []
            for rank in range(_FILES):
                own = first + (100 * number if number % 2 else 0) + rank
                line, _ = add_import(store, *books.make(own), "Équipe")
                made.append((line.id, line.sha256))
                current = current_import(store)
                assert current is not None
                assert current.id >= line.id
            restored = restore_import(store, oldest, "Équipe")
            return [*made, (restored.id, restored.sha256)]

        with ThreadPoolExecutor(_CROWD) as pool:
            made = list(pool.map(work, range(_CROWD)))
        with store.reading() as connection:
            checks.whole(connection)
    known = before | {number: sha256 for one in made for number, sha256 in one}
    own = {sha256 for one in made for _, sha256 in one}
    assert len(own) == _FILES * (_CROWD // 2 + 1) + 1
    _settled(url, known)
    return {"imports": len(own) - 1}


def killed(url: str, kills: int, lot: Random) -> dict[str, int]:
    """Processes of a crowd are killed one after the other: the others go on, and nothing is lost."""
    with closing(open_store(url)) as store:
        known = {line.id: line.sha256 for line in list_imports(store)}
    ranks = count(10**6, 1000)
    crowd = [Victim(importer(url, count(next(ranks)))) for _ in range(_CROWD)]
    pending, inside = [], 0
    for _ in range(kills):
        victim = crowd.pop(lot.randrange(_CROWD))
        victim.wait_for("ready")
        said = victim.kill(lot.uniform(0, 0.1))
        inside += said[-1].startswith("asked")
        pending += _learn(said, known)
        crowd.append(Victim(importer(url, count(next(ranks)))))
    for victim in crowd:
        victim.wait_for("ready")
        pending += _learn(victim.kill(), known)
    _settled(url, known, pending)
    return {"kills": kills, "while importing": inside, "imports": len(known)}


def _learn(said: list[str], known: dict[int, str]) -> list[str]:
    """Take down what a victim was told; give what it had asked and was not answered."""
    made = answers(said)
    checks.check_order(number for number, _, _ in made)
    assert not any(line.startswith("refused") for line in said), said
    known |= {number: sha256 for number, sha256, _ in made}
    return said[-1].split()[1:] if said[-1].startswith("asked") else []


def _look(readers: list[Victim]) -> int:
    """Stop readers, and count what they saw."""
    total = 0
    for one in readers:
        seen = [int(line.split()[1]) for line in one.kill() if line.startswith("saw")]
        assert all(before <= after for before, after in pairwise(seen)), "a state older than the one before"
        total += len(seen)
    assert total
    return total


def _settled(url: str, known: dict[int, str], pending: Iterable[str] = ()) -> None:
    """Afterwards, everything that was told is there; the last one committed is current."""
    store = checks.reopened(url)
    records = checks.check(store, known, pending)
    checks.check_content(store, records[:5])
    checks.check_idempotence(store, records[0])
    store.close()


def main() -> None:
    """Run the campaign and print its report."""
    options = argparse.ArgumentParser()
    options.add_argument("url")
    options.add_argument("--kills", type=int, required=True)
    options.add_argument("--seed", type=int, required=True)
    given = options.parse_args()
    start = time.monotonic()
    open_store(given.url).close()
    gc.freeze()
    report: dict[str, object] = {"seed": given.seed}
    parts: dict[str, Callable[[], dict[str, int]]] = {
        "different": lambda: different(given.url, 0),
        "same": lambda: same(given.url, 5000),
        "killed": lambda: killed(given.url, given.kills, Random(given.seed)),  # noqa: S311 -- instants
        "threads": lambda: threads(given.url, 9000),
    }
    for name, part in parts.items():
        report[name] = part()
    report["seconds"] = round(time.monotonic() - start, 1)
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
