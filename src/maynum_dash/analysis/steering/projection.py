"""What is still to be paid, and when, if everything goes as the conventions say."""

from datetime import date, timedelta

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.steering.ledger import Ledger


def projection(ledger: Ledger, today: date) -> DataFrame:
    """Date every cent that is not paid yet.

    Hypotheses
    ----------
    1. What falls due after today is paid on its day; what is due and unpaid is paid tomorrow.
    2. Credit notes are recovered in the same way. Nothing is renewed, no post is added.

    Parameters
    ----------
    ledger
        Payments and instalments.
    today
        Day of the view.

    Returns
    -------
    DataFrame
        ``post_id, structure, epci_code, day, due_on, kind, amount_cents, is_late``: what is left of each
        instalment (cents, negative for a credit note).
    """
    open_ = ledger.instalments[ledger.instalments["remaining_cents"] != 0]
    is_late = open_["due_on"] <= pd.Timestamp(today)
    return DataFrame(
        {
            "post_id": open_["post_id"],
            "structure": open_["structure"],
            "epci_code": open_["epci_code"],
            "day": open_["due_on"].mask(is_late, pd.Timestamp(today + timedelta(days=1))),
            "due_on": open_["due_on"],
            "kind": open_["kind"],
            "amount_cents": open_["remaining_cents"],
            "is_late": is_late,
        }
    ).reset_index(drop=True)


def cash_plan(ledger: Ledger, fiscal_year: int, today: date) -> DataFrame:
    """Pay an exercice month by month: what was paid, what is to come.

    Parameters
    ----------
    ledger
        Payments and instalments.
    fiscal_year
        Exercice.
    today
        Day of the view.

    Returns
    -------
    DataFrame
        Twelve rows: ``month`` (its first day), ``paid_cents`` (net of credit notes), ``late_cents`` (due and
        unpaid today, in the month of tomorrow), ``coming_cents``, ``total_cents``, ``cumulative_cents``.
    """
    planned = projection(ledger, today)
    months = pd.date_range(f"{fiscal_year}-01-01", periods=12, freq="MS", unit="s")
    table = DataFrame({"month": months})
    pieces = {
        "paid_cents": ledger.parts.rename(columns={"paid_on": "when"}),
        "late_cents": planned[planned["is_late"]].rename(columns={"day": "when"}),
        "coming_cents": planned[~planned["is_late"]].rename(columns={"day": "when"}),
    }
    for name, piece in pieces.items():
        kept = piece[piece["when"].dt.year == fiscal_year]
        sums = kept.groupby(kept["when"].dt.month)["amount_cents"].sum()
        table[name] = sums.reindex(range(1, 13), fill_value=0).to_numpy(dtype="int64")
    table["total_cents"] = table[list(pieces)].sum(axis=1)
    table["cumulative_cents"] = table["total_cents"].cumsum()
    return table
