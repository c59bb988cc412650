"""Payments against the schedule of the clause: what is due, what is paid, what pays nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.domain.allotment import Instalment, Payment, allot, state
from maynum_dash.domain.posts import Funder, Reading

_POST: Final = ["post_id", "row", "structure", "epci_code"]
_DUE: Final = ["scheme_year", "due_on", "kind", "amount_cents"]


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """The Département's payments beside what they pay.

    Parameters
    ----------
    instalments
        ``post_id, row, structure, epci_code, scheme_year, due_on, kind, amount_cents, paid_cents,
        remaining_cents, last_paid_on, state``: what the clause asks for, by post then day. Amounts in cents;
        negative for a credit note, which is to be recovered.
    parts
        ``post_id, structure, epci_code, payment_row, paid_on, fiscal_year, kind, order_number, amount_cents,
        instalment, due_on``: what becomes of each payment, part by part. ``instalment`` is a label of
        `instalments`, missing for what pays nothing. The parts of a payment sum to its amount.
    """

    instalments: DataFrame
    parts: DataFrame

    @property
    def paid_cents(self) -> int:
        """Sum of the payments."""
        return int(self.parts["amount_cents"].sum())

    @property
    def unallotted(self) -> DataFrame:
        """Parts of payments that pay nothing; what is taken back from one of them is negative."""
        return self.parts[self.parts["instalment"].isna()]


def build_ledger(
    posts: DataFrame, movements: DataFrame, payments: DataFrame, today: date, days: int
) -> Ledger:
    """Share the payments of each post over its instalments.

    Parameters
    ----------
    posts
        Matched posts counted: ``post_id, row, structure, epci_code``.
    movements
        Table of `budget.movements_table`; those of other posts are left out.
    payments
        Payments of the workbook; those of a post that is not among ``posts`` pay nothing.
    today
        Day of the view.
    days
        Days allowed to pay what is due.
    """
    due = _instalments(posts, movements)
    known = posts.set_index("post_id")[["structure", "epci_code"]]
    asked, orders = _asked(due), _payments(payments)
    labels_of, orders_of = _by_post(due), _by_post(payments)
    paid = [0] * len(due)
    last: list[date | None] = [None] * len(due)
    parts: list[dict[str, Any]] = []
    for post_id, given in orders_of.items():
        labels = labels_of.get(post_id, [])
        mine = [orders[one] for one in given]
        for part in allot([asked[label] for label in labels], mine):
            label = None if part.instalment is None else labels[part.instalment]
            order = mine[part.payment]
            parts.append({"payment_row": order.row, "instalment": label, "amount_cents": part.amount_cents})
            if label is not None:
                paid[label] += part.amount_cents
                last[label] = order.paid_on
    due["paid_cents"] = pd.array(paid, dtype="int64")
    due["remaining_cents"] = due["amount_cents"] - due["paid_cents"]
    due["last_paid_on"] = Series(last, index=due.index, dtype="datetime64[s]")
    states = [
        state(one, cents, day, today, days).value for one, cents, day in zip(asked, paid, last, strict=True)
    ]
    due["state"] = pd.array(states, dtype="str")
    return Ledger(due, _described(parts, payments, known, due))


def _instalments(posts: DataFrame, movements: DataFrame) -> DataFrame:
    """List what the clause asks the Département for, post after post, by day."""
    asked = of_reading(movements, Reading.PAYMENT, [Funder.DEPARTMENT])
    asked = asked[["row", "scheme_year", "day", "kind", "amount_cents"]].rename(columns={"day": "due_on"})
    table = posts[_POST].merge(asked, on="row", how="inner", validate="1:m")
    return table.sort_values(["row", "due_on", "scheme_year"], kind="stable", ignore_index=True)[
        [*_POST, *_DUE]
    ]


def _by_post(lines: DataFrame) -> dict[str, list[int]]:
    """Give the positions of the lines of each post."""
    positions: dict[str, list[int]] = {}
    for position, post_id in enumerate(lines["post_id"].tolist()):
        positions.setdefault(post_id, []).append(position)
    return positions


def _asked(lines: DataFrame) -> list[Instalment]:
    columns = (lines["due_on"].dt.date, lines["amount_cents"].tolist(), lines["kind"].tolist())
    return [Instalment(*values) for values in zip(*columns, strict=True)]


def _payments(given: DataFrame) -> list[Payment]:
    kinds = given["kind"].fillna("").tolist()
    columns = (given["row"].tolist(), given["paid_on"].dt.date, given["amount_cents"].tolist(), kinds)
    return [Payment(*values) for values in zip(*columns, strict=True)]


def _described(
    parts: list[dict[str, Any]], payments: DataFrame, known: DataFrame, due: DataFrame
) -> DataFrame:
    """Give each part what is known of its payment, and the day of what it pays."""
    table = DataFrame(parts, columns=["payment_row", "instalment", "amount_cents"]).astype(
        {"payment_row": "int64", "instalment": "Int64", "amount_cents": "int64"}
    )
    facts = payments[["row", "post_id", "paid_on", "kind", "order_number"]].rename(
        columns={"row": "payment_row"}
    )
    told = table.merge(facts, on="payment_row", how="left", validate="m:1")
    told = told.join(known, on="post_id")
    told["fiscal_year"] = told["paid_on"].dt.year.astype("int64")
    days = due["due_on"].tolist()
    told["due_on"] = Series(
        [pd.NaT if pd.isna(label) else days[label] for label in told["instalment"]],
        index=told.index,
        dtype="datetime64[s]",
    )
    return told.sort_values(["paid_on", "payment_row"], kind="stable", ignore_index=True)
