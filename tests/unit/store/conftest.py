"""Stores on both databases, and small workbooks to put in them."""

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.fields import TABLES
from maynum_dash.sources.frames import frame
from maynum_dash.sources.schemas import COMPLEMENTED
from maynum_dash.sources.workbook import SheetCount, Workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals
from maynum_dash.store.opening import open_store

TOTALS = Totals(
    posts=2,
    rows_read=4,
    rows_accepted=3,
    rows_rejected=1,
    blocking=1,
    warnings=1,
    informations=0,
    department_cents=1_500_000,
)


def make_workbook(mark: str = "juin") -> Workbook:
    """Two posts, a payment, and every kind of absence; the mark makes another file of it."""
    return Workbook(
        name=f"suivi {mark}.xlsx",
        sha256=sha256(mark.encode()).hexdigest(),
        profile="classeur",
        is_demo=False,
        posts=frame(
            "posts",
            {
                **{column: [None, None] for column in frame("posts").columns},
                "row": [2, 5],
                "post_id": ["P1", f"P2 {mark}"],
                "employer": ["Commune de l’Huis", "CC de l'Ernée"],
                "siret": ["20008330300012", None],
                "fte": [0.1 + 0.2, 1.0],
                "status": ["Occupé", "Rendu"],
                "start": [date(2026, 9, 1), date(2024, 2, 29)],
                "returned_on": [None, date(2026, 12, 31)],
                "department_y1_cents": [350_000, None],
                "department_y2_cents": [-1, 2**53 + 1],
            },
        ),
        payments=frame(
            "payments",
            {
                "row": [2],
                "post_id": ["P1"],
                "paid_on": [date(2026, 9, 1)],
                "amount_cents": [245_000],
                "kind": [None],
                "order_number": ["0012"],
            },
        ),
        envelopes=frame("envelopes"),
        criteria=frame("criteria"),
        needs=frame(
            "needs",
            {
                "row": [3],
                "epci": ["200083392"],
                "rate_pct": [19.9],
                "people": [None],
                "year": [2019],
                "source": ["Insee"],
            },
        ),
        places=frame("places"),
        fragility=frame("fragility"),
        elected=frame("elected"),
        sheets=(
            SheetCount("Postes", "posts", 1, 3, 2, 1, ("Téléphone", "n° interne")),
            SheetCount("Versements", "payments", 4, 1, 1, 0, ()),
        ),
        anomalies=(
            Anomaly("FILTRE_ACTIF", Severity.WARNING, "Postes", None, "", "", "Un filtre est actif."),
            Anomaly("DATE_ILLISIBLE", Severity.BLOCKING, "Postes", 3, "Début", "?", "Illisible.", 1_500_000),
        ),
    )


@pytest.fixture
def book() -> Callable[[str], Workbook]:
    return make_workbook


@pytest.fixture
def totals() -> Totals:
    return TOTALS


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'maynum.db'}"
    create: Callable[[], str] = request.getfixturevalue("new_database")
    return create()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """A store that holds nothing yet."""
    opened = open_store(address, patience_seconds=5)
    yield opened
    opened.close()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """A store in a file, for what concerns files."""
    opened = open_store(f"sqlite:///{tmp_path / 'maynum.db'}", patience_seconds=0.2)
    yield opened
    opened.close()


@pytest.fixture
def same() -> Callable[[Workbook, Workbook], None]:
    """Compare two workbooks down to types and order."""

    def compare(one: Workbook, other: Workbook) -> None:
        for name in (*TABLES, *COMPLEMENTED):
            pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)
        for name in ("name", "sha256", "profile", "is_demo", "sheets", "anomalies", "complements"):
            assert getattr(one, name) == getattr(other, name)

    return compare
