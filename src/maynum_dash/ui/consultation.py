"""What this user looks at: the data of everyone, or what she chose instead."""

import streamlit as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import moves
from maynum_dash.sources.scenario import read_scenario
from maynum_dash.store.scenarios import find_scenario
from maynum_dash.store.snapshots import find_snapshot
from maynum_dash.ui import loading, state
from maynum_dash.ui.editions import SUPPOSED, Edition, Kind, common, named, number_of, of_item, sealed_name

_LET_GO = "Le classeur que vous aviez ouvert n’est plus en mémoire : ouvrez-le à nouveau."
_CURRENT_INSTEAD = "Les données courantes sont affichées."


def current() -> Edition:
    """Edition in view: the one that this user chose, else the data of everyone."""
    token = state.text(state.CONSULTED)
    if token:
        try:
            return named(token)
        except MaynumError as error:
            leave()
            warn(f"{error} {_CURRENT_INSTEAD}")
    key = st.session_state.get(state.OPENED, "")
    opened = loading.shelf().get(key)
    if opened is not None:
        return of_item(opened, Kind.PREVIEW)
    if key:
        del st.session_state[state.OPENED]
        warn(_LET_GO)
    return common()


def mark() -> str:
    """What every export of the view must bear: the sealed state that it was made from; empty without one."""
    token = str(st.session_state.get(state.CONSULTED, ""))
    if not token or token.isdecimal():
        return ""
    if token.startswith(SUPPOSED):
        return moves.title(read_scenario(find_scenario(loading.store(), number_of(token)).content))
    sealed = sealed_name(find_snapshot(loading.store(), token))
    return sealed[0].upper() + sealed[1:]


def consult(token: str) -> None:
    """Look at an import, a sealed state or a scenario, in this session only."""
    st.session_state.pop(state.OPENED, None)
    state.choose(state.CONSULTED, token)


def leave() -> None:
    """Come back to the data of everyone."""
    st.session_state.pop(state.OPENED, None)
    state.choose(state.CONSULTED, "")


def warn(text: str) -> None:
    """Keep a warning for the top of the page."""
    st.session_state[state.NOTICE] = (Severity.WARNING, text)
