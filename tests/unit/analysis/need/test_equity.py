"""Equity: what holds whatever the need and the offer."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.need.equity import equity, shares_table

UNITS = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(1, 20_000)), st.integers(0, 12)), min_size=1, max_size=12
)


def coverage_of(units: list[tuple[int | None, int]]) -> pd.DataFrame:
    table = pd.DataFrame(units, columns=["people", "fte"], dtype="float64")
    codes = [str(rank) for rank in range(len(table))]
    return table.assign(epci_code=codes, name=codes)


@settings(max_examples=30, deadline=None)
@given(UNITS)
def test_the_curve_is_convex_below_the_diagonal_and_the_index_between_0_and_1(
    units: list[tuple[int | None, int]],
) -> None:
    found = equity(coverage_of(units))
    if found.gini is None:
        assert found.points == ()
        return
    assert -1e-9 <= found.gini < 1
    assert found.points[0] == (0, 0)
    assert list(found.points[-1]) == pytest.approx([1, 1])
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(found.points)]
    assert all(low <= high + 1e-6 for low, high in pairwise(slopes))
    assert all(fte <= people + 1e-9 for people, fte in found.points)
    assert 0 <= found.moved_fte <= found.fte
    assert found.chance is None or 0 <= found.chance.middle <= found.chance.high < 1


@settings(max_examples=30, deadline=None)
@given(UNITS)
def test_gaps_make_up_for_each_other_and_shares_make_a_whole(units: list[tuple[int | None, int]]) -> None:
    table = shares_table(coverage_of(units))
    assert len(table) == len(units)
    assert table["gap_fte"].sum() == pytest.approx(0, abs=1e-6)
    known = table[table["people"].notna()]
    if len(known):
        assert known["need_pct"].sum() == pytest.approx(100)
    assert table.loc[table["people"].isna(), ["need_pct", "offer_pct", "gap_fte"]].isna().all(axis=None)


def test_the_same_data_give_the_same_chance() -> None:
    table = coverage_of([(1000, 3), (2000, 1), (500, 2)])
    assert equity(table).chance == equity(table).chance


def test_one_post_drawn_by_lot_leaves_all_the_others_without() -> None:
    # Two equal territories and one post: the Gini of any draw is one half.
    found = equity(coverage_of([(1000, 1), (1000, 0)]))
    assert found.chance is not None
    assert [found.chance.middle, found.chance.high] == pytest.approx([0.5, 0.5])
    assert not found.is_told_from_chance


def test_many_posts_in_one_place_are_told_from_chance() -> None:
    assert equity(coverage_of([(1000, 40), (1000, 0), (1000, 0)])).is_told_from_chance


def test_few_territories_call_for_caution() -> None:
    assert equity(coverage_of([(1000, 40)] * 10)).is_small
    assert not equity(coverage_of([(1000, 40)] * 40)).is_small
