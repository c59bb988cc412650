"""What a scenario changes, move by move and to the cent, and the data as it leaves them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
import pandas as pd
from pandas import DataFrame, Index
from pandas.api.extensions import ExtensionArray

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.agreements import FUNDERS
from maynum_dash.analysis.money.budget import movement_rows, plan_rows, texts
from maynum_dash.analysis.money.timeline import READINGS, Cents, Strand
from maynum_dash.analysis.scenario.supposed import Supposed, ledger, money, plans_of, span, supposed
from maynum_dash.analysis.scenario.supposing import suppose
from maynum_dash.domain.moves import GiveBack, Renewal, Scenario, Vacate

WHEN: Final = ["reading", "funder", "fiscal_year", "epci_code"]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A scenario applied to a board.

    Parameters
    ----------
    scenario
        The scenario.
    before
        The data that it starts from.
    today
        Day of the view.
    state, moved
        What it supposes in the end, and the money that moves then.
    steps
        ``move`` (rank in the scenario), ``reading``, ``funder``, ``fiscal_year``, ``epci_code`` (missing for
        none) and ``amount_cents`` (never 0): before + the steps = after, for each of them.
    unknown
        Posts that the moves name and the data do not have.
    """

    scenario: Scenario
    before: Board
    today: date
    state: Supposed
    moved: tuple[Strand, ...]
    steps: DataFrame
    unknown: tuple[str, ...]


def play(board: Board, scenarios: Sequence[Scenario], today: date) -> tuple[Outcome, ...]:
    """Apply scenarios, each one move after the other, in the order of ``Scenario.ranks``.

    Parameters
    ----------
    board
        Data in view; left as they are.
    scenarios
        What is supposed, each from the same data.
    today
        Day of the view.

    Notes
    -----
    A move bears the difference between what is supposed with it and without it, the moves before it
    being applied: what two moves do together goes to the later one. The order is a convention.
    """
    start = supposed(board)
    runs = [_states(start, scenario, today) for scenario in scenarios]
    years = span(state for states in [[start], *runs] for state in states)
    codes = pd.concat([states[-1].posts["epci_code"] for states in [[start], *runs]])
    base = Sums(Index(codes.unique()), years, start)
    return tuple(
        _outcome((board, scenario, today), states, base)
        for scenario, states in zip(scenarios, runs, strict=True)
    )


def totals(board: Board) -> DataFrame:
    """Add up what a board shows, as the steps of an outcome are.

    Parameters
    ----------
    board
        Any board.

    Returns
    -------
    DataFrame
        ``reading``, ``funder``, ``fiscal_year``, ``epci_code``, ``amount_cents``.
    """
    return DataFrame(board.movements.groupby(WHEN, dropna=False, as_index=False)["amount_cents"].sum())


def supposed_board(outcome: Outcome) -> Board:
    """Give the data as the scenario leaves them, in the shape that every chart and page is drawn from.

    Parameters
    ----------
    outcome
        Result of `play`.

    Returns
    -------
    Board
        Anomalies are those of the data that it starts from. A post that is added has the number of a row
        after the last one; a renewal is money of the post that it renews.
    """
    board, state, moved = outcome.before, outcome.state, outcome.moved
    matched = replace(board.matched, posts=state.posts, served=state.served)
    workbook = replace(board.workbook, name=scenario_name(outcome.scenario), envelopes=state.envelopes)
    found = plans_of(state)
    firsts = ~state.contracts["post"].duplicated().to_numpy()
    return replace(
        board,
        workbook=workbook,
        basis=replace(board.basis, scale=state.scale),
        matched=matched,
        movements=movement_rows(state.posts, moved),
        plans=plan_rows(state.posts, found.plans[firsts], found.is_deliberated[firsts]),
        origin=f"{board.origin} scénario {fingerprint(outcome.scenario)} au {outcome.today}",
    )


def scenario_name(scenario: Scenario) -> str:
    """Name a scenario so that it cannot be taken for data; text, not HTML."""
    return f"Scénario « {scenario.name} »"


def fingerprint(scenario: Scenario) -> str:
    """Name all that a scenario says, in a few letters."""
    return hashlib.sha256(repr(scenario).encode()).hexdigest()[:16]


class Sums:
    """Money added up by EPCI, for several states of the same posts.

    Parameters
    ----------
    names
        Codes of the EPCI, the missing one included.
    years
        Exercices that hold every movement.
    start
        What is added up first.
    """

    def __init__(self, names: Index, years: range, start: Supposed) -> None:
        self.names, self.years = names, years
        self.start, self.moved = start, money(start)
        self.sums = self.of(start, self.moved)

    def of(self, state: Supposed, moved: tuple[Strand, ...]) -> Cents:
        """Give cents, ``(epci, reading, funder, exercice)``."""
        groups = self.names.get_indexer(Index(state.posts["epci_code"]))
        return ledger(moved, groups, len(self.names), self.years)


def _states(start: Supposed, scenario: Scenario, today: date) -> list[Supposed]:
    """Give what is supposed before any move, then after each."""
    moves = [scenario.moves[rank] for rank in scenario.ranks]
    return list(accumulate(moves, lambda state, move: suppose(state, move, today), initial=start))


def _outcome(asked: tuple[Board, Scenario, date], states: Sequence[Supposed], base: Sums) -> Outcome:
    board, scenario, today = asked
    moved, sums, gaps = base.moved, base.sums, list[Cents]()
    for before, state in pairwise(states):
        if state.moves_as(before):
            gaps.append(np.zeros_like(sums))
            continue
        moved = money(state)
        after = base.of(state, moved)
        gaps.append(after - sums)
        sums = after
    steps = step_rows(gaps, scenario.ranks, base.names.astype("str").array, base.years)
    return Outcome(scenario, board, today, states[-1], moved, steps, _unknown(board, scenario))


def step_rows(gaps: Sequence[Cents], ranks: Sequence[int], names: ExtensionArray, years: range) -> DataFrame:
    """Write differences as a table.

    Parameters
    ----------
    gaps
        Cents, ``(epci, reading, funder, exercice)``, one for each move.
    ranks
        Rank of each move.
    names, years
        EPCI and exercices of the cents.
    """
    shape = (0, len(names), len(READINGS), len(FUNDERS), len(years))
    whole = np.stack(gaps) if gaps else np.zeros(shape, dtype=np.int64)
    move, group, reading, funder, year = np.nonzero(whole)
    return DataFrame(
        {
            "move": np.array(ranks, dtype=np.int64)[move],
            "reading": texts(reading, READINGS),
            "funder": texts(funder, FUNDERS),
            "fiscal_year": year + years.start,
            "epci_code": names.take(group),
            "amount_cents": whole[move, group, reading, funder, year],
        }
    )


def _unknown(board: Board, scenario: Scenario) -> tuple[str, ...]:
    named = [
        post_id
        for move in scenario.moves
        if isinstance(move, GiveBack | Vacate | Renewal)
        for post_id in move.post_ids
    ]
    known = set(board.posts["post_id"]) if named else set()
    return tuple(dict.fromkeys(post_id for post_id in named if post_id not in known))
