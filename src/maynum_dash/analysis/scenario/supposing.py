"""What each move of a scenario changes in what is supposed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.money import calendar
from maynum_dash.analysis.money.agreements import days
from maynum_dash.analysis.money.timeline import ALWAYS
from maynum_dash.analysis.scenario.supposed import TERMS, Supposed
from maynum_dash.domain.deadlines import VACANCY_LIMIT_MONTHS, add_months
from maynum_dash.domain.fiscal import SCHEME_YEARS, add_years
from maynum_dash.domain.money import half_up
from maynum_dash.domain.moves import (
    BonusEnd,
    Cap,
    Chosen,
    Envelope,
    GiveBack,
    Indexation,
    Move,
    NewPosts,
    Renewal,
    ScaleChange,
    StateEnd,
    Vacate,
)
from maynum_dash.domain.posts import Status
from maynum_dash.domain.scale import FundingScale

NEW_EMPLOYER: Final = "Poste nouveau (scénario)"
VOTE: Final = "Scénario"
_ONE_DAY: Final = timedelta(days=1)


def suppose(state: Supposed, move: Move, today: date) -> Supposed:
    """Apply one move.

    Parameters
    ----------
    state
        What is supposed so far.
    move
        The move.
    today
        Day of the view: an agreement that ended before is not renewed.
    """
    return _RULES[type(move)](state, move, today)


def last_days(contracts: DataFrame) -> "Series[pd.Timestamp]":
    """Give the last day of each agreement: as written, else 36 months after its start, less a day."""
    usual = calendar.add_years(days(contracts["start"], ALWAYS), len(SCHEME_YEARS)) - np.timedelta64(1, "D")
    return contracts["end"].fillna(Series(usual.astype("datetime64[s]"), index=contracts.index))


def _change_scale(state: Supposed, move: ScaleChange, _: date) -> Supposed:
    earlier = [one for one in state.scale.versions if one.valid_from < move.version.valid_from]
    return state.signed(state.contracts, FundingScale((*earlier, move.version)))


def _index(state: Supposed, move: Indexation, _: date) -> Supposed:
    return replace(state, indexations=(*state.indexations, move))


def _limit(state: Supposed, move: Cap, _: date) -> Supposed:
    return replace(state, caps=(*state.caps, move))


def _end(state: Supposed, move: BonusEnd | StateEnd, _: date) -> Supposed:
    return replace(state, ends=(*state.ends, move))


def _vote(state: Supposed, move: Envelope, _: date) -> Supposed:
    line = {
        "row": 0,
        "fiscal_year": move.fiscal_year,
        "authorisation": move.authorisation.value,
        "vote": VOTE,
        "amount_cents": move.cents,
    }
    return replace(state, envelopes=_added(state.envelopes, [line]))


def _add(state: Supposed, move: NewPosts, _: date) -> Supposed:
    """Add posts, numbered after those that other moves added."""
    known = int((state.posts["employer"] == NEW_EMPLOYER).sum())
    names = dict(zip(state.posts["epci_code"], state.posts["epci_name"], strict=True))
    first = int(state.posts["row"].max()) + 1 if len(state.posts) else 2
    shared = {
        "employer": NEW_EMPLOYER,
        "structure": NEW_EMPLOYER,
        "category": move.category.value,
        "epci_code": move.epci_code,
        "epci_name": names.get(move.epci_code),
        "status": Status.OCCUPIED.value,
        "fte": float(move.fte),
        "decided_on": pd.Timestamp(move.start),
        "start": pd.Timestamp(move.start),
        "end": pd.Timestamp(add_years(move.start, len(SCHEME_YEARS)) - _ONE_DAY),
    }
    lines = [
        {**shared, "row": first + rank, "post_id": f"Nouveau {known + rank + 1}"}
        for rank in range(move.count)
    ]
    served = [{**line, "share": 1.0} for line in lines]
    posts = _added(state.posts, lines)
    new = posts.iloc[len(state.posts) :]
    # The State signs no new agreement: its own would have ended the day before.
    contracts = new[TERMS].assign(
        post=np.arange(len(state.posts), len(posts)), state_end=new["start"] - _ONE_DAY
    )
    added = replace(state, posts=posts, served=_added(state.served, served))
    return added.signed(_joined(state.contracts, contracts), state.scale)


def _renew(state: Supposed, move: Renewal, today: date) -> Supposed:
    """Renew what ends, then what the renewals end, until the last day of the move."""
    posts = state.posts
    contracts = state.contracts.assign(end=last_days(state.contracts))
    latest = contracts.sort_values("start", kind="stable").drop_duplicates("post", keep="last")
    told = posts[["post_id", "status"]].take(latest["post"].to_numpy())
    ending = latest[["post", "category", "start", "end", "state_end", "returned_on"]].assign(
        post_id=told["post_id"].to_numpy(), is_empty=(told["status"] != Status.OCCUPIED).to_numpy()
    )
    ending = ending[ending["returned_on"].isna() & (ending["end"] >= pd.Timestamp(today))]
    following = []
    while len(ending := ending[ending["end"] <= pd.Timestamp(move.until)]):
        ending = _renewed(_picked(ending, move))
        following.append(ending)
    if not following:
        return state
    new = pd.concat(following).reindex(columns=contracts.columns).astype(contracts.dtypes)
    ends = contracts["end"].groupby(contracts["post"]).max().reindex(posts.index)
    longer = posts.assign(end=posts["end"].mask(ends > posts["end"], ends))
    return replace(state, posts=longer).signed(_joined(contracts, new), state.scale)


def _picked(ending: DataFrame, move: Renewal) -> DataFrame:
    """Choose what is renewed; a rate takes occupied posts first, then the earliest end, then identifiers."""
    if move.chosen is Chosen.RATE:
        count = half_up(len(ending) * int(move.pct * 100), 10_000)
        return ending.sort_values(["is_empty", "end", "post_id"]).head(count)
    is_listed = ending["post_id"].isin(move.post_ids)
    listed: DataFrame = ending[is_listed if move.chosen is Chosen.ONLY else ~is_listed]
    return listed


def _renewed(ended: DataFrame) -> DataFrame:
    """Write the agreements that follow: 36 months from the next day, decided then, amounts of the scale."""
    start = ended["end"] + _ONE_DAY
    whole = ended.assign(
        start=start,
        decided_on=start,
        state_end=ended["state_end"].fillna(ended["end"]),
        end=start.where(start.isna()),
    )
    return whole.assign(end=last_days(whole))


def _give_back(state: Supposed, move: GiveBack, _: date) -> Supposed:
    """Cut the agreements of the posts; those that would be decided later are not signed."""
    day = pd.Timestamp(move.day)
    is_listed = state.posts["post_id"].isin(move.post_ids)
    contracts = state.contracts
    is_cut = is_listed.to_numpy()[contracts["post"]]
    returned = contracts["returned_on"].mask(is_cut & ~(contracts["returned_on"] <= day), day)
    is_signed = ~contracts["post"].duplicated() | ~is_cut | (contracts["start"] < day)
    is_later = is_listed & ~(state.posts["returned_on"] <= day)
    posts = state.posts.assign(
        returned_on=state.posts["returned_on"].mask(is_later, day),
        status=state.posts["status"].mask(is_listed, Status.RETURNED.value),
    )
    cut: DataFrame = contracts.assign(returned_on=returned)[is_signed]
    return replace(state, posts=posts).signed(cut.reset_index(drop=True), state.scale)


def _vacate(state: Supposed, move: Vacate, today: date) -> Supposed:
    is_vacated = state.posts["post_id"].isin(move.post_ids) & (state.posts["status"] == Status.OCCUPIED)
    posts = state.posts.assign(
        status=state.posts["status"].mask(is_vacated, Status.VACANT.value),
        vacant_since=state.posts["vacant_since"].mask(is_vacated, pd.Timestamp(move.day)),
    )
    vacated = replace(state, posts=posts)
    if not move.is_given_back:
        return vacated
    return _give_back(vacated, GiveBack(move.post_ids, add_months(move.day, VACANCY_LIMIT_MONTHS)), today)


def _added(table: DataFrame, lines: Sequence[dict[str, Any]]) -> DataFrame:
    """Add lines to a table of typed columns; what they do not say is missing."""
    new = DataFrame(lines).reindex(columns=table.columns).astype(table.dtypes)
    return _joined(table, new)


def _joined(one: DataFrame, other: DataFrame) -> DataFrame:
    return pd.concat([one, other], ignore_index=True)


_RULES: Final[dict[type[Move], Callable[[Supposed, Any, date], Supposed]]] = {
    ScaleChange: _change_scale,
    Indexation: _index,
    Cap: _limit,
    NewPosts: _add,
    Renewal: _renew,
    Vacate: _vacate,
    GiveBack: _give_back,
    BonusEnd: _end,
    StateEnd: _end,
    Envelope: _vote,
}
