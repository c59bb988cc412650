"""The bridge from an old total to a new one: what each cause, structure or EPCI explains of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.comparison.changes import Changes
from maynum_dash.domain.changes import Cause
from maynum_dash.domain.posts import Funder, Reading

BEFORE: Final = "Total avant"
AFTER: Final = "Total après"
OTHERS: Final = "Autres"
UNKNOWN_EPCI: Final = "Sans territoire connu"

# Columns of a bridge.
TYPES: Final = {
    "key": "str",
    "label": "str",
    "role": "str",
    "posts": "Int64",
    "amount_cents": "Int64",
    "total_cents": "int64",
}


class Axis(StrEnum):
    """What makes the lines of a bridge: a column of the steps."""

    CAUSE = "cause"
    STRUCTURE = "structure"
    EPCI = "epci_code"


class Role(StrEnum):
    """What a line of a bridge is."""

    TOTAL = "total"
    STEP = "écart"


@dataclass(frozen=True, slots=True)
class Scope:
    """The money looked at.

    Parameters
    ----------
    reading
        One reading: two of them are never added.
    funders
        Funders kept; all by default.
    fiscal_years
        Fiscal years kept; ``None`` for all.
    """

    reading: Reading
    funders: Sequence[Funder] = tuple(Funder)
    fiscal_years: Sequence[int] | None = None

    def keep(self, table: DataFrame) -> DataFrame:
        """Keep the rows of the steps or of the totals that are in the scope."""
        kept = (table["reading"] == self.reading.value) & table["funder"].isin(list(self.funders))
        if self.fiscal_years is not None:
            kept &= table["fiscal_year"].isin(list(self.fiscal_years))
        return table[kept]


def bridge(changes: Changes, scope: Scope, by: Axis = Axis.CAUSE) -> DataFrame:
    """Go from the old total to the new one, line by line.

    Parameters
    ----------
    changes
        Two boards compared.
    scope
        Money looked at.
    by
        What makes the lines: causes in their own order; structures and EPCI by decreasing difference.

    Returns
    -------
    DataFrame
        ``key`` (value on the axis, missing for the totals and for no EPCI), ``label`` (French), ``role``
        (`Role`), ``posts`` (how many a step concerns, ``Int64``), ``amount_cents`` (``Int64``, missing for
        the totals), ``total_cents`` (running total, int64). The first line is the old total, the last one the
        new total; a line that comes to 0 stays when posts moved money within it.
    """
    totals, steps = scope.keep(changes.totals), scope.keep(changes.steps)
    sums = steps.groupby(by.value, dropna=False).agg(
        posts=("post_id", "nunique"), amount_cents=("amount_cents", "sum")
    )
    lines = _ordered(sums, by).reset_index(names="key")
    before = int(totals["before_cents"].sum())
    first = {"label": BEFORE, "role": Role.TOTAL.value, "total_cents": before}
    last = {"label": AFTER, "role": Role.TOTAL.value, "total_cents": int(totals["after_cents"].sum())}
    middle = lines.assign(
        label=_labels(lines["key"], by, changes),
        role=Role.STEP.value,
        total_cents=before + lines["amount_cents"].cumsum(),
    )
    return pd.concat([_line(first), middle[list(TYPES)].astype(TYPES), _line(last)], ignore_index=True)


def shortened(table: DataFrame, lines: int) -> DataFrame:
    """Keep the first steps of a bridge, and add the others up in one.

    Parameters
    ----------
    table
        Result of `bridge`.
    lines
        Steps kept at most, the last one standing for those that are not.

    Returns
    -------
    DataFrame
        Same columns and same totals; ``posts`` and ``key`` are missing for the others together.
    """
    steps = table[table["role"] == Role.STEP.value]
    rest = steps.iloc[lines - 1 :]
    if len(rest) <= 1:
        return table
    other = {
        "label": f"{OTHERS} ({len(rest)})",
        "role": Role.STEP.value,
        "amount_cents": rest["amount_cents"].sum(),
        "total_cents": rest["total_cents"].iloc[-1],
    }
    kept = table.drop(index=rest.index)
    return pd.concat([kept.iloc[:-1], _line(other), kept.iloc[-1:]], ignore_index=True)


def contributions(changes: Changes, scope: Scope, by: Axis, key: str | None) -> DataFrame:
    """List the posts behind one line of a bridge.

    Parameters
    ----------
    changes, scope, by
        As for `bridge`.
    key
        Key of the line; ``None`` for no EPCI.

    Returns
    -------
    DataFrame
        ``post_id, structure, epci_name, amount_cents, row_before, row_after``: one row per post, whose
        amounts sum to the line, the largest first.
    """
    steps = _at(scope.keep(changes.steps), by, key)
    amounts = steps.groupby("post_id", as_index=False)["amount_cents"].sum()
    told = amounts.merge(changes.roster, on="post_id", how="left", validate="1:1")
    columns = ["post_id", "structure", "epci_name", "amount_cents", "row_before", "row_after"]
    return _largest_first(told)[columns].reset_index(drop=True)


def within(changes: Changes, axis: Axis, key: str | None) -> Changes:
    """Keep the money of one structure or of one EPCI: a post that moved leaves one and enters the other.

    Parameters
    ----------
    changes
        Two boards compared.
    axis
        ``Axis.STRUCTURE`` or ``Axis.EPCI``.
    key
        Name of the structure or code of the EPCI; ``None`` for no EPCI.
    """
    return replace(changes, steps=_at(changes.steps, axis, key), totals=_at(changes.totals, axis, key))


def grid(changes: Changes, scope: Scope, by: Axis) -> DataFrame:
    """Cross structures or EPCI with the causes: each row is a bridge of its own.

    Parameters
    ----------
    changes, scope
        As for `bridge`.
    by
        ``Axis.STRUCTURE`` or ``Axis.EPCI``.

    Returns
    -------
    DataFrame
        ``key``, ``label``, ``before_cents``, one column of cents for each cause that moves any,
        ``after_cents`` (all int64): before + causes = after on each row. Every structure or EPCI that has
        money in the scope, by name.
    """
    totals = scope.keep(changes.totals).groupby(by.value, dropna=False)[["before_cents", "after_cents"]].sum()
    steps = scope.keep(changes.steps)
    amounts = steps.groupby([by.value, Axis.CAUSE.value], dropna=False)["amount_cents"].sum()
    # A pivot_table drops missing keys.
    causes = amounts.unstack(Axis.CAUSE.value, fill_value=0)  # noqa: PD010 -- for the reason above
    shown = [cause.value for cause in Cause if cause.value in causes.columns and causes[cause.value].any()]
    table = totals.join(causes[shown]).fillna(0).astype("int64").reset_index(names="key")
    named = table.assign(label=_labels(table["key"], by, changes))
    columns = ["key", "label", "before_cents", *shown, "after_cents"]
    return named.sort_values("label", kind="stable")[columns].reset_index(drop=True)


def _line(values: Mapping[str, object]) -> DataFrame:
    return DataFrame([values]).reindex(columns=list(TYPES)).astype(TYPES)


def _ordered(sums: DataFrame, by: Axis) -> DataFrame:
    if by is Axis.CAUSE:
        return sums.loc[[cause.value for cause in Cause if cause.value in sums.index]]
    return _largest_first(sums)


def _largest_first(table: DataFrame) -> DataFrame:
    return table.sort_values("amount_cents", key=lambda cents: -cents.abs(), kind="stable")


def _labels(keys: Series, by: Axis, changes: Changes) -> Series:
    if by is Axis.EPCI:
        return keys.map(changes.epci_names).fillna(keys).fillna(UNKNOWN_EPCI).astype("str")
    return keys


def _at(table: DataFrame, axis: Axis, key: str | None) -> DataFrame:
    column = table[axis.value]
    return table[column.isna() if key is None else column == key]
