"""The posts, agreements and rules that a scenario supposes, and the money that they move."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.agreements import FUNDERS, Agreements, agreements, days
from maynum_dash.analysis.money.calendar import Days, year_offsets, years_of
from maynum_dash.analysis.money.timeline import (
    NEVER,
    READINGS,
    Cents,
    Strand,
    Terms,
    half_up,
    move_cents,
    move_days,
)
from maynum_dash.analysis.scenario.ceilings import HUNDREDTHS, index, limit
from maynum_dash.domain.moves import BonusEnd, Cap, Indexation, StateEnd
from maynum_dash.domain.posts import Funder
from maynum_dash.domain.scale import FundingScale
from maynum_dash.sources.fields import SHARES, YEARS

AMOUNTS: Final = [f"{share}_y{year}_cents" for share in SHARES for year in YEARS]
TERMS: Final = ["category", "start", "end", "decided_on", "returned_on", "state_end", *AMOUNTS]

_STATE: Final = FUNDERS.index(Funder.STATE)
_BONUS: Final = FUNDERS.index(Funder.BONUS)
_DEPARTMENT: Final = FUNDERS.index(Funder.DEPARTMENT)
_EMPLOYER: Final = FUNDERS.index(Funder.EMPLOYER)
_Ends: TypeAlias = tuple[BonusEnd | StateEnd, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Supposed:
    """What a scenario supposes after some of its moves; nobody changes its tables.

    Parameters
    ----------
    posts, served, envelopes
        As on a board.
    contracts
        One row per agreement: ``post`` (position in ``posts``), `TERMS`; those of the posts come first, in
        their order, then renewals.
    scale
        Funding scale.
    agreed
        The contracts as arrays, before the rules.
    indexations, caps, ends
        Rules that bear on every agreement, in the order in which they apply.
    """

    posts: DataFrame
    served: DataFrame
    envelopes: DataFrame
    contracts: DataFrame
    scale: FundingScale
    agreed: Agreements
    indexations: tuple[Indexation, ...] = ()
    caps: tuple[Cap, ...] = ()
    ends: _Ends = ()

    def signed(self, contracts: DataFrame, scale: FundingScale) -> "Supposed":
        """Suppose other agreements, or another scale."""
        return replace(self, contracts=contracts, scale=scale, agreed=agreements(contracts, scale))

    def moves_as(self, other: "Supposed") -> bool:
        """Tell whether the same money moves, by the same objects."""
        rules = self.indexations, self.caps, self.ends
        return self.agreed is other.agreed and rules == (other.indexations, other.caps, other.ends)


def supposed(board: Board) -> Supposed:
    """Suppose nothing yet: what the board shows.

    Parameters
    ----------
    board
        Data in view.
    """
    posts = board.posts.reset_index(drop=True)
    contracts = posts[TERMS].assign(post=np.arange(len(posts)))
    return Supposed(
        posts=posts,
        served=board.matched.served,
        envelopes=board.workbook.envelopes,
        contracts=contracts,
        scale=board.scale,
        agreed=agreements(contracts, board.scale),
    )


def plans_of(state: Supposed) -> Agreements:
    """Give the agreements, with the plans that the rules leave.

    Parameters
    ----------
    state
        What is supposed.
    """
    found = state.agreed
    if not state.indexations and not state.caps:
        return found
    plans = found.plans.copy()
    for rule in state.indexations:
        index(found, plans, rule, state.scale)
    for cap in state.caps:
        limit(found, plans, cap)
    return replace(found, plans=plans)


def money(state: Supposed) -> tuple[Strand, ...]:
    """Compute what moves.

    Parameters
    ----------
    state
        What is supposed.

    Notes
    -----
    1. Where the State, or its bonus, ends on a day, its share earns until that day and is given up then; an
       agreement committed and begun later never had it.
    2. What it would have earned afterwards is taken over, on the terms of the same agreement: the signature
       and the tranche in progress on that day, the payment of the year in progress with the balance.
    3. The Département bears its percentage of each amount, rounded half up; the employer all the rest.
    """
    found = plans_of(state)
    post = state.contracts["post"].to_numpy(dtype=np.int64)
    ends, parts = ends_of(state)
    strands = []
    for funder in range(len(FUNDERS)):
        terms, plan = found.terms, found.plans[:, funder]
        if state.ends and funder in (_STATE, _BONUS):
            terms, plan = _until(terms, found.start, plan, ends[funder])
        strands.append(Strand(funder, post, terms, move_cents(terms, plan)))
    for funder in (_STATE, _BONUS) if state.ends else ():
        strands += _taken_over(found, funder, post, ends[funder], parts[funder])
    return tuple(strands)


def span(states: Iterable[Supposed]) -> range:
    """Give the exercices that the money of some states may meet; empty without any post."""
    days_met = [
        np.concatenate([found.start, found.committed, found.years.past_end[:, -1], *_written(state)])
        for state in states
        for found in (state.agreed,)
    ]
    every = np.concatenate(days_met)
    years = years_of(every[every < NEVER])
    return range(int(years.min()), int(years.max()) + 1) if years.size else range(0)


def ledger(strands: Iterable[Strand], groups: NDArray[np.int64], count: int, years: range) -> Cents:
    """Add up what moves.

    Parameters
    ----------
    strands
        What moves.
    groups, count
        Group of each post, from 0, and how many there are.
    years
        Exercices kept; they hold every movement.

    Returns
    -------
    ndarray of int64
        Cents, ``(group, reading, funder, exercice)``. Sums are made on floats, exact below 2**53 cents.
    """
    shape = (count, len(READINGS), len(years))
    whole = np.zeros((*shape[:2], len(FUNDERS), len(years)), dtype=np.int64)
    cells: dict[int, NDArray[np.int64]] = {}
    for strand in strands:
        cell = cells.get(id(strand.terms))
        if cell is None:
            row = groups[strand.post] * len(READINGS) + np.arange(len(READINGS))[:, None]
            offset = year_offsets(move_days(strand.terms), years)
            cell = cells[id(strand.terms)] = (row * len(years))[..., None, None] + offset
        sums = np.bincount(cell.ravel(), strand.cents.ravel(), minlength=int(np.prod(shape)))
        whole[:, :, strand.funder] += np.rint(sums).astype(np.int64).reshape(shape)
    return whole


def _written(state: Supposed) -> list[Days]:
    ends = [np.array([end.day], dtype="datetime64[D]") for end in state.ends if end.day is not None]
    if any(end.day is None for end in state.ends):
        ends.append(_end_days(state))
    return [state.agreed.returned, *ends]


def ends_of(state: Supposed) -> tuple[Days, NDArray[np.int64]]:
    """Give the day from which the State, then its bonus, no longer pays each agreement.

    Parameters
    ----------
    state
        What is supposed.

    Returns
    -------
    ndarray of datetime64[D]
        ``(2, n)``: `NEVER` where nothing ends it.
    ndarray of int64
        ``(2, n)``: part that the Département bears, in hundredths of a per cent.
    """
    count = len(state.contracts)
    day, part = np.full((2, count), NEVER), np.zeros((2, count), dtype=np.int64)
    for end in state.ends:
        asked = _end_days(state) if end.day is None else np.full(count, np.datetime64(end.day))
        for row in (_BONUS,) if isinstance(end, BonusEnd) else (_STATE, _BONUS):
            is_sooner = asked < day[row]
            day[row] = np.where(is_sooner, asked, day[row])
            part[row] = np.where(is_sooner, int(end.department_pct * 100), part[row])
    return day, part


def _end_days(state: Supposed) -> Days:
    """First day after each State agreement; without one written, after the convention."""
    written = state.contracts["state_end"].fillna(state.contracts["end"])
    missing = state.agreed.years.past_end[:, -1]
    following = days(written, NEVER) + np.timedelta64(1, "D")
    return np.where(written.isna(), missing, following)


def _until(terms: Terms, start: Days, plan: Cents, end: Days) -> tuple[Terms, Cents]:
    """Stop a share on a day, earlier than the agreement itself."""
    is_cut = end < terms.stop
    given_up = np.where(is_cut, np.maximum(end, terms.committed), terms.stop)
    is_never = end <= np.minimum(start, terms.committed)
    stopped = replace(terms, stop=np.where(is_cut, end, terms.stop), given_up=given_up)
    return stopped, np.where(is_never[:, None], 0, plan)


def _taken_over(
    found: Agreements, funder: int, post: NDArray[np.int64], end: Days, part: NDArray[np.int64]
) -> Iterator[Strand]:
    """Share between the Département and the employer what a funder no longer pays."""
    plan, past_end = found.plans[:, funder], found.years.past_end[:, -1]
    kept = np.flatnonzero((end < np.minimum(found.returned, past_end)) & plan.any(axis=1))
    terms = replace(found.terms.take(kept), since=end[kept])
    whole = move_cents(terms, plan[kept])
    borne = half_up(plan[kept] * part[kept, None], np.full((len(kept), 1), HUNDREDTHS))
    department = move_cents(terms, borne)
    yield Strand(_DEPARTMENT, post[kept], terms, department)
    yield Strand(_EMPLOYER, post[kept], terms, whole - department)
