"""The table that elected members expect: committed, paid, still to pay year after year, by territory."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.money.budget import movements_table
from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.steering.ledger import Ledger, build_ledger
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.domain.scale import FundingScale

_PLACES: Final = ["epci_code", "structure"]
AMOUNTS: Final = (
    "committed_cents",
    "paid_before_cents",
    "paid_cents",
    "due_cents",
    "next_cents",
    "after_cents",
    "beyond_cents",
    "unallotted_cents",
    "to_finance_cents",
)


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """Where the Département stands at the end of an exercice, as known then.

    Parameters
    ----------
    fiscal_year
        The exercice N.
    table
        ``level`` (« epci », « structure » or « total »), ``epci_code``, ``structure``, ``posts`` and, in
        cents, ``committed_cents`` (AE), ``paid_before_cents`` (before N), ``paid_cents`` (in N),
        ``due_cents`` (unpaid instalments due up to the end of N), ``next_cents``, ``after_cents``,
        ``beyond_cents`` (due in N+1, N+2, later), ``unallotted_cents`` (paid beyond what is due),
        ``to_finance_cents``: an EPCI, then its structures, and the total last. Committed − paid = to
        finance = due + next + after + beyond − unallotted, to the cent, on every line.
    commitments
        Movements behind ``committed_cents``.
    ledger
        Payments and instalments behind the others.
    """

    fiscal_year: int
    table: DataFrame
    commitments: DataFrame
    ledger: Ledger

    @property
    def total(self) -> Series:
        """The last line."""
        return self.table.iloc[-1]


def position(  # noqa: PLR0913 -- each is a fact of its own
    posts: DataFrame,
    scale: FundingScale,
    payments: DataFrame,
    fiscal_year: int,
    *,
    today: date,
    days: int,
) -> Position:
    """Say where money stands at the end of an exercice.

    Hypotheses
    ----------
    1. Only what is known at the end of the exercice counts: conventions decided by then, posts returned by
       then, payments made by then. A later return is a decommitment of its own exercice.
    2. A credit note reduces what is due in its exercice.

    Parameters
    ----------
    posts
        Matched posts in view.
    scale
        Funding scale.
    payments
        Their payments; those of a post that is not in view pay nothing, on a line without territory.
    fiscal_year
        Exercice.
    today, days
        As for `build_ledger`.
    """
    last = pd.Timestamp(fiscal_year, 12, 31)
    known = posts[posts["decided_on"].fillna(posts["start"]) <= last]
    known = known.assign(returned_on=known["returned_on"].where(known["returned_on"] <= last))
    movements = movements_table(known, scale)
    commitments = of_reading(movements, Reading.SIGNATURE, [Funder.DEPARTMENT])
    commitments = commitments.merge(posts[["row", "structure"]], on="row", validate="m:1")
    ledger = build_ledger(known, movements, payments[payments["paid_on"] <= last], today, days)
    table = _table(_contributions(commitments, ledger, fiscal_year), known)
    return Position(fiscal_year, table, commitments, ledger)


def _contributions(commitments: DataFrame, ledger: Ledger, year: int) -> DataFrame:
    """List every cent once, under the column that it goes to."""
    due_year = ledger.instalments["due_on"].dt.year
    rest = ledger.instalments.assign(
        column=Series("due_cents", index=due_year.index, dtype="str")
        .mask(due_year == year + 1, "next_cents")
        .mask(due_year == year + 2, "after_cents")
        .mask(due_year > year + 2, "beyond_cents"),
        amount_cents=ledger.instalments["remaining_cents"],
    )
    parts = ledger.parts
    paid = parts.assign(
        column=Series("paid_before_cents", index=parts.index, dtype="str").mask(
            parts["fiscal_year"] == year, "paid_cents"
        )
    )
    pieces = [
        commitments.assign(column="committed_cents"),
        paid,
        rest,
        ledger.unallotted.assign(column="unallotted_cents"),
    ]
    return pd.concat([piece[[*_PLACES, "column", "amount_cents"]] for piece in pieces], ignore_index=True)


def _table(contributions: DataFrame, posts: DataFrame) -> DataFrame:
    places = contributions.astype({"epci_code": "str", "structure": "str"})
    sums = places.groupby([*_PLACES, "column"], dropna=False)["amount_cents"].sum()
    wide = sums.unstack("column", fill_value=0)  # noqa: PD010 -- a pivot_table drops missing keys
    wide = wide.reindex(columns=list(AMOUNTS), fill_value=0).astype("int64")
    wide["to_finance_cents"] = wide["committed_cents"] - wide["paid_before_cents"] - wide["paid_cents"]
    counts = posts.astype({"epci_code": "str", "structure": "str"}).groupby(_PLACES, dropna=False).size()
    wide["posts"] = counts.reindex(wide.index, fill_value=0).astype("int64")
    structures = wide.reset_index().assign(level="structure")
    numbers = ["posts", *AMOUNTS]
    territories = structures.groupby("epci_code", dropna=False, as_index=False)[numbers].sum()
    # An empty name comes before the structures of its territory.
    territories = territories.assign(level="epci", structure="")
    whole = pd.concat([territories, structures], ignore_index=True)
    whole = whole.sort_values(["epci_code", "structure"], na_position="last", kind="stable")
    total = structures[numbers].sum().to_frame().T.assign(level="total", epci_code="", structure="")
    columns = ["level", *_PLACES, *numbers]
    return pd.concat([whole, total], ignore_index=True)[columns].astype(dict.fromkeys(numbers, "int64"))
