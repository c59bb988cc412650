"""What happened to posts, counted so that it can be said in a sentence."""

from typing import Final

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.comparison.bridge import Axis, Scope
from maynum_dash.analysis.comparison.changes import Changes
from maynum_dash.domain.changes import Cause, Event, Nature
from maynum_dash.domain.posts import Status

# What a difference is: its event, and the cause under which it moves money, if it ever does.
_EVENTS: Final = {
    Nature.ENTERED: (Event.ENTERED, Cause.ENTERED),
    Nature.LEFT: (Event.LEFT, Cause.LEFT),
    Nature.STRUCTURE: (Event.MOVED, Cause.STRUCTURE),
    Nature.NAME: (Event.RENAMED, Cause.STRUCTURE),
    Nature.SIRET: (Event.SIRET, None),
    Nature.STATUS: (Event.OCCUPIED, None),
    Nature.RETURN: (Event.REDATED, Cause.RETURN),
    Nature.DATES: (Event.DATES, Cause.DATES),
    Nature.VACANCY: (Event.VACANCY, None),
    Nature.CATEGORY: (Event.CATEGORY, Cause.CATEGORY),
    Nature.AMOUNTS: (Event.AMOUNTS, Cause.AMOUNTS),
    Nature.FTE: (Event.FTE, None),
    Nature.EPCI: (Event.RELOCATED, Cause.EPCI),
    Nature.COMMUNE: (Event.COMMUNE, None),
    Nature.SERVED: (Event.SERVED, None),
    Nature.DECISION: (Event.DECISION, None),
}
_STATUSES: Final = {Status.VACANT.value: Event.VACANT.value, Status.RETURNED.value: Event.MARKED.value}
# Moves say where from and where to.
_MOVES: Final = [Event.MOVED.value, Event.RENAMED.value, Event.RELOCATED.value]
# An event that another one of the same post explains goes without saying.
_EXPLAINED: Final = {
    Event.MARKED: (Event.RETURNED, Event.REDATED),
    Event.VACANCY: (Event.VACANT, Event.OCCUPIED, Event.MARKED),
    Event.SIRET: (Event.MOVED,),
    Event.COMMUNE: (Event.MOVED, Event.RENAMED, Event.RELOCATED),
    Event.RELOCATED: (Event.MOVED,),
}


def money_events(changes: Changes, scope: Scope, by: Axis) -> DataFrame:
    """Count the events that move money, with their euros.

    Parameters
    ----------
    changes
        Two boards compared.
    scope
        Money looked at.
    by
        Place told: ``Axis.STRUCTURE`` or ``Axis.EPCI``.

    Returns
    -------
    DataFrame
        ``event`` (`Event`), ``place`` (name of the structure or code of the EPCI, always the EPCI of arrival
        for a move; missing for the scale), ``before`` and ``after`` (texts, for moves only), ``posts``,
        ``fiscal_year``, ``amount_cents``: one row per event, place and fiscal year. A move counts what the
        post brings where it arrives; a new EPCI goes without saying when the structure is another.
    """
    plain = {cause.value: event.value for event, cause in _EVENTS.values() if cause is not None}
    plain[Cause.SCALE.value] = Event.SCALE.value
    told = _told(changes)[["post_id", "cause", "event", "before", "after"]]
    moving = told[told["cause"].isin([Cause.RETURN, Cause.STRUCTURE, Cause.EPCI])]
    steps = _arrivals(scope.keep(changes.steps), changes)
    steps = steps.merge(moving, on=["post_id", "cause"], how="left", validate="m:1")
    steps["event"] = steps["event"].fillna(steps["cause"].map(plain)).astype("str")
    is_move = steps["event"].isin(_MOVES)
    steps["place"] = steps[by.value].mask(steps["event"] == Event.SCALE.value)
    steps["place"] = steps["place"].mask(is_move, steps["arrival"])
    for side in ("before", "after"):
        steps[side] = steps[side].where(is_move)
    groups = ["event", "place", "before", "after"]
    posts = steps.groupby(groups, dropna=False)["post_id"].nunique().rename("posts").reset_index()
    by_year = steps.groupby([*groups, "fiscal_year"], dropna=False)["amount_cents"].sum()
    return by_year.reset_index().merge(posts, on=groups, how="left", validate="m:1")


def silent_events(changes: Changes, scope: Scope) -> DataFrame:
    """Count the events that move no money in the scope.

    Parameters
    ----------
    changes, scope
        As for `money_events`.

    Returns
    -------
    DataFrame
        ``event``, ``posts``, ``could_pay`` (whether such an event moves money elsewhere): one row per event,
        the most frequent first.
    """
    told = _told(changes)
    paid = scope.keep(changes.steps)[["post_id", "cause"]].drop_duplicates()
    events = told.merge(paid, on=["post_id", "cause"], how="left", indicator=True, validate="m:1")
    said = told.groupby("event")["post_id"].agg(set).to_dict()
    explained = pd.Series(data=False, index=events.index)
    for event, others in _EXPLAINED.items():
        known = set().union(*(said.get(other.value, set()) for other in others))
        explained |= (events["event"] == event.value) & events["post_id"].isin(known)
    silent = events[(events["_merge"] == "left_only") & ~explained]
    counts = silent.groupby("event", as_index=False).agg(
        posts=("post_id", "nunique"), could_pay=("cause", "count")
    )
    return counts.assign(could_pay=counts["could_pay"] > 0).sort_values(
        "posts", ascending=False, kind="stable", ignore_index=True
    )


def _told(changes: Changes) -> DataFrame:
    """Name the event and the cause of each difference, once for each post."""
    posts = changes.posts
    events = {nature.value: event.value for nature, (event, _) in _EVENTS.items()}
    causes = {nature.value: cause.value for nature, (_, cause) in _EVENTS.items() if cause is not None}
    event = posts["nature"].map(events).astype("str")
    is_status, is_return = posts["nature"] == Nature.STATUS.value, posts["nature"] == Nature.RETURN.value
    event = event.mask(is_status, posts["after"].map(_STATUSES).fillna(Event.OCCUPIED.value).astype("str"))
    event = event.mask(is_return & posts["before"].isna(), Event.RETURNED.value)
    event = event.mask(is_return & posts["after"].isna(), Event.UNRETURNED.value)
    named = posts.assign(event=event, cause=posts["nature"].map(causes).astype("str"))
    return named.drop_duplicates(["post_id", "event"])


def _arrivals(steps: DataFrame, changes: Changes) -> DataFrame:
    """Keep, of money that moves, what arrives: what leaves is the same."""
    now = steps[["post_id"]].merge(changes.roster, on="post_id", how="left", validate="m:1")
    steps = steps.assign(arrival=now["epci_code"].to_numpy())
    moved = steps.loc[steps["cause"] == Cause.STRUCTURE.value, "post_id"].unique()
    at_structure = steps["structure"].fillna("").to_numpy() == now["structure"].fillna("").to_numpy()
    at_epci = steps["epci_code"].fillna("").to_numpy() == now["epci_code"].fillna("").to_numpy()
    is_said = ~steps["post_id"].isin(moved) & at_epci
    kept = (steps["cause"] != Cause.STRUCTURE.value) | at_structure
    arrived: DataFrame = steps[kept & ((steps["cause"] != Cause.EPCI.value) | is_said)]
    return arrived
