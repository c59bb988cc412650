"""Imports: give a workbook, read what is wrong in it, find an earlier one, compare two, seal one."""

from collections.abc import Callable

import streamlit as st

from maynum_dash.ui import access, state
from maynum_dash.ui.frame import Context
from maynum_dash.ui.views import changes, columns, deposit, history, quality, reconciliation, register, seals

_SECTIONS: dict[str, tuple[str, Callable[[Context], None]]] = {
    "importer": ("Importer", deposit.draw),
    "qualite": ("Qualité", quality.draw),
    "colonnes": ("Colonnes", columns.draw),
    "historique": ("Historique", history.draw),
    "ecarts": ("Ce qui a changé", changes.draw),
    "etat": ("Rapprochement État", reconciliation.draw),
    "scelles": ("États scellés", seals.draw),
    "registre": ("Registre", register.draw),
}
_TEAM_ONLY = {"registre"}


def draw(context: Context) -> None:
    """Draw the page: one section at a time."""
    is_team = access.visitor().is_team
    offered = [key for key in _SECTIONS if is_team or key not in _TEAM_ONLY]
    chosen = state.one(state.SECTION, offered, offered[0])
    st.segmented_control(
        "Rubrique",
        offered,
        format_func=lambda key: _SECTIONS[key][0],
        required=True,
        label_visibility="collapsed",
        **state.wiring(state.SECTION, "page"),
    )
    _SECTIONS[chosen][1](context)
