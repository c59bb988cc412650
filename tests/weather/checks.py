"""What must hold whatever happened: nothing acknowledged is lost, nothing stands by halves."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, Row, text
from tests.weather import books

from maynum_dash.domain.errors import MaynumError, StoreError
from maynum_dash.store.backup import backups
from maynum_dash.store.base import Store
from maynum_dash.store.imports import ImportRecord, add_import, current_import, list_imports, read_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.rows import CONTENT

RESTART_SECONDS: Final = 10
Acknowledged = Mapping[int, str]
_LINES: Final = text(
    "SELECT id, name, sha256, restored_from, origin_id, purged_at, posts, rows_read, rows_accepted, "
    "rows_rejected FROM imports ORDER BY id"
)
_EVENTS: Final = text("SELECT subject FROM events WHERE action IN ('Import', 'Restauration') ORDER BY id")
_ENGLISH: Final = re.compile(
    r"\b(the|is|are|was|not|no|cannot|could|error|disk|file|database|table|schema|lock\w*|failed|failure|unable|"
    r"full|read|write|only|readonly|malformed|image|server|connection|closed|unexpected\w*|terminat\w+|"
    r"cancel\w+|statement|timeout|while|encrypted|permission|denied|space|left|device|Errno)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"«[^»]*»|MAYNUM_\w+")


def reopened(url: str, patience_seconds: float = 30) -> Store:
    """Open a store, within the seconds that a restart may take."""
    start = time.monotonic()
    store = open_store(url, patience_seconds=patience_seconds)
    assert time.monotonic() - start < RESTART_SECONDS
    return store


def whole(connection: Connection) -> list[Row[Any]]:
    """Check within one transaction that each line of history has its rows, all of them, and no other does.

    Returns
    -------
    list of Row
        The history, the oldest line first.
    """
    lines = list(connection.execute(_LINES))
    found = {name: _numbers(connection, name) for name in CONTENT}
    originals = {line.id: line for line in lines if line.restored_from is None}
    for name, numbers in found.items():
        assert numbers.keys() <= originals.keys(), f"rows of {name} that no line of history announces"
    for number, line in originals.items():
        expected = books.counts(line.name)
        kept = expected if line.purged_at is None else dict.fromkeys(expected, 0)
        assert {name: numbers.get(number, 0) for name, numbers in found.items()} == kept, line
        assert (line.posts, line.rows_read) == (expected["posts"], line.rows_accepted + line.rows_rejected)
    for line in lines:
        assert line.restored_from is None or line.origin_id in originals, line
    subjects = [subject for (subject,) in connection.execute(_EVENTS)]
    assert subjects == [f"Import n° {line.id}" for line in lines], "history and register disagree"
    return lines


def check(store: Store, acknowledged: Acknowledged, pending: Iterable[str] = ()) -> tuple[ImportRecord, ...]:
    """Check a store that nobody is writing to.

    Parameters
    ----------
    store
        What was opened again.
    acknowledged
        Number → fingerprint of each import that its author was told of.
    pending
        Fingerprints that were being imported: whole or absent.

    Returns
    -------
    tuple of ImportRecord
        The history, the latest line first.
    """
    with store.reading() as connection:
        if store.is_sqlite:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        lines = whole(connection)
    present = {line.id: line.sha256 for line in lines}
    lost = {number: sha for number, sha in acknowledged.items() if present.get(number) != sha}
    assert not lost, f"acknowledged, and lost: {lost}"
    surplus = [sha for number, sha in present.items() if number not in acknowledged]
    assert set(surplus) <= set(pending), f"never asked for: {surplus}"
    records = list_imports(store)
    assert [record.id for record in records] == sorted(present, reverse=True)
    assert current_import(store) == (records[0] if records else None)
    return records


def check_content(store: Store, records: Iterable[ImportRecord]) -> None:
    """Check that workbooks come back as they were given, down to the cell."""
    for record in records:
        books.same(read_import(store, record.id), books.again(record.name))


def check_idempotence(store: Store, record: ImportRecord) -> None:
    """Check that a file that was imported once is not imported twice."""
    before = list_imports(store)
    origin = next(line for line in before if line.id == record.rows_of)
    book = books.again(record.name)
    rank, size = record.name.removeprefix("suivi ").removesuffix(".xlsx").split(" de ")
    assert add_import(store, book, books.make(int(rank), int(size))[1], "Autre") == (origin, False)
    assert list_imports(store) == before


def check_copy(folder: Path, history: Iterable[int]) -> None:
    """Check that the last copy is sound, and holds the beginning of the history."""
    for copy in backups(folder)[:1]:
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            held = [number for (number,) in connection.execute("SELECT id FROM imports ORDER BY id")]
        assert held == sorted(history)[: len(held)]


def check_order(numbers: Iterable[int]) -> None:
    """Check that numbers only grow in the order in which they were given."""
    given = list(numbers)
    assert all(one < other for one, other in pairwise(given)), given


def check_refusal(error: MaynumError, *secrets: str | Path) -> None:
    """Check that a refusal is a French sentence, which says what to do and repeats no secret."""
    sentence = str(error)
    outside = _QUOTED.sub("«»", sentence)
    english = _ENGLISH.findall(outside)
    assert not english, f"{english} in: {sentence}"
    assert re.fullmatch(r"[A-ZÉ][^\n]+\.", sentence), sentence
    assert "Traceback" not in sentence
    assert not any(str(secret) in sentence for secret in secrets), "a password is repeated"


def refusal(action: Callable[[], object], *secrets: str | Path) -> StoreError:
    """Do what must be refused, and check the refusal."""
    with pytest.raises(StoreError) as refused:
        action()
    check_refusal(refused.value, *secrets)
    return refused.value


def _numbers(connection: Connection, table: str) -> dict[int, int]:
    """Count the rows of a table by import."""
    query = text(f"SELECT import_id, count(*) AS lines FROM {table} GROUP BY import_id")
    return {row.import_id: row.lines for row in connection.execute(query)}


def revision(file: Path) -> str | None:
    """Tell the revision of a file, whatever the software makes of it."""
    if not file.exists() or file.stat().st_size == 0:
        return None
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            found: str = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        except sqlite3.OperationalError:
            return None  # no table yet
    return found
