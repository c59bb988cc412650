"""What changed between two boards: posts, money by cause, votes and payments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.attribution import CAUSES, WHEN, added_up, attribute, movement_lines
from maynum_dash.analysis.comparison.differences import differences
from maynum_dash.analysis.comparison.pairs import Pair, Side, pair
from maynum_dash.analysis.territory.names import fold
from maynum_dash.domain.posts import Funder, Reading, Status

_WHERE: Final = ("structure", "epci_code")
_CELL: Final = [*_WHERE, *WHEN]


class UnexplainedDifferenceError(RuntimeError):
    """The causes do not explain the difference of the totals to the cent: a bug, never a refusal."""


@dataclass(frozen=True, slots=True)
class Offer:
    """How many posts a board holds.

    Parameters
    ----------
    posts, occupied
        Posts in all, and occupied ones.
    fte
        Full-time equivalents of the occupied ones.
    """

    posts: int
    occupied: int
    fte: float


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Two boards compared; nobody changes its tables.

    Parameters
    ----------
    posts
        Result of ``differences``: one row per difference of one post.
    roster
        Every post of either board: ``post_id, structure, epci_code, epci_name`` (after, else before),
        ``row_before, row_after`` (``Int64``, missing where absent).
    steps
        ``cause`` (`Cause`), ``post_id, structure, epci_code, reading, funder, fiscal_year, amount_cents``
        (int64, never 0). For every structure, EPCI, reading, funder and fiscal year:
        total before + sum of the steps = total after.
    totals
        ``structure, epci_code, reading, funder, fiscal_year, before_cents, after_cents`` (int64).
    envelopes
        ``authorisation, fiscal_year, vote, before_cents, after_cents, difference_cents``; a vote that one
        side lacks counts for 0.
    payments
        ``fiscal_year`` of the payment, ``before_cents, after_cents, difference_cents``.
    offer_before, offer_after
        Posts and full-time equivalents.
    epci_names
        Name of each EPCI by code.
    has_new_scale
        Whether the two boards follow different scales.
    """

    posts: DataFrame
    roster: DataFrame
    steps: DataFrame
    totals: DataFrame
    envelopes: DataFrame
    payments: DataFrame
    offer_before: Offer
    offer_after: Offer
    epci_names: Mapping[str, str]
    has_new_scale: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all changed."""
        votes = self.envelopes["difference_cents"].any() or self.payments["difference_cents"].any()
        return self.posts.empty and self.steps.empty and not votes and not self.has_new_scale


def compare(before: Board, after: Board) -> Changes:
    """Compare two boards.

    Parameters
    ----------
    before, after
        Boards of the earlier and of the later workbook, each with its own scale and territories.

    Raises
    ------
    UnexplainedDifferenceError
        When something else than the causes decides money.
    """
    sides = pair(before, after)
    lines = movement_lines(sides.before), movement_lines(sides.after)
    steps = attribute(sides, *lines)
    totals = _totals(sides, *lines)
    _reconcile(totals, steps)
    return Changes(
        posts=differences(sides),
        roster=sides.roster,
        steps=_in_words(steps, sides),
        totals=_in_words(totals, sides),
        envelopes=_envelopes(before, after),
        payments=_payments(before, after),
        offer_before=_offer(before.posts),
        offer_after=_offer(after.posts),
        epci_names=_epci(before) | _epci(after),
        has_new_scale=before.scale != after.scale,
    )


def _totals(sides: Pair, before: DataFrame, after: DataFrame) -> DataFrame:
    """Add up both boards by structure, EPCI, reading, funder and fiscal year."""
    both = _both(_placed(before, sides.before), _placed(after, sides.after), _CELL)
    return both.drop(columns="difference_cents")


def _placed(lines: DataFrame, side: Side) -> DataFrame:
    post = lines["post"].to_numpy()
    return lines.assign(structure=side.structures[post], epci_code=side.territories[post])


def _both(before: DataFrame, after: DataFrame, keys: list[str]) -> DataFrame:
    """Add up ``amount_cents`` on both sides, 0 where a side has nothing."""
    table = pd.concat(
        [
            before[keys].assign(before_cents=before["amount_cents"].astype("int64"), after_cents=0),
            after[keys].assign(before_cents=0, after_cents=after["amount_cents"].astype("int64")),
        ]
    )
    both = table.groupby(keys, as_index=False)[["before_cents", "after_cents"]].sum()
    return both.assign(difference_cents=both["after_cents"] - both["before_cents"])


def _reconcile(totals: DataFrame, steps: DataFrame) -> None:
    """Check the promise of the bridge on every cell."""
    expected = totals.assign(amount_cents=totals["before_cents"] - totals["after_cents"])
    left = added_up(pd.concat([expected[[*_CELL, "amount_cents"]], steps[[*_CELL, "amount_cents"]]]), _CELL)
    if not left.empty:
        raise UnexplainedDifferenceError


def _in_words(table: DataFrame, sides: Pair) -> DataFrame:
    """Put words in the place of ranks and codes."""
    words: Mapping[str, Sequence[str]] = {
        "cause": [cause.value for cause in CAUSES],
        "post_id": sides.roster["post_id"].tolist(),
        "structure": sides.structure_names.tolist(),
        "epci_code": sides.epci_codes.tolist(),
        "reading": [reading.value for reading in Reading],
        "funder": [funder.value for funder in Funder],
    }
    ranked = table.rename(columns={"post": "post_id"})
    return ranked.assign(
        **{
            # Rank −1 is no word: no structure, or no EPCI.
            name: pd.array(words[name], dtype="str").take(ranked[name].to_numpy(), allow_fill=True)
            for name in ranked.columns.intersection(list(words))
        }
    )


def _envelopes(before: Board, after: Board) -> DataFrame:
    """Compare the votes; another way to write the name of a vote is the same vote."""
    tables = [board.workbook.envelopes for board in (after, before)]
    keys = [table["vote"].map(fold).astype("str") for table in tables]
    written = pd.concat(tables)["vote"].groupby(pd.concat(keys)).first()
    after_votes, before_votes = (table.assign(vote=key) for table, key in zip(tables, keys, strict=True))
    both = _both(before_votes, after_votes, ["authorisation", "fiscal_year", "vote"])
    return both.assign(vote=both["vote"].map(written).astype("str"))


def _payments(before: Board, after: Board) -> DataFrame:
    return _both(_dated(before.workbook.payments), _dated(after.workbook.payments), ["fiscal_year"])


def _dated(payments: DataFrame) -> DataFrame:
    return payments.assign(fiscal_year=payments["paid_on"].dt.year.astype("int64"))


def _offer(posts: DataFrame) -> Offer:
    occupied = posts[posts["status"] == Status.OCCUPIED.value]
    return Offer(len(posts), len(occupied), fsum(occupied["fte"]))


def _epci(board: Board) -> dict[str, str]:
    table = board.reference.epci
    return dict(zip(table["code"], table["name"], strict=True))
