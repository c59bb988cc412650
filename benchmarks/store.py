"""What the memory costs once it holds years of imports, beside a plain write of the same rows, in one run.

The machine is shared and noisy: only the ratios mean something. Usage: ``make bench``.
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pandas as pd
from benchmarks.posts import big_workbook

from maynum_dash.sources.workbook import Workbook, read_workbook
from maynum_dash.store.backup import back_up
from maynum_dash.store.base import Store
from maynum_dash.store.imports import (
    Totals,
    add_import,
    current_import,
    list_imports,
    read_import,
)
from maynum_dash.store.opening import open_store
from maynum_dash.store.tables import ROWS

ROUNDS = 5
SEED = 7


def timed(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median seconds of an action."""
    return statistics.median(_seconds(action) for _ in range(rounds))


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def totals_of(workbook: Workbook) -> Totals:
    """Count what a workbook amounts to, as far as the sheets say it."""
    read, accepted, rejected = (
        sum(getattr(one, name) for one in workbook.sheets)
        for name in ("rows_read", "rows_accepted", "rows_rejected")
    )
    return Totals(len(workbook.posts), read, accepted, rejected, 0, len(workbook.anomalies), 0, 0)


def another(workbook: Workbook, rank: int) -> Workbook:
    """Make another file of the same posts: one amount in ten has changed, as between two committees."""
    posts = workbook.posts.copy()
    changed = posts.index % 10 == rank % 10
    posts.loc[changed, "department_y1_cents"] = 350_000 + rank
    name = f"suivi {rank}.xlsx"
    return replace(workbook, name=name, sha256=sha256(name.encode()).hexdigest(), posts=posts)


def with_pandas(workbook: Workbook, folder: Path) -> None:
    """Write the rows as pandas does, in a file of their own."""
    with new_file(folder) as connection:
        for table in ROWS:
            getattr(workbook, table).to_sql(table, connection, index=False)
        connection.commit()


def with_sqlite(rows: dict[str, list[tuple[object, ...]]], folder: Path) -> None:
    """Write the rows as they are, without any key nor check, in a file of their own."""
    with new_file(folder) as connection:
        for table, lines in rows.items():
            columns = ", ".join(f"c{number}" for number in range(len(lines[0])))
            marks = ", ".join("?" * len(lines[0]))
            connection.execute(f"CREATE TABLE {table} ({columns})")
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", lines)  # noqa: S608 -- our names
        connection.commit()


@contextmanager
def new_file(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that is not there yet, with the same care for the disk as the store."""
    file = folder / "plain.db"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        yield connection


def plain_rows(workbook: Workbook) -> dict[str, list[tuple[object, ...]]]:
    """Rows of each table that has any, as values that SQLite knows."""
    tables = {table: getattr(workbook, table) for table in ROWS}
    return {
        name: [tuple(None if pd.isna(value) else str(value) for value in line) for line in table.to_numpy()]
        for name, table in tables.items()
        if len(table)
    }


def fill(store: Store, workbook: Workbook, imports: int) -> list[float]:
    """Import so many files; seconds of each."""
    took = []
    for rank in range(imports):
        book = another(workbook, rank)
        start = time.perf_counter()
        add_import(store, book, totals_of(book), "Banc")
        took.append(time.perf_counter() - start)
    return took


def show(name: str, seconds: float, base: float | None = None) -> None:
    """Print one line."""
    ratio = "" if base is None else f"  × {seconds / base:.2f}"
    print(f"{name:<44}{seconds * 1000:>10.1f} ms{ratio}")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--imports", type=int, default=200)
    options.add_argument("--posts", type=int, default=4000)
    given = options.parse_args()
    workbook = read_workbook(big_workbook(given.posts, SEED), "suivi.xlsx")
    rows = plain_rows(workbook)
    print(f"{given.imports} imports of {len(workbook.posts)} posts, {sum(map(len, rows.values()))} rows each")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pandas_seconds = timed(lambda: with_pandas(workbook, folder))
        sqlite_seconds = timed(lambda: with_sqlite(rows, folder))
        url = f"sqlite:///{folder / 'maynum.db'}"
        with closing(open_store(url)) as store:
            took = fill(store, workbook, given.imports)
        first, last = (statistics.median(part) for part in (took[:ROUNDS], took[-ROUNDS:]))
        print(f"file: {(folder / 'maynum.db').stat().st_size / 2**20:.0f} MiB")
        show("plain executemany of the same rows", sqlite_seconds)
        show("pandas.to_sql of the same rows", pandas_seconds, sqlite_seconds)
        show("first imports, beside pandas.to_sql", first, pandas_seconds)
        show("last imports, beside the first", last, first)
        show("copy made before each import", timed(lambda: back_up(folder / "maynum.db", 1)))
        show("restart: open_store", timed(lambda: open_store(url).close()))
        with closing(open_store(url)) as store:
            show("current_import", timed(lambda: current_import(store), 200))
            show("list_imports", timed(lambda: list_imports(store)))
            show("read_import", timed(lambda: read_import(store, given.imports)))


if __name__ == "__main__":
    main()
