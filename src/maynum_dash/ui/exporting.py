"""What leaves the dashboard is written in the register."""

import streamlit as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.store.audit import Action, record
from maynum_dash.ui import access, loading, state

_NOBODY = "visiteur sans nom"


def note(what: str) -> None:
    """Write in the register who takes what away; a register that cannot be written is said.

    Parameters
    ----------
    what
        Title of what is downloaded; used as ``on_click`` of a download button.
    """
    seen = str(st.session_state.get(state.CONSULTED, ""))
    detail = f"données consultées : {seen}" if seen else "données courantes"
    if st.session_state.get(state.OPENED):
        detail = "classeur en aperçu"
    try:
        record(loading.store(), access.visitor().name or _NOBODY, Action.EXPORT, what, detail)
    except MaynumError as error:
        st.session_state[state.NOTICE] = (Severity.WARNING, str(error))
