"""Whatever a typed table holds comes back the same, from both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.fields import TABLES, Kind
from maynum_dash.sources.frames import frame
from maynum_dash.sources.workbook import SheetCount, Workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_import, read_import

# Text that both databases hold: neither NUL nor half a character (see `text.storable`).
TEXT = some.text(some.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
INT64 = some.integers(-(2**63), 2**63 - 1)
NUMBER = some.floats(allow_nan=False)
DAY = some.dates(date(1800, 1, 1), date(9999, 12, 31))
YEAR = some.integers(0, 9999)
VALUES: dict[Kind, some.SearchStrategy[Any]] = {
    Kind.DATE: DAY,
    Kind.CENTS: INT64,
    Kind.PEOPLE: INT64,
    **dict.fromkeys((Kind.FTE, Kind.RATE, Kind.LATITUDE, Kind.LONGITUDE, Kind.DAYS, Kind.INDEX), NUMBER),
}
SERIAL = count()


@some.composite
def tables(draw: some.DrawFn, name: str) -> pd.DataFrame:
    """Draw a typed table of up to four rows."""
    size = draw(some.integers(0, 4))
    columns: dict[str, list[object]] = {"row": draw(some.lists(INT64, min_size=size, max_size=size))}
    for field in TABLES[name]:
        value = YEAR if field.kind is Kind.YEAR else some.none() | VALUES.get(field.kind, TEXT)
        columns[field.name] = draw(some.lists(value, min_size=size, max_size=size))
    return frame(name, columns)


ANOMALY = some.builds(
    Anomaly,
    TEXT,
    some.sampled_from(Severity),
    TEXT,
    some.none() | some.integers(1, 2**20),
    TEXT,
    TEXT,
    TEXT,
    some.none() | INT64,
)
COUNT = some.integers(0, 2**20)
SHEET = some.builds(
    SheetCount, TEXT, some.sampled_from(list(TABLES)), COUNT, COUNT, COUNT, COUNT, some.lists(TEXT).map(tuple)
)
BOOK: some.SearchStrategy[Workbook] = some.builds(
    Workbook,
    name=TEXT,
    sha256=some.builds(lambda: f"{next(SERIAL):064x}"),
    profile=TEXT,
    is_demo=some.booleans(),
    sheets=some.lists(SHEET, max_size=3).map(tuple),
    anomalies=some.lists(ANOMALY, max_size=3).map(tuple),
    **{name: tables(name) for name in TABLES},
)


# Every example is another file: the store may keep them all.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=BOOK)
def test_any_workbook_is_read_back_as_it_was(
    store: Store, totals: Totals, same: Callable[[Workbook, Workbook], None], drawn: Workbook
) -> None:
    line, _ = add_import(store, drawn, totals, "Équipe")
    same(read_import(store, line.id), drawn)


def test_text_that_postgresql_refuses_is_mended(
    store: Store, totals: Totals, book: Callable[[str], Workbook]
) -> None:
    posts = book("juin").posts
    odd = replace(
        book("juin"),
        name="sui\0vi.xlsx",
        posts=posts.assign(employer=["L'\0Huis", "Ernée"]),
        sheets=(SheetCount("Pos\0tes", "posts", 1, 2, 2, 0, ("Col\0onne",)),),
        anomalies=(Anomaly("X", Severity.WARNING, "\0", None, "\0", "a\0b", "\udc00", None),),
    )
    line, _ = add_import(store, odd, totals, "Équi\0pe")
    back = read_import(store, line.id)
    assert (line.name, line.author) == ("suivi.xlsx", "Équipe")
    assert back.posts["employer"].tolist() == ["L'Huis", "Ernée"]
    assert back.sheets[0] == SheetCount("Postes", "posts", 1, 2, 2, 0, ("Colonne",))
    assert back.anomalies == (Anomaly("X", Severity.WARNING, "", None, "", "ab", "\ufffd", None),)
