"""What another funding scale would change in the money of the posts, before it is saved."""

from dataclasses import dataclass

import numpy as np
from pandas import DataFrame, Index

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.scenario.outcome import Sums, step_rows
from maynum_dash.analysis.scenario.supposed import money, span, supposed
from maynum_dash.domain.scale import FundingScale


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """What a scale changes.

    Parameters
    ----------
    posts
        Posts whose plan or payment clause is another one: ``row``, ``post_id``, ``structure``,
        ``before_cents`` and ``after_cents`` (the Département's three years).
    steps
        ``reading``, ``funder``, ``fiscal_year``, ``epci_code``, ``amount_cents`` (never 0).
    """

    posts: DataFrame
    steps: DataFrame


def rescaled(board: Board, scale: FundingScale) -> Effects:
    """Compare the money of the posts under the present scale and another one.

    Parameters
    ----------
    board
        Data in view.
    scale
        The other scale.
    """
    before = supposed(board)
    after = before.signed(before.contracts, scale)
    years = span([before, after])
    sums = Sums(Index(before.posts["epci_code"].unique()), years, before)
    gap = sums.of(after, money(after)) - sums.sums
    steps = step_rows([gap], [0], sums.names.astype("str").array, years).drop(columns="move")
    one, other = before.agreed, after.agreed
    is_changed = (one.plans != other.plans).any(axis=(1, 2))
    # Equal shares may be written under other denominators.
    is_changed |= one.clause[0] * other.clause[1] != other.clause[0] * one.clause[1]
    kept = np.flatnonzero(is_changed)
    posts = before.posts.iloc[kept][["row", "post_id", "structure"]].assign(
        before_cents=one.plans[kept, 2].sum(axis=1), after_cents=other.plans[kept, 2].sum(axis=1)
    )
    return Effects(posts.reset_index(drop=True), steps)
