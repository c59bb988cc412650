"""The map on screen: a drawing whose territories can be pointed at, zoomed, and chosen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_HTML = """
<div class="mn-map">
  <div class="mn-map-drawing"></div>
  <div class="mn-map-tools">
    <button type="button" data-zoom="in" aria-label="Agrandir la carte">+</button>
    <button type="button" data-zoom="out" aria-label="Réduire la carte">−</button>
    <button type="button" data-zoom="whole" aria-label="Voir toute la carte">⤢</button>
  </div>
  <div class="mn-map-bubble" role="tooltip" hidden></div>
</div>
"""
_TERRITORY = "territory"


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    """Register the component once per server."""
    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    # The page's own style sheet dresses it: no shadow tree.
    renderer: Callable[..., Any] = st.components.v2.component(
        "maynum_map", html=_HTML, js=script, isolate_styles=False
    )
    return renderer


def show(svg: str, *, key: str, level: str, selected: str, choose: Callable[[str], None]) -> None:
    """Show a drawing and listen to it.

    Parameters
    ----------
    svg
        Result of ``rendering.maps.draw``.
    key
        Stable identifier.
    level
        A drawing of another level starts from the whole view; one of the same level keeps the zoom.
    selected
        Code of the territory outlined; empty for none.
    choose
        Called with the code of the territory chosen.
    """

    def chosen() -> None:
        code = st.session_state[key].get(_TERRITORY)
        if code:
            choose(str(code))

    _component()(
        key=key,
        data={"svg": svg, "level": level, "selected": selected},
        on_territory_change=chosen,
    )
