"""What a process is doing when it is killed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count, cycle
from typing import Final

from sqlalchemy import event, select, update
from tests.weather import books
from tests.weather.acts import filled
from tests.weather.victims import Say, Work

from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import, list_imports, restore_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.settings import RETENTION_MONTHS, change_setting
from maynum_dash.store.snapshots import check_snapshot, list_snapshots, seal
from maynum_dash.store.tables import CONTENTS, DOCUMENTS, IMPORTS

_LONG_AGO: Final = datetime(2020, 2, 29, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scene:
    """One kind of work.

    Parameters
    ----------
    prepare
        Makes the store at a URL beforehand; number → fingerprint of each import in it.
    work
        URL and first number of the workbooks to import → what the victim does.
    ends
        Whether the work ends by itself: it is then done on a new store each time.
    copies
        Whether a copy of the store is the first thing that it writes.
    inspect
        What is checked in addition, with what the victim had said.
    """

    prepare: Callable[[str], dict[int, str]]
    work: Callable[[str, int], Work]
    ends: bool = False
    copies: bool = False
    inspect: Callable[[Store, list[str]], None] = lambda _store, _said: None


def _nothing(_url: str) -> dict[int, str]:
    return {}


def _creating(url: str, _rank: int) -> Work:
    def work(say: Say) -> None:
        say("ready")
        say("asked")
        open_store(url)

    return work


def _importing(*sizes: int | None) -> Callable[[str, int], Work]:
    """Import workbooks of these sizes in turn, for ever."""

    def start(url: str, rank: int) -> Work:
        def work(say: Say) -> None:
            store = _open(url, say)
            for number, size in zip(count(rank), cycle(sizes)):
                book, totals = books.make(number, size)
                say(f"asked {book.sha256}")
                line, _ = add_import(store, book, totals, "Équipe")
                say(f"done {line.id} {line.sha256}")

        return work

    return start


def _restoring(url: str, _rank: int) -> Work:
    """Restore in turn the first imports, for ever."""

    def work(say: Say) -> None:
        store = _open(url, say)
        for line in cycle(sorted(list_imports(store), key=lambda one: one.id)[:3]):
            say(f"asked {line.sha256}")
            made = restore_import(store, line.id, "Équipe")
            say(f"done {made.id} {made.sha256}")

    return work


def _purging(url: str, rank: int) -> Work:
    """Import workbooks that each have the rows of all the earlier ones erased, for ever."""

    def work(say: Say) -> None:
        aging = open_store(url)
        store = _open(url, say)
        for number in count(rank):
            with aging.writing() as connection:
                connection.execute(update(IMPORTS).values(at=_LONG_AGO))
            book, totals = books.make(number, 300)
            say(f"asked {book.sha256}")
            line, _ = add_import(store, book, totals, "Équipe")
            say(f"done {line.id} {line.sha256}")

    return work


def _forgetful(url: str) -> dict[int, str]:
    """Prepare a store that keeps rows for one month."""
    known = filled(300, 60)(url)
    store = open_store(url)
    change_setting(store, RETENTION_MONTHS, 1, "Équipe")
    store.close()
    return known


def _sealing(url: str, rank: int) -> Work:
    """Seal one state after the other, for ever."""

    def work(say: Say) -> None:
        store = _open(url, say)
        for number in count(rank):
            documents = {f"reference/{name}.csv": f"{number} {name};".encode() * 9000 for name in range(5)}
            say("asked")
            made, is_new = seal(
                store, 1, date(2026, 6, 1), documents, {"n": str(number)}, b"{}", "1", "Équipe"
            )
            assert is_new
            say(f"sealed {made.fingerprint}")

    return work


def _seals_hold(store: Store, said: list[str]) -> None:
    """Check that what was sealed is there, and that each sealed state is whole."""
    known = {one.fingerprint for one in list_snapshots(store)}
    assert {line.split()[1] for line in said if line.startswith("sealed")} <= known
    for fingerprint in known:
        check_snapshot(store, fingerprint)
    assert len(known) == sum(one.action is Action.SEAL for one in list_events(store, 10_000))
    with store.reading() as connection:
        orphans = select(CONTENTS.c.sha256).where(CONTENTS.c.sha256.not_in(select(DOCUMENTS.c.sha256)))
        assert connection.scalars(orphans).all() == []


def _open(url: str, say: Say) -> Store:
    """Open a store and have it say where each of its transactions is."""
    store = open_store(url)
    say("ready")
    event.listen(store.engine, "begin", lambda _: say("begun"))
    event.listen(store.engine, "commit", lambda _: say("committing"))
    return store


SCENES: Final = {
    "creation": Scene(_nothing, _creating, ends=True),
    "import": Scene(filled(1), _importing(None), copies=True),
    "large import": Scene(filled(60), _importing(2000), copies=True),
    "backup": Scene(filled(*[2000] * 6), _importing(1), copies=True),
    "restoration": Scene(filled(3, 12, 60), _restoring),
    "purge": Scene(_forgetful, _purging),
    "seal": Scene(filled(60), _sealing, inspect=_seals_hold),
}
