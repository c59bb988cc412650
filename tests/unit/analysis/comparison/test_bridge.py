"""From the old total to the new one, whatever makes the lines."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.bridge import (
    Axis,
    Scope,
    bridge,
    contributions,
    grid,
    shortened,
    within,
)
from maynum_dash.analysis.comparison.changes import Changes, compare
from maynum_dash.domain.changes import Cause
from maynum_dash.domain.posts import Funder, Reading

MakeBoard = Callable[..., Board]
ERNEE, CRAON = "245300355", "200048551"
MINE = Scope(Reading.TRANCHE, (Funder.DEPARTMENT,))


@pytest.fixture(scope="module")
def changes(make_board: MakeBoard) -> Changes:
    """One post comes, one goes, one moves and is returned, one changes amount, one stays."""
    before = make_board(
        [
            {"post_id": "gone", "employer": "Mairie B"},
            {"post_id": "moved"},
            {"post_id": "paid", "employer": "Mairie B", "epci": "Nulle part"},
            {"post_id": "same"},
        ]
    )
    after = make_board(
        [
            {"post_id": "new", "employer": "Mairie C", "epci": "CC du Pays de Craon"},
            {
                "post_id": "moved",
                "employer": "Mairie C",
                "epci": "CC du Pays de Craon",
                "returned_on": date(2027, 9, 1),
            },
            {"post_id": "paid", "employer": "Mairie B", "epci": "Nulle part", "department_y1_cents": 300_000},
            {"post_id": "same"},
        ]
    )
    return compare(before, after)


def lines(table: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = ["label", "posts", "amount_cents", "total_cents"]
    return [
        tuple(None if pd.isna(value) else value for value in line)
        for line in table[columns].to_numpy(dtype=object)
    ]


def test_causes_go_from_the_old_total_to_the_new_one(changes: Changes) -> None:
    assert lines(bridge(changes, MINE)) == [
        ("Total avant", None, None, 6_000_000),
        ("Postes entrés", 1, 1_500_000, 7_500_000),
        ("Postes sortis", 1, -1_500_000, 6_000_000),
        ("Montants délibérés", 1, -50_000, 5_950_000),
        ("Rendus", 1, -1_150_000, 4_800_000),
        ("Changements de structure", 1, 0, 4_800_000),
        ("Changements d’EPCI", 1, 0, 4_800_000),
        ("Total après", None, None, 4_800_000),
    ]


def test_structures_go_from_the_largest_difference_to_the_smallest(changes: Changes) -> None:
    assert lines(bridge(changes, MINE, Axis.STRUCTURE)) == [
        ("Total avant", None, None, 6_000_000),
        ("Mairie C", 2, 1_850_000, 7_850_000),
        ("Mairie B", 2, -1_550_000, 6_300_000),
        ("Mairie A", 1, -1_500_000, 4_800_000),
        ("Total après", None, None, 4_800_000),
    ]


def test_posts_without_territory_make_a_line_of_their_own(changes: Changes) -> None:
    table = bridge(changes, MINE, Axis.EPCI)
    assert lines(table)[1:-1] == [
        ("CC de l'Ernée", 2, -3_000_000, 3_000_000),
        ("CC du Pays de Craon", 2, 1_850_000, 4_850_000),
        ("Sans territoire connu", 1, -50_000, 4_800_000),
    ]
    assert table["key"].isna().tolist() == [True, False, False, True, True]
    assert table["role"].tolist() == ["total", "écart", "écart", "écart", "total"]


def test_a_scope_keeps_its_reading_funders_and_years(changes: Changes) -> None:
    one_year = Scope(Reading.TRANCHE, (Funder.DEPARTMENT,), [2026])
    assert [line[2] for line in lines(bridge(changes, one_year))[1:-1]] == [350_000, -350_000, -50_000, 0, 0]
    signed = Scope(Reading.SIGNATURE, (Funder.DEPARTMENT,), (2026,))
    assert lines(bridge(changes, signed))[0][3] == 6_000_000
    everybody = bridge(changes, Scope(Reading.PRORATA))
    assert everybody["total_cents"].iloc[0] == 4 * 7_500_000


@pytest.mark.parametrize("by", list(Axis))
@pytest.mark.parametrize("reading", list(Reading))
def test_every_bridge_reconciles(changes: Changes, reading: Reading, by: Axis) -> None:
    for funder in Funder:
        for years in (None, [2026], [2027, 2029]):
            table = bridge(changes, Scope(reading, (funder,), years), by)
            first, last = table["total_cents"].iloc[0], table["total_cents"].iloc[-1]
            assert first + table["amount_cents"].sum() == last
            assert table["total_cents"].iloc[-2] == last


def test_nothing_changed_is_a_bridge_of_two_totals(make_board: MakeBoard) -> None:
    board = make_board([{}])
    for by in Axis:
        table = bridge(compare(board, board), MINE, by)
        assert lines(table) == [
            ("Total avant", None, None, 1_500_000),
            ("Total après", None, None, 1_500_000),
        ]
        assert [str(dtype) for dtype in table.dtypes] == ["str", "str", "str", "Int64", "Int64", "int64"]


def test_an_empty_pair_is_a_bridge_from_nothing_to_nothing(make_board: MakeBoard) -> None:
    nothing = compare(make_board([]), make_board([]))
    assert [line[3] for line in lines(bridge(nothing, MINE))] == [0, 0]
    assert grid(nothing, MINE, Axis.EPCI).empty


def test_the_posts_of_a_line_sum_to_it(changes: Changes) -> None:
    for by in Axis:
        steps = bridge(changes, MINE, by).iloc[1:-1]
        for key, count, cents in zip(steps["key"], steps["posts"], steps["amount_cents"], strict=True):
            posts = contributions(changes, MINE, by, key if isinstance(key, str) else None)
            assert (len(posts), posts["amount_cents"].sum()) == (count, cents)


def test_the_posts_of_a_line_say_where_they_stand(changes: Changes) -> None:
    posts = contributions(changes, MINE, Axis.STRUCTURE, "Mairie C")
    assert posts.astype("object").to_numpy().tolist() == [
        ["new", "Mairie C", "CC du Pays de Craon", 1_500_000, pd.NA, 2],
        ["moved", "Mairie C", "CC du Pays de Craon", 350_000, 3, 3],
    ]


def test_within_an_epci_a_moved_post_leaves_or_enters(changes: Changes) -> None:
    assert lines(bridge(within(changes, Axis.EPCI, ERNEE), MINE)) == [
        ("Total avant", None, None, 4_500_000),
        ("Postes sortis", 1, -1_500_000, 3_000_000),
        ("Rendus", 1, -1_150_000, 1_850_000),
        ("Changements de structure", 1, 0, 1_850_000),
        ("Changements d’EPCI", 1, -350_000, 1_500_000),
        ("Total après", None, None, 1_500_000),
    ]
    entered = bridge(within(changes, Axis.STRUCTURE, "Mairie C"), MINE)
    assert lines(entered)[1:-1] == [
        ("Postes entrés", 1, 1_500_000, 1_500_000),
        ("Changements de structure", 1, 350_000, 1_850_000),
        ("Changements d’EPCI", 1, 0, 1_850_000),
    ]
    nowhere = bridge(within(changes, Axis.EPCI, None), MINE)
    assert [line[0] for line in lines(nowhere)] == ["Total avant", "Montants délibérés", "Total après"]


@pytest.mark.parametrize("by", [Axis.STRUCTURE, Axis.EPCI])
def test_each_row_of_a_grid_is_a_bridge(changes: Changes, by: Axis) -> None:
    table = grid(changes, MINE, by)
    amounts = table.drop(columns=["key", "label"])
    assert amounts.dtypes.astype("str").unique().tolist() == ["int64"]
    assert (amounts.iloc[:, :-1].sum(axis=1) == amounts["after_cents"]).all()
    assert amounts["before_cents"].sum() == 6_000_000
    transfer = Cause.STRUCTURE if by is Axis.STRUCTURE else Cause.EPCI
    assert list(amounts) == [
        "before_cents",
        "Postes entrés",
        "Postes sortis",
        "Montants délibérés",
        "Rendus",
        transfer.value,
        "after_cents",
    ]
    assert amounts[transfer.value].sum() == 0


def test_the_rows_of_a_grid_hold_those_where_nothing_changed(make_board: MakeBoard) -> None:
    board = make_board([{}, {"epci": "Nulle part"}])
    table = grid(compare(board, board), MINE, Axis.EPCI)
    assert table.drop(columns="key").to_numpy().tolist() == [
        ["CC de l'Ernée", 1_500_000, 1_500_000],
        ["Sans territoire connu", 1_500_000, 1_500_000],
    ]


def test_a_long_bridge_is_shortened_without_losing_a_cent(changes: Changes) -> None:
    whole = bridge(changes, MINE, Axis.STRUCTURE)
    assert lines(shortened(whole, 2)) == [
        ("Total avant", None, None, 6_000_000),
        ("Mairie C", 2, 1_850_000, 7_850_000),
        ("Autres (2)", None, -3_050_000, 4_800_000),
        ("Total après", None, None, 4_800_000),
    ]
    pd.testing.assert_frame_equal(shortened(whole, 3), whole)
    assert lines(shortened(whole, 1))[1:-1] == [("Autres (3)", None, -1_200_000, 4_800_000)]
