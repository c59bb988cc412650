"""What exports bring is remembered with the import that it completes; other imports do not change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from pandas import DataFrame

from maynum_dash.domain.complements import Complement
from maynum_dash.sources.frames import frame
from maynum_dash.sources.schemas import AGE_COUNTS, GIVEN_NEEDS, STATE_POSTS
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_import, find_import, read_import, restore_import

Book = Callable[[str], Workbook]


def table(name: str, lines: list[dict[str, Any]]) -> DataFrame:
    full = [{"row": rank, **line} for rank, line in enumerate(lines, start=2)]
    return frame(name, {column: [line.get(column) for line in full] for column in frame(name).columns})


def completed(workbook: Workbook) -> Workbook:
    known = {
        "state_post_id": "12",
        "structure": "Mairie A",
        "status": "Occupé",
        "coordinator": False,
        "agreement_end": date(2026, 6, 30),
        "contracted_cents": 2**53 + 1,
        "post_id": "P1",
        "matched_by": "identifiant",
    }
    return replace(
        workbook,
        sha256="c" * 64,
        state_posts=table(STATE_POSTS, [known, {"state_post_id": "13", "status": "Rendu"}]),
        age_counts=table(
            AGE_COUNTS, [{"commune_code": "53130", "year": 2021, "population_15_plus": 0.1 + 0.2}]
        ),
        given_needs=table(
            GIVEN_NEEDS, [{"epci": "Ernée", "rate_pct": 21.5, "year": 2022, "source": "Insee"}]
        ),
        complements=tuple(
            Complement(name, "profil", "libellé", f"{name}.csv", "1" * 64, date(2026, 11, 23))
            for name in (STATE_POSTS, AGE_COUNTS, GIVEN_NEEDS)
        ),
    )


def test_what_completes_an_import_comes_back_the_same(
    store: Store, book: Book, totals: Totals, same: Callable[[Workbook, Workbook], None]
) -> None:
    whole = completed(book("juin"))
    record, is_new = add_import(store, whole, totals, "Équipe")
    assert is_new
    assert record.completed_by == "state_posts.csv, age_counts.csv, given_needs.csv"
    same(read_import(store, record.id), whole)


def test_a_restoration_says_what_completes_it(store: Store, book: Book, totals: Totals) -> None:
    plain, _ = add_import(store, book("juin"), totals, "Équipe")
    whole, _ = add_import(store, completed(book("juin")), totals, "Équipe")
    assert restore_import(store, plain.id, "Équipe").completed_by is None
    again = restore_import(store, whole.id, "Équipe")
    assert find_import(store, again.id).completed_by == whole.completed_by
