"""Couverture: need and offer, access, priorities, equity and sources of the need, one section at a time."""

from collections.abc import Callable

import streamlit as st

from maynum_dash.ui import address, offers, state
from maynum_dash.ui.frame import Context
from maynum_dash.ui.views import fairness, offer, ranking, reach, sheet, witnesses

_SECTIONS: dict[str, tuple[str, Callable[[Context], None]]] = {
    "offre": ("Offre et besoin", offer.draw),
    "acces": ("Accès", reach.draw),
    "priorites": ("Priorités", ranking.draw),
    "equite": ("Équité", fairness.draw),
    "sources": ("Sources du besoin", witnesses.draw),
    "fiche": ("Fiche d’un territoire", sheet.draw),
}

OFFERS = (offers.COMPUTED, offers.EPCI_SHAPES)


def draw(context: Context) -> None:
    """Draw the page."""
    _page(context)


@st.fragment
def _page(context: Context) -> None:
    offered = list(_SECTIONS)
    chosen = state.one(state.ASPECT, offered, offered[0])
    st.segmented_control(
        "Rubrique",
        offered,
        format_func=lambda key: _SECTIONS[key][0],
        required=True,
        label_visibility="collapsed",
        **state.wiring(state.ASPECT, "page"),
    )
    _SECTIONS[chosen][1](context)
    address.write()
