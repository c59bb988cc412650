"""Each import leaves behind it a healthy copy of what was there before."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.backup import BACKUPS, back_up, backups, last_healthy
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_import, list_imports
from maynum_dash.store.opening import open_store
from maynum_dash.store.settings import BACKUPS_KEPT, change_setting

Make = Callable[[str], Workbook]


def names_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as copy:
        return [name for (name,) in copy.execute("SELECT name FROM imports ORDER BY id")]


def test_each_import_is_preceded_by_a_copy(file_store: Store, book: Make, totals: Totals) -> None:
    for month in ("avril", "mai", "juin"):
        add_import(file_store, book(month), totals, "Équipe")
    copies = backups(file_store.folder)
    assert [names_in(path) for path in copies] == [
        ["suivi avril.xlsx", "suivi mai.xlsx"],
        ["suivi avril.xlsx"],
        [],
    ]
    assert last_healthy(file_store.folder) == copies[0]


def test_a_copy_can_be_opened_in_its_turn(file_store: Store, book: Make, totals: Totals) -> None:
    add_import(file_store, book("mai"), totals, "Équipe")
    add_import(file_store, book("juin"), totals, "Équipe")
    again = open_store(f"sqlite:///{backups(file_store.folder)[0]}")
    assert [line.name for line in list_imports(again)] == ["suivi mai.xlsx"]
    again.close()


def test_a_file_imported_twice_needs_no_copy(file_store: Store, book: Make, totals: Totals) -> None:
    add_import(file_store, book("mai"), totals, "Équipe")
    add_import(file_store, book("mai"), totals, "Équipe")
    assert len(backups(file_store.folder)) == 1


def test_only_the_last_copies_are_kept(file_store: Store, book: Make, totals: Totals) -> None:
    change_setting(file_store, BACKUPS_KEPT, 2, "Équipe")
    for rank in range(4):
        add_import(file_store, book(str(rank)), totals, "Équipe")
    assert [len(names_in(path)) for path in backups(file_store.folder)] == [3, 2]


def test_a_copy_left_unfinished_is_swept_away(file_store: Store, book: Make, totals: Totals) -> None:
    left = file_store.folder / BACKUPS / "maynum-20200101-000000-000000.partiel"
    left.parent.mkdir()
    left.write_bytes(b"half")
    add_import(file_store, book("mai"), totals, "Équipe")
    assert not left.exists()
    assert len(list(left.parent.iterdir())) == 1


def test_an_import_does_not_happen_without_its_copy(file_store: Store, book: Make, totals: Totals) -> None:
    (file_store.folder / BACKUPS).write_text("no folder")
    with pytest.raises(StoreError) as refused:
        add_import(file_store, book("mai"), totals, "Équipe")
    assert BACKUPS in str(refused.value)
    assert list_imports(file_store) == ()


def test_a_damaged_source_gives_no_copy(tmp_path: Path) -> None:
    file = tmp_path / "maynum.db"
    file.write_bytes(b"no database " * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        back_up(file, 5)
    assert list((tmp_path / BACKUPS).iterdir()) == []


def test_a_disk_that_is_full_refuses_the_import(
    file_store: Store, book: Make, totals: Totals, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("maynum_dash.store.backup.os.fsync", full)
    with pytest.raises(StoreError) as refused:
        add_import(file_store, book("mai"), totals, "Équipe")
    assert refused.value.fault is StoreFault.FULL
    assert list_imports(file_store) == ()
    assert list((file_store.folder / BACKUPS).iterdir()) == []


def test_without_any_copy_none_is_healthy(tmp_path: Path) -> None:
    assert backups(tmp_path) == []
    assert last_healthy(tmp_path) is None


def test_an_emptied_copy_and_that_of_another_software_are_not_healthy(
    file_store: Store, book: Make, totals: Totals
) -> None:
    for month in ("avril", "mai", "juin"):
        add_import(file_store, book(month), totals, "Équipe")
    last, middle, first = backups(file_store.folder)
    last.write_bytes(b"")
    with closing(sqlite3.connect(middle)) as other:
        other.execute("DROP TABLE anomalies")
        other.execute("ALTER TABLE imports RENAME TO factures")
    assert last_healthy(file_store.folder) == first


def test_a_clock_set_back_does_not_put_a_new_copy_behind_the_old_ones(
    file_store: Store, book: Make, totals: Totals
) -> None:
    change_setting(file_store, BACKUPS_KEPT, 2, "Équipe")
    place = file_store.folder / BACKUPS
    place.mkdir()
    for day in ("20990101", "20990102", "20990103"):
        (place / f"maynum-{day}-000000-000000.db").write_bytes(b"of the future")
    add_import(file_store, book("mai"), totals, "Équipe")
    add_import(file_store, book("juin"), totals, "Équipe")
    assert [names_in(path) for path in backups(file_store.folder)] == [["suivi mai.xlsx"], []]


def test_what_people_put_beside_the_copies_is_neither_counted_nor_deleted(
    file_store: Store, book: Make, totals: Totals
) -> None:
    change_setting(file_store, BACKUPS_KEPT, 1, "Équipe")
    own = file_store.folder / BACKUPS / "maynum-avant-le-vote.db"
    own.parent.mkdir()
    own.write_bytes(b"theirs")
    add_import(file_store, book("mai"), totals, "Équipe")
    add_import(file_store, book("juin"), totals, "Équipe")
    assert own.read_bytes() == b"theirs"
    assert [names_in(path) for path in backups(file_store.folder)] == [["suivi mai.xlsx"]]
