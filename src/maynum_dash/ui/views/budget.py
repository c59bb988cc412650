"""Budget: commitments, envelopes, payments, deadlines and alerts, one section at a time."""

from collections.abc import Callable

import streamlit as st

from maynum_dash.ui import offers, state
from maynum_dash.ui.frame import Context
from maynum_dash.ui.views import alerts, commitments, deadlines, envelopes, payments

_PANELS: dict[str, tuple[str, Callable[[Context], None]]] = {
    "engagements": ("Engagements", commitments.draw),
    "enveloppes": ("Enveloppes", envelopes.draw),
    "paiements": ("Paiements", payments.draw),
    "echeances": ("Échéances", deadlines.draw),
    "alertes": ("Alertes", alerts.draw),
}

OFFERS = (offers.COMPUTED, offers.GRANTS)


def draw(context: Context) -> None:
    """Draw the page: one section at a time."""
    chosen = state.one(state.PANEL, list(_PANELS), next(iter(_PANELS)))
    st.segmented_control(
        "Volet du budget",
        list(_PANELS),
        format_func=lambda key: _PANELS[key][0],
        required=True,
        label_visibility="collapsed",
        **state.wiring(state.PANEL, "page"),
    )
    _PANELS[chosen][1](context)
