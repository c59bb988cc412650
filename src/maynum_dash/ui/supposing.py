"""The scenarios that a presentation shows beside the data, or is made from."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from maynum_dash.analysis.scenario.presets import USUAL
from maynum_dash.domain.errors import ScenarioError
from maynum_dash.domain.moves import Scenario
from maynum_dash.rendering import moves
from maynum_dash.rendering.slides.alternatives import MOST
from maynum_dash.sources.scenario import read_scenario
from maynum_dash.store.scenarios import list_scenarios
from maynum_dash.ui import address, loading, playing, state
from maynum_dash.ui.editions import SUPPOSED
from maynum_dash.ui.frame import Context

_LABEL: Final = f"Scénarios à côté des données ({MOST} au plus)"


def chosen(context: Context) -> Mapping[str, Scenario]:
    """Give the scenarios chosen: at first those that the team saved, else the ready-made ones.

    Parameters
    ----------
    context
        The view; when it shows a scenario, that one alone stands beside its data.
    """
    shown = context.edition.supposed
    if shown is not None:
        return {"": shown.scenario}
    known = _offered(context)
    if state.SUPPOSED not in st.session_state and not address.arrived(state.SUPPOSED):
        saved = [token for token in known if token.isdecimal()]
        state.choose(state.SUPPOSED, (saved or [token for token in USUAL if token in known])[:MOST])
    return {token: known[token] for token in state.several(state.SUPPOSED, list(known))[:MOST]}


def choose(context: Context) -> None:
    """Let the user choose them."""
    if context.edition.supposed is not None:
        return
    known = _offered(context)
    st.multiselect(
        _LABEL,
        list(known),
        format_func=lambda token: known[token].name,
        max_selections=MOST,
        placeholder="Aucun scénario",
        **state.wiring(state.SUPPOSED, "page"),
    )


def presentable() -> dict[str, str]:
    """Name the saved scenarios that can be presented, by what names each as data in view."""
    found = {}
    for saved in list_scenarios(loading.store()):
        try:
            found[f"{SUPPOSED}{saved.id}"] = moves.title(read_scenario(saved.content))
        except ScenarioError:
            continue  # Written by another version: said where scenarios are managed.
    return found


def _offered(context: Context) -> dict[str, Scenario]:
    """Name what can be chosen; a draft is of one user, and stays out of a committee."""
    found = playing.offered(playing.start(context))
    return {token: one.scenario for token, one in found.items() if token != playing.DRAFT}
