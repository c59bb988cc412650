"""Scénarios: suppose, compare, keep a coverage, convince an employer, change the scale."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from maynum_dash.rendering.neutral import html_text
from maynum_dash.ui import state
from maynum_dash.ui.frame import Context
from maynum_dash.ui.views import alternatives, composer, keeping, scale_editor, simulator

_PARTS: Final[dict[str, tuple[str, Callable[[Context], None]]]] = {
    "comparer": ("Comparer", alternatives.draw),
    "composer": ("Composer un scénario", composer.draw),
    "enveloppe": ("Garder la couverture", keeping.draw),
    "simulateur": ("Simulateur employeur", simulator.draw),
    "bareme": ("Barème", scale_editor.draw),
}
_SAID: Final = {
    "comparer": "Ce sont des suppositions, pas des données réelles : rien ici ne change les données de tous.",
    "composer": "Ajoutez des mouvements : ils se combinent. Vous pouvez tout essayer sans enregistrer.",
    "enveloppe": "Ce que change la part renouvelée, et la plus petite enveloppe qui garde une couverture.",
    "bareme": "Les versions du barème, et ce qu’un changement ferait aux postes avant de l’enregistrer.",
    "simulateur": "Ce que coûterait un poste à une structure. L’adresse de cette page rouvre la simulation.",
}


def draw(context: Context) -> None:
    """Draw the page: one part at a time."""
    chosen = state.one(state.PART, list(_PARTS), next(iter(_PARTS)))
    st.segmented_control(
        "Partie",
        list(_PARTS),
        format_func=lambda key: _PARTS[key][0],
        required=True,
        label_visibility="collapsed",
        **state.wiring(state.PART, "page"),
    )
    st.html(f'<p class="mn-lead">{html_text(_SAID[chosen])}</p>')
    _PARTS[chosen][1](context)
