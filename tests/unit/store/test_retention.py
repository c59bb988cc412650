"""Old rows go when the setting says so, and never those that somebody still needs."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update

from maynum_dash.domain.errors import ErasedImportError
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.base import Store
from maynum_dash.store.imports import (
    Totals,
    add_import,
    find_import,
    import_of_file,
    list_imports,
    read_import,
    restore_import,
)
from maynum_dash.store.retention import purge
from maynum_dash.store.rows import CONTENT
from maynum_dash.store.settings import RETENTION_MONTHS, change_setting
from maynum_dash.store.snapshots import check_snapshot, seal
from maynum_dash.store.tables import IMPORTS

NOW = datetime(2026, 5, 31, 12, tzinfo=UTC)
Make = Callable[[str], Workbook]
Past = Callable[..., None]


@pytest.fixture
def past(store: Store, book: Make, totals: Totals) -> Past:
    """Make imports of given times, the last one current."""

    def make(*times: datetime) -> None:
        for rank, at in enumerate(times, start=1):
            line, _ = add_import(store, book(f"n° {rank}"), totals, "Équipe")
            date_line(store, line.id, at)

    return make


def date_line(store: Store, import_id: int, at: datetime) -> None:
    with store.writing() as connection:
        connection.execute(update(IMPORTS).where(IMPORTS.c.id == import_id).values(at=at))


def purge_at(store: Store, now: datetime = NOW) -> tuple[int, ...]:
    with store.writing() as connection:
        return purge(connection, now)


def held(store: Store, import_id: int) -> int:
    with store.reading() as connection:
        return sum(
            connection.scalar(select(func.count()).select_from(table).where(table.c.import_id == import_id))
            or 0
            for table in CONTENT.values()
        )


OLD, YOUNG = datetime(2020, 1, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)


def test_everything_is_kept_by_default(store: Store, past: Past) -> None:
    past(OLD, YOUNG)
    assert purge_at(store) == ()
    assert held(store, 1) > 0


def test_nothing_is_told_when_nothing_goes(store: Store, past: Past) -> None:
    past(YOUNG, YOUNG)
    change_setting(store, RETENTION_MONTHS, 24, "Équipe")
    events = list_events(store)
    assert purge_at(store) == ()
    assert list_events(store) == events


def test_old_rows_go_and_their_line_stays(store: Store, past: Past) -> None:
    past(OLD, YOUNG, YOUNG)
    change_setting(store, RETENTION_MONTHS, 24, "Équipe")
    before = find_import(store, 1)
    assert purge_at(store) == (1,)
    after = find_import(store, 1)
    assert after.purged_at == NOW
    assert (after.name, after.totals, after.at) == (before.name, before.totals, OLD)
    assert [held(store, number) > 0 for number in (1, 2, 3)] == [False, True, True]
    with pytest.raises(ErasedImportError, match="n° 1 ont été effacées le 31/05/2026"):
        read_import(store, 1)
    with pytest.raises(ErasedImportError):
        restore_import(store, 1, "Équipe")
    with pytest.raises(ErasedImportError):
        seal(store, 1, date(2026, 6, 1), {}, {}, b"", "0", "Équipe")
    event = list_events(store)[0]
    assert (event.action, event.subject) == (Action.PURGE, "Import n° 1")
    assert event.detail == "lignes effacées après 24 mois de conservation"
    assert purge_at(store) == ()


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (datetime(2026, 2, 28, 12, tzinfo=UTC), False),  # three months before 31 May, to the second
        (datetime(2026, 2, 28, 11, 59, 59, tzinfo=UTC), True),
    ],
)
def test_months_are_those_of_the_calendar(store: Store, past: Past, at: datetime, goes: bool) -> None:
    past(at, YOUNG)
    change_setting(store, RETENTION_MONTHS, 3, "Équipe")
    assert purge_at(store) == ((1,) if goes else ())


def test_the_current_import_stays_however_old(store: Store, past: Past) -> None:
    past(OLD, OLD)
    change_setting(store, RETENTION_MONTHS, 1, "Équipe")
    assert purge_at(store) == (1,)
    assert held(store, 2) > 0


def test_a_sealed_import_stays(store: Store, past: Past) -> None:
    past(OLD, OLD, YOUNG)
    sealed, _ = seal(store, 1, date(2020, 2, 1), {}, {}, b"{}", "0", "Équipe")
    change_setting(store, RETENTION_MONTHS, 1, "Équipe")
    assert purge_at(store) == (2,)
    check_snapshot(store, sealed.fingerprint)


def test_the_origin_of_a_current_or_sealed_restoration_stays(store: Store, past: Past) -> None:
    past(OLD, OLD, OLD)
    second = restore_import(store, 2, "Équipe")
    seal(store, second.id, date(2020, 2, 1), {}, {}, b"{}", "0", "Équipe")
    first = restore_import(store, 1, "Équipe")
    date_line(store, second.id, OLD)
    date_line(store, first.id, OLD)
    change_setting(store, RETENTION_MONTHS, 1, "Équipe")
    assert purge_at(store) == (3,)


def test_rows_that_a_young_restoration_shows_stay(store: Store, past: Past) -> None:
    past(OLD, OLD, YOUNG)
    back = restore_import(store, 1, "Équipe")
    restore_import(store, 3, "Équipe")
    date_line(store, back.id, YOUNG)
    change_setting(store, RETENTION_MONTHS, 12, "Équipe")
    assert purge_at(store) == (2,)
    assert len(read_import(store, back.id).posts) == 2


def test_every_line_over_erased_rows_says_so(store: Store, past: Past) -> None:
    past(OLD, YOUNG)
    back = restore_import(store, 1, "Équipe")
    restore_import(store, 2, "Équipe")
    date_line(store, back.id, OLD)
    change_setting(store, RETENTION_MONTHS, 12, "Équipe")
    assert purge_at(store) == (1,)
    assert find_import(store, back.id).purged_at == NOW
    with pytest.raises(ErasedImportError):
        read_import(store, back.id)


def test_an_import_purges_in_its_own_transaction(
    store: Store, past: Past, book: Make, totals: Totals
) -> None:
    past(OLD, OLD)
    change_setting(store, RETENTION_MONTHS, 1, "Équipe")
    add_import(store, book("nouveau"), totals, "Équipe")
    assert [line.purged_at is None for line in list_imports(store)] == [True, False, False]


def test_a_file_whose_rows_were_erased_may_come_back(
    store: Store, past: Past, book: Make, totals: Totals
) -> None:
    past(OLD, YOUNG)
    change_setting(store, RETENTION_MONTHS, 12, "Équipe")
    purge_at(store)
    assert import_of_file(store, book("n° 1").sha256) is None
    line, is_new = add_import(store, book("n° 1"), totals, "Équipe")
    assert (line.id, is_new) == (3, True)
    assert len(read_import(store, 3).posts) == 2
