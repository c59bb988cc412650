"""Scenarios side by side against what is known: euros, cascade of moves, coverage, sensitivity."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.bridge import TYPES, Role, Scope
from maynum_dash.analysis.scenario.outcome import Outcome, play
from maynum_dash.analysis.scenario.supposed import Supposed
from maynum_dash.analysis.scenario.supposing import last_days
from maynum_dash.domain.coverage import density_per_1000
from maynum_dash.domain.moves import Chosen, Renewal, Scenario
from maynum_dash.domain.posts import Status

RATES: Final = tuple(range(0, 101, 10))
_AHEAD: Final = 10  # exercices: further, every agreement has ended


class Side(StrEnum):
    """What makes the lines of a comparison: a column of the steps."""

    YEAR = "fiscal_year"
    FUNDER = "funder"
    EPCI = "epci_code"


def beside(before: DataFrame, outcomes: Sequence[Outcome], scope: Scope, by: Side) -> DataFrame:
    """Put scenarios beside what is known.

    Parameters
    ----------
    before
        ``outcome.totals`` of the data that the scenarios start from.
    outcomes
        The scenarios played.
    scope
        Money looked at.
    by
        What makes the lines.

    Returns
    -------
    DataFrame
        ``key`` (missing for no EPCI), ``before_cents``, then for each scenario ``after_<rank>_cents`` and
        ``difference_<rank>_cents`` (int64): before + difference = after on each line.
    """
    known = scope.keep(before).groupby(by.value, dropna=False)["amount_cents"].sum()
    gaps = [scope.keep(one.steps).groupby(by.value, dropna=False)["amount_cents"].sum() for one in outcomes]
    table = pd.concat([known, *gaps], axis=1, keys=range(len(gaps) + 1)).fillna(0).astype("int64")
    columns = {"before_cents": table[0]}
    for rank in range(len(gaps)):
        columns[f"after_{rank}_cents"] = table[0] + table[rank + 1]
        columns[f"difference_{rank}_cents"] = table[rank + 1]
    return DataFrame(columns).sort_index().rename_axis("key").reset_index()


def cascade_of_moves(
    before: DataFrame, outcome: Outcome, scope: Scope, labels: Sequence[str], ends: tuple[str, str]
) -> DataFrame:
    """Go from what is known to a scenario, move by move, in the order in which they apply.

    Parameters
    ----------
    before
        ``outcome.totals`` of the data that it starts from.
    outcome
        The scenario played.
    scope
        Money looked at.
    labels
        Name of each move, in the order of the scenario.
    ends
        Names of both totals.

    Returns
    -------
    DataFrame
        As ``bridge.bridge``: every move has its line, though it comes to nothing.
    """
    sums = scope.keep(outcome.steps).groupby("move")["amount_cents"].sum()
    ranks = list(outcome.scenario.ranks)
    steps = DataFrame({"key": ranks, "label": [labels[rank] for rank in ranks]}, dtype="object")
    amounts = sums.reindex(ranks, fill_value=0)
    return _bridge(int(scope.keep(before)["amount_cents"].sum()), steps, amounts.tolist(), ends)


def cascade_of_years(before: DataFrame, outcome: Outcome, scope: Scope, ends: tuple[str, str]) -> DataFrame:
    """Go from what is known to a scenario, exercice by exercice.

    Parameters
    ----------
    before, outcome, scope, ends
        As for `cascade_of_moves`.

    Returns
    -------
    DataFrame
        As ``bridge.bridge``: one line for each exercice that the scenario changes.
    """
    sums = scope.keep(outcome.steps).groupby("fiscal_year")["amount_cents"].sum()
    sums = sums[sums != 0]
    years = [str(year) for year in sums.index]
    steps = DataFrame({"key": years, "label": years}, dtype="object")
    return _bridge(int(scope.keep(before)["amount_cents"].sum()), steps, sums.tolist(), ends)


def _bridge(start: int, steps: DataFrame, amounts: Sequence[int], ends: tuple[str, str]) -> DataFrame:
    """Write steps between two totals."""
    cents = Series(amounts, dtype="int64")
    lines = steps.assign(
        key=steps["key"].astype("str"),
        role=Role.STEP.value,
        amount_cents=cents,
        total_cents=start + cents.cumsum(),
    )
    totals = [
        DataFrame([{"label": label, "role": Role.TOTAL.value, "total_cents": total}])
        for label, total in zip(ends, (start, start + int(cents.sum())), strict=True)
    ]
    parts = [part.reindex(columns=list(TYPES)).astype(TYPES) for part in (totals[0], lines, totals[1])]
    return pd.concat(parts, ignore_index=True)


def offer_on(state: Supposed, day: date) -> "Series[float]":
    """Give the FTE that serve each EPCI on a day.

    Parameters
    ----------
    state
        What is supposed.
    day
        The day.

    Returns
    -------
    Series
        FTE by SIREN; a missing key is what is attributed to no EPCI.

    Notes
    -----
    A post counts while an agreement runs: begun, neither ended nor given back, and with an adviser. A vacant
    post counts until the day since which it is vacant; without that date it does not count.
    """
    on, contracts, posts = pd.Timestamp(day), state.contracts, state.posts
    runs = (contracts["start"] <= on) & (last_days(contracts) >= on) & ~(contracts["returned_on"] <= on)
    is_held = (posts["status"] != Status.VACANT) | (posts["vacant_since"] > on)
    held = posts[is_held & posts.index.isin(contracts.loc[runs, "post"])]
    shares = state.served.merge(held[["row", "fte"]], on="row", validate="m:1")
    offer: Series[float] = (shares["fte"] * shares["share"]).groupby(shares["epci_code"], dropna=False).sum()
    return offer


def years_ahead(outcomes: Sequence[Outcome], today: date) -> range:
    """Give the exercices over which a coverage is followed: from today's to the last one that moves.

    Parameters
    ----------
    outcomes
        The scenarios played.
    today
        Day of the view.
    """
    moved = (int(one.steps["fiscal_year"].max()) for one in outcomes if len(one.steps))
    return range(today.year, min(max([today.year, *moved]), today.year + _AHEAD) + 1)


def coverage_by_year(states: Sequence[Supposed], needs: DataFrame, years: Sequence[int]) -> DataFrame:
    """Follow the density of posts at the end of each exercice.

    Parameters
    ----------
    states
        What is known, then what each scenario supposes.
    needs
        Result of ``needs_table``.
    years
        Exercices.

    Returns
    -------
    DataFrame
        ``fiscal_year``, then for each state ``fte_<rank>`` (FTE in the EPCI with data, on 31 December) and
        ``density_<rank>`` (for 1 000 people in illectronisme; missing without people).
    """
    known = needs[needs["people"].notna()]
    people = float(known["people"].sum())
    lines = []
    for year in years:
        line: dict[str, float | int | None] = {"fiscal_year": year}
        for rank, state in enumerate(states):
            offer = offer_on(state, date(year, 12, 31))
            fte = float(offer[offer.index.isin(known["epci_code"])].sum())
            line[f"fte_{rank}"], line[f"density_{rank}"] = fte, density_per_1000(fte, people)
        lines.append(line)
    return DataFrame(lines)


def by_rate(board: Board, scenario: Scenario, scope: Scope, today: date, until: date) -> DataFrame:
    """Say how a total follows the share of the agreements that are renewed.

    Parameters
    ----------
    board, today
        Data in view, and its day.
    scenario
        Its renewals by rate take each rate in turn; without one, a renewal until ``until`` is added.
    scope
        Money looked at.
    until
        Last end of agreement that is renewed then.

    Returns
    -------
    DataFrame
        One row for each of `RATES`: ``rate_pct`` and ``amount_cents`` (int64).
    """
    outcomes = play(board, [_at_rate(scenario, Decimal(rate), until) for rate in RATES], today)
    movements = board.movements
    start = int(scope.keep(movements)["amount_cents"].sum())
    amounts = [start + int(scope.keep(outcome.steps)["amount_cents"].sum()) for outcome in outcomes]
    return DataFrame({"rate_pct": list(RATES), "amount_cents": pd.array(amounts, dtype="int64")})


def _at_rate(scenario: Scenario, rate: Decimal, until: date) -> Scenario:
    is_rate = [isinstance(move, Renewal) and move.chosen is Chosen.RATE for move in scenario.moves]
    moves = [
        replace(move, pct=rate) if isinstance(move, Renewal) and is_it else move
        for move, is_it in zip(scenario.moves, is_rate, strict=True)
    ]
    return replace(scenario, moves=tuple(moves) if any(is_rate) else (*moves, Renewal(until, pct=rate)))
