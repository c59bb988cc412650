"""Envelopes by exercice: what was voted, committed, paid, and what is left."""

from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.territory.names import fold
from maynum_dash.domain.exhaustion import Step
from maynum_dash.domain.posts import Funder, Reading

AE: Final = "AE"
CP: Final = "CP"
# Votes as the columns of the table: primary budget, amending decisions, supplementary budget, anything else.
DECISIONS: Final = ("BP", "DM", "BS", "Autre")
_BEGINNINGS: Final = {
    "bp": "BP",
    "budget primitif": "BP",
    "dm": "DM",
    "decision modificative": "DM",
    "bs": "BS",
    "budget supplementaire": "BS",
}


def decision(vote: str) -> str:
    """Tell which of `DECISIONS` a vote is, as written: « DM1 », « Décision modificative n° 2 »."""
    words = fold(vote)
    return next((kind for start, kind in _BEGINNINGS.items() if words.startswith(start)), "Autre")


def yearly_table(envelopes: DataFrame, movements: DataFrame, payments: DataFrame) -> DataFrame:
    """Put votes, commitments and payments of each exercice side by side.

    Parameters
    ----------
    envelopes
        Votes of the workbook.
    movements
        Movements of every post: votes are not shared over territories.
    payments
        Payments of the workbook, those of unknown posts included.

    Returns
    -------
    DataFrame
        ``fiscal_year``, without a gap; ``ae_voted_cents`` (missing without a vote), ``ae_committed_cents``
        (reading `SIGNATURE`), ``ae_left_cents``, ``ae_left_total_cents`` (over the years so far);
        ``cp_bp_cents``, ``cp_dm_cents``, ``cp_bs_cents``, ``cp_other_cents``, ``cp_voted_cents``,
        ``cp_due_cents`` (reading `PAYMENT`), ``cp_paid_cents``, ``cp_left_cents``, ``rate_pct`` (paid ÷
        voted; missing without a vote). Amounts in cents (``Int64``).
    """
    ours = movements[movements["funder"] == Funder.DEPARTMENT.value]
    committed = _by_year(of_reading(ours, Reading.SIGNATURE), ours["fiscal_year"])
    due = _by_year(of_reading(ours, Reading.PAYMENT), ours["fiscal_year"])
    paid = payments.groupby(payments["paid_on"].dt.year)["amount_cents"].sum()
    votes = envelopes.assign(decision=envelopes["vote"].map(decision).astype("str"))
    ae, cp = (votes[votes["authorisation"] == kind] for kind in (AE, CP))
    years = sorted({*committed.index, *due.index, *paid.index, *envelopes["fiscal_year"]})
    index = pd.Index(range(years[0], years[-1] + 1) if years else [], name="fiscal_year", dtype="int64")
    table = DataFrame(index=index)
    table["ae_voted_cents"] = _known(_by_year(ae, ae["fiscal_year"]), index)
    table["ae_committed_cents"] = _counted(committed, index)
    table["ae_left_cents"] = table["ae_voted_cents"] - table["ae_committed_cents"]
    total = table["ae_voted_cents"].fillna(0) - table["ae_committed_cents"]
    has_vote = table["ae_voted_cents"].notna().cummax()
    table["ae_left_total_cents"] = total.cumsum().where(has_vote.astype(bool))
    for kind, name in zip(DECISIONS, ("bp", "dm", "bs", "other"), strict=True):
        given = cp[cp["decision"] == kind]
        table[f"cp_{name}_cents"] = _known(_by_year(given, given["fiscal_year"]), index)
    table["cp_voted_cents"] = _known(_by_year(cp, cp["fiscal_year"]), index)
    table["cp_due_cents"] = _counted(due, index)
    table["cp_paid_cents"] = _counted(paid, index)
    table["cp_left_cents"] = table["cp_voted_cents"] - table["cp_paid_cents"]
    voted = table["cp_voted_cents"].astype("float64")
    table["rate_pct"] = (100 * table["cp_paid_cents"].astype("float64") / voted).where(voted > 0, np.nan)
    return table.reset_index()


def credit_steps(envelopes: DataFrame, authorisation: str, fiscal_year: int | None = None) -> list[Step]:
    """List votes as the day from which each counts, and its cents.

    A vote counts from its own day, yet never before the exercice begins; one without a date counts from its
    first day.

    Parameters
    ----------
    envelopes
        Votes of the workbook.
    authorisation
        `AE` or `CP`.
    fiscal_year
        Exercice; ``None`` for all of them.
    """
    kept = envelopes[envelopes["authorisation"] == authorisation]
    if fiscal_year is not None:
        kept = kept[kept["fiscal_year"] == fiscal_year]
    steps = []
    for year, day, cents in zip(
        kept["fiscal_year"], kept["voted_on"].dt.date, kept["amount_cents"], strict=True
    ):
        first = date(int(year), 1, 1)
        steps.append((first if pd.isna(day) else max(day, first), int(cents)))
    return sorted(steps)


def voted_cents(envelopes: DataFrame, authorisation: str, fiscal_year: int) -> int | None:
    """Sum the votes of an exercice; ``None`` when there is none, which is not a vote of zero."""
    steps = credit_steps(envelopes, authorisation, fiscal_year)
    return sum(cents for _, cents in steps) if steps else None


def _by_year(table: DataFrame, years: Series) -> Series:
    return table.groupby(years.reindex(table.index))["amount_cents"].sum()


def _known(sums: Series, index: pd.Index) -> Series:
    """Sums by year, missing where nothing was voted."""
    return sums.reindex(index).astype("Int64")


def _counted(sums: Series, index: pd.Index) -> Series:
    """Sums by year, 0 where nothing moves."""
    return sums.reindex(index, fill_value=0).astype("Int64")
