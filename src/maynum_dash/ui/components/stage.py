"""The stage on the page: a preview of the slides, which becomes the full-screen session."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from maynum_dash.rendering.session.page import script, stage, style


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    """Register the component once per server."""
    code = script() + Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    renderer: Callable[..., Any] = st.components.v2.component(
        "maynum_stage", html=stage(), css=style(), js=code, isolate_styles=False
    )
    return renderer


def show(html: str, *, at: int, key: str) -> None:
    """Show slides.

    Parameters
    ----------
    html
        Result of ``rendering.session.sections``.
    at
        Slide shown when the user asks for another one from the page, from 0.
    key
        Stable identifier.
    """
    _component()(key=key, data={"html": html, "at": at})
