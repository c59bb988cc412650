"""From posts and scale to money: plans, movements in the four readings, and what needs attention."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame
from pandas.api.extensions import ExtensionArray

from maynum_dash.analysis.money.agreements import FUNDERS, agreements
from maynum_dash.analysis.money.calendar import years_of
from maynum_dash.analysis.money.timeline import (
    KINDS,
    READINGS,
    Cents,
    Strand,
    move_cents,
    move_days,
    move_kinds,
)
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.plan import Origin
from maynum_dash.domain.posts import Funder
from maynum_dash.domain.scale import FundingScale

_CARRIED = ["post_id", "employer", "epci_code", "category", "status", "row"]
_ORIGINS = tuple(Origin)


def movements_table(posts: DataFrame, scale: FundingScale) -> DataFrame:
    """Compute every movement of every post, in the four readings at once.

    Parameters
    ----------
    posts
        Posts of the workbook, one row each, every one with a start; ``epci_code`` is carried through when
        the posts were matched, and is missing everywhere otherwise.
    scale
        Funding scale.

    Returns
    -------
    DataFrame
        ``post_id, employer, epci_code, category, status, row, reading, funder, scheme_year, day,
        fiscal_year, kind, amount_cents``: one row per movement, in the order of the posts, amounts in
        cents (int64, never 0). The four readings of a post, funder and scheme year sum to the same amount.
    """
    found, post = agreements(posts, scale), np.arange(len(posts))
    strands = [
        Strand(funder, post, found.terms, move_cents(found.terms, found.plans[:, funder]))
        for funder in range(len(FUNDERS))
    ]
    return movement_rows(posts, strands)


def movement_rows(posts: DataFrame, strands: Sequence[Strand]) -> DataFrame:
    """Write what moves as a table.

    Parameters
    ----------
    posts
        Posts described, one row each.
    strands
        What moves.

    Returns
    -------
    DataFrame
        As `movements_table`.
    """
    lines = pd.concat([_lines(strand) for strand in strands], ignore_index=True)
    lines = lines.sort_values(["post", "reading", "funder"], kind="stable", ignore_index=True)
    described = posts.reindex(columns=_CARRIED).astype({"epci_code": "str"}).take(lines["post"].to_numpy())
    words = {"reading": READINGS, "funder": FUNDERS, "kind": KINDS}
    told = lines.drop(columns="post").assign(
        **{name: texts(lines[name].to_numpy(), known) for name, known in words.items()}
    )
    return pd.concat([described.reset_index(drop=True), told], axis=1)


def _lines(strand: Strand) -> DataFrame:
    """Write the movements of a strand, words as ranks of one byte, agreement by agreement."""
    agreement, reading, year, step = np.nonzero(strand.cents.transpose(1, 0, 2, 3))
    at = (reading, agreement, year, step)
    day = move_days(strand.terms)[at]
    return DataFrame(
        {
            "post": strand.post[agreement],
            "reading": reading.astype(np.int8),
            "funder": np.full(len(reading), strand.funder, dtype=np.int8),
            "scheme_year": year + 1,
            "day": day.astype("datetime64[s]"),
            "fiscal_year": years_of(day),
            "kind": move_kinds(strand.cents)[at].astype(np.int8),
            "amount_cents": strand.cents[at],
        }
    )


def plans_table(posts: DataFrame, scale: FundingScale) -> DataFrame:
    """Write the funding plan of every post, before any return.

    Parameters
    ----------
    posts
        Posts of the workbook.
    scale
        Funding scale.

    Returns
    -------
    DataFrame
        ``row, post_id, funder, y1_cents, y2_cents, y3_cents, total_cents, origin``: four rows per post,
        amounts in cents (int64), ``origin`` one of « barème », « délibéré », « reste ».
    """
    found = agreements(posts, scale)
    return plan_rows(posts, found.plans, found.is_deliberated)


def plan_rows(posts: DataFrame, plans: Cents, is_deliberated: NDArray[np.bool_]) -> DataFrame:
    """Write plans as a table.

    Parameters
    ----------
    posts
        Posts described, one row each.
    plans, is_deliberated
        Cents and whether they were deliberated, ``(n, 4, 3)``: post, funder, scheme year.

    Returns
    -------
    DataFrame
        As `plans_table`.
    """
    amounts = plans.reshape(-1, len(SCHEME_YEARS))
    usual = [Origin.REMAINDER if funder is Funder.EMPLOYER else Origin.SCALE for funder in FUNDERS]
    ranks = np.array([_rank(origin) for origin in usual])
    origins = np.where(is_deliberated.any(axis=2), _rank(Origin.DELIBERATED), ranks)
    return DataFrame(
        {
            "row": np.repeat(posts["row"].to_numpy(dtype=np.int64), len(FUNDERS)),
            "post_id": posts["post_id"].repeat(len(FUNDERS)).reset_index(drop=True).astype("str"),
            "funder": texts(np.tile(np.arange(len(FUNDERS)), len(posts)), FUNDERS),
            "y1_cents": amounts[:, 0],
            "y2_cents": amounts[:, 1],
            "y3_cents": amounts[:, 2],
            "total_cents": amounts.sum(axis=1),
            "origin": texts(origins.ravel(), _ORIGINS),
        }
    )


def _rank(origin: Origin) -> int:
    return _ORIGINS.index(origin)


def texts(codes: NDArray[np.int64], words: Sequence[StrEnum]) -> ExtensionArray:
    """Write many values of a few words, faster than one by one.

    Parameters
    ----------
    codes
        Rank of each value.
    words
        What the ranks stand for.
    """
    return pd.array([word.value for word in words], dtype="str").take(codes)
