"""The choices written in the address of the page, so that a link opens the same view."""

import streamlit as st

_ARRIVED = "address-arrived"
_WANTED = "address-wanted"


def begin() -> None:
    """Start the drawing of a page: remember the parameters of the first one, collect anew."""
    st.session_state.setdefault(_ARRIVED, st.query_params.to_dict())
    st.session_state[_WANTED] = {}


def arrived(name: str) -> str:
    """Parameter that the user arrived with; empty when there was none."""
    parameters: dict[str, str] = st.session_state.get(_ARRIVED, {})
    return parameters.get(name, "")


def put(name: str, value: str) -> None:
    """Collect a parameter; an empty value leaves it out of the address."""
    wanted: dict[str, str] = st.session_state.setdefault(_WANTED, {})
    wanted.pop(name, None)
    if value:
        wanted[name] = value


def write() -> None:
    """Write what was collected; the same address sends nothing to the browser."""
    wanted: dict[str, str] = st.session_state.get(_WANTED, {})
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
