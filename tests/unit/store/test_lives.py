"""What earlier imports said of the posts, each description once, the latest last."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from maynum_dash.sources.frames import frame
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_import, restore_import
from maynum_dash.store.lives import earlier_posts

Book = Callable[[str], Workbook]


def _moved(workbook: Workbook) -> Workbook:
    posts = workbook.posts.assign(employer=workbook.posts["employer"].replace("CC de l'Ernée", "Laval"))
    return replace(workbook, posts=posts)


def test_nothing_was_told_before_the_first_import(store: Store) -> None:
    found = earlier_posts(store, None, is_demo=False)
    assert found.dtypes.equals(frame("posts").dtypes)
    assert found.empty


def test_a_description_is_given_once_and_the_latest_last(store: Store, book: Book, totals: Totals) -> None:
    first = book("juin")
    moved = replace(_moved(first), sha256="2" * 64)
    add_import(store, first, totals, "Équipe")
    add_import(store, moved, totals, "Équipe")
    found = earlier_posts(store, None, is_demo=False)
    assert found.dtypes.equals(frame("posts").dtypes)
    assert found["post_id"].tolist() == ["P2 juin", "P1", "P2 juin"]
    assert found["employer"].tolist() == ["CC de l'Ernée", "Commune de l’Huis", "Laval"]
    assert found["returned_on"].dt.date.tolist()[0] == date(2026, 12, 31)
    assert earlier_posts(store, 2, is_demo=False)["employer"].tolist() == [
        "Commune de l’Huis",
        "CC de l'Ernée",
    ]
    assert earlier_posts(store, 1, is_demo=False).empty


def test_a_restoration_adds_no_description(store: Store, book: Book, totals: Totals) -> None:
    made, _ = add_import(store, book("juin"), totals, "Équipe")
    add_import(store, book("juillet"), totals, "Équipe")
    before = earlier_posts(store, None, is_demo=False)
    restore_import(store, made.id, "Équipe")
    assert earlier_posts(store, None, is_demo=False).equals(before)


@pytest.mark.parametrize("is_demo", [True, False])
def test_demonstrations_and_real_data_are_never_mixed(
    store: Store, book: Book, totals: Totals, *, is_demo: bool
) -> None:
    add_import(store, replace(book("juin"), is_demo=is_demo), totals, "Équipe")
    assert earlier_posts(store, None, is_demo=not is_demo).empty
    assert len(earlier_posts(store, None, is_demo=is_demo)) == 2
