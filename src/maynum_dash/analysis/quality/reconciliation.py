"""What the State says of each post beside what the workbook says: totals, statuses, ends, to the cent."""

from enum import StrEnum
from typing import Any, Final

import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.comparison.bridge import Role
from maynum_dash.domain.posts import Funder, Status

_STATE_FUNDERS: Final = (Funder.STATE.value, Funder.BONUS.value)
RENEWAL: Final = "Renouvellement"
BONUSES: Final = (750_000, 1_012_500)  # cents: what the State's tool writes, once per post


class Gap(StrEnum):
    """Why the State's total of a post is not the one of the workbook; the first that holds is said."""

    NONE = "concorde"
    UNKNOWN_TOTAL = "total de l'État inconnu"
    ONLY_WORKBOOK = "absent de l'export"
    ONLY_STATE = "absent du classeur"
    RETURNED = "poste rendu"
    CUMULATED = "convention initiale et renouvellement cumulés"
    BONUS = "bonification"
    MOVED = "poste transféré"
    AMOUNT = "montant différent"


def reconcile(posts: DataFrame, plans: DataFrame, movements: DataFrame, state_posts: DataFrame) -> DataFrame:
    """Put the State and the workbook side by side, post by post.

    Parameters
    ----------
    posts
        Posts of the workbook: ``row, post_id, employer, status, state_end, returned_on``.
    plans
        Result of ``plans_table``: what was planned, before any return.
    movements
        Movements of the same posts in one reading, net of returns.
    state_posts
        Rows of the State, with the post that each stands for (``link_posts``).

    Returns
    -------
    DataFrame
        One row per post of the workbook, then one per State post that stands for none, by euros at stake:
        ``post_id, state_post_id, employer, structure, status, state_status, state_end, agreement_end,
        planned_cents, bonus_cents`` (of the plan), ``net_cents`` (net of returns), ``contracted_cents,
        paid_cents`` (State, summed over the rows of the post; missing: not given), ``rows`` (of the State),
        ``difference_cents`` (State − plan, an absent side counting for 0), ``gap`` (`Gap`),
        ``matched_by``. Cents are ``Int64``. Σ planned + Σ difference = Σ contracted.
    """
    ours = _ours(posts, plans, movements)
    linked = state_posts[state_posts["post_id"].notna()]
    theirs = _theirs(linked, linked["post_id"])
    both = ours.merge(theirs, how="left", left_on="post_id", right_index=True, validate="1:1")
    alone = state_posts[state_posts["post_id"].isna()]
    others = _theirs(alone, alone["state_post_id"].str.casefold()).reset_index(drop=True)
    table = pd.concat([both, others], ignore_index=True)
    table = table.astype(
        {name: "Int64" for name in table.columns if name.endswith("_cents") or name == "rows"}
    )
    contracted, planned = table["contracted_cents"].fillna(0), table["planned_cents"].fillna(0)
    table["difference_cents"] = contracted - planned
    table["gap"] = pd.array([_gap(line) for line in table.to_dict("records")], dtype="str")
    stakes = table["difference_cents"].abs()
    return (
        table.assign(stake=stakes).sort_values("stake", ascending=False, kind="stable").drop(columns="stake")
    )


def state_bridge(table: DataFrame) -> DataFrame:
    """Go from the State money of the workbook to the one of the export, cause by cause, to the cent.

    Parameters
    ----------
    table
        Result of `reconcile`.

    Returns
    -------
    DataFrame
        Lines of ``charts.bridge.cascade``: ``key, label, role, posts, amount_cents`` (missing for a total),
        ``total_cents``.
    """
    start = int(table["planned_cents"].fillna(0).sum())
    end = int(table["contracted_cents"].fillna(0).sum())
    lines: list[tuple[str, str, str, int | None, int | None, int]] = [
        ("", "Classeur : ANCT et bonification", Role.TOTAL.value, None, None, start)
    ]
    total = start
    for gap in Gap:
        rows = table[table["gap"] == gap.value]
        amount = int(rows["difference_cents"].sum())
        if amount:
            total += amount
            label = gap.value[0].upper() + gap.value[1:]
            lines.append((gap.value, label, Role.STEP.value, len(rows), amount, total))
    lines.append(("", "Export de l’État : total conventionné", Role.TOTAL.value, None, None, end))
    types = {"key": "str", "label": "str", "role": "str", "posts": "Int64"}
    return DataFrame(lines, columns=[*types, "amount_cents", "total_cents"]).astype(
        {**types, "amount_cents": "Int64", "total_cents": "int64"}
    )


def _ours(posts: DataFrame, plans: DataFrame, movements: DataFrame) -> DataFrame:
    """Say what the workbook plans of State money for each post."""
    state = plans[plans["funder"].isin(_STATE_FUNDERS)]
    planned = state.groupby("row")["total_cents"].sum()
    bonus = state[state["funder"] == Funder.BONUS.value].groupby("row")["total_cents"].sum()
    net = movements[movements["funder"].isin(_STATE_FUNDERS)].groupby("row")["amount_cents"].sum()
    columns = ["post_id", "employer", "status", "state_end", "returned_on"]
    return posts[columns].assign(
        planned_cents=posts["row"].map(planned).fillna(0),
        bonus_planned_cents=posts["row"].map(bonus).fillna(0),
        net_cents=posts["row"].map(net).fillna(0),
    )


def _theirs(state_posts: DataFrame, keys: Series) -> DataFrame:
    """Sum the rows of each State post, which has one status; its latest structure is named."""
    ordered = state_posts.assign(key=keys).sort_values("agreement_end", kind="stable", na_position="first")
    groups = ordered.groupby("key", sort=False)
    return DataFrame(
        {
            "state_post_id": groups["state_post_id"].first(),
            "structure": groups["structure"].last(),
            "state_status": groups["status"].last(),
            "agreement": groups["agreement"].last(),
            "agreement_end": groups["agreement_end"].max(),
            "has_bonus": groups["has_bonus"].max(),
            "contracted_cents": groups["contracted_cents"].sum(min_count=1),
            "paid_cents": groups["paid_cents"].sum(min_count=1),
            "rows": groups.size(),
            "matched_by": groups["matched_by"].first(),
        }
    )


def _gap(line: dict[Any, Any]) -> str:  # noqa: PLR0911 -- one cause after the other, the first that holds
    """Explain the difference of one post."""
    if pd.isna(line["planned_cents"]):
        return Gap.ONLY_STATE.value
    if pd.isna(line["state_post_id"]):
        return Gap.ONLY_WORKBOOK.value
    if pd.isna(line["contracted_cents"]):
        return Gap.UNKNOWN_TOTAL.value
    difference = line["difference_cents"]
    if difference == 0:
        return Gap.NONE.value
    if line["contracted_cents"] == line["net_cents"] and line["status"] == Status.RETURNED.value:
        return Gap.RETURNED.value
    if _is_bonus(line):
        return Gap.BONUS.value
    if line["agreement"] == RENEWAL and isinstance(difference, int) and difference > 0:
        return Gap.CUMULATED.value
    return Gap.MOVED.value if isinstance(line["rows"], int) and line["rows"] > 1 else Gap.AMOUNT.value


def _is_bonus(line: dict[Any, Any]) -> bool:
    """Tell whether the difference is the bonus, which one side counts and the other does not."""
    planned, difference = line["bonus_planned_cents"], line["difference_cents"]
    if isinstance(planned, int) and planned > 0:
        return bool(difference == -planned)
    return line["has_bonus"] is True and difference in BONUSES
