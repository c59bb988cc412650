"""The scenarios that a user can look at: ready-made ones, saved ones, and the draft that is hers alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.scenario.outcome import Outcome, totals
from maynum_dash.analysis.scenario.presets import least_covered, presets
from maynum_dash.domain.errors import ScenarioError
from maynum_dash.domain.moves import Scenario
from maynum_dash.sources.scenario import read_scenario
from maynum_dash.store.scenarios import Scenario as Saved
from maynum_dash.store.scenarios import list_scenarios
from maynum_dash.ui import loading, results, state
from maynum_dash.ui.frame import Context

DRAFT = "brouillon"


@dataclass(frozen=True, slots=True)
class Offered:
    """A scenario that can be chosen.

    Parameters
    ----------
    scenario
        What it supposes.
    saved
        Its line in the memory; ``None`` for a ready-made one and for the draft.
    """

    scenario: Scenario
    saved: Saved | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """What scenarios start from: the data in view, whatever scenario is looked at.

    Parameters
    ----------
    context
        The view.
    board
        The data.
    """

    context: Context
    board: Board

    @property
    def key(self) -> tuple[object, ...]:
        """What every result depends on, beside the scenarios."""
        return (self.board.key, self.context.today)

    @property
    def totals(self) -> pd.DataFrame:
        """Money of the data, as the steps of a scenario are added up."""
        return loading.once((*self.key, "scenario-totals"), lambda: totals(self.board))

    @property
    def needs(self) -> pd.DataFrame:
        """People in illectronisme by EPCI."""
        source = self.context.need_source
        return loading.once(
            (*self.key, "scenario-needs", source),
            lambda: needs_table(source, self.board.reference, self.board.matched.needs),
        )

    @property
    def names(self) -> dict[str, str]:
        """Short name of each EPCI, by SIREN."""
        epci = self.board.reference.epci
        return dict(zip(epci["code"], epci["short_name"], strict=True))

    @property
    def source(self) -> str:
        """Where the known figures come from; text, not HTML."""
        source = self.context.edition.base.source
        return source[0].upper() + source[1:]

    def outcome(self, scenario: Scenario) -> Outcome:
        """What a scenario changes."""
        return loading.outcome(self.board, scenario, self.context.today)


def start(context: Context) -> Start:
    """Take the data that scenarios start from."""
    return Start(context, loading.board(context.edition.base))


def offered(begun: Start) -> Mapping[str, Offered]:
    """Name every scenario that can be chosen: the draft, the saved ones, the ready-made ones.

    Parameters
    ----------
    begun
        What they start from.
    """
    found = {DRAFT: Offered(draft())} if draft().moves else {}
    for saved in list_scenarios(loading.store()):
        try:
            found[str(saved.id)] = Offered(read_scenario(saved.content), saved)
        except ScenarioError:
            continue  # Written by another version of the software: said where scenarios are managed.
    coverage = results.coverage(begun.board, begun.context.need_source)
    ready = presets(begun.context.today, least_covered(coverage))
    return found | {token: Offered(scenario) for token, scenario in ready.items()}


def unreadable() -> list[Saved]:
    """List the saved scenarios that this version of the software cannot read."""
    found = []
    for saved in list_scenarios(loading.store()):
        try:
            read_scenario(saved.content)
        except ScenarioError:
            found.append(saved)
    return found


def draft() -> Scenario:
    """Scenario that this user is composing, under the name that she typed."""
    kept: Scenario = st.session_state.get(state.DRAFT, Scenario(""))
    return replace(kept, name=" ".join(str(st.session_state.get(state.DRAFT_NAME, "")).split()))


def redraft(scenario: Scenario) -> None:
    """Change the draft."""
    state.choose(state.DRAFT, scenario)
    state.choose(state.DRAFT_NAME, scenario.name)
