"""Invented workbooks, told apart by a number alone: whoever makes them again makes the same."""

from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Final

import pandas as pd

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.frames import frame
from maynum_dash.sources.workbook import SheetCount, Workbook
from maynum_dash.store.imports import Totals
from maynum_dash.store.tables import ROWS

SIZES: Final = (1, 12, 60, 3, 300, 12, 1, 120, 60)
_REJECTED: Final = 3


def make(rank: int, posts: int | None = None) -> tuple[Workbook, Totals]:
    """Make the workbook of a number, and what it amounts to.

    Parameters
    ----------
    rank
        Its number, which marks each of its rows.
    posts
        How many posts; a size that depends on the number when it is not said.
    """
    size = SIZES[rank % len(SIZES)] if posts is None else posts
    name = f"suivi {rank} de {size}.xlsx"
    plain = _plain(size)
    marked = {table: _marked(getattr(plain, table), rank) for table in ROWS}
    fingerprint = sha256(name.encode()).hexdigest()
    book = Workbook(
        name,
        fingerprint,
        plain.profile,
        plain.is_demo,
        **marked,
        sheets=plain.sheets,
        anomalies=plain.anomalies,
        complements=(),
        is_marked=False,
    )
    return book, _totals(book)


def again(name: str) -> Workbook:
    """Make once more the workbook that has this name."""
    rank, size = name.removeprefix("suivi ").removesuffix(".xlsx").split(" de ")
    return make(int(rank), int(size))[0]


def counts(name: str) -> dict[str, int]:
    """Tell how many rows of each kind the workbook of this name leaves in a store."""
    book = _plain(int(name.removesuffix(".xlsx").split(" de ")[1]))
    rows = {table: len(getattr(book, table)) for table in ROWS}
    return {**rows, "sheets": len(book.sheets), "anomalies": len(book.anomalies), "complements": 0}


def same(one: Workbook, other: Workbook) -> None:
    """Refuse two workbooks that differ in a cell, a type, an order, a count or a word."""
    same_rows(one, other)
    for name in ("name", "sha256", "profile", "is_demo"):
        assert getattr(one, name) == getattr(other, name), name


def same_rows(one: Workbook, other: Workbook) -> None:
    """Refuse two workbooks that differ in a cell, a type, an order, a count or an anomaly."""
    for table in ROWS:
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table), check_exact=True)
    assert (one.sheets, one.anomalies) == (other.sheets, other.anomalies)


def _marked(table: pd.DataFrame, rank: int) -> pd.DataFrame:
    """Write the number in the rows, so that those of two workbooks are never alike."""
    changed = table.copy()
    for column in ("employer", "order_number", "vote", "document", "source", "name"):
        if column in changed.columns:
            changed[column] = pd.Series([f"{rank} – {value}" for value in table[column]], dtype="str")
    for column in ("department_y1_cents", "amount_cents"):
        if column in changed.columns:
            changed[column] = table[column] + rank
    return changed


def _totals(book: Workbook) -> Totals:
    accepted = sum(one.rows_accepted for one in book.sheets)
    return Totals(
        posts=len(book.posts),
        rows_read=accepted + _REJECTED,
        rows_accepted=accepted,
        rows_rejected=_REJECTED,
        blocking=len(book.anomalies),
        warnings=0,
        informations=0,
        department_cents=int(book.posts["department_y1_cents"].sum()),
    )


@lru_cache(maxsize=32)
def _plain(size: int) -> Workbook:
    """Make a workbook that bears no number."""
    tables = {name: frame(name, columns) for name, columns in _columns(size).items()}
    sheets = tuple(
        SheetCount(table.capitalize(), table, 1, len(rows), len(rows), 0, ("Téléphone",))
        for table, rows in tables.items()
    )
    anomalies = tuple(
        Anomaly("DATE_ILLISIBLE", Severity.BLOCKING, "Postes", row, "Début", "?", "Date illisible.", row)
        for row in range(2, 2 + size // 4)
    )
    # The first revision, which some campaigns start from, has no such tables: they stay empty.
    tables |= {name: frame(name) for name in ("fragility", "elected")}
    return Workbook(
        "",
        "",
        "classeur",
        False,
        **tables,
        sheets=sheets,
        anomalies=anomalies,
        complements=(),
        is_marked=False,
    )


def _columns(size: int) -> dict[str, dict[str, list[object]]]:
    """Write the rows: two payments for a post, a criterion for two, a place for ten."""
    posts, places = range(size), range(0, size, 10)
    payments, criteria = range(2 * size), range(0, size, 2)
    return {
        "posts": {
            **{name: [None] * size for name in frame("posts").columns},
            "row": [rank + 2 for rank in posts],
            "post_id": [f"P-{rank:05d}" for rank in posts],
            "employer": [f"Commune de l’Huis n° {rank}" for rank in posts],
            "fte": [0.1 + rank % 9 / 10 for rank in posts],
            "status": ["Occupé"] * size,
            "start": [date(2020 + rank % 7, 1 + rank % 12, 1) for rank in posts],
            "department_y1_cents": [350_000 + 10_000_000 * rank for rank in posts],
        },
        "payments": {
            "row": [rank + 2 for rank in payments],
            "post_id": [f"P-{rank // 2:05d}" for rank in payments],
            "paid_on": [date(2026, 9, 1 + rank % 28) for rank in payments],
            "amount_cents": [245_000 + rank for rank in payments],
            "kind": [None if rank % 3 else "acompte" for rank in payments],
            "order_number": [f"{rank:04d}" for rank in payments],
        },
        "envelopes": {
            "row": [2, 3],
            "fiscal_year": [2026, 2027],
            "authorisation": ["AE", "CP"],
            "vote": ["BP", "DM1"],
            "amount_cents": [1_500_000, 2_200_000],
            "voted_on": [None, date(2025, 12, 15)],
        },
        "criteria": {
            "row": [rank + 2 for rank in criteria],
            "post_id": [f"P-{rank:05d}" for rank in criteria],
            "criterion": ["Formation"] * len(criteria),
            "state": ["rempli"] * len(criteria),
            "checked_on": [None] * len(criteria),
            "document": ["arrêté"] * len(criteria),
        },
        "needs": {
            "row": [2],
            "epci": ["200083392"],
            "rate_pct": [19.9],
            "people": [None],
            "year": [2019],
            "source": ["Insee"],
        },
        "places": {
            "row": [rank + 2 for rank in places],
            "name": [f"Mairie {rank}" for rank in places],
            "commune": ["53001"] * len(places),
            "latitude": [48.05 + rank / 7 for rank in places],
            "longitude": [None] * len(places),
            "post_id": [f"P-{rank:05d}" for rank in places],
            "days_per_week": [0.5] * len(places),
        },
    }
