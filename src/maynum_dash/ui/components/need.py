"""The choice of the source of the need, the same in every section that weighs people."""

import streamlit as st

from maynum_dash.domain.coverage import NeedSource
from maynum_dash.ui import state
from maynum_dash.ui.frame import Context

NAMES = {
    NeedSource.OFFICIAL: "Table officielle importée",
    NeedSource.ESTIMATED: "Estimation par commune",
    NeedSource.UNIFORM: "15 % partout",
}


def choose_source(context: Context, *, offers_uniform: bool = True) -> NeedSource:
    """Offer the sources that the data in view can give, and read the choice.

    Parameters
    ----------
    context
        The view.
    offers_uniform
        Whether the same rate everywhere makes sense here.
    """
    has_official = bool(context.board.matched.needs["is_retained"].any())
    left_out = {NeedSource.OFFICIAL} if not has_official else set()
    left_out |= set() if offers_uniform else {NeedSource.UNIFORM}
    offered = [source for source in NeedSource if source not in left_out]
    source = state.one(state.NEED_SOURCE, offered, offered[0])
    st.segmented_control(
        "Source du besoin",
        offered,
        format_func=NAMES.__getitem__,
        required=True,
        **state.wiring(state.NEED_SOURCE),
    )
    return source
