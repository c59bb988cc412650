"""The history of imports, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select

from maynum_dash.domain.errors import UnknownImportError
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.base import Store
from maynum_dash.store.imports import (
    Totals,
    add_import,
    current_import,
    find_import,
    import_of_file,
    list_imports,
    read_import,
    restore_import,
)
from maynum_dash.store.rows import CONTENT
from maynum_dash.store.tables import IMPORTS

Make = Callable[[str], Workbook]
Same = Callable[[Workbook, Workbook], None]


def count_rows(store: Store) -> int:
    with store.reading() as connection:
        return sum(
            connection.scalar(select(func.count()).select_from(table)) or 0 for table in CONTENT.values()
        )


def test_an_empty_store_has_no_current_import(store: Store) -> None:
    assert current_import(store) is None
    assert list_imports(store) == ()
    with pytest.raises(UnknownImportError, match="n° 1 n'existe pas"):
        find_import(store, 1)
    with pytest.raises(UnknownImportError):
        read_import(store, 1)
    with pytest.raises(UnknownImportError):
        restore_import(store, 1, "Équipe")


def test_an_import_is_read_back_as_it_was(store: Store, book: Make, totals: Totals, same: Same) -> None:
    before = datetime.now(UTC)
    line, is_new = add_import(store, book("juin"), totals, "Équipe", "ba5e")
    assert is_new
    assert line == current_import(store) == find_import(store, line.id)
    assert (line.name, line.author, line.totals, line.basis_sha256) == (
        "suivi juin.xlsx",
        "Équipe",
        totals,
        "ba5e",
    )
    assert (line.restored_from, line.rows_of, line.purged_at) == (None, line.id, None)
    assert line.at.utcoffset() == timedelta(0)
    assert before <= line.at <= datetime.now(UTC)
    same(read_import(store, line.id), book("juin"))


def test_the_same_file_twice_is_one_import(store: Store, book: Make, totals: Totals) -> None:
    first, _ = add_import(store, book("juin"), totals, "Équipe")
    add_import(store, book("septembre"), totals, "Équipe")
    rows, events = count_rows(store), list_events(store)
    again, is_new = add_import(store, replace(book("juin"), name="copie.xlsx"), totals, "Autre")
    assert not is_new
    assert again == first == import_of_file(store, first.sha256)
    assert len(list_imports(store)) == 2
    assert (count_rows(store), list_events(store)) == (rows, events)


def test_a_file_never_imported_is_not_found(store: Store) -> None:
    assert import_of_file(store, "0" * 64) is None


def test_the_latest_line_is_current_and_comes_first(store: Store, book: Make, totals: Totals) -> None:
    lines = [add_import(store, book(month), totals, "Équipe")[0] for month in ("avril", "mai", "juin")]
    assert current_import(store) == lines[-1]
    assert list_imports(store) == tuple(reversed(lines))


def test_a_restoration_is_a_new_line_over_the_same_rows(
    store: Store, book: Make, totals: Totals, same: Same
) -> None:
    june, _ = add_import(store, book("juin"), totals, "Équipe", "ba5e")
    september, _ = add_import(store, book("septembre"), totals, "Équipe")
    rows = count_rows(store)
    back = restore_import(store, june.id, "Direction")
    assert count_rows(store) == rows
    assert back.id > september.id
    assert (back.restored_from, back.rows_of, back.author) == (june.id, june.id, "Direction")
    assert (back.sha256, back.totals, back.basis_sha256) == (june.sha256, totals, "ba5e")
    assert current_import(store) == back
    same(read_import(store, back.id), book("juin"))
    assert import_of_file(store, june.sha256) == june


def test_restoring_a_restoration_goes_back_to_the_origin(store: Store, book: Make, totals: Totals) -> None:
    june, _ = add_import(store, book("juin"), totals, "Équipe")
    september, _ = add_import(store, book("septembre"), totals, "Équipe")
    back = restore_import(store, june.id, "Équipe")
    restore_import(store, september.id, "Équipe")
    again = restore_import(store, back.id, "Équipe")
    assert (again.restored_from, again.rows_of) == (back.id, june.id)


def test_restoring_what_is_current_changes_nothing(store: Store, book: Make, totals: Totals) -> None:
    june, _ = add_import(store, book("juin"), totals, "Équipe")
    add_import(store, book("septembre"), totals, "Équipe")
    back = restore_import(store, june.id, "Équipe")
    events = list_events(store)
    assert restore_import(store, back.id, "Équipe") == back
    assert restore_import(store, june.id, "Équipe") == back
    assert list_events(store) == events


def test_a_number_is_never_given_again(store: Store, book: Make, totals: Totals) -> None:
    june, _ = add_import(store, book("juin"), totals, "Équipe")
    with store.writing() as connection:
        for table in CONTENT.values():
            connection.execute(delete(table))
        connection.execute(delete(IMPORTS))
    assert add_import(store, book("juin"), totals, "Équipe")[0].id > june.id


def test_an_import_that_fails_leaves_nothing(
    store: Store, book: Make, totals: Totals, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_import(store, book("juin"), totals, "Équipe")
    lines, rows, events = list_imports(store), count_rows(store), list_events(store)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("maynum_dash.store.imports.write_event", fail)
    with pytest.raises(ZeroDivisionError):
        add_import(store, book("septembre"), totals, "Équipe")
    assert (list_imports(store), count_rows(store), list_events(store)) == (lines, rows, events)


def test_imports_at_the_same_time_all_succeed(store: Store, book: Make, totals: Totals, same: Same) -> None:
    names = [f"fichier {rank}" for rank in range(8)]
    with ThreadPoolExecutor(len(names)) as pool:
        made = list(pool.map(lambda name: add_import(store, book(name), totals, "Équipe"), names))
    assert all(is_new for _, is_new in made)
    assert {line.id for line, _ in made} == {line.id for line in list_imports(store)}
    for line, _ in made:
        same(read_import(store, line.id), book(line.name.removeprefix("suivi ").removesuffix(".xlsx")))


def test_one_file_given_by_several_at_once_is_one_import(store: Store, book: Make, totals: Totals) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: add_import(store, book("juin"), totals, "Équipe"), range(4)))
    assert sorted(is_new for _, is_new in made) == [False, False, False, True]
    assert len({line for line, _ in made}) == 1


def test_the_register_tells_what_was_done_without_any_cell(store: Store, book: Make, totals: Totals) -> None:
    june, _ = add_import(store, book("juin"), totals, "Équipe")
    september, _ = add_import(store, book("septembre"), totals, "Équipe")
    back = restore_import(store, june.id, "Direction")
    restored, _, imported = list_events(store)[:3]
    assert (restored.author, restored.action, restored.subject) == (
        "Direction",
        Action.RESTORE,
        f"Import n° {back.id}",
    )
    assert restored.detail == "reprend l'import n° 1 (suivi juin.xlsx)"
    assert (imported.action, imported.subject) == (Action.IMPORT, "Import n° 1")
    assert imported.detail == "suivi juin.xlsx ; postes : 2, lignes rejetées : 1 sur 4"
    said = " ".join(f"{event.subject} {event.detail}" for event in list_events(store))
    assert not any(cell in said for cell in ("P1", "Huis", "20008330300012"))
    assert september.id == 2
