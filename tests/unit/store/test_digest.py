"""A cell that changed without a word is never shown."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from maynum_dash.domain.errors import DamagedImportError
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_import, read_import, restore_import
from maynum_dash.store.snapshots import seal

Make = Callable[[str], Workbook]
CHANGED = (
    "UPDATE payments SET amount_cents = amount_cents + 1",
    "UPDATE posts SET employer = 'Commune de l’Huit' WHERE position = 0",
    "DELETE FROM anomalies WHERE position = 1",
    "UPDATE sheets SET rows_rejected = 0",
)


@pytest.mark.parametrize("change", CHANGED)
def test_an_import_that_is_no_longer_what_was_written_is_refused(
    store: Store, book: Make, totals: Totals, change: str
) -> None:
    june, _ = add_import(store, book("juin"), totals, "Équipe")
    september, _ = add_import(store, book("septembre"), totals, "Équipe")
    back = restore_import(store, june.id, "Équipe")
    with store.writing() as connection:
        connection.execute(text(f"{change}{' AND' if 'WHERE' in change else ' WHERE'} import_id = {june.id}"))
    for line in (june, back):
        with pytest.raises(DamagedImportError, match=f"n° {line.id} .* n'est plus intact"):
            read_import(store, line.id)
    with pytest.raises(DamagedImportError):
        seal(store, june.id, date(2026, 6, 12), {}, {}, b"{}", "0.1.0", "Équipe")
    assert len(read_import(store, september.id).posts) == 2


@pytest.mark.parametrize("day", ["'2026-09-0]'", "20260901", "x'41'"])
def test_a_day_that_is_none_is_refused_in_french(
    file_store: Store, book: Make, totals: Totals, day: str
) -> None:
    line, _ = add_import(file_store, book("juin"), totals, "Équipe")
    with file_store.writing() as connection:
        connection.execute(text(f"UPDATE payments SET paid_on = {day}"))
    with pytest.raises(DamagedImportError):
        read_import(file_store, line.id)


def test_what_was_imported_before_fingerprints_were_kept_is_read(
    store: Store, book: Make, totals: Totals
) -> None:
    line, _ = add_import(store, book("juin"), totals, "Équipe")
    with store.writing() as connection:
        connection.execute(text("UPDATE imports SET content_sha256 = NULL"))
    assert len(read_import(store, line.id).posts) == 2
