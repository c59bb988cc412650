"""The posts that somebody looks for are found however they are typed; those that end next come first."""

from datetime import date

import pandas as pd
import pytest

from maynum_dash.analysis.excerpts import ending_next, holding, searchable

TODAY = date(2026, 11, 23)


def posts(*rows: tuple[str, str, str | None, str | None]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["post_id", "employer", "commune", "epci_name"]).astype("str")


TABLE = posts(
    ("P-0012", "Mairie d’Évron", "Évron", "CC des Coëvrons"),
    ("P-0120", "Centre social", None, None),
    ("P-0300", "Œuvres laïques", "Laval", "CA Laval Agglomération"),
)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("", [True, True, True]),
        ("  ", [True, True, True]),
        ("evron", [True, False, False]),
        ("EVRON mairie", [True, False, False]),
        ("coev", [True, False, False]),
        ("oeuvres", [False, False, True]),
        ("laval social", [False, False, False]),
        ("P-0120", [False, True, False]),
        ("012", [True, True, False]),
        # Looked for as it is: not an expression.
        (".*", [True, True, True]),
        ("aval.agglo", [False, False, True]),
        ("introuvable", [False, False, False]),
    ],
)
def test_every_word_typed_must_be_there(sought: str, found: list[bool]) -> None:
    assert holding(searchable(TABLE), sought).tolist() == found


def test_a_missing_name_is_not_a_word() -> None:
    assert holding(searchable(TABLE), "nan").tolist() == [False, False, False]
    assert holding(searchable(TABLE), "none").tolist() == [False, False, False]


def test_the_search_keeps_the_index_and_leaves_the_table() -> None:
    table, before = TABLE.iloc[[2, 0]], TABLE.iloc[[2, 0]].copy()
    texts = searchable(table)
    assert list(texts.index) == list(holding(texts, "laval").index) == [2, 0]
    pd.testing.assert_frame_equal(table, before)


def test_nothing_is_found_in_an_empty_table() -> None:
    assert holding(searchable(posts()), "laval").tolist() == []


def ends(*days: str) -> pd.DataFrame:
    names = [f"P{number}" for number in range(len(days))]
    return pd.DataFrame({"post_id": names, "last": pd.to_datetime(list(days))}).astype({"post_id": "str"})


def test_those_still_running_come_first_by_their_end() -> None:
    table = ends("2028-01-01", "2026-11-22", "2026-11-23", "2027-05-31")
    assert ending_next(table, TODAY, 3)["post_id"].tolist() == ["P2", "P3", "P0"]


def test_the_latest_ended_fill_the_places_left() -> None:
    table = ends("2024-01-01", "2026-11-22", "2027-01-01", "2025-06-30")
    assert ending_next(table, TODAY, 3)["post_id"].tolist() == ["P2", "P1", "P3"]
    assert ending_next(table, TODAY, 10)["post_id"].tolist() == ["P2", "P1", "P3", "P0"]


def test_the_same_day_is_told_apart_by_the_identifier() -> None:
    table = ends("2027-01-01", "2027-01-01", "2025-01-01", "2025-01-01").iloc[::-1]
    assert ending_next(table, TODAY, 4)["post_id"].tolist() == ["P0", "P1", "P2", "P3"]


def test_no_post_ends_in_an_empty_table() -> None:
    assert ending_next(ends(), TODAY, 60).empty
