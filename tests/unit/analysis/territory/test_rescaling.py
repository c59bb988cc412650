"""What another scale would change, to the cent and post by post."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.budget import movements_table
from maynum_dash.analysis.scenario.outcome import WHEN
from maynum_dash.analysis.territory.rescaling import rescaled
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import FundingScale, PaymentClause

MakeBoard = Callable[..., Board]
DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def board(make_board: MakeBoard) -> Board:
    return make_board(
        [
            {"decided_on": date(2025, 12, 31)},
            {"decided_on": DAY, "epci": None},
            {"decided_on": DAY, "department_y1_cents": 350_000, "returned_on": date(2027, 6, 1)},
        ]
    )


def proposed(board: Board, first_pct: int = 70) -> FundingScale:
    last = board.scale.versions[-1]
    amounts = {
        category: {**last.amounts[category], Funder.DEPARTMENT: (300_000, 500_000, 650_000)}
        for category in EmployerCategory
    }
    clause = PaymentClause(Fraction(first_pct))
    return FundingScale(
        (*board.scale.versions, replace(last, valid_from=DAY, amounts=amounts, clause=clause))
    )


@pytest.mark.parametrize("first_pct", [70, 50])
def test_the_difference_is_the_one_of_the_movements(board: Board, first_pct: int) -> None:
    scale = proposed(board, first_pct)
    sums = [
        movements_table(board.posts, one).groupby(WHEN, dropna=False)["amount_cents"].sum()
        for one in (board.scale, scale)
    ]
    gap = sums[1].sub(sums[0], fill_value=0).astype("int64")
    found = rescaled(board, scale).steps.groupby(WHEN, dropna=False)["amount_cents"].sum()
    pd.testing.assert_series_equal(found.sort_index(), gap[gap != 0].sort_index())


def test_only_the_posts_that_change_are_listed(board: Board) -> None:
    effects = rescaled(board, proposed(board))
    assert effects.posts["post_id"].tolist() == ["2"]
    assert effects.posts[["before_cents", "after_cents"]].to_numpy().tolist() == [[1_500_000, 1_450_000]]
    assert rescaled(board, proposed(board, 50)).posts["post_id"].tolist() == ["2", "3"]


def test_the_same_scale_changes_nothing(board: Board) -> None:
    effects = rescaled(board, board.scale)
    assert effects.posts.empty
    assert effects.steps.empty
