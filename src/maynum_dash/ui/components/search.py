"""A field that finds a territory of any level while one types, accents and « st » for « saint » included."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from maynum_dash.analysis.territory.searching import Entry
from maynum_dash.domain.coverage import Level

_HTML = """
<div class="mn-search">
  <label for="mn-search-field">Chercher un territoire</label>
  <input id="mn-search-field" type="text" role="combobox" autocomplete="off" spellcheck="false"
    aria-autocomplete="list" aria-expanded="false" aria-controls="mn-search-list"
    placeholder="Commune, canton, intercommunalité">
  <ul id="mn-search-list" role="listbox" aria-label="Territoires trouvés" hidden></ul>
  <p class="mn-unseen" role="status"></p>
</div>
"""
_FOUND = "found"
_KINDS = {
    Level.DEPARTMENT: "département",
    Level.EPCI: "intercommunalité",
    Level.CANTONS: "canton",
    Level.COMMUNES: "commune",
}


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    """Register the component once per server."""
    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    renderer: Callable[..., Any] = st.components.v2.component(
        "maynum_search", html=_HTML, js=script, isolate_styles=False
    )
    return renderer


def show(entries: Sequence[Entry], *, key: str, choose: Callable[[Level, str], None]) -> None:
    """Show the field and listen to it.

    Parameters
    ----------
    entries
        What can be found.
    key
        Stable identifier.
    choose
        Called with the level and the code of the territory chosen.
    """

    def chosen() -> None:
        found = st.session_state[key].get(_FOUND)
        if found:
            level, _, code = str(found).partition(":")
            choose(Level(level), code)

    rows = [
        [
            f"{entry.level.value}:{entry.code}",
            entry.name,
            f"ancienne commune, aujourd’hui {entry.former}" if entry.former else _KINDS[entry.level],
            entry.key,
        ]
        for entry in entries
    ]
    _component()(key=key, data={"rows": rows}, on_found_change=chosen)
