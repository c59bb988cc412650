"""The choice of two states of the data to compare: imports that still have their rows, and sealed states."""

from collections.abc import Mapping

import streamlit as st

from maynum_dash.ui import state


def sides(known: Mapping[str, str]) -> tuple[str, str]:
    """Choose both sides: at first the latest sealed state, else the previous import, then the current one.

    Parameters
    ----------
    known
        Two states at least, by token, the current import first.
    """
    tokens = list(known)
    current = tokens[0]
    sealed = [token for token in tokens if not token.isdecimal()]
    left, right = st.columns(2, gap="large")
    before = state.one(state.BEFORE, tokens, sealed[0] if sealed else tokens[1])
    left.selectbox(
        "De", tokens, format_func=known.__getitem__, **state.wiring(state.BEFORE, "page"), filter_mode=None
    )
    after = state.one(state.AFTER, tokens, current)
    right.selectbox(
        "À", tokens, format_func=known.__getitem__, **state.wiring(state.AFTER, "page"), filter_mode=None
    )
    return before, after
