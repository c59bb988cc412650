"""Cross tables of movements: who, where and when, with totals that reconcile to the cent."""

from collections.abc import Sequence

import pandas as pd
from pandas import DataFrame, Index, MultiIndex

from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.posts import Funder, Reading

TOTAL = "Total"


def of_reading(
    movements: DataFrame, reading: Reading, funders: Sequence[Funder] = tuple(Funder)
) -> DataFrame:
    """Keep the movements of one reading: two readings of the same money are never added.

    Parameters
    ----------
    movements
        Table of `budget.movements_table`.
    reading
        Reading kept.
    funders
        Funders kept; all by default.
    """
    mask = movements["reading"] == reading.value
    if set(funders) < set(Funder):
        mask &= movements["funder"].isin(list(funders))
    return movements[mask]


def pivot(movements: DataFrame, rows: Sequence[str], columns: str) -> DataFrame:
    """Sum cents over two axes.

    Parameters
    ----------
    movements
        Movements of one reading.
    rows
        One or several columns that make the rows; a missing value makes a row of its own, so that
        what was not matched stays in the sum.
    columns
        Column that makes the columns.

    Returns
    -------
    DataFrame
        Cents (int64), 0 where nothing moves. Fiscal years have no gap; funders and scheme years are all
        there, in their own order; other values are sorted.
    """
    sums = movements.groupby([*rows, columns], dropna=False)["amount_cents"].sum()
    # A pivot_table drops missing keys, or crosses every key with every other.
    table = sums.unstack(columns, fill_value=0)  # noqa: PD010 -- for the reason above
    table = table.reindex(columns=_axis(table.columns, columns), fill_value=0)
    if len(rows) == 1:
        table = table.reindex(index=_axis(table.index, rows[0]), fill_value=0)
    return table.astype("int64")


def with_totals(table: DataFrame) -> DataFrame:
    """Add a total column and a total row to a cross table.

    Parameters
    ----------
    table
        Result of `pivot`.
    """
    wide = table.assign(**{TOTAL: table.sum(axis=1)})
    levels = table.index.nlevels
    label = Index([TOTAL]) if levels == 1 else MultiIndex.from_tuples([(TOTAL, *[""] * (levels - 1))])
    total = DataFrame([wide.sum().tolist()], index=label, columns=wide.columns, dtype="int64")
    whole = pd.concat([wide, total]).astype("int64")
    whole.index.names = table.index.names
    return whole


def by_fiscal_year(movements: DataFrame, reading: Reading) -> DataFrame:
    """Cents of each funder in each fiscal year.

    Parameters
    ----------
    movements
        Table of `budget.movements_table`.
    reading
        Reading shown.
    """
    return pivot(of_reading(movements, reading), ["fiscal_year"], "funder")


def by_group(
    movements: DataFrame, reading: Reading, rows: Sequence[str], funders: Sequence[Funder] = tuple(Funder)
) -> DataFrame:
    """Cents of each territory, employer or post in each fiscal year, with totals.

    Parameters
    ----------
    movements
        Table of `budget.movements_table`.
    reading
        Reading shown.
    rows
        What makes the rows, for instance ``["epci_code"]`` or ``["employer", "post_id"]``.
    funders
        Funders counted; all by default.
    """
    return with_totals(pivot(of_reading(movements, reading, funders), rows, "fiscal_year"))


def _axis(values: Index, name: str) -> Index:
    """Give the labels of an axis in the order and with the completeness that its meaning asks for."""
    match name:
        case "funder":
            return Index([funder.value for funder in Funder], name=name)
        case "scheme_year":
            return Index(SCHEME_YEARS, name=name)
        case "fiscal_year" if len(values):
            return Index(range(int(values.min()), int(values.max()) + 1), name=name)
        case _:
            return values.rename(name)
