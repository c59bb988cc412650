"""An entry is an import made over the one in force, or nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from maynum_dash.domain.errors import StaleEntryError
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_entry, add_import, current_import, list_imports, read_import

Book = Callable[[str], Workbook]


def test_an_entry_is_a_new_import(store: Store, book: Book, totals: Totals) -> None:
    base, _ = add_import(store, book("juin"), totals, "Équipe")
    typed = replace(book("juin"), sha256="e" * 64)
    made = add_entry(store, typed, totals, "Budget", based_on=base.id, told="saisie de 1 vote")
    assert current_import(store) == made
    assert read_import(store, made.id).sha256 == "e" * 64
    assert read_import(store, base.id).sha256 == book("juin").sha256
    event = list_events(store)[0]
    assert (event.action, event.author) == (Action.ENTRY, "Budget")
    assert event.detail == f"saisie de 1 vote ; reprend l'import n° {base.id}"


def test_an_entry_over_data_that_were_replaced_is_refused(store: Store, book: Book, totals: Totals) -> None:
    base, _ = add_import(store, book("juin"), totals, "Équipe")
    latest, _ = add_import(store, book("juillet"), totals, "Équipe")
    typed = replace(book("juin"), sha256="e" * 64)
    with pytest.raises(StaleEntryError, match=f"l’import n° {latest.id} l’a remplacé"):
        add_entry(store, typed, totals, "Budget", based_on=base.id, told="saisie")
    assert [line.id for line in list_imports(store)] == [latest.id, base.id]
    assert list_events(store)[0].action is Action.IMPORT


def test_an_entry_over_nothing_is_refused(store: Store, book: Book, totals: Totals) -> None:
    with pytest.raises(StaleEntryError, match="plus de données courantes"):
        add_entry(store, book("juin"), totals, "Budget", based_on=1, told="saisie")
