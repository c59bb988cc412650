"""Conventions that end, quarter after quarter, and the structures for which much comes at once."""

from datetime import date
from typing import Final

import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.steering.watch import Watch
from maynum_dash.domain.deadlines import add_months, vacancy
from maynum_dash.domain.fiscal import scheme_years
from maynum_dash.domain.posts import Funder, Status

ENDING_MONTHS: Final = 12
STATE_MONTHS: Final = 6
STEP_CENTS: Final = 100_000
# Criteria of risk: column → heading, and rule in full.
RISKS: Final = {
    "ending": ("Finit bientôt", f"convention qui finit dans les {ENDING_MONTHS} mois"),
    "state": ("État", f"financement de l’État fini, ou qui finit dans les {STATE_MONTHS} mois"),
    "vacant": ("Vacance", "poste vacant depuis quatre mois"),
    "step": ("Marche", "part de l’employeur en hausse d’au moins 1 000 € dans les 12 mois"),
    "file": ("Dossier", "critère d’éligibilité non rempli"),
}
_YEARS: Final = ["y1_cents", "y2_cents", "y3_cents"]


def cliff_table(posts: DataFrame, plans: DataFrame, today: date) -> DataFrame:
    """Count what ends in each quarter, from the one of today on.

    Parameters
    ----------
    posts
        Posts in view; those given back, and those that ended, are left out.
    plans
        Funding plan of each post.
    today
        Day of the view.

    Returns
    -------
    DataFrame
        One row per quarter, without a gap: ``quarter`` (« T1 2027 »), ``posts``, and in cents a year:
        ``department_cents`` (the Département's last scheme year, which stops), ``state_cents`` (ANCT and
        bonus), ``employer_y1_cents``, ``employer_y2_cents``, ``employer_y3_cents`` (the employers' steps).
    """
    running = posts[(posts["status"] != Status.RETURNED) & (posts["end"] >= pd.Timestamp(today))]
    last = _share(plans, [Funder.DEPARTMENT])["y3_cents"].rename("department_cents")
    state = _share(plans, [Funder.STATE, Funder.BONUS])["y3_cents"].rename("state_cents")
    employer = _share(plans, [Funder.EMPLOYER]).add_prefix("employer_")
    lines = running[["row", "end"]].join(pd.concat([last, state, employer], axis=1), on="row")
    lines["posts"] = 1
    numbers = ["posts", "department_cents", "state_cents", *(f"employer_{year}" for year in _YEARS)]
    rank = lines["end"].dt.year * 4 + lines["end"].dt.quarter - 1
    sums = lines.groupby(rank)[numbers].sum()
    first = today.year * 4 + (today.month - 1) // 3
    span = range(first, int(sums.index.max()) + 1 if len(sums) else first)
    table = sums.reindex(span, fill_value=0).astype("int64")
    table.insert(0, "quarter", [f"T{one % 4 + 1} {one // 4}" for one in table.index])
    return table.reset_index(drop=True)


def risk_table(watch: Watch) -> DataFrame:
    """Rank the structures by how many criteria of risk they meet.

    Parameters
    ----------
    watch
        A board on one day.

    Returns
    -------
    DataFrame
        ``structure``, ``epci_name``, ``posts`` (not given back), ``score`` (criteria met by a post at least),
        the number of posts that meet each criterion of `RISKS`, ``stake_cents`` (what the Département has
        still to pay them) and ``post_ids`` (tuple): the most criteria first, then the most euros.
    """
    posts, today = watch.board.posts, watch.today
    running = posts[posts["status"] != Status.RETURNED]
    soon = pd.Timestamp(add_months(today, STATE_MONTHS))
    unpaid = watch.ledger.instalments.groupby("post_id")["remaining_cents"].sum()
    lines = DataFrame(
        {
            "structure": running["structure"],
            "epci_name": running["epci_name"],
            "post_id": running["post_id"],
            "posts": 1,
            "ending": running["end"].between(
                pd.Timestamp(today), pd.Timestamp(add_months(today, ENDING_MONTHS))
            ),
            "state": (running["state_end"] <= soon).fillna(value=False),
            "vacant": _is_vacant(running, today),
            "step": _rises(running, watch.board.plans, today),
            "file": running["post_id"].map(watch.lacking["lacks"] > 0),
            "stake_cents": running["post_id"].map(unpaid).fillna(0).astype("int64"),
        }
    )
    lines[list(RISKS)] = lines[list(RISKS)].astype("int64")
    sums = {name: (name, "sum") for name in ("posts", *RISKS, "stake_cents")}
    table = lines.groupby("structure", as_index=False, sort=False).agg(
        epci_name=("epci_name", "first"), post_ids=("post_id", tuple), **sums
    )
    table["score"] = (table[list(RISKS)] > 0).sum(axis=1).astype("int64")
    return table.sort_values(
        ["score", "stake_cents", "structure"], ascending=[False, False, True], ignore_index=True
    )


def _share(plans: DataFrame, funders: list[Funder]) -> DataFrame:
    """Cents of some funders by post and scheme year."""
    kept = plans[plans["funder"].isin([funder.value for funder in funders])]
    return kept.groupby("row")[_YEARS].sum()


def _is_vacant(posts: DataFrame, today: date) -> "Series[bool]":
    """Tell which posts have been vacant for four months."""
    is_vacant = [
        status == Status.VACANT and not pd.isna(since) and vacancy(since, today) is not None
        for status, since in zip(posts["status"], posts["vacant_since"].dt.date, strict=True)
    ]
    return Series(is_vacant, index=posts.index, dtype="bool")


def _rises(posts: DataFrame, plans: DataFrame, today: date) -> "Series[bool]":
    """Tell for which posts the employer pays much more from one scheme year to the next, within a year."""
    shares = _share(plans, [Funder.EMPLOYER]).reindex(posts["row"]).to_numpy()
    limit = add_months(today, ENDING_MONTHS)
    rises = [
        any(
            today < year.first <= limit and after - before >= STEP_CENTS
            for year, before, after in zip(scheme_years(start)[1:], amounts[:-1], amounts[1:], strict=True)
        )
        for start, amounts in zip(posts["start"].dt.date, shares.tolist(), strict=True)
    ]
    return Series(rises, index=posts.index, dtype="bool")
