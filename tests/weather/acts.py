"""Things that write, each done once: on a disk without room, on a folder without rights."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine, insert
from tests.weather import books

from maynum_dash.store import schema
from maynum_dash.store.archive import write_archive
from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.backup import back_up, backups
from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import, restore_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.restoration import read_archive
from maynum_dash.store.rows import write_content
from maynum_dash.store.snapshots import check_snapshot, list_snapshots, seal
from maynum_dash.store.tables import IMPORTS

Known = dict[int, str]
OLDEST: Final = "0001"
SIZES: Final = (120, 12, 60)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that writes.

    Parameters
    ----------
    prepare
        Makes the store at a URL beforehand; number → fingerprint of each import in it.
    do
        Does it on the store at a URL; number → fingerprint of what it adds to the history.
    inspect
        What is checked in addition, afterwards.
    """

    prepare: Callable[[str], Known]
    do: Callable[[str], Known]
    inspect: Callable[[Store], None] = lambda _store: None


def filled(*sizes: int) -> Callable[[str], Known]:
    """Prepare a store that holds workbooks of these sizes."""

    def prepare(url: str) -> Known:
        store = open_store(url)
        made = [
            add_import(store, *books.make(10**6 + rank, size), "Équipe")[0] for rank, size in enumerate(sizes)
        ]
        store.close()
        return {line.id: line.sha256 for line in made}

    return prepare


def older(url: str) -> Known:
    """Prepare a store at the first revision, as the software of that time left it."""
    file = url.removeprefix("sqlite:///")
    store = Store(create_engine(url), Path(file).parent, file, 30)
    with store.upgrading() as connection:
        schema.upgrade(connection, OLDEST)
        known = {number: _write(connection, number, size) for number, size in enumerate(SIZES, start=1)}
    store.close()
    return known


def _write(connection: Connection, number: int, size: int) -> str:
    """Write an import as the first revision did."""
    book, totals = books.make(10**6 + number, size)
    line = {"name": book.name, "sha256": book.sha256, "profile": book.profile, "is_demo": book.is_demo}
    more = {"author": "Équipe", "at": datetime.now(UTC), "basis_sha256": ""}
    connection.execute(insert(IMPORTS).values(id=number, **line, **more, **asdict(totals)))
    write_content(connection, number, book)
    write_event(connection, "Équipe", Action.IMPORT, f"Import n° {number}", book.name)
    return book.sha256


def _nothing(_url: str) -> Known:
    return {}


def _with_archive(url: str) -> Known:
    """Prepare a store, its archive and its copy."""
    known = filled(*SIZES)(url)
    with closing(open_store(url)) as store:
        write_archive(store, _archive(url))
        back_up(Path(store.place), 5)
    return known


def _create(url: str) -> Known:
    return _upgrade(url.replace("/maynum.db", "/données/mémoire/maynum.db"))


def _upgrade(url: str) -> Known:
    open_store(url).close()
    return {}


def _import(url: str) -> Known:
    with closing(open_store(url)) as store:
        line, _ = add_import(store, *books.make(1, 500), "Équipe")
    return {line.id: line.sha256}


def _restore(url: str) -> Known:
    with closing(open_store(url)) as store:
        line = restore_import(store, 1, "Équipe")
    return {line.id: line.sha256}


def _seal(url: str) -> Known:
    documents = {f"reference/{name}.csv": f"{name};".encode() * 90_000 for name in range(5)}
    with closing(open_store(url)) as store:
        seal(store, 1, date(2026, 6, 1), documents, {}, b"{}", "1", "Équipe")
    return {}


def _save(url: str) -> Known:
    with closing(open_store(url)) as store:
        write_archive(store, _archive(url))
    return {}


def _load(url: str) -> Known:
    with closing(open_store(url)) as store:
        read_archive(store, _archive(url), "Équipe", replace=True)
    return {}


def _load_copy(url: str) -> Known:
    with closing(open_store(url)) as store:
        read_archive(store, backups(store.folder)[0], "Équipe", replace=True)
    return {}


def _archive(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///")).with_name("archive.zip")


def _seals_hold(store: Store) -> None:
    """Check that what is sealed is whole."""
    for one in list_snapshots(store):
        check_snapshot(store, one.fingerprint)


ACTS: Final = {
    "creation": Act(_nothing, _create),
    "import": Act(filled(*SIZES), _import),
    "restoration": Act(filled(*SIZES), _restore),
    "migration": Act(older, _upgrade),
    "seal": Act(filled(*SIZES), _seal, _seals_hold),
    "archive": Act(_with_archive, _save),
    "loading": Act(_with_archive, _load),
    "loading of a copy": Act(_with_archive, _load_copy),
}
