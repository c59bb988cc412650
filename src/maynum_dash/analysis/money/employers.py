"""What employers have left to pay, from one scheme year to the next."""

import pandas as pd

from maynum_dash.domain.money import half_up
from maynum_dash.domain.posts import Funder

_YEARS = {"y1_cents": 1, "y2_cents": 2, "y3_cents": 3}


def mean_shares(plans: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Average the employer's share per post, by category and scheme year.

    Parameters
    ----------
    plans
        Result of ``plans_table``: what was planned, before any return.
    posts
        Posts counted: ``row`` and ``category``.

    Returns
    -------
    pandas.DataFrame
        ``category``, ``scheme_year`` (1 to 3), ``posts`` (how many), ``mean_cents`` (rounded half up).
    """
    shares = plans[plans["funder"] == Funder.EMPLOYER.value].merge(
        posts[["row", "category"]], on="row", how="inner", validate="m:1"
    )
    long = shares.melt(
        id_vars=["row", "category"], value_vars=list(_YEARS), var_name="year", value_name="cents"
    )
    long["scheme_year"] = long["year"].map(_YEARS).astype("int64")
    table = long.groupby(["category", "scheme_year"], as_index=False).agg(
        posts=("row", "count"), cents=("cents", "sum")
    )
    means = [
        half_up(int(cents), int(count)) for cents, count in zip(table["cents"], table["posts"], strict=True)
    ]
    return table.drop(columns="cents").assign(mean_cents=pd.array(means, dtype="Int64"))
